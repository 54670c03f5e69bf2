"""A strategic network: named junctions and main roads, and how a point beside them gets there.

It stands between streets, which know every corner, and the straight-line estimate, which knows
none. Between junctions a journey follows the links. From a point to them nothing is known, so the
way is the straight distance times a circuity, at the speed of the ring the point lies in. A point
is tied to its nearest junctions and, part way along, to its nearest links; the best tie wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from gis.distance import Floats, earth_centred, straight_metres
from gis.estimate import NOTRE_DAME
from gis.network.access import Flags
from gis.network.metric import NO_WAY, Ints, pack, unpack


@dataclass(frozen=True, slots=True)
class AccessRing:
    """How one gets to the network within ``reach_m`` metres of Notre-Dame.

    ``circuity`` multiplies the straight distance, ``kmh`` is the speed on the way.
    """

    reach_m: float
    circuity: float
    kmh: float


# Chosen on the tuning half of the sites (see bench/strategic_accuracy.py) from a coarse grid. The
# speed outside Paris is ASSUMED: no streets with times were there to measure.
ACCESS_RINGS = (
    AccessRing(reach_m=6_500, circuity=1.3, kmh=25),
    AccessRing(reach_m=float("inf"), circuity=1.2, kmh=40),
)
NEAR_M = 1_500.0  # pairs closer than this may go straight across, past every junction
# As in gis/estimate: on a short journey the way round the block weighs most.
NEAR_CIRCUITY, NEAR_START_M = 1.3, 250.0
NODE_TIES, LINK_TIES = 8, 6
_MS_A_MINUTE = 60_000.0
_MINUTES_A_METRE_AT_1_KMH = 0.06
_BLOCK = 256  # points looked at together, so that memory stays small


@dataclass(frozen=True, eq=False)
class Links:
    """Directed links, one entry each; a road that goes both ways is two.

    ``tail`` and ``head`` are positions in the list of nodes. ``open_to_points`` tells where a point
    may join part way: not on a motorway.
    """

    tail: Ints
    head: Ints
    minutes: Floats
    metres: Floats
    open_to_points: Flags


@dataclass(frozen=True, eq=False)
class _Ties:
    """Ways between points and nodes, one entry each.

    ``beside_m`` is the straight distance to the road; ``minutes`` and ``metres`` go along it.
    """

    point: Ints
    node: Ints
    beside_m: Floats
    minutes: Floats
    metres: Floats


def strategic_table(
    nodes: Floats,
    links: Links,
    origins: Floats,
    ends: Floats,
    *,
    rings: Sequence[AccessRing] = ACCESS_RINGS,
) -> tuple[Floats, Floats]:
    """Give minutes and metres of the same fastest journey of every pair, origins × ends.

    ``nodes``, ``origins`` and ``ends`` are longitude and latitude in degrees (EPSG:4326), n × 2;
    ``rings`` go from the innermost to one without bound. Pairs closer than ``NEAR_M`` may go
    straight across, where that is faster. NaN where the links lead nowhere.
    """
    routed = _routed(nodes, links, origins, ends, rings)
    return unpack(np.minimum(routed, _across(origins, ends, rings)))


def _routed(
    nodes: Floats, links: Links, origins: Floats, ends: Floats, rings: Sequence[AccessRing]
) -> Floats:
    """Search from each origin, with origins and ends as nodes of their own; a packed cost."""
    if not (len(nodes) and len(origins) and len(ends)):
        return np.full((len(origins), len(ends)), NO_WAY)
    leave = _with_access(_ties(nodes, links, origins, leaving=True), origins, rings)
    enter = _with_access(_ties(nodes, links, ends, leaving=False), ends, rings)
    first, last = len(nodes), len(nodes) + len(origins)
    graph = _graph(
        np.concatenate([links.tail, first + leave.point, enter.node]),
        np.concatenate([links.head, leave.node, last + enter.point]),
        np.concatenate([links.minutes, leave.minutes, enter.minutes]),
        np.concatenate([links.metres, leave.metres, enter.metres]),
        size=last + len(ends),
    )
    found: Floats = dijkstra(graph, indices=np.arange(first, last))[:, last:]
    return found


def _across(origins: Floats, ends: Floats, rings: Sequence[AccessRing]) -> Floats:
    """Give the packed cost of going straight across; NO_WAY for pairs that are not near."""
    apart = straight_metres(origins, ends)
    pace = (1 / _figures(origins, rings)[1][:, None] + 1 / _figures(ends, rings)[1][None, :]) / 2
    metres = apart * NEAR_CIRCUITY + np.minimum(apart, NEAR_START_M)
    cost = pack(metres * pace * _MINUTES_A_METRE_AT_1_KMH * _MS_A_MINUTE, metres)
    return np.where(apart <= NEAR_M, cost, NO_WAY)


def _with_access(ties: _Ties, points: Floats, rings: Sequence[AccessRing]) -> _Ties:
    """Add what it takes to get from each point to its road, or back."""
    circuity, kmh = _figures(points, rings)
    metres = ties.beside_m * circuity[ties.point]
    minutes = metres / kmh[ties.point] * _MINUTES_A_METRE_AT_1_KMH
    return _Ties(ties.point, ties.node, ties.beside_m, ties.minutes + minutes, ties.metres + metres)


def _ties(nodes: Floats, links: Links, points: Floats, *, leaving: bool) -> _Ties:
    """Tie each point to its nearest nodes, and through its nearest links to their far ends."""
    both = (_node_ties(nodes, points), _link_ties(nodes, links, points, leaving=leaving))
    return _Ties(
        point=np.concatenate([each.point for each in both]),
        node=np.concatenate([each.node for each in both]),
        beside_m=np.concatenate([each.beside_m for each in both]),
        minutes=np.concatenate([each.minutes for each in both]),
        metres=np.concatenate([each.metres for each in both]),
    )


def _node_ties(nodes: Floats, points: Floats) -> _Ties:
    """Tie each point to its nearest nodes; nothing lies between but the way beside the road."""
    ranks = list(range(1, min(NODE_TIES, len(nodes)) + 1))
    apart, node = cKDTree(earth_centred(nodes)).query(earth_centred(points), k=ranks)
    point = np.repeat(np.arange(len(points)), len(ranks))
    none = np.zeros(point.size)
    return _Ties(point, np.ravel(node).astype(np.int64), np.ravel(apart), none, none)


def _link_ties(nodes: Floats, links: Links, points: Floats, *, leaving: bool) -> _Ties:
    """Tie each point to the end of its nearest links, by the part of the link that is left."""
    usable = np.flatnonzero(links.open_to_points)
    which, along, beside_m = _feet(
        earth_centred(nodes), links.tail[usable], links.head[usable], earth_centred(points)
    )
    link = usable[which].ravel()
    left = (1 - along if leaving else along).ravel()
    return _Ties(
        point=np.repeat(np.arange(len(points)), which.shape[1]),
        node=(links.head if leaving else links.tail)[link],
        beside_m=beside_m.ravel(),
        minutes=links.minutes[link] * left,
        metres=links.metres[link] * left,
    )


def _feet(nodes: Floats, tail: Ints, head: Ints, spots: Floats) -> tuple[Ints, Floats, Floats]:
    """Give each spot's nearest segments, where along them (0 to 1) it stands, and how far off.

    All three are spots × LINK_TIES, or fewer where there are not as many segments.
    """
    start, step = nodes[tail], nodes[head] - nodes[tail]
    square = np.maximum((step**2).sum(axis=1), 1.0)
    near: list[tuple[Ints, Floats, Floats]] = []
    for first in range(0, len(spots), _BLOCK):
        away = spots[first : first + _BLOCK, None, :] - start
        share = np.clip((away * step).sum(axis=2) / square, 0.0, 1.0)
        apart = np.linalg.norm(away - share[..., None] * step, axis=2)
        best = np.argsort(apart, axis=1, kind="stable")[:, :LINK_TIES]
        rows = np.arange(len(best))[:, None]
        near.append((best, share[rows, best], apart[rows, best]))
    which, along, beside_m = (np.concatenate(part) for part in zip(*near, strict=True))
    return which, along, beside_m


def _figures(points: Floats, rings: Sequence[AccessRing]) -> tuple[Floats, Floats]:
    """Give each point's circuity and speed in km/h, by the ring it lies in."""
    away = straight_metres(points, np.array([NOTRE_DAME])).ravel()
    ring = np.searchsorted([each.reach_m for each in rings], away)
    circuity, kmh = np.array([(each.circuity, each.kmh) for each in rings])[ring].T
    return circuity, kmh


def _graph(tail: Ints, head: Ints, minutes: Floats, metres: Floats, *, size: int) -> csr_array:
    """Make a sparse graph of packed costs; of parallel arcs the cheapest is kept."""
    cost = pack(minutes * _MS_A_MINUTE, metres)
    order = np.lexsort((cost, head, tail))
    tail, head, cost = tail[order], head[order], cost[order]
    first = np.ones(tail.size, dtype=bool)
    first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    kept = first & (tail != head) & np.isfinite(cost)
    return csr_array((cost[kept], (tail[kept], head[kept])), shape=(size, size))
