"""Venues: the competition sites, with the days on which they are in use."""

from __future__ import annotations

from i18n import msg
from layers.schema import Column, Layer, Style, Tags

VENUES = Layer(
    name="venues",
    title=msg("Venues"),
    kinds={
        "olympic": msg("Olympic venue"),
        "paralympic": msg("Paralympic venue"),
        "olympic-and-paralympic": msg("Olympic and Paralympic venue"),
        "stadium": msg("Stadium"),
        "arena": msg("Arena"),
    },
    styles=dict.fromkeys(
        ("olympic", "paralympic", "olympic-and-paralympic", "stadium", "arena"),
        Style(colour="#3b1f4a", fill="#cc79a7", shape="diamond", radius=8),
    ),
    tags=(
        Tags("stadium", {"leisure": ("stadium",)}),
        Tags("stadium", {"building": ("stadium",)}),
        Tags("arena", {"amenity": ("arena",)}),
        Tags("arena", {"building": ("sports_arena", "arena")}),
    ),
    own=(
        Column("code", "text", msg("Code")),
        Column("opens", "day", msg("Opens")),
        Column("closes", "day", msg("Closes")),
        Column("pause_from", "day", msg("Pause from")),
        Column("pause_to", "day", msg("Pause to")),
        Column("radius_m", "number", msg("Perimeter (m)"), least=0, most=20_000),
        Column("officers", "whole", msg("Officers per shift"), least=0, most=1_000_000),
    ),
    shapes=frozenset({"Point", "Polygon", "MultiPolygon"}),
)
