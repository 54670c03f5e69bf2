"""Streets: the ways that vehicles and people may use, with the tags that say how.

One row is one OpenStreetMap way; ``nodes`` are its node numbers, one for each vertex, and two ways
that share a node number meet there. ``signals`` and ``barriers`` are those of its nodes that carry
traffic signals, or a barrier that no car passes; empty where there is none. What the tags mean for
travel is decided in ``gis/network``.
"""

from __future__ import annotations

from i18n import msg
from layers.schema import Column, Layer, Style, Tags

_MOTOR = (
    "motorway",
    "motorway_link",
    "trunk",
    "trunk_link",
    "primary",
    "primary_link",
    "secondary",
    "secondary_link",
    "tertiary",
    "tertiary_link",
    "unclassified",
    "residential",
    "living_street",
    "service",
    "road",
    "busway",
)
_FOOT = ("pedestrian", "footway", "path", "steps", "track", "cycleway", "bridleway", "corridor")
CLASSES = _MOTOR + _FOOT

STREETS = Layer(
    name="streets",
    title=msg("Streets"),
    kinds=dict.fromkeys(_MOTOR, msg("Street")) | dict.fromkeys(_FOOT, msg("Path")),
    styles=dict.fromkeys(CLASSES, Style(colour="#b8b2a7", fill="", shape="line", weight=1)),
    tags=tuple(Tags(word, {"highway": (word,), "area": ("!yes",)}) for word in CLASSES),
    own=(
        Column("nodes", "ids", msg("Nodes")),
        Column("oneway", "text", msg("One-way")),
        Column("junction", "text", msg("Junction")),
        Column("maxspeed", "text", msg("Speed limit")),
        Column("access", "text", msg("Access")),
        Column("vehicle", "text", msg("Access for vehicles")),
        Column("motor_vehicle", "text", msg("Access for motor vehicles")),
        Column("motorcar", "text", msg("Access for cars")),
        Column("foot", "text", msg("Access on foot")),
        Column("oneway_foot", "text", msg("One-way on foot")),
        Column("service", "text", msg("Kind of service road")),
        Column("signals", "ids", msg("Traffic signals")),
        Column("barriers", "ids", msg("Barriers")),
    ),
    shapes=frozenset({"LineString"}),
)
