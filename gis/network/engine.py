"""The engine: journeys between anchors, here by Dijkstra's search from the smaller side.

``Engine`` is all that travel knows of it, so that another engine is another file. This one hands
the search to scipy and holds the reference: it prepares nothing, any metric is as good, and it is
the fallback of the fast one (``gis.network.hierarchy``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from gis.distance import Floats
from gis.network.access import Flags
from gis.network.anchors import Anchors, Ends, direct, entries, exits
from gis.network.graph import Ints, Topology
from gis.network.metric import (
    BEYOND_MS,
    MS_A_MINUTE,
    NO_WAY,
    Metric,
    milliseconds,
    unpack,
    upper_bound,
)
from gis.network.route import Route, best_route

_BLOCK_BYTES = 64 * 2**20  # how much one block of searches may hold


class Engine(Protocol):
    """Answers for one topology and one metric."""

    def table(self, origins: Anchors, ends: Anchors, *, within_ms: float = BEYOND_MS) -> Floats:
        """Give the packed cost of the best journey of every pair, origins × ends.

        NO_WAY where there is none, or none of at most ``within_ms`` milliseconds: the nearer the
        bound, the sooner the answer. See ``gis.network.metric`` for what a packed cost is.
        """
        ...

    def times(self, origins: Anchors, ends: Anchors) -> Floats:
        """Give the milliseconds of the best journey of every pair; NO_WAY where there is none."""
        ...

    def route(self, origin: Anchors, end: Anchors) -> Route | None:
        """Give the best journey between two single anchors; None where there is none.

        Its time is that of the table. Of ways equally fast to the millisecond, engines may take
        different ones.
        """
        ...

    def with_metric(self, metric: Metric) -> Engine:
        """Answer for another metric of the same topology."""
        ...

    @property
    def times_alone(self) -> bool:
        """Whether times come much sooner than packed costs."""
        ...


@dataclass(frozen=True, eq=False)
class DijkstraEngine:
    """Plain searches upon the arcs that a metric leaves open, forwards and backwards.

    Only nodes at an open arc are kept: ``place`` is where each node of the topology stands among
    them (-1: nowhere).
    """

    topology: Topology
    metric: Metric
    place: Ints
    forward: csr_array
    backward: csr_array
    times_alone = False

    @classmethod
    def of(cls, topology: Topology, metric: Metric) -> DijkstraEngine:
        """Make the sparse graph of a metric; of parallel arcs the cheapest is kept."""
        arcs = np.flatnonzero(np.isfinite(metric.cost))
        from_node = np.column_stack([topology.tail, topology.head]).ravel()[arcs]
        to_node = np.column_stack([topology.head, topology.tail]).ravel()[arcs]
        place = np.full(topology.nodes, -1)
        kept = np.unique(np.concatenate([from_node, to_node]))
        place[kept] = np.arange(kept.size)
        cost = metric.cost[arcs]
        forward = _sparse(place[from_node], place[to_node], cost, kept.size)
        backward = _sparse(place[to_node], place[from_node], cost, kept.size)
        return cls(topology, metric, place, forward, backward)

    def table(self, origins: Anchors, ends: Anchors, *, within_ms: float = BEYOND_MS) -> Floats:
        """Give the packed cost of the best journey of every pair, origins × ends."""
        if not self.topology.edges:
            return np.full((origins.size, ends.size), NO_WAY)
        leave = self._placed(exits(self.topology, self.metric, origins))
        enter = self._placed(entries(self.topology, self.metric, ends))
        bound = upper_bound(within_ms)
        if origins.size <= ends.size:
            best = self._searches(self.forward, leave, enter, bound)
        else:
            best = self._searches(self.backward, enter, leave, bound).T
        pairs, cost = direct(self.metric, origins, ends)
        np.minimum.at(best, pairs, cost)
        best[best >= bound] = NO_WAY
        return best

    def times(self, origins: Anchors, ends: Anchors) -> Floats:
        """Give the milliseconds of the best journey of every pair, origins × ends."""
        minutes, _ = unpack(self.table(origins, ends), shortest=self.metric.shortest)
        return np.where(np.isnan(minutes), NO_WAY, np.rint(minutes * MS_A_MINUTE))

    def route(self, origin: Anchors, end: Anchors) -> Route | None:
        """Give the best journey between two single anchors; None where there is none."""
        return best_route(
            self.topology, self.metric, origin, end, between=self._between, way=self._way
        )

    def with_metric(self, metric: Metric) -> DijkstraEngine:
        """Answer for another metric of the same topology."""
        return DijkstraEngine.of(self.topology, metric)

    def _between(self, starts: Ints, goals: Ints) -> Floats:
        """Give the milliseconds between nodes, each to each."""
        source, goal = self.place[starts], self.place[goals]
        found = np.full((starts.size, goals.size), NO_WAY)
        here, there = np.flatnonzero(source >= 0), np.flatnonzero(goal >= 0)
        if here.size and there.size:
            reached = dijkstra(self.forward, indices=source[here])
            found[np.ix_(here, there)] = milliseconds(reached[:, goal[there]])
        return found

    def _way(self, start: int, goal: int) -> Ints | None:
        """Walk the search's steps back from the goal; the cheapest arc of each is taken."""
        source, node = int(self.place[start]), int(self.place[goal])
        if start == goal:
            return np.zeros(0, dtype=np.int64)
        if source < 0 or node < 0:
            return None
        _, before = dijkstra(self.forward, indices=np.array([source]), return_predecessors=True)
        path = [node]
        while path[-1] != source:
            path.append(int(before[0, path[-1]]))
            if path[-1] < 0:
                return None
        return self._arcs(np.array(path[::-1]))

    def _arcs(self, path: Ints) -> Ints:
        """Give the cheapest arc between each node of a path and the next."""
        from_node = self.place[np.column_stack([self.topology.tail, self.topology.head]).ravel()]
        to_node = self.place[np.column_stack([self.topology.head, self.topology.tail]).ravel()]
        size = self.forward.shape[0]
        step = from_node * size + to_node
        near = np.flatnonzero(np.isin(step, path[:-1] * size + path[1:]))
        order = near[np.lexsort((self.metric.cost[near], step[near]))]
        return order[np.searchsorted(step[order], path[:-1] * size + path[1:])]

    def _placed(self, ends: Ends) -> Ends:
        """Give nodes the sparse graph's numbers; no way leads to one that it does not hold."""
        nodes = self.place[ends.nodes]
        return Ends(np.maximum(nodes, 0), np.where(nodes >= 0, ends.cost, NO_WAY))

    def _searches(self, graph: csr_array, sources: Ends, targets: Ends, bound: float) -> Floats:
        """Search from each source in blocks, and read the answers at the targets' ends."""
        best = np.full((len(sources.nodes), len(targets.nodes)), NO_WAY)
        nodes = graph.shape[0]
        if not nodes:
            return best
        size = max(1, _BLOCK_BYTES // (8 * nodes))
        for start in range(0, len(best), size):
            block = slice(start, start + size)
            from_all = _search(graph, sources.nodes[block], sources.cost[block], bound)
            for side in range(targets.nodes.shape[1]):
                reached = from_all[:, targets.nodes[:, side]] + targets.cost[:, side]
                np.minimum(best[block], reached, out=best[block])
        return best


def _search(graph: csr_array, nodes: Ints, cost: Floats, bound: float) -> Floats:
    """Search from some points at once; each starts at some nodes with a cost for each.

    The points stand as rows of their own behind the graph's, with arcs out and none in: one search
    a point, not two, and no distance between nodes changes.
    """
    count, size = len(nodes), graph.shape[0]
    used = _cheapest(nodes, cost)
    ends = np.concatenate([graph.indptr, graph.indptr[-1] + used.sum(axis=1).cumsum()])
    whole = csr_array(
        (
            np.concatenate([graph.data, cost[used]]),
            np.concatenate([graph.indices, nodes[used]]),
            ends,
        ),
        shape=(size + count, size + count),
    )
    found: Floats = dijkstra(whole, indices=np.arange(size, size + count), limit=bound)
    return found[:, :size]


def _cheapest(nodes: Ints, cost: Floats) -> Flags:
    """Mark the open ways out of each point, of several to one node (a loop) the cheapest."""
    order = np.lexsort((cost, nodes), axis=1)
    node = np.take_along_axis(nodes, order, axis=1)
    first = np.ones(node.shape, dtype=bool)
    first[:, 1:] = node[:, 1:] != node[:, :-1]
    used = np.isfinite(cost)
    np.put_along_axis(used, order, first & np.take_along_axis(used, order, axis=1), axis=1)
    return used


def _sparse(from_node: Ints, to_node: Ints, cost: Floats, size: int) -> csr_array:
    """Make a sparse graph without loops; of parallel arcs the cheapest is kept."""
    order = np.lexsort((cost, to_node, from_node))
    tail, head, weight = from_node[order], to_node[order], cost[order]
    fresh = np.ones(tail.size, dtype=bool)
    fresh[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    fresh &= tail != head
    starts = np.searchsorted(tail[fresh], np.arange(size + 1))
    return csr_array((weight[fresh], head[fresh], starts), shape=(size, size))
