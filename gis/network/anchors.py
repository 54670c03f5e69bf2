"""Anchors: points on the network, each as an edge and how far along it, and what leaving one costs.

A point is never put into the topology. A journey between two anchors leaves the first edge by one
of its ends and enters the last by one of its ends, or stays on the edge when both lie on it. Where
nobody knows which road a point lies on, it is tied to several places, and the best tie wins.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from gis.distance import Floats
from gis.network.access import Flags
from gis.network.beside import Beside, across, open_ties
from gis.network.graph import Ints, Topology
from gis.network.metric import NO_WAY, Metric, part


@dataclass(frozen=True, eq=False)
class Anchors:
    """Points on the network, each tied to it at ``ties`` places.

    The ties of all points lie in one row, those of a point together: ``edge`` (-1 where there is
    none), ``along`` it, from 0 to 1, and ``late``, the packed cost of the way between the point and
    that place, either way (nothing, unless given). ``beside`` is what is known of the ground there;
    on streets nothing needs to be.
    """

    edge: Ints
    along: Floats
    late: Floats = field(default_factory=lambda: np.zeros(()))
    ties: int = 1
    beside: Beside | None = None

    def __post_init__(self) -> None:
        """Give every tie its own entry of what it costs."""
        object.__setattr__(self, "late", np.broadcast_to(self.late, self.edge.shape))

    @property
    def size(self) -> int:
        """How many points there are, on the network or not."""
        return self.edge.size // self.ties

    @property
    def placed(self) -> Flags:
        """Which points are on the network."""
        return np.asarray((self.edge >= 0).reshape(-1, self.ties).any(axis=1), dtype=bool)

    def take(self, which: Ints) -> Anchors:
        """Give some of them, by their positions."""
        rows = (which[:, None] * self.ties + np.arange(self.ties)).ravel()
        return replace(
            self,
            edge=self.edge[rows],
            along=self.along[rows],
            late=self.late[rows],
            beside=self.beside and self.beside.take(which, rows),
        )


@dataclass(frozen=True, eq=False)
class Ends:
    """For each point, the two nodes of the edge of each of its ties (n × 2k), and the cost of each.

    The cost is that of the whole way to or from the node, with what lies beside the network. NO_WAY
    where that end cannot be used, and at all of them for a point that is not on the network.
    """

    nodes: Ints
    cost: Floats


def exits(topology: Topology, metric: Metric, anchors: Anchors) -> Ends:
    """Give the cost from each point to the tail and to the head of its edges."""
    along, against = _arcs(metric, anchors)
    to_tail = part(against, anchors.along)
    to_head = part(along, 1 - anchors.along)
    return _ends(topology, anchors, lateness(metric, anchors), to_tail, to_head)


def entries(topology: Topology, metric: Metric, anchors: Anchors) -> Ends:
    """Give the cost from the tail and from the head of each point's edges to the point."""
    along, against = _arcs(metric, anchors)
    from_tail = part(along, anchors.along)
    from_head = part(against, 1 - anchors.along)
    return _ends(topology, anchors, lateness(metric, anchors), from_tail, from_head)


def within_edge(
    metric: Metric, origins: Anchors, ends: Anchors
) -> tuple[tuple[Ints, Ints], Floats]:
    """Give the pairs of ties that share an edge, and the cost of staying on it.

    A tie is told by its place in the row of all. A one-way edge costs NO_WAY against its direction:
    that journey goes round.
    """
    order = np.argsort(ends.edge, kind="stable")
    low = np.searchsorted(ends.edge[order], origins.edge, side="left")
    high = np.searchsorted(ends.edge[order], origins.edge, side="right")
    counts = np.where(origins.edge >= 0, high - low, 0)
    one = np.repeat(np.arange(origins.edge.size), counts)
    step = np.arange(one.size) - np.repeat(counts.cumsum() - counts, counts)
    other = order[low[one] + step]
    gain = ends.along[other] - origins.along[one]
    arc = 2 * origins.edge[one] + (gain < 0)
    late = lateness(metric, origins)[one] + lateness(metric, ends)[other]
    return (one, other), part(metric.cost[arc], np.abs(gain)) + late


def direct(metric: Metric, origins: Anchors, ends: Anchors) -> tuple[tuple[Ints, Ints], Floats]:
    """Give the pairs of points between which one may go without passing a node, and the cost.

    Along the edge that both lie on, or straight across the ground beside the network. A pair may
    come more than once.
    """
    (one, other), cost = within_edge(metric, origins, ends)
    one, other = one // origins.ties, other // ends.ties
    if origins.beside is None or ends.beside is None:
        return (one, other), cost
    (start, goal), straight = across(metric, origins.beside, ends.beside)
    pairs = np.concatenate([one, start]), np.concatenate([other, goal])
    return pairs, np.concatenate([cost, straight])


def lateness(metric: Metric, anchors: Anchors) -> Floats:
    """Give the cost of each tie's way beside the network, NO_WAY where the metric bars it."""
    if anchors.beside is None or metric.barred is None:
        return anchors.late
    return np.where(open_ties(anchors.beside, metric.barred), anchors.late, NO_WAY)


def _arcs(metric: Metric, anchors: Anchors) -> tuple[Floats, Floats]:
    """Give the cost of each tie's whole edge, along it and against it."""
    return metric.cost[2 * anchors.edge], metric.cost[2 * anchors.edge + 1]


def _ends(topology: Topology, anchors: Anchors, late: Floats, tail: Floats, head: Floats) -> Ends:
    on = (anchors.edge >= 0)[:, None]
    edge = np.where(anchors.edge >= 0, anchors.edge, 0)
    nodes = np.column_stack([topology.tail[edge], topology.head[edge]])
    cost = np.where(on, np.column_stack([tail, head]) + late[:, None], NO_WAY)
    return Ends(
        nodes.reshape(anchors.size, 2 * anchors.ties), cost.reshape(anchors.size, 2 * anchors.ties)
    )
