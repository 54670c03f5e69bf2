"""Reduction by reduced cost: sites and pairs that no better choice holds are left out.

Let L be the bound and T what a better choice may cost at most. To force a site or a pair that L
does without raises L by its reduced cost; to close a site that L opens, by what the next one costs
more. Where that passes T, no better choice does so (Beasley 1993).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.siting.median.bound import Bounded
from gis.siting.median.task import Task
from gis.tally import Flags


@dataclass(frozen=True, eq=False)
class Left:
    """What is left to decide: ``site`` (sites) may be open, ``pair`` (sites × points) assigned.

    ``must`` (sites) are open in every choice that is better.
    """

    site: Flags
    pair: Flags
    must: Flags


def what_is_left(task: Task, bounded: Bounded, target: float) -> Left:
    """Leave out of a task what no choice of at most the target holds."""
    spare = target - bounded.bound
    opening, closing = _penalties(task, bounded)
    must = task.locked | (closing > spare)
    site = must | (opening <= spare)
    dear = task.cost - (bounded.prices.points + spare)
    for price, pairs in zip(bounded.prices.limits, task.pairs, strict=True):
        if pairs is not None and price:
            dear += price * pairs
    pair = dear <= -opening[:, None]
    pair &= site[:, None] & np.isfinite(task.cost)
    return Left(site, _undominated(task, pair, must), must)


def _penalties(task: Task, bounded: Bounded) -> tuple[Floats, Floats]:
    """Give what opening, and what closing, each site adds to the bound.

    Where as many are open as may be, one more takes the place of the dearest of them; where none
    of them may be closed, it never can.
    """
    reduced = bounded.reduced
    opened = np.zeros(reduced.size, dtype=bool)
    opened[bounded.opened] = True
    free, shut = opened & ~task.locked, ~opened
    full = int(opened.sum()) >= task.zones
    if not full:
        return np.where(shut, np.maximum(reduced, 0.0), 0.0), np.where(free, -reduced, 0.0)
    dearest = reduced[free].max() if free.any() else -np.inf
    cheapest = min(reduced[shut].min(), 0.0) if shut.any() else 0.0
    opening = np.where(shut, np.maximum(reduced - dearest, 0.0), 0.0)
    return opening, np.where(free, cheapest - reduced, 0.0)


def _undominated(task: Task, pair: Flags, must: Flags) -> Flags:
    """Leave out pairs that cost more, and take no less of any limit, than one with a sure site."""
    sure = np.flatnonzero(must)
    if not sure.size:
        return pair
    points = np.arange(task.shape[1])
    best = sure[task.cost[sure].argmin(axis=0)]
    kept = task.cost <= task.cost[best, points]
    for pairs in task.pairs:
        if pairs is not None:
            kept |= pairs < pairs[best, points]
    return np.asarray(kept & pair, dtype=bool)
