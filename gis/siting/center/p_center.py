"""p-center: choose p sites so that the longest travel of any point is as short as can be.

    minimise  max_j  min_{i chosen} cost(i, j)   with at most p sites chosen

The answer is one of the costs in the table. Within a travel of r it can be done exactly when the
points can be covered by p sites at a cutoff of r, and what can be done within r can be within more:
so the least r is found by halving the costs that are still in question, a set cover for each
(E. Minieka, "The m-center problem", SIAM Review 12, 1970; with exact covers M. S. Daskin, "A new
approach to solving the vertex p-center problem to optimality", Communications of the Operations
Research Society of Japan 45, 2000). A cover that is found may serve all within less than r, and
rules out all costs above that; one that cannot be rules out r and all below.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.siting.center.farthest import farthest_first, worst_travel
from gis.siting.covering.covered import flags, purse
from gis.siting.covering.set_cover import set_cover
from gis.siting.watch import Watch
from gis.tally import Flags, Ints


@dataclass(frozen=True, eq=False)
class Centred:
    """Open ``sites`` (places, ascending), the worst travel as ``value``, and its ``bound``.

    The value is infinite where some point reaches too few of the sites, which only happens when
    the search was stopped before it found better; no choice can go below the bound.
    """

    sites: Ints
    value: float
    bound: float


def p_center(  # noqa: PLR0913 - what a planner may ask for, each by its name
    cost: Floats,
    *,
    zones: int,
    need: int = 1,
    locked: Flags | None = None,
    banned: Flags | None = None,
    fee: Floats | None = None,
    budget: float = math.inf,
    watch: Watch | None = None,
) -> Centred | None:
    """Choose at most ``zones`` sites so that the worst travel is smallest.

    ``cost`` is sites × points, NaN or infinite where there is no journey. The travel of a point is
    that to its nearest chosen site; with ``need`` above one, to the last of so many. None where no
    choice gives every point as many as it needs.
    """
    watch = watch or Watch()
    cost = np.where(np.isfinite(cost), cost, np.inf)
    sites = len(cost)
    is_locked, is_banned = flags(locked, sites), flags(banned, sites)
    if not cost.shape[1]:
        return None
    floor = _floor(cost[~is_banned], need)
    limits = purse(sites, zones=zones, fee=fee, budget=budget)
    if math.isinf(floor) or (is_locked & is_banned).any() or not limits.holds(is_locked):
        return None
    found = farthest_first(cost, need=need, locked=is_locked, banned=is_banned, purse=limits)
    best = Centred(found, worst_travel(cost, found, need), floor)
    steps = _between(cost[~is_banned], floor, best.value)
    while steps.size and not watch.over:
        watch.tell(incumbent=best.value, bound=best.bound)
        middle = (steps.size - 1) // 2
        cover = set_cover(
            cost <= steps[middle],
            need=need,
            locked=locked,
            banned=banned,
            most=zones,
            fee=fee,
            budget=budget,
            gap=math.inf,
            watch=watch.quietly(),
        )
        if cover is not None:
            best = Centred(cover.sites, worst_travel(cost, cover.sites, need), best.bound)
            steps = steps[steps < best.value]
        elif not watch.over:
            steps = steps[middle + 1 :]
            best = Centred(best.sites, best.value, float(steps[0]) if steps.size else best.value)
    if not steps.size:
        if math.isinf(best.value):
            return None
        best = Centred(best.sites, best.value, best.value)
    watch.tell(incumbent=best.value, bound=best.bound)
    return best


def _floor(cost: Floats, need: int) -> float:
    """Give what no choice can go below: all sites open, the worst point still travels as far."""
    if len(cost) < need:
        return math.inf
    return float(np.partition(cost, need - 1, axis=0)[need - 1].max())


def _between(cost: Floats, floor: float, value: float) -> Floats:
    """Give the costs that the answer may still be: from the floor up to less than the value."""
    steps: Floats = np.unique(cost[(cost >= floor) & (cost < value)])
    return steps
