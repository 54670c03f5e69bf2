"""The first part of a solve: a good choice, a good bound, and what they leave of the task."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gis.distance import Floats
from gis.siting.median.bound import Bounded, Bounder, climb
from gis.siting.median.choice import priced_rows
from gis.siting.median.fixing import what_is_left
from gis.siting.median.hunt import Hunt
from gis.siting.median.node import Node, left_of, only
from gis.siting.median.pattern import Pattern, pattern_within, whole_pattern
from gis.siting.median.search import first_prices, improve, softened
from gis.siting.median.task import Prices, Task
from gis.tally import Ints

SAMPLE = 10  # sites for each zone among which the first choice is sought
LEAST_SAMPLE = 200
RANK = 3  # a point's reach is the cost of its fourth nearest open site
WIDER = 2.0
MOST_PATTERNS = 6
ROUNDS, MORE_ROUNDS, STILL_ROUNDS = 100, 200, 80
THETA = 0.3  # where the prices are good already
MOST_TURNS = 6
SHRUNK, GROWN = 0.9, 0.05  # a turn that neither leaves less nor closes this of the gap is the last


def first_sites(task: Task, hunt: Hunt) -> Ints:
    """Give the sites of a first choice: swaps among a sample of the sites, always the same."""
    random = np.random.default_rng(0)
    size = max(SAMPLE * task.zones, LEAST_SAMPLE)
    node = whole_node(task)
    locked = np.flatnonzero(task.locked)
    if len(task.cost) > 2 * size:
        some = random.choice(len(task.cost), size, replace=False)
        node = only(node, np.union1d(some, locked))
    free = np.flatnonzero(~node.task.locked)
    room = min(task.zones - locked.size, free.size)
    start = np.union1d(random.choice(free, room, replace=False), np.flatnonzero(node.task.locked))
    none = np.zeros(len(task.most))
    found = improve(
        node.task, whole_pattern(node.task), start.astype(np.int64), prices=none, watch=hunt.watch
    )
    return node.sites[found.sites]


def whole_node(task: Task) -> Node:
    """Give the node of the whole task, of which nothing is known."""
    sites, points = task.shape
    prices = Prices(np.zeros(points), np.zeros(len(task.most)))
    return Node(task, np.arange(sites), prices, -np.inf, np.zeros(sites))


def approach(task: Task, hunt: Hunt, start: Ints, prices: Prices | None) -> tuple[Node, Bounded]:
    """Bound the whole task, with pairs enough, and swap from what the bound opens.

    Gives the whole node with its bound and prices, and the last bounding. The reach of a point
    grows while its price presses against what lies beyond.
    """
    reach = _reach(task, start)
    pattern = pattern_within(task, reach)
    node = whole_node(task)
    known = np.zeros(len(task.most)) if prices is None else prices.limits
    found = improve(task, pattern, start, prices=known, watch=hunt.watch)
    hunt.offer(found)
    hunt.offer_sites(found.sites, known)
    theta = THETA
    if prices is not None:
        node = replace(node, prices=prices)
    else:
        known = first_prices(task, pattern, found)
        node = replace(node, prices=_between(task, found.sites, known, pattern))
        if known.size:  # points first: with theirs all wrong, those of the limits would run off
            node, _ = raise_bound(node, pattern, hunt, rounds=STILL_ROUNDS, theta=1.0, still=True)
        else:
            theta = 1.0
    for _ in range(MOST_PATTERNS):
        node, bounded = raise_bound(node, pattern, hunt, rounds=ROUNDS, theta=theta)
        swap(node, pattern, bounded, hunt)
        hunt.tell(node.bound)
        capped = bounded.prices.points >= pattern.cap(bounded.prices.limits)
        if not capped.any() or hunt.enough(node.bound):
            break
        reach = np.where(capped, np.maximum(WIDER * reach, reach + bounded.prices.points), reach)
        pattern, theta = pattern_within(task, reach), THETA
    return node, bounded


def raise_bound(  # noqa: PLR0913 - three inputs, and options that stand by their names
    node: Node,
    pattern: Pattern,
    hunt: Hunt,
    *,
    rounds: int,
    theta: float,
    still: bool = False,
    every: int = 1,
) -> tuple[Node, Bounded]:
    """Climb from a node's prices; give the node with what came of it, if that is better."""
    bounded = climb(
        Bounder(node.task, pattern),
        node.prices,
        upper=hunt.upper(node, every=every),
        enough=hunt.enough,
        rounds=rounds,
        theta=theta,
        still=still,
    )
    better = replace(
        node,
        prices=bounded.prices,
        bound=max(node.bound, bounded.bound),
        share=bounded.share,
    )
    return better, bounded


def swap(node: Node, pattern: Pattern, bounded: Bounded, hunt: Hunt) -> None:
    """Improve what a bound opened by swaps, first where limits are only paid for."""
    sites, prices = bounded.opened, bounded.prices.limits
    if not sites.size:
        sites = bounded.reduced.argmin(axis=0, keepdims=True)
    if prices.size:
        soft = softened(node.task, prices)
        within = pattern_within(soft, _reach(soft, sites))
        sites = improve(soft, within, sites, prices=np.zeros(0), watch=hunt.watch).sites
        hunt.offer_sites(node.sites[sites], prices)
    sites = improve(node.task, pattern, sites, prices=prices, watch=hunt.watch).sites
    hunt.offer_sites(node.sites[sites], prices)


def shrink(node: Node, bounded: Bounded, hunt: Hunt) -> Node | None:
    """Keep what is left of a node; None where nothing better is in it."""
    if hunt.beyond(node.bound):
        return None
    return left_of(node, what_is_left(node.task, bounded, hunt.target))


def tighten(node: Node, hunt: Hunt) -> Node | None:
    """Bound, swap and reduce in turn until that leads no further; None where nothing is left."""
    for _ in range(MOST_TURNS):
        if not servable(node) or hunt.watch.over:
            break
        size, bound = pairs_in(node), node.bound
        pattern = whole_pattern(node.task)
        raised, bounded = raise_bound(node, pattern, hunt, rounds=MORE_ROUNDS, theta=THETA)
        swap(raised, pattern, bounded, hunt)
        hunt.tell(raised.bound)
        after = shrink(raised, bounded, hunt)
        if after is None:
            return None
        node = after
        grown = node.bound - bound > GROWN * (hunt.value - bound)
        if pairs_in(node) > SHRUNK * size and not grown:
            break
    return node if servable(node) else None


def servable(node: Node) -> bool:
    """Say whether every point still has a site."""
    return bool(node.sites.size) and bool(np.isfinite(node.task.cost).any(axis=0).all())


def pairs_in(node: Node) -> int:
    """Count the pairs of a node."""
    return int(np.isfinite(node.task.cost).sum())


def _reach(task: Task, sites: Ints) -> Floats:
    rows = np.sort(task.cost[sites], axis=0)
    return np.asarray(rows[min(RANK, len(rows) - 1)], dtype=np.float64)


def _between(task: Task, sites: Ints, known: Floats, pattern: Pattern) -> Prices:
    """Price each point between its nearest open site and the next: there the best price is."""
    rows = np.sort(priced_rows(task, sites, known), axis=0)[:2]
    points = np.where(np.isfinite(rows[-1]), rows.mean(axis=0), pattern.least)
    return Prices(points, known)
