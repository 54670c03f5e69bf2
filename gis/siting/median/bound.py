"""The Lagrangian bound of a p-median: each point has a price, and sites compete for the points.

Relax "each point is assigned once" with multipliers λ_j, and each side limit k with μ_k ≥ 0::

    L(λ, μ) = Σ_j λ_j − Σ_k μ_k most_k + min { Σ_i y_i r_i : Σ y_i ≤ p, y_i = 1 where locked }
    r_i     = fee_i + Σ_k μ_k sites_ki + Σ_j min(0, c_ij + Σ_k μ_k pairs_kij − λ_j)

No choice costs less than L, whatever λ and μ ≥ 0 are (Cornuéjols, Fisher and Nemhauser 1977). They
climb by a subgradient that is averaged with those before it, which is the step of the volume
algorithm (Barahona and Anbil 2000); its length is θ (upper − L) ÷ |g|² (Held, Wolfe and Crowder
1974), with θ falling whenever L has not grown for a while.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from gis.distance import Floats
from gis.siting.median.pattern import Pattern
from gis.siting.median.task import Prices, Task
from gis.tally import Ints

PATIENCE = 8  # rounds without growth until the steps are made shorter
SHORTER = 0.66
AVERAGE = 0.3  # the weight of the newest subgradient
LEAST_STEP = 1e-4  # θ at which climbing ends
GROWTH = 2e-3  # of the gap, below which the bound has not grown


@dataclass(frozen=True, eq=False)
class Bounded:
    """A bound with what it was made of.

    ``reduced`` (sites) are the r_i and ``opened`` the sites of the least sum of them, both at these
    prices; ``share`` (sites) is how often each was opened of late, 0 to 1.
    """

    bound: float
    prices: Prices
    reduced: Floats
    opened: Ints
    share: Floats


class Bounder:
    """Evaluates L for one task and one pattern of pairs, again and again in the same memory."""

    def __init__(self, task: Task, pattern: Pattern) -> None:
        """Take the memory."""
        self.task, self.pattern = task, pattern
        self._matrix = pattern.matrix(pattern.cost.copy())
        self._ones = np.ones(task.shape[1])

    def fit(self, prices: Prices) -> Prices:
        """Bring prices into the range where pairs left out do not matter."""
        limits = np.maximum(prices.limits, 0.0)
        points = np.clip(prices.points, self.pattern.least, None)
        return Prices(np.minimum(points, self.pattern.cap(limits)), limits)

    def evaluate(self, prices: Prices) -> tuple[Bounded, Floats]:
        """Give the bound at some prices, and the subgradient there (points, then limits)."""
        task, pattern = self.task, self.pattern
        worth = self._matrix.data
        np.subtract(pattern.priced(prices.limits), prices.points[pattern.column], out=worth)
        np.minimum(worth, 0.0, out=worth)
        reduced = self._matrix @ self._ones + task.fee + prices.limits @ task.sites
        opened = _cheapest(reduced, task)
        bound = prices.points.sum() - prices.limits @ task.most + reduced[opened].sum()
        return Bounded(float(bound), prices, reduced, opened, reduced), self._slope(opened)

    def _slope(self, opened: Ints) -> Floats:
        task, start = self.task, self.pattern.start
        counts = start[opened + 1] - start[opened]
        before = counts.cumsum() - counts
        at = np.repeat(start[opened] - before, counts) + np.arange(counts.sum())
        at = at[self._matrix.data[at] < 0]
        served = np.bincount(self.pattern.column[at], minlength=task.shape[1])
        used = self.pattern.coefficient[:, at].sum(axis=1) + task.sites[:, opened].sum(axis=1)
        return np.concatenate([1.0 - served, used - task.most])


def _cheapest(reduced: Floats, task: Task) -> Ints:
    """Give the sites that L opens: locked ones, and the cheapest others that are worth it."""
    free = np.where(task.locked, np.inf, reduced)
    room = min(task.zones - int(task.locked.sum()), reduced.size)
    best = np.argpartition(free, room - 1)[:room] if room > 0 else np.zeros(0, dtype=np.int64)
    best = best[free[best] < 0]
    return np.sort(np.concatenate([np.flatnonzero(task.locked), best]))


def climb(  # noqa: PLR0913 - two inputs, and options that stand by their names
    bounder: Bounder,
    prices: Prices,
    *,
    upper: Callable[[Bounded], float],
    enough: Callable[[float], bool],
    rounds: int,
    theta: float = 1.0,
    still: bool = False,
) -> Bounded:
    """Raise the bound for at most so many rounds.

    ``upper`` is asked in every round what the best known choice costs, and may try the opened
    sites; ``enough`` says of a bound whether to end. ``theta`` is the first length of the steps;
    ``still`` leaves the prices of the limits as they are.
    """
    prices = bounder.fit(prices)
    points = prices.points.size
    share = np.zeros(bounder.task.shape[0])
    slope = np.zeros(points + prices.limits.size)
    stale = 0
    best, _ = bounder.evaluate(prices)
    for turn in range(max(rounds, 1)):
        now, gradient = bounder.evaluate(prices)
        if still:
            gradient[points:] = 0.0
        above = upper(now)
        stale = 0 if now.bound > best.bound + GROWTH * (above - best.bound) else stale + 1
        if now.bound > best.bound:
            best = now
        if stale >= PATIENCE:
            theta, stale = theta * SHORTER, 0
        if theta < LEAST_STEP or enough(best.bound):
            break
        share *= 1 - AVERAGE
        share[now.opened] += AVERAGE
        slope = gradient if turn == 0 else AVERAGE * gradient + (1 - AVERAGE) * slope
        # A price that is 0 and would fall goes nowhere: it must not shorten the others' step.
        pinned = (prices.limits <= 0) & (slope[points:] < 0)
        slope[points:][pinned] = 0.0
        length = theta * (above - now.bound) / max(float(slope @ slope), 1e-12)
        prices = bounder.fit(
            Prices(prices.points + length * slope[:points], prices.limits + length * slope[points:])
        )
    return replace(best, share=share)
