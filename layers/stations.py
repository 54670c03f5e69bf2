"""Stations: where travellers arrive by rail, RER, metro and tram."""

from __future__ import annotations

from i18n import msg
from layers.schema import Column, Layer, Style, Tags

_STYLE = Style(colour="#0b3c5d", fill="#56b4e9", shape="square", radius=6)

STATIONS = Layer(
    name="stations",
    title=msg("Stations"),
    kinds={
        "rail": msg("Railway station"),
        "rer": msg("RER station"),
        "metro": msg("Metro station"),
        "tram": msg("Tram station"),
        "bus": msg("Bus station"),
    },
    styles=dict.fromkeys(("rail", "rer", "metro", "tram", "bus"), _STYLE),
    tags=(
        Tags("metro", {"railway": ("station",), "station": ("subway",)}),
        Tags("metro", {"railway": ("station",), "subway": ("yes",), "train": ("!yes",)}),
        Tags("tram", {"railway": ("station",), "station": ("light_rail", "tram")}),
        Tags("rer", {"railway": ("station", "halt"), "network": ("RER",)}),
        Tags("rail", {"railway": ("station", "halt")}),
        Tags("rail", {"public_transport": ("station",), "train": ("yes",)}),
        Tags("metro", {"public_transport": ("station",), "subway": ("yes",)}),
        Tags("tram", {"public_transport": ("station",), "tram": ("yes",)}),
        Tags("bus", {"amenity": ("bus_station",)}),
    ),
    own=(
        Column("modes", "text", msg("Modes")),
        Column("officers", "whole", msg("Officers per shift"), least=0, most=1_000_000),
    ),
    shapes=frozenset({"Point", "Polygon", "MultiPolygon"}),
)
