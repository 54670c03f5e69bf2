"""A route: the way of one fastest journey, arc by arc, with its line on the map and its streets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

import geopandas as gpd
import numpy as np

from gis.distance import Floats
from gis.network.anchors import Anchors, entries, exits, within_edge
from gis.network.beside import across
from gis.network.graph import Ints, Topology
from gis.network.metric import BEYOND, Metric, milliseconds, unpack

# Gives the milliseconds from some nodes to some others, each to each; NO_WAY where no way leads.
Between: TypeAlias = Callable[[Ints, Ints], Floats]
# Gives the arcs of the best way from one node to another; None where there is none.
Way: TypeAlias = Callable[[int, int], Ints | None]


@dataclass(frozen=True, eq=False)
class Route:
    """One journey along ``arcs``, in the order travelled, at a packed ``cost``.

    The cost is that of the table: it includes what lies beside the network at both ends.
    ``begin`` and ``end`` are the shares (0 to 1, in the direction of travel) of each arc between
    which it is used: 0 and 1 but for the first and the last. All empty where it stays on one spot,
    or goes straight across the ground beside the network.
    """

    cost: float
    arcs: Ints
    begin: Floats
    end: Floats
    shortest: bool = False

    @property
    def minutes(self) -> float:
        """How long it takes."""
        return float(unpack(np.array(self.cost), shortest=self.shortest)[0])

    @property
    def metres(self) -> float:
        """How long it is."""
        return float(unpack(np.array(self.cost), shortest=self.shortest)[1])

    def line(self, topology: Topology) -> Floats:
        """Draw it: m × 2 degrees (WGS 84), in the order travelled; empty on one spot."""
        pieces = [drawn_arc(topology, *each) for each in self._used()]
        drawn = np.concatenate(pieces) if pieces else np.zeros((0, 2))
        fresh = np.ones(len(drawn), dtype=bool)
        fresh[1:] = (drawn[1:] != drawn[:-1]).any(axis=1)
        return drawn[fresh]

    def street_names(self, topology: Topology, streets: gpd.GeoDataFrame) -> tuple[str, ...]:
        """Give the names of its streets in the order travelled; those without one are left out.

        ``streets`` is the table that the topology was made of.
        """
        names = streets["name"].to_numpy(dtype=object)[topology.way[self.arcs // 2]]
        return tuple(name for name, _ in groupby(filter(None, names)))

    def _used(self) -> Iterator[tuple[int, float, float]]:
        return zip(self.arcs.tolist(), self.begin.tolist(), self.end.tolist(), strict=True)


_Piece: TypeAlias = tuple[int, float, float]
_Journey: TypeAlias = tuple[float, list[_Piece]]


def best_route(  # noqa: PLR0913 - two points upon a metric, and the two questions that an engine answers
    topology: Topology,
    metric: Metric,
    origin: Anchors,
    end: Anchors,
    *,
    between: Between,
    way: Way,
) -> Route | None:
    """Choose among the ways from any end of one point's edges to any of the other's, or past them.

    ``origin`` and ``end`` hold one point each. None where there is no way.
    """
    if not topology.edges or not (origin.placed[0] and end.placed[0]):
        return None
    found = [
        *_along(metric, origin, end),
        *_across(metric, origin, end),
        *_round(topology, metric, origin, end, between=between, way=way),
    ]
    best = min(found, key=lambda each: each[0], default=None)
    return _made(metric, *best) if best and best[0] < BEYOND else None


def _along(metric: Metric, origin: Anchors, end: Anchors) -> Iterator[_Journey]:
    """Stay on the edge, where both lie on it."""
    (one, other), costs = within_edge(metric, origin, end)
    for start, goal, cost in zip(one, other, costs.tolist(), strict=True):
        here, there = float(origin.along[start]), float(end.along[goal])
        arc = 2 * int(origin.edge[start])
        piece = (arc, here, there) if there >= here else (arc + 1, 1 - here, 1 - there)
        yield cost, [piece]


def _across(metric: Metric, origin: Anchors, end: Anchors) -> Iterator[_Journey]:
    """Go straight across the ground beside the network, along none of its edges."""
    if origin.beside is not None and end.beside is not None:
        _, costs = across(metric, origin.beside, end.beside)
        yield from ((cost, []) for cost in costs.tolist())


def _round(  # noqa: PLR0913 - as above
    topology: Topology,
    metric: Metric,
    origin: Anchors,
    end: Anchors,
    *,
    between: Between,
    way: Way,
) -> Iterator[_Journey]:
    """Leave by one end and enter by one, as the fastest do: only for these is the way asked."""
    leave, enter = exits(topology, metric, origin), entries(topology, metric, end)
    starts, start = np.unique(leave.nodes[0], return_inverse=True)
    goals, goal = np.unique(enter.nodes[0], return_inverse=True)
    first, last = milliseconds(leave.cost[0]), milliseconds(enter.cost[0])
    took = first[:, None] + between(starts, goals)[start][:, goal] + last
    if not np.isfinite(took).any():
        return
    for out, back in np.argwhere(took == took.min()):
        arcs = way(int(leave.nodes[0, out]), int(enter.nodes[0, back]))
        if arcs is not None:
            cost = leave.cost[0, out] + metric.cost[arcs].sum() + enter.cost[0, back]
            whole = [(int(arc), 0.0, 1.0) for arc in arcs]
            yield float(cost), [_first(origin, out), *whole, _last(end, back)]


def _first(origin: Anchors, side: np.intp) -> _Piece:
    """Give the piece from a tie to the tail (even) or the head (odd) of its edge."""
    tie, head = divmod(int(side), 2)
    edge, along = int(origin.edge[tie]), float(origin.along[tie])
    return (2 * edge, along, 1.0) if head else (2 * edge + 1, 1 - along, 1.0)


def _last(end: Anchors, side: np.intp) -> _Piece:
    """Give the piece from the tail (even) or the head (odd) of its edge to a tie."""
    tie, head = divmod(int(side), 2)
    edge, along = int(end.edge[tie]), float(end.along[tie])
    return (2 * edge + 1, 0.0, 1 - along) if head else (2 * edge, 0.0, along)


def _made(metric: Metric, cost: float, pieces: list[_Piece]) -> Route:
    used = [piece for piece in pieces if piece[1] < piece[2]]
    table = np.array(used, dtype=float).reshape(-1, 3)
    arcs = table[:, 0].astype(np.int64)
    return Route(cost, arcs, table[:, 1], table[:, 2], metric.shortest)


def drawn_arc(topology: Topology, arc: int, begin: float, end: float) -> Floats:
    """Draw the part of an arc between two shares of its length."""
    line, _ = topology.lines(np.array([arc // 2]))
    line = line[::-1] if arc % 2 else line
    if begin <= 0 and end >= 1:
        return line
    steps = np.hypot(*np.diff(_flat(line), axis=0).T)
    at = np.concatenate([[0.0], steps.cumsum()])
    at = at / at[-1] if at[-1] > 0 else np.linspace(0, 1, len(at))
    inner = line[(at > begin) & (at < end)]
    return np.concatenate([[_point(line, at, begin)], inner, [_point(line, at, end)]])


def _flat(lonlat: Floats) -> Floats:
    """Shrink degrees of longitude to the length of those of latitude, as they are there."""
    across = float(np.cos(np.radians(lonlat[:, 1].mean())))
    flat: Floats = lonlat * np.array([across, 1.0])
    return flat


def _point(line: Floats, at: Floats, share: float) -> Floats:
    return np.array([np.interp(share, at, line[:, axis]) for axis in (0, 1)])
