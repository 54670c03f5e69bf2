"""The fast engine: a customizable contraction hierarchy, for times of many pairs at once.

The order of contraction belongs to the topology; a metric is laid upon it in milliseconds. What
the package holds is whole milliseconds in 32 bits, so lengths are not in it: those of a route are
summed up along it, and those of a table are left to plain searches (``gis.network.lengths``).
Dibbelt, Strasser and Wagner 2016, "Customizable Contraction Hierarchies".
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from queue import LifoQueue
from typing import Any

import numpy as np
import numpy.typing as npt

from gis.distance import Floats
from gis.network.access import Flags
from gis.network.anchors import Anchors, Ends, direct, entries, exits
from gis.network.engine import DijkstraEngine, Engine
from gis.network.graph import Ints, Topology
from gis.network.metric import BEYOND_MS, NO_WAY, Metric, milliseconds
from gis.network.order_cache import kit
from gis.network.route import Route, best_route

_BLOCK_BYTES = 64 * 2**20  # how much one block of answers between nodes may hold
_CORES = os.cpu_count() or 1
_PAIRS_A_THREAD = 100_000  # about 30 ms of asking: less is not worth a thread
_NONE = 2_147_483_647  # the package's infinity; it never leaves this file


@dataclass(frozen=True, eq=False)
class _Laid:
    """A metric laid upon an order, as often as cores are there: one for each thread that asks.

    The package lets other threads run while it answers, and does not survive two questions to one
    metric at once; several metrics upon one order do not disturb each other. ``idle`` holds those
    that nobody asks now, None for one that is laid when it is first needed.
    """

    order: Any
    weight: npt.NDArray[np.uint32]
    idle: LifoQueue[Any]

    @classmethod
    def of(cls, order: Any, weight: npt.NDArray[np.uint32]) -> _Laid:  # noqa: ANN401 - the package ships no types
        """Lay it once, so that a failure is known here."""
        idle: LifoQueue[Any] = LifoQueue()
        for _ in range(_CORES - 1):
            idle.put(None)
        idle.put(_metric(order, weight))
        return cls(order, weight, idle)

    def way(self, start: int, goal: int) -> Ints | None:
        """Give the arcs of a fastest way between two nodes; None where there is none."""
        with self._one() as held:
            cost, _, arcs = held.query(start, goal)
        return None if cost >= _NONE else np.array(arcs, dtype=np.int64)

    def between(self, starts: Ints, goals: Ints) -> Floats:
        """Give the milliseconds from every start to every goal; NO_WAY where there is none.

        Starts share nothing: many of them are asked on all cores at once.
        """
        shares = min(_CORES, 1 + starts.size * goals.size // _PAIRS_A_THREAD, max(1, starts.size))
        if shares == 1:
            return self._between(goals, starts)
        with ThreadPoolExecutor(shares) as threads:
            found = threads.map(partial(self._between, goals), np.array_split(starts, shares))
            return np.concatenate(list(found))

    def _between(self, goals: Ints, starts: Ints) -> Floats:
        with self._one() as held:
            found = held.distances_many_to_many(starts.astype(np.uint32), goals.astype(np.uint32))
        return np.where(found >= _NONE, NO_WAY, found)

    @contextmanager
    def _one(self) -> Iterator[Any]:
        """Borrow one that nobody else asks; wait where all are asked."""
        held = self.idle.get()
        try:
            held = _metric(self.order, self.weight) if held is None else held
            yield held
        finally:
            self.idle.put(held)


def _metric(order: Any, weight: npt.NDArray[np.uint32]) -> Any:  # noqa: ANN401 - the package ships no types
    held = kit().CCHMetric(order)
    held.customize(weight)
    return held


@dataclass(frozen=True, eq=False)
class HierarchyEngine:
    """Answers for one metric upon a prepared order; ``order`` is the package's own.

    ``there`` holds the arcs as they are and ``back`` every arc turned round: the same order serves
    both, since each edge has an arc either way. ``served`` are the nodes at an open arc: from any
    other there is no way, not even to another point at it.
    """

    topology: Topology
    metric: Metric
    order: Any
    there: _Laid
    back: _Laid
    served: Flags
    times_alone = True

    @classmethod
    def of(cls, topology: Topology, metric: Metric, order: Any) -> HierarchyEngine:  # noqa: ANN401 - the package ships no types
        """Lay a metric upon an order. The topology has at least one edge."""
        weight = _weights(metric)
        turned = weight.reshape(-1, 2)[:, ::-1].ravel()
        served = np.zeros(topology.nodes, dtype=bool)
        served[topology.tail[metric.usable]] = served[topology.head[metric.usable]] = True
        there, back = _Laid.of(order, weight), _Laid.of(order, turned)
        return cls(topology, metric, order, there, back, served)

    def with_metric(self, metric: Metric) -> Engine:
        """Answer for another metric of the same topology; plainly where length is sought."""
        if metric.shortest:
            return DijkstraEngine.of(self.topology, metric)
        return HierarchyEngine.of(self.topology, metric, self.order)

    def table(self, origins: Anchors, ends: Anchors, *, within_ms: float = BEYOND_MS) -> Floats:
        """Give the packed cost of the best journey of every pair, origins × ends."""
        return self._plain.table(origins, ends, within_ms=within_ms)

    def times(self, origins: Anchors, ends: Anchors) -> Floats:
        """Give the milliseconds of the best journey of every pair, origins × ends."""
        leave = self._ends(exits(self.topology, self.metric, origins), origins)
        enter = self._ends(entries(self.topology, self.metric, ends), ends)
        if origins.size <= ends.size:
            best = _searches(self.there, leave, enter)
        else:
            best = _searches(self.back, enter, leave).T
        pairs, cost = direct(self.metric, origins, ends)
        np.minimum.at(best, pairs, milliseconds(cost))
        best[best >= BEYOND_MS] = NO_WAY
        return best

    def route(self, origin: Anchors, end: Anchors) -> Route | None:
        """Give the best journey between two single anchors; None where there is none."""
        return best_route(
            self.topology, self.metric, origin, end, between=self._between, way=self._way
        )

    def _ends(self, ends: Ends, anchors: Anchors) -> Ends:
        """Ask once for a point on a node, and not at all at a node that nothing serves."""
        cost = np.where(self.served[ends.nodes], ends.cost, NO_WAY)
        return _slim(Ends(ends.nodes, cost), anchors)

    def _between(self, starts: Ints, goals: Ints) -> Floats:
        open_ = self.served[starts][:, None] & self.served[goals]
        return np.where(open_, self.there.between(starts, goals), NO_WAY)

    def _way(self, start: int, goal: int) -> Ints | None:
        return self.there.way(start, goal)

    @cached_property
    def _plain(self) -> DijkstraEngine:
        return DijkstraEngine.of(self.topology, self.metric)


def _slim(ends: Ends, anchors: Anchors) -> Ends:
    """Ask once for a point that lies on a node: by the other end of its edge leads nothing new."""
    nodes = ends.nodes.reshape(-1, 2).copy()
    nodes[anchors.along == 0, 1] = nodes[anchors.along == 0, 0]
    nodes[anchors.along == 1, 0] = nodes[anchors.along == 1, 1]
    return Ends(nodes.reshape(ends.nodes.shape), ends.cost)


def _weights(metric: Metric) -> npt.NDArray[np.uint32]:
    """Give the milliseconds of every arc; a closed one keeps its place, at no finite cost."""
    time = milliseconds(metric.cost)
    return np.where(np.isfinite(time), time, _NONE).astype(np.uint32)


def _searches(laid: _Laid, sources: Ends, targets: Ends) -> Floats:
    """Ask between the ends of all points, in blocks of sources, and keep the best of all."""
    sides = sources.nodes.shape[1]
    best = np.full((len(sources.nodes), len(targets.nodes)), NO_WAY)
    if not best.size:
        return best
    goals, goal = np.unique(targets.nodes, return_inverse=True)
    goal = goal.reshape(targets.nodes.shape)
    first, last = milliseconds(sources.cost), milliseconds(targets.cost)
    size = max(1, _BLOCK_BYTES // (8 * sides * goals.size))
    for start in range(0, len(best), size):
        block = slice(start, start + size)
        starts, place = np.unique(sources.nodes[block], return_inverse=True)
        between = laid.between(starts, goals)
        place = place.reshape(-1, sides)
        # From each source to every goal first: half the additions of all ways one by one.
        reached = between[place[:, 0]] + first[block, :1]
        for side in range(1, sides):
            way = between[place[:, side]] + first[block, side, None]
            np.minimum(reached, way, out=reached)
        for side in range(targets.nodes.shape[1]):
            np.minimum(best[block], reached[:, goal[:, side]] + last[:, side], out=best[block])
    return best
