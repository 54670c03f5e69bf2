"""Airports: where delegations and travellers land."""

from __future__ import annotations

from i18n import msg
from layers.schema import Column, Layer, Style, Tags

_STYLE = Style(colour="#7a3300", fill="#d55e00", shape="triangle", radius=9)

AIRPORTS = Layer(
    name="airports",
    title=msg("Airports"),
    kinds={
        "international": msg("International airport"),
        "business": msg("Business airport"),
        "military": msg("Military airfield"),
        "aerodrome": msg("Aerodrome"),
    },
    styles=dict.fromkeys(("international", "business", "military", "aerodrome"), _STYLE),
    tags=(
        Tags("military", {"aeroway": ("aerodrome",), "military": ("airfield",)}),
        Tags("international", {"aeroway": ("aerodrome",), "iata": ("*",)}),
        Tags("aerodrome", {"aeroway": ("aerodrome",)}),
    ),
    own=(
        Column("iata", "text", msg("IATA code")),
        Column("icao", "text", msg("ICAO code")),
        Column("officers", "whole", msg("Officers per shift"), least=0, most=1_000_000),
    ),
    shapes=frozenset({"Point", "Polygon", "MultiPolygon"}),
)
