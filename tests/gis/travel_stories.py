"""The words that the stories about travel are told in.

A town is a grid of corners a hundred metres apart: corner 23 is in row 2, column 3, and a street is
told by the corners it passes, as in ``make_street("rue-a", 11, 12, 13, oneway="yes")``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from gis.demand import DemandPoints
from gis.journey import Journey, journeys_of
from gis.network.anchors import Anchors
from gis.network.engine import DijkstraEngine
from gis.network.graph import Topology
from gis.network.lengths import KnownLengths
from gis.network.metric import NO_WAY, Metric, pack, unpack
from gis.network.roads import Roads
from gis.travel import Answer, TravelTable
from i18n import msg
from layers.area import Area, Manifest
from layers.schema import CRS, complete
from layers.streets import STREETS
from tests.tables import table_of

GAMES = date(2024, 8, 1)
WEST, SOUTH = 2.35, 48.85
STEP_LON, STEP_LAT = 0.001_363_5, 0.000_899_1  # a hundred metres in Paris, within a few centimetres
Row = dict[str, Any]


def corner(number: float, *, north: float = 0.0, east: float = 0.0) -> tuple[float, float]:
    """Give longitude and latitude of a corner, moved by some metres."""
    row, column = divmod(number, 10)
    return WEST + (column + east / 100) * STEP_LON, SOUTH + (row + north / 100) * STEP_LAT


def journey_of(
    roads: Roads,
    site: BaseGeometry,
    point: BaseGeometry,
    *,
    streets: gpd.GeoDataFrame | None = None,
) -> Journey:
    """Draw the journey from one place to one site."""
    ends = (gpd.GeoSeries([shape], crs=CRS) for shape in (site, point))
    return journeys_of(roads, *ends, streets=streets)[0]


def make_street(way_id: str, *corners: int, kind: str = "residential", **tags: str) -> Row:
    """Make a street that passes some corners in order."""
    line = LineString([corner(number) for number in corners])
    return {"id": way_id, "kind": kind, "nodes": list(corners), "geometry": line, **tags}


def make_streets(*rows: Row) -> gpd.GeoDataFrame:
    """Make the streets layer of a town, validated as a file's would be."""
    return table_of("streets", [{"source": "a story", **row} for row in rows])


def drawn_streets(*rows: Row) -> gpd.GeoDataFrame:
    """Make the streets layer without a check at the border, for streets drawn by the hundred."""
    drawn = pd.DataFrame([{"source": "a story", **row} for row in rows]).set_index("id")
    return complete(gpd.GeoDataFrame(drawn, geometry="geometry", crs=CRS), STREETS)


def make_places(**at: BaseGeometry | tuple[float, float]) -> gpd.GeoDataFrame:
    """Make sites, each at a point or with a shape; underscores in names become dashes."""
    shapes = [place if isinstance(place, BaseGeometry) else Point(*place) for place in at.values()]
    ids = [name.replace("_", "-") for name in at]
    return gpd.GeoDataFrame(geometry=gpd.GeoSeries(shapes, index=ids, crs=CRS))


def make_demand(
    officers: Mapping[str, int],
    *,
    at: Mapping[str, tuple[float, float]] | None = None,
    idle: Sequence[str] = (),
    layer: str = "stations",
) -> DemandPoints:
    """Make demand points with their officers; ``idle`` ones are not in use."""
    ids = list(officers)
    points = gpd.GeoSeries([Point((at or {}).get(name, corner(0))) for name in ids], ids, crs=CRS)
    frame = gpd.GeoDataFrame(
        {
            "name": [name.title() for name in ids],
            "layer": layer,
            "kind": "rail",
            "officers": [officers[name] for name in ids],
            "officers_assumed": True,
            "in_use": [name not in idle for name in ids],
            "in_use_assumed": False,
            "cutoff": np.nan,
        },
        geometry=points,
        index=pd.Index(ids, name="id", dtype=object),
    )
    return DemandPoints(frame, points, GAMES)


def make_table(
    minutes: Mapping[str, Sequence[float]],
    demand: Sequence[str],
    *,
    metres: Mapping[str, Sequence[float]] | None = None,
    answers: Mapping[tuple[str, str], Answer] | None = None,
) -> TravelTable:
    """Make a table from minutes by site; NaN is unreachable unless told otherwise.

    A minute is a hundred metres unless metres are given; straight lines are half of that.
    """
    told = np.array(list(minutes.values()), dtype=float).reshape(len(minutes), len(demand))
    long = told * 100 if metres is None else np.array(list(metres.values()), dtype=float)
    answer = np.where(np.isnan(told), Answer.UNREACHABLE, Answer.REACHED).astype(np.int8)
    for (site, point), word in (answers or {}).items():
        answer[list(minutes).index(site), list(demand).index(point)] = word
    return TravelTable(
        site_ids=tuple(minutes),
        demand_ids=tuple(demand),
        minutes=told,
        lengths=KnownLengths(long),
        answer=answer,
        straight_m=np.nan_to_num(long, nan=1.0) / 2,
        site_snap_m=np.zeros(len(minutes)),
        demand_snap_m=np.zeros(len(demand)),
        mode="drive",
        method="network",
        note=msg("A story"),
    )


def make_area(**layers: gpd.GeoDataFrame) -> Area:
    """Make an area that holds some layers."""
    manifest = Manifest("Town", "a story", GAMES, (2.3, 48.8, 2.4, 48.9), "", "")
    return Area(manifest, layers)


def at_nodes(topology: Topology, *node_ids: int) -> Anchors:
    """Anchor points exactly at nodes, each by the first edge that touches it."""
    nodes = np.searchsorted(topology.node_ids, node_ids)
    first = np.full(topology.nodes, topology.edges)
    for ends in (topology.tail, topology.head):
        np.minimum.at(first, ends, np.arange(topology.edges))
    edges = first[nodes]
    return Anchors(edges, (topology.tail[edges] != nodes).astype(float))


def minutes_between(
    topology: Topology, metric: Metric, origins: Anchors, ends: Anchors
) -> tuple[Any, Any]:
    """Give minutes and metres of all journeys, origins × ends."""
    return unpack(DijkstraEngine.of(topology, metric).table(origins, ends))


def make_graph(
    arcs: Sequence[tuple[int, int, int, int, bool]], nodes: int
) -> tuple[Topology, Metric]:
    """Make a bare topology and metric from (tail, head, ms, dm, one-way), without a map."""
    table = np.array([arc[:4] for arc in arcs], dtype=np.int64).reshape(-1, 4)
    one_way = np.array([arc[4] for arc in arcs], dtype=bool)
    tail, head, ms, dm = table.T
    cost = pack(ms.astype(float), dm / 10)
    none = np.zeros(len(arcs), dtype=np.int64)
    topology = Topology(
        node_ids=np.arange(nodes),
        node_lonlat=np.zeros((nodes, 2)),
        tail=tail,
        head=head,
        way=none,
        first=none,
        last=none,
        metres=dm / 10,
        vertex_lonlat=np.zeros((1, 2)),
        ways=("street",),
        digest="",
    )
    both = np.column_stack([cost, np.where(one_way, NO_WAY, cost)])
    return topology, Metric("drive", both.ravel())
