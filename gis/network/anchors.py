"""Anchors: points on the network, each as an edge and how far along it, and what leaving one costs.

A point is never put into the topology. A journey between two anchors leaves the first edge by one
of its ends and enters the last by one of its ends, or stays on the edge when both lie on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.network.graph import Ints, Topology
from gis.network.metric import NO_WAY, Metric, part


@dataclass(frozen=True, eq=False)
class Anchors:
    """Points on the network: ``edge`` (-1 where there is none) and ``along`` it, from 0 to 1."""

    edge: Ints
    along: Floats

    @property
    def size(self) -> int:
        """How many points there are, on the network or not."""
        return self.edge.size

    def take(self, which: Ints) -> Anchors:
        """Give some of them, by their positions."""
        return Anchors(self.edge[which], self.along[which])


@dataclass(frozen=True, eq=False)
class Ends:
    """For each anchor, the two nodes of its edge (n × 2) and the cost to or from each.

    NO_WAY where that end cannot be used, and at both for a point that is not on the network.
    """

    nodes: Ints
    cost: Floats


def exits(topology: Topology, metric: Metric, anchors: Anchors) -> Ends:
    """Give the cost from each anchor to the tail and to the head of its edge."""
    along, against = _arcs(metric, anchors)
    to_tail = part(against, anchors.along)
    to_head = part(along, 1 - anchors.along)
    return _ends(topology, anchors, to_tail, to_head)


def entries(topology: Topology, metric: Metric, anchors: Anchors) -> Ends:
    """Give the cost from the tail and from the head of each anchor's edge to the anchor."""
    along, against = _arcs(metric, anchors)
    from_tail = part(along, anchors.along)
    from_head = part(against, 1 - anchors.along)
    return _ends(topology, anchors, from_tail, from_head)


def within_edge(
    metric: Metric, origins: Anchors, ends: Anchors
) -> tuple[tuple[Ints, Ints], Floats]:
    """Give the pairs whose two points share an edge, and the cost of staying on it.

    A one-way edge costs NO_WAY against its direction: that journey goes round.
    """
    order = np.argsort(ends.edge, kind="stable")
    low = np.searchsorted(ends.edge[order], origins.edge, side="left")
    high = np.searchsorted(ends.edge[order], origins.edge, side="right")
    counts = np.where(origins.edge >= 0, high - low, 0)
    one = np.repeat(np.arange(origins.size), counts)
    step = np.arange(one.size) - np.repeat(counts.cumsum() - counts, counts)
    other = order[low[one] + step]
    gain = ends.along[other] - origins.along[one]
    arc = 2 * origins.edge[one] + (gain < 0)
    return (one, other), part(metric.cost[arc], np.abs(gain))


def _arcs(metric: Metric, anchors: Anchors) -> tuple[Floats, Floats]:
    """Give the cost of each anchor's whole edge, along it and against it."""
    return metric.cost[2 * anchors.edge], metric.cost[2 * anchors.edge + 1]


def _ends(topology: Topology, anchors: Anchors, tail: Floats, head: Floats) -> Ends:
    on = (anchors.edge >= 0)[:, None]
    edge = np.where(anchors.edge >= 0, anchors.edge, 0)
    nodes = np.column_stack([topology.tail[edge], topology.head[edge]])
    return Ends(nodes, np.where(on, np.column_stack([tail, head]), NO_WAY))
