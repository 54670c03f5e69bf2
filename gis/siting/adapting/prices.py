"""The least travel within so many moves, bounded: prices for points, and for a unit of cover.

Relax "each point is served once" with λ_i, and "at most U weight is not covered" with μ ≥ 0; with
t_ij the travel, w_i the weight, u_ij = w_i where t_ij is beyond the cutoff, else 0::

    r_j     = Σ_i min(0, w_i t_ij + μ u_ij − λ_i)
    L(λ, μ) = Σ_i λ_i − μ U + min { Σ_j y_j r_j : at most p sites, at most k of them new }

No choice that leaves at most U uncovered travels less than L (Cornuéjols, Fisher and Nemhauser
1977). The minimum is a selection: of the zones of the plan and of the k cheapest others the p
cheapest. The prices climb along an averaged subgradient (Barahona and Anbil 2000), in steps of
θ (upper − L) ÷ |g|² (Held, Wolfe and Crowder 1974). The sites that L opens are where a search may
begin. Of each point only its nearest sites are looked at; λ_i stays at or below what the next one
costs, so that the others count for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.siting.adapting.terrain import Terrain
from gis.tally import Ints

THETA = 0.5
PATIENCE = 8  # rounds without growth until the steps are made shorter
SHORTER = 0.66
AVERAGE = 0.3  # the weight of the newest subgradient
GROWTH = 1e-5  # of the bound, below which it has not grown
PULL = 1e-5  # how fast μ moves beside λ


@dataclass(frozen=True, eq=False)
class Prices:
    """λ (points) and μ."""

    points: Floats
    cover: float


@dataclass(frozen=True, eq=False)
class Aim:
    """What is bounded: choices of at most ``opened`` new sites that leave ``uncovered`` at most."""

    opened: int
    uncovered: float


@dataclass(frozen=True, eq=False)
class Priced:
    """A bound, the sites that it opens, and the subgradient at its prices: points, then cover."""

    bound: float
    sites: Ints
    slope: Floats


class Bounder:
    """Evaluates L for one terrain."""

    def __init__(self, terrain: Terrain) -> None:
        """Take of each point its nearest sites."""
        self._terrain = terrain
        near = terrain.near
        self._site = near.sites.ravel()
        self._spent, beyond = self._costs(near.travel)
        self._beyond = beyond.ravel()
        self._next = near.beyond

    def first(self, sites: Ints) -> Prices:
        """Give prices to begin with: between the nearest and the second of some sites."""
        terrain = self._terrain
        far = terrain.near.travel[:, [-1, -1]]
        two = np.sort(np.column_stack([terrain.travel[:, sites], far]), axis=1)[:, :2]
        return Prices(terrain.weight * two.mean(axis=1), 0.0)

    def evaluate(self, prices: Prices, aim: Aim) -> Priced:
        """Give the bound at some prices."""
        terrain = self._terrain
        points, sites = terrain.shape
        prices, worthy, reduced = self._reduced(prices)
        opened = self._cheapest(reduced, aim.opened)
        is_open = np.zeros(sites, dtype=bool)
        is_open[opened] = True
        served = worthy[is_open[self._site[worthy]]]
        times = np.bincount(served // self._spent.shape[1], minlength=points)
        over = float(self._beyond[served].sum()) - aim.uncovered
        bound = _bound(prices, reduced, opened, aim)
        return Priced(bound, opened, np.append(1.0 - times, over))

    def bounds(self, prices: Prices, aims: Sequence[Aim]) -> list[float]:
        """Give the bounds of several aims at the same prices."""
        prices, _, reduced = self._reduced(prices)
        return [_bound(prices, reduced, self._cheapest(reduced, aim.opened), aim) for aim in aims]

    def _reduced(self, prices: Prices) -> tuple[Prices, Ints, Floats]:
        """Give fitting prices, the pairs that are worth it at them, and the r_j."""
        prices = self.fit(prices)
        worth = self._spent - prices.points[:, None]
        if prices.cover:
            worth += (prices.cover * self._beyond).reshape(worth.shape)
        flat = worth.ravel()
        worthy = np.flatnonzero(flat < 0)
        sites = self._terrain.shape[1]
        summed = np.bincount(self._site[worthy], weights=flat[worthy], minlength=sites)
        return prices, worthy, summed.astype(np.float64)

    def fit(self, prices: Prices) -> Prices:
        """Bring prices into the range where the sites left out do not matter."""
        terrain = self._terrain
        outside = terrain.weight * self._next
        outside = outside + prices.cover * np.where(
            self._next > terrain.cutoff, terrain.weight, 0.0
        )
        return Prices(np.minimum(prices.points, outside), prices.cover)

    def _cheapest(self, reduced: Floats, opened: int) -> Ints:
        """Select: locked sites, and the cheapest others that are worth it, few of them new."""
        terrain = self._terrain
        held = np.flatnonzero(terrain.locked)
        worth = (reduced < 0) & ~terrain.locked
        old = np.flatnonzero(worth & terrain.old)
        new = np.flatnonzero(worth & ~terrain.old)
        left = opened - int((~terrain.old[held]).sum())
        new = new[np.argsort(reduced[new], kind="stable")[: max(0, left)]]
        both = np.concatenate([old, new])
        order = np.argsort(reduced[both], kind="stable")
        return np.concatenate([held, both[order[: max(0, terrain.zones - len(held))]]])

    def _costs(self, travel: Floats) -> tuple[Floats, Floats]:
        weight, cutoff = self._terrain.weight[:, None], self._terrain.cutoff[:, None]
        return weight * travel, np.where(travel > cutoff, weight, 0.0)


class Climb:
    """Raises the bound for one aim, round after round."""

    def __init__(self, bounder: Bounder, weight: Floats, prices: Prices) -> None:
        """Begin at some prices."""
        self._bounder, self._prices = bounder, bounder.fit(prices)
        self._scale = np.append(weight / weight.mean(), PULL)
        self._theta, self._stale = THETA, 0
        self._slope: Floats | None = None
        self.bound, self.best = -np.inf, self._prices

    def step(self, aim: Aim, upper: float) -> Priced:
        """Evaluate once, and go a step; ``upper`` is the travel of the best known choice."""
        now = self._bounder.evaluate(self._prices, aim)
        grown = now.bound > self.bound + GROWTH * abs(self.bound)
        self._stale = 0 if grown else self._stale + 1
        if now.bound > self.bound:
            self.bound, self.best = now.bound, self._prices
        if self._stale >= PATIENCE:
            self._theta, self._stale = self._theta * SHORTER, 0
        old = now.slope if self._slope is None else self._slope
        self._slope = AVERAGE * now.slope + (1 - AVERAGE) * old
        steep = max(float(self._scale @ self._slope**2), _HAIR)
        move = self._theta * max(upper - now.bound, 0.0) / steep * self._scale * self._slope
        points = self._prices.points + move[:-1]
        cover = max(0.0, self._prices.cover + float(move[-1]))
        self._prices = self._bounder.fit(Prices(points, cover))
        return now


def _bound(prices: Prices, reduced: Floats, opened: Ints, aim: Aim) -> float:
    """Give L."""
    least = float(reduced[opened].sum())
    return float(prices.points.sum()) - prices.cover * aim.uncovered + least


_HAIR = 1e-12
