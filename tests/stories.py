"""A three-line vocabulary for stories about a plan: a small area, a plan, and what follows.

The area is Villebourg: a straight street of about 3 km with a stadium at its west end, a station in
the middle and four candidate sites along it. Travel over it is on its own street.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas as gpd
from shapely.geometry import LineString, Point

from layers.area import Area, Manifest
from plans.plan import Plan
from plans.situation import Situation, assess
from tests.tables import table_of

DAY = date(2024, 7, 27)
WEST, EAST, LATITUDE = 2.300, 2.340, 48.850
Row = dict[str, Any]


def along(share: float) -> Point:
    """Give the point at a share of the street's length, a few metres off it."""
    return Point(WEST + share * (EAST - WEST), LATITUDE + 0.0001)


def make_site(name: str, share: float, **columns: Any) -> Row:  # noqa: ANN401 - a cell holds anything
    """Give a candidate site at a share of the street."""
    plain = {"id": f"site-{name.lower()}", "name": name, "kind": "lycee", "geometry": along(share)}
    return plain | {"operator_type": "private"} | columns


def make_point(name: str, share: float, *, officers: int = 100, **columns: Any) -> Row:  # noqa: ANN401 - the same
    """Give a venue, in use all summer, at a share of the street."""
    plain: Row = {"id": f"venue-{name.lower()}", "name": name, "kind": "olympic"}
    plain |= {"geometry": along(share), "officers": officers, "radius_m": 0}
    return plain | columns


SITES = (
    make_site("Arago", 0.1),
    make_site("Balzac", 0.5),
    make_site("Camus", 0.9),
    make_site("Diderot", 0.95, operator="Mairie de Villebourg", operator_type="public"),
)
POINTS = (
    make_point("Stade", 0.0, officers=300),
    make_point("Gare", 0.55, officers=100),
    make_point("Port", 1.0, officers=100),
)


def make_area(
    *,
    sites: Sequence[Row] = SITES,
    points: Sequence[Row] = POINTS,
    claims: Sequence[Row] = (),
    blocks: int = 1,
    bypass: bool = False,
) -> Area:
    """Give Villebourg; its street has so many blocks (a divisor of 20), each closed whole.

    With a ``bypass``, a road some 1,500 m to the north joins both its ends.
    """
    places = [(WEST + n * (EAST - WEST) / 20, LATITUDE) for n in range(21)]
    street = {"name": "Grande Rue", "kind": "residential"}
    corners = [list(range(n, n + 20 // blocks + 1)) for n in range(0, 20, 20 // blocks)]
    north = LATITUDE + 0.0135
    round_about = [places[0], (WEST, north), (EAST, north), places[-1]]
    by = {"id": "way-bypass", "name": "Rocade", "kind": "primary", "nodes": [0, 30, 31, 20]}
    rows = {
        "candidates": sites,
        "venues": points,
        "claims": claims,
        "streets": [
            street
            | {"id": f"way-{n}", "nodes": nodes, "geometry": LineString([places[k] for k in nodes])}
            for n, nodes in enumerate(corners, start=1)
        ]
        + [by | {"geometry": LineString(round_about)}] * bypass,
    }
    manifest = Manifest(
        title="Villebourg",
        source="test",
        as_of=date(2024, 6, 1),
        bbox=(WEST, LATITUDE - 0.01, EAST, LATITUDE + 0.01),
        credit="© Villebourg",
        licence="none",
        country="FR",
        city_halls=("Villebourg",),
    )
    return Area(manifest, {name: _table(name, made) for name, made in rows.items() if made})


def situation(area: Area | None = None, **changes: Any) -> Situation:  # noqa: ANN401 - fields of a plan
    """Give the situation of an area under a plan with these fields."""
    return assess(area or make_area(), replace(Plan(on=DAY), **changes))


def _table(name: str, rows: Sequence[Row]) -> gpd.GeoDataFrame:
    return table_of(name, [{"source": "test"} | row for row in rows])
