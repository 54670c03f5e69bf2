"""Reach: where one gets to from a zone, or comes to it from, within some minutes. A picture only.

Minutes at the nodes come from a search (``node_minutes``). They are carried along every street that
is reached, laid on a grid, and spread to both sides of the street as far as BESIDE_M (farther on a
strategic network, whose roads lie farther apart); a band is the filled contour of that grid. What
lies beside a street counts as reached when the street is, though the table adds the way to it: a
place near the rim may be in the picture and out of the table. Nothing decides by the picture. The
table decides.

Degrees are taken as a plane, stretched as they are at the middle of what is reached: over fifty
kilometres in France that puts lengths out by less than one in a hundred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from contourpy import FillType, contour_generator
from scipy.sparse.csgraph import dijkstra
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from gis.distance import Floats
from gis.network.anchors import Anchors, entries, exits, lateness
from gis.network.engine import DijkstraEngine
from gis.network.graph import Ints
from gis.network.metric import MS_A_MINUTE, NO_WAY, pack, unpack
from gis.network.roads import Roads
from gis.network.speeds import Mode
from i18n import Message, msg
from layers.errors import SettingError
from layers.schema import CRS

MINUTES = (5.0, 10.0, 15.0)
NOTE = msg("A picture of travel: the table decides.")
# ASSUMED: how far beside a street still counts as on it, about half a block of houses by car.
BESIDE_M: Mapping[Mode, float] = {"drive": 100.0, "walk": 50.0}
CELL_M: Mapping[Mode, float] = {"drive": 40.0, "walk": 20.0}
# ASSUMED: main roads of a city lie about twice as far apart as this.
STRATEGIC_BESIDE_M, STRATEGIC_CELL_M = 300.0, 80.0
_MOST_CELLS = 2_000  # along a side: a longer reach is drawn with coarser cells
_BESIDE_CELLS = 2.5  # and then no street is thinner than this on each side
_SOFT_MIN = 0.25  # where the rim lies between two cells is read off within so many minutes
_METRES_A_DEGREE = 111_195.0  # of latitude, on the mean sphere


class ReachAnswer(StrEnum):
    """Why a band is as it is: the words of its column ``answer``."""

    REACHED = "reached"
    UNSNAPPED = "unsnapped"
    CLOSED = "closed"
    TOO_FAR = "too-far"


REASONS: Mapping[ReachAnswer, Message] = {
    ReachAnswer.REACHED: NOTE,
    ReachAnswer.UNSNAPPED: msg("Nothing is within reach: no street is near enough."),
    ReachAnswer.CLOSED: msg("Nothing is within reach: its streets cannot be used this way."),
    ReachAnswer.TOO_FAR: msg("Nothing is within reach: the way to the street alone takes longer."),
}


def node_minutes(
    roads: Roads,
    anchors: Anchors,
    *,
    to: bool,
    within: float = np.inf,
) -> Floats:
    """Give the minutes between each node of the topology and the nearest of some anchors.

    ``to`` counts journeys from the nodes to the anchors; otherwise from the anchors to the nodes.
    The way along the anchor's own edge and the one beside it are included. NaN beyond ``within``
    minutes.
    """
    start = _start(roads, anchors, to=to)
    graph = start.engine.backward if to else start.engine.forward
    best = np.full(
        graph.shape[0] + 1, NO_WAY
    )  # the last one stands for nodes that it does not hold
    bounded = np.isfinite(within) and not roads.metric.shortest
    limit = float(_packed(within)) if bounded else np.inf
    for node, cost in zip(start.nodes, start.cost, strict=True):
        found = dijkstra(graph, indices=node, limit=limit)
        np.minimum(best[:-1], cost + found, out=best[:-1])
    minutes, _ = unpack(best, shortest=roads.metric.shortest)
    return np.where(minutes <= within, minutes, np.nan)[start.engine.place]


def reach(
    roads: Roads,
    anchors: Anchors,
    *,
    minutes: Sequence[float] = MINUTES,
    to: bool,
) -> gpd.GeoDataFrame:
    """Draw what lies within some minutes of the nearest of some anchors: a picture, see NOTE.

    One row a band, narrowest first, each within the next, indexed by ``id`` (``reach-5``), in
    EPSG:4326: ``minutes``, ``direction`` (``to`` or ``from`` the anchors), ``answer`` (see
    ReachAnswer; a band without a place is an empty polygon, and this says why) and the geometry.
    For ``to`` see ``node_minutes``. Raises SettingError for minutes that are none, or not above
    zero.
    """
    bands = _checked(minutes)
    shapes = reach_shapes(roads, anchors, minutes=bands, to=to)
    empty = [shape.is_empty for shape in shapes]
    nothing = _why_nothing(roads, anchors, to=to) if any(empty) else ReachAnswer.REACHED
    return gpd.GeoDataFrame(
        {
            "minutes": bands,
            "direction": "to" if to else "from",
            "answer": [str(nothing if none else ReachAnswer.REACHED) for none in empty],
        },
        geometry=shapes,
        index=[f"reach-{band:g}" for band in bands],
        crs=CRS,
    )


def reach_shapes(
    roads: Roads, anchors: Anchors, *, minutes: Sequence[float], to: bool
) -> list[BaseGeometry]:
    """Give the shapes of ``reach`` alone, for minutes above zero in ascending order.

    Cells are CELL_M metres wide, or a two-thousandth of the longer side.
    """
    found = node_minutes(roads, anchors, to=to, within=minutes[-1])
    spots = _spots(roads, anchors, found, to=to).within(minutes[-1])
    return _contours(spots, minutes, roads)


@dataclass(frozen=True, eq=False)
class _Start:
    """The nodes of the sparse graph that searches start at, and what it costs to be there."""

    engine: DijkstraEngine
    nodes: Ints
    cost: Floats


@dataclass(frozen=True, eq=False)
class _Spots:
    """Points along the streets that are reached: n × 2 degrees, and minutes."""

    lonlat: Floats
    minutes: Floats

    def within(self, most: float) -> _Spots:
        """Keep those within some minutes."""
        near = self.minutes <= most
        return _Spots(self.lonlat[near], self.minutes[near])


def _checked(minutes: Sequence[float]) -> tuple[float, ...]:
    bands = tuple(sorted({float(each) for each in minutes}))
    if not bands or not all(0 < band < np.inf for band in bands):
        raise SettingError(
            msg("A reach needs minutes, each above zero."), msg("Give minutes such as 5, 10, 15.")
        )
    return bands


def _packed(minutes: Floats | float) -> Floats:
    """Pack minutes, rounded up by one millisecond so that no length falls over the limit."""
    return pack(np.asarray(minutes) * MS_A_MINUTE + 1, np.zeros(()))


def _start(roads: Roads, anchors: Anchors, *, to: bool) -> _Start:
    engine = _searcher(roads)
    if not roads.topology.edges:
        return _Start(engine, np.zeros(0, dtype=np.int64), np.zeros(0))
    ends = (entries if to else exits)(roads.topology, roads.metric, anchors)
    nodes, cost = engine.place[ends.nodes], ends.cost
    used = np.isfinite(cost) & (nodes >= 0)
    return _Start(engine, nodes[used], cost[used])


def _searcher(roads: Roads) -> DijkstraEngine:
    """Give an engine that has graphs to search; it prepares nothing, so one is made at once."""
    engine = roads.engine
    if isinstance(engine, DijkstraEngine):
        return engine
    return DijkstraEngine.of(roads.topology, roads.metric)


def _why_nothing(roads: Roads, anchors: Anchors, *, to: bool) -> ReachAnswer:
    if not anchors.placed.any():
        return ReachAnswer.UNSNAPPED
    usable = _start(roads, anchors, to=to).nodes.size
    return ReachAnswer.TOO_FAR if usable else ReachAnswer.CLOSED


def _spots(roads: Roads, anchors: Anchors, found: Floats, *, to: bool) -> _Spots:
    """Carry the minutes of the nodes along the streets, a cell's width at a time.

    Walking a street *to* the anchor is walking it from there with its directions changed over.
    """
    topology, ahead, back = roads.topology, int(to), int(not to)
    lit = np.isfinite(found)
    near = lit[topology.tail] | lit[topology.head]
    near[anchors.edge[anchors.edge >= 0]] = True
    edges = np.flatnonzero(near)
    lonlat, owner, share = _laid_out(*topology.lines(edges), _cell_m(roads))
    edge = edges[owner]
    shortest = roads.metric.shortest
    along, _ = unpack(roads.metric.cost[2 * edges + ahead], shortest=shortest)
    against, _ = unpack(roads.metric.cost[2 * edges + back], shortest=shortest)
    along, against = along[owner], against[owner]
    minutes = np.fmin(
        found[topology.tail[edge]] + along * share,
        found[topology.head[edge]] + against * (1 - share),
    )
    late, _ = unpack(lateness(roads.metric, anchors), shortest=shortest)
    for own, at, more in zip(anchors.edge, anchors.along, late, strict=True):
        mine = np.flatnonzero(edge == own)
        gain = share[mine] - at
        direct = np.where(gain >= 0, along[mine], against[mine]) * np.abs(gain)
        minutes[mine] = np.fmin(minutes[mine], direct + more)
    return _Spots(lonlat, minutes)


def _cell_m(roads: Roads) -> float:
    return CELL_M[roads.mode] if roads.method == "network" else STRATEGIC_CELL_M


def _beside_m(roads: Roads) -> float:
    return BESIDE_M[roads.mode] if roads.method == "network" else STRATEGIC_BESIDE_M


def _laid_out(lonlat: Floats, owner: Ints, step_m: float) -> tuple[Floats, Ints, Floats]:
    """Lay points along lines, at each vertex and no farther than a step apart.

    Gives the points, the line of each, and how far along it (0 to 1) each is.
    """
    if not owner.size:
        return lonlat, owner, np.zeros(0)
    stride = np.diff(lonlat, axis=0, append=lonlat[-1:])
    stride[np.append(owner[1:] != owner[:-1], True)] = 0.0
    metres = np.hypot(*(stride * _metres_a_degree(lonlat)).T)
    pieces = np.maximum(np.ceil(metres / step_m), 1).astype(np.int64)
    vertex = np.repeat(np.arange(owner.size), pieces)
    part = (np.arange(vertex.size) - np.repeat(pieces.cumsum() - pieces, pieces)) / pieces[vertex]
    so_far = metres.cumsum() - metres
    first = np.searchsorted(owner, owner)
    whole = np.bincount(owner, weights=metres)[owner]
    at = (so_far - so_far[first])[vertex] + part * metres[vertex]
    share = np.divide(at, whole[vertex], out=np.zeros_like(at), where=whole[vertex] > 0)
    points = lonlat[vertex] + part[:, None] * stride[vertex]
    return points, owner[vertex], np.minimum(share, 1.0)


def _metres_a_degree(lonlat: Floats) -> Floats:
    """Give how long a degree of longitude and of latitude is, at the middle of some points."""
    middle = np.radians((lonlat[:, 1].min() + lonlat[:, 1].max()) / 2)
    return _METRES_A_DEGREE * np.array([np.cos(middle), 1.0])


def _contours(spots: _Spots, bands: Sequence[float], roads: Roads) -> list[BaseGeometry]:
    """Draw each band around the spots it holds."""
    if not spots.minutes.size:
        return [MultiPolygon() for _ in bands]
    stretch = _metres_a_degree(spots.lonlat)
    low, high = spots.lonlat.min(axis=0), spots.lonlat.max(axis=0)
    cell = max(_cell_m(roads), float(((high - low) * stretch).max()) / _MOST_CELLS)
    beside = max(_beside_m(roads), _BESIDE_CELLS * cell)
    margin = int(beside / cell) + 1
    step = cell / stretch
    column, row = np.rint((spots.lonlat - low) / step).astype(np.int64).T + margin
    grid = np.full((int(row.max()) + margin + 1, int(column.max()) + margin + 1), np.inf)
    np.minimum.at(grid, (row, column), spots.minutes)
    grid = _widened(grid, beside / cell)
    x, y = (
        low[axis] + (np.arange(size) - margin) * step[axis]
        for axis, size in enumerate(grid.shape[::-1])
    )
    return [_contour(x, y, grid, band) for band in bands]


def _widened(grid: Floats, cells: float) -> Floats:
    """Give each cell the best minutes of any within so many cells."""
    most = int(cells)
    best = grid.copy()
    for down in range(-most, most + 1):
        for right in range(-most, most + 1):
            if np.hypot(down, right) <= cells:
                into = _shifted(down, grid.shape[0]), _shifted(right, grid.shape[1])
                out_of = _shifted(-down, grid.shape[0]), _shifted(-right, grid.shape[1])
                np.minimum(best[into], grid[out_of], out=best[into])
    return best


def _shifted(by: int, size: int) -> slice:
    return slice(max(by, 0), size + min(by, 0))


def _contour(x: Floats, y: Floats, grid: Floats, band: float) -> BaseGeometry:
    """Fill what lies within one band.

    Clipped close to the band, a rim beside a street lies midway between two cells, and one along it
    where the minutes say. A wider band never lies inside a narrower one.
    """
    clipped = np.clip(grid, band - _SOFT_MIN, band + _SOFT_MIN)
    lines = contour_generator(x, y, clipped, fill_type=FillType.ChunkCombinedOffsetOffset)
    # One chunk, since none were asked for; contourpy's types allow for any number.
    whole: Any = lines.filled(band - 2 * _SOFT_MIN, band)
    (points,), (rings,), (outers,) = whole
    if points is None:
        return MultiPolygon()
    offsets = (rings.astype(np.int64), outers.astype(np.int64))
    shape = MultiPolygon(
        list(shapely.from_ragged_array(shapely.GeometryType.POLYGON, points, offsets))
    )
    return shape if shape.is_valid else shapely.make_valid(shape, method="structure")
