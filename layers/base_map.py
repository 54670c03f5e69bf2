"""The quiet base map: water, parks, main roads and boundaries, drawn under everything else."""

from __future__ import annotations

from i18n import msg
from layers.schema import Layer, Style, Tags

BASE_MAP = Layer(
    name="base_map",
    title=msg("Base map"),
    kinds={
        "departement": msg("Département"),
        "city": msg("City"),
        "wood": msg("Wood or park"),
        "water": msg("Water"),
        "motorway": msg("Motorway or main road"),
        "street": msg("Street"),
        "railway": msg("Railway"),
    },
    styles={
        "departement": Style(colour="#a8a296", fill="#f4f1ea", shape="area", weight=1),
        "city": Style(colour="#8f887a", fill="#ece7dc", shape="area", weight=1.2),
        "wood": Style(colour="#cfdcc0", fill="#dde8d0", shape="area", weight=0.5),
        "water": Style(colour="#a9c8de", fill="#c5dcea", shape="area", weight=1.5),
        "motorway": Style(colour="#d8b98a", fill="", shape="line", weight=2),
        "street": Style(colour="#ddd6c8", fill="", shape="line", weight=1),
        "railway": Style(colour="#c9c4bb", fill="", shape="line", weight=1, dash="6 3"),
    },
    tags=(
        Tags("water", {"natural": ("water",)}),
        Tags("water", {"waterway": ("river", "canal", "riverbank")}),
        Tags("water", {"landuse": ("reservoir",)}),
        Tags("wood", {"leisure": ("park", "garden", "nature_reserve")}),
        Tags("wood", {"landuse": ("forest", "cemetery", "recreation_ground")}),
        Tags("wood", {"natural": ("wood",)}),
        Tags("motorway", {"highway": ("motorway", "trunk", "primary")}),
        Tags("street", {"highway": ("secondary", "tertiary")}),
        Tags("railway", {"railway": ("rail",), "service": ("!*",)}),
    ),
    own=(),
    shapes=frozenset({"LineString", "MultiLineString", "Polygon", "MultiPolygon", "Point"}),
)
