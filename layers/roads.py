"""The strategic road network: main roads between named junctions, for an area without streets.

One row is one link, a straight line from one junction to the next with the metres and minutes of
the road itself. ``one-way`` runs as it is drawn, ``both`` either way at the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping

from i18n import msg
from layers.schema import Column, Layer, Style

# Errors of journeys on the embedded example's network, in per cent, at the median and the 90th
# percentile, as bench/strategic_accuracy.py measured them on pairs of sites and venues.
ACCURACY: Mapping[str, tuple[float, float]] = {
    "inside minutes": (5.2, 18.3),
    "inside metres": (4.5, 17.2),
    "outside metres": (5.6, 19.4),
}
DIRECTIONS = ("one-way", "both")
_KINDS = {
    "motorway": msg("Motorway"),
    "trunk": msg("Expressway"),
    "primary": msg("Main road"),
    "secondary": msg("Secondary road"),
    "tertiary": msg("Minor road"),
}

ROADS = Layer(
    name="roads",
    title=msg("Strategic road network"),
    kinds=_KINDS,
    styles={
        "motorway": Style(colour="#d8b98a", fill="", shape="line", weight=2),
        "trunk": Style(colour="#dcc4a0", fill="", shape="line", weight=1.8),
        "primary": Style(colour="#d9cfbd", fill="", shape="line", weight=1.4),
        "secondary": Style(colour="#ddd6c8", fill="", shape="line", weight=1),
        "tertiary": Style(colour="#e2dccf", fill="", shape="line", weight=1),
    },
    tags=(),
    own=(
        Column("from_id", "text", msg("From junction (id)"), required=True),
        Column("from_name", "text", msg("From junction")),
        Column("to_id", "text", msg("To junction (id)"), required=True),
        Column("to_name", "text", msg("To junction")),
        Column("direction", "text", msg("Direction"), one_of=DIRECTIONS, required=True),
        Column("metres", "number", msg("Metres"), least=0),
        Column("minutes", "number", msg("Minutes"), least=0),
    ),
    shapes=frozenset({"LineString"}),
)
