"""Branch and bound on sites: what no bound could decide is tried open and closed.

Nodes with the least bound come first (best-first search, Land and Doig 1960). Each is bounded from
the prices of the one before, and reduced: most are small after a few levels.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterator

import numpy as np

from gis.siting.median.choice import allocated, choose
from gis.siting.median.fixing import Left
from gis.siting.median.hunt import Hunt
from gis.siting.median.node import Node, closed, opened
from gis.siting.median.pattern import whole_pattern
from gis.siting.median.rest import solve_rest
from gis.siting.median.root import raise_bound, servable, shrink, swap

ROUNDS = 30
THETA = 0.3
SWAPPING = 4  # every so many nodes, what their bounds open is a start for swaps


def decide(root: Node, hunt: Hunt) -> float:
    """Search a node for the best choice; give the bound that is proven when the search ends.

    The bound is infinite where nothing in the node is better than the best known.
    """
    number = itertools.count()
    heap = [(root.bound, next(number), root)]
    unsolved, turn = math.inf, 0
    while heap:
        bound, _, node = heapq.heappop(heap)
        hunt.tell(min(bound, unsolved))
        if hunt.beyond(bound):
            break
        if hunt.watch.over:
            return min(bound, unsolved)
        if _all_decided(node):
            unsolved = min(unsolved, _assign(node, hunt))
            continue
        turn += 1
        for child in _children(node, hunt, swapping=turn % SWAPPING == 0):
            heapq.heappush(heap, (child.bound, next(number), child))
    return unsolved


def _children(node: Node, hunt: Hunt, *, swapping: bool) -> Iterator[Node]:
    """Give a node with one more site open, and one without it, unless nothing better is there."""
    free = ~node.task.locked
    doubt = np.where(free, np.minimum(node.share, 1 - node.share), -1.0)
    place = int(doubt.argmax())
    for child in (opened(node, place), closed(node, place)):
        if not servable(child):
            continue
        if _all_decided(child):
            yield child
            continue
        pattern = whole_pattern(child.task)
        raised, bounded = raise_bound(
            child, pattern, hunt, rounds=ROUNDS, theta=THETA, every=ROUNDS
        )
        if swapping:
            swap(raised, pattern, bounded, hunt)
        after = shrink(raised, bounded, hunt)
        if after is not None and servable(after):
            yield after


def _all_decided(node: Node) -> bool:
    locked = node.task.locked
    return bool(locked.all()) or int(locked.sum()) >= node.task.zones


def _assign(node: Node, hunt: Hunt) -> float:
    """Serve the points from the sites of a node, all decided; give the bound if that is unproven.

    Where going by cost alone keeps every limit, nothing is better. Else the model decides.
    """
    locked = node.task.locked
    plain = choose(hunt.task, node.sites[locked])
    hunt.offer(plain)
    if plain.holds or all(each is None for each in node.task.pairs):
        return math.inf
    left = Left(locked, np.isfinite(node.task.cost) & locked[:, None], locked)
    rest = solve_rest(node.task, left, watch=hunt.watch)
    if rest.zone is not None:
        hunt.offer(allocated(hunt.task, node.sites[rest.sites], node.sites[rest.zone]))
    return math.inf if hunt.beyond(rest.bound) else max(rest.bound, node.bound)
