"""The words that the stories about a strategic road network are told in.

Two banks of a river, two kilometres apart, each with three junctions two kilometres apart: ``nw``,
``nm``, ``ne`` in the north and ``sw``, ``sm``, ``se`` in the south. A quay runs east in the north
and west in the south, one way, four minutes a step; three bridges take three minutes either way; a
motorway leads back west over the northern quay in a minute and a half. All lie within the ring of
Paris: 25 km/h beside the roads, 1.3 times the straight distance.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import geopandas as gpd
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from gis.ground import strategic_roads
from gis.network.anchors import Anchors
from gis.network.closures import Bars, Closure, closed
from gis.network.roads import Roads
from gis.network.snapping import snap
from layers.schema import CRS
from tests.gis.travel_stories import GAMES
from tests.tables import table_of

WEST, SOUTH = 2.32, 48.84
LON_KM, LAT_KM = 0.013_635, 0.008_991  # a kilometre in Paris, within a metre
JUNCTIONS = {"nw": (0, 2), "nm": (2, 2), "ne": (4, 2), "sw": (0, 0), "sm": (2, 0), "se": (4, 0)}
QUAYS = (("nw", "nm"), ("nm", "ne"), ("se", "sm"), ("sm", "sw"))
BRIDGES = (("nw", "sw"), ("nm", "sm"), ("ne", "se"))
MIDDLE_BRIDGE = "link-nm-sm"


def spot(east_km: float, north_km: float) -> tuple[float, float]:
    """Give longitude and latitude of a place some kilometres from the south-western junction."""
    return WEST + east_km * LON_KM, SOUTH + north_km * LAT_KM


def make_link(start: str, goal: str, *, minutes: float | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - columns of any kind
    """Make a link between two junctions, 2,100 metres long unless told otherwise."""
    line = LineString([spot(*JUNCTIONS[start]), spot(*JUNCTIONS[goal])])
    ends = {"from_id": start, "to_id": goal, "id": f"link-{start}-{goal}"}
    told = {"kind": "primary", "direction": "one-way", "metres": 2_100.0, "source": "a story"}
    return {**ends, **told, "minutes": minutes, "geometry": line, **more}


def make_links(*more: dict[str, Any]) -> gpd.GeoDataFrame:
    """Make the roads layer of the two banks, and some links more, validated."""
    rows = [
        *(make_link(*ends, minutes=4, name="Quai") for ends in QUAYS),
        *(make_link(*ends, minutes=3, direction="both", name="Pont") for ends in BRIDGES),
        make_link("ne", "nw", minutes=1.5, metres=4_000.0, kind="motorway", name="A1"),
        *more,
    ]
    return table_of("roads", rows)


@cache
def make_roads() -> Roads:
    """Make the two banks ready to be travelled on."""
    return strategic_roads(make_links())


def tied(roads: Roads, *places: tuple[float, float]) -> Anchors:
    """Tie places, in kilometres, to the roads."""
    shapes = gpd.GeoSeries([Point(spot(*place)) for place in places], crs=CRS)
    return snap(shapes, roads.snapper).anchors


def make_barrier(shape: BaseGeometry, *, bars: Bars = "vehicles") -> Closure:
    """Make a closure of a shape in degrees."""
    return Closure("closure-1", "Parade", shape.wkt, bars=bars)


def box_km(west: float, south: float, east: float, north: float) -> BaseGeometry:
    """Draw a box, told in kilometres."""
    return box(*spot(west, south), *spot(east, north))


def under(roads: Roads, *closures: Closure) -> Roads:
    """Lay closures upon roads."""
    return roads.with_metric(closed(roads.metric, roads.topology, closures, on=GAMES))
