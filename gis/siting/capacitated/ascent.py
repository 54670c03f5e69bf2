"""The Lagrangian bound: prices for serving points and for room in zones, improved step by step.

"Every point is served" is relaxed with a price λ_j for each point (M. Held, P. Wolfe and H. P.
Crowder 1974; for facilities with capacity J. E. Beasley, "Lagrangean heuristics for location
problems", European Journal of Operational Research 65, 1993). What is left falls apart by site:
fill the site with what pays best, a continuous knapsack (G. B. Dantzig 1957)::

    v_i(λ) = f_i + min Σ_j (c_ij − λ_j) x_ij   with  Σ_j d_kj x_ij ≤ Q_ki,  0 ≤ x_ij ≤ 1
    L(λ)   = Σ_j λ_j + the sum of the least v_i: at most p, those locked in any case

With several components the knapsack is filled by their weighted sum, a relaxation. The value that
counts is always that of its dual, with prices μ_ki ≥ 0 of room,

    v_i ≥ f_i − Σ_k μ_ki Q_ki + Σ_j min(0, c_ij − λ_j + Σ_k μ_ki d_kj),

which is a bound whatever λ and μ are, so nothing rests on how well the steps went. It is the same
whether points may be split or not: with whole points in the knapsack it was a quarter of a per cent
better on the eighth of OR-Library's instances, where 6 % are missing.

The steps are those of the volume algorithm (F. Barahona and R. Anbil, Mathematical Programming 87,
2000): from the best prices so far along an average of the subgradients.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from gis.distance import Floats
from gis.siting.capacitated.task import Task
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

_OFF = 10  # steps without a better bound before they are made shorter
_SHORTER, _LONGER = 0.66, 1.1
_KEPT = 0.9  # of the average direction
_BEYOND = 0.05  # how far above the bound the steps aim while no plan is known


@dataclass(frozen=True, eq=False)
class Dual:
    """Prices and what they prove: no plan costs less than ``bound``.

    They are prices in ``task``, which may be charged for cuts. ``points`` is λ, ``room`` μ
    (components × sites), ``value`` v (sites; infinite where a site may not open), ``often`` how
    much of the time each site was among the best, 0 to 1.
    """

    task: Task
    points: Floats
    room: Floats
    value: Floats
    bound: float
    often: Floats

    def reduced(self, sites: Ints, points: Ints | None = None) -> Floats:
        """Give what arcs of some sites to some points cost beyond their prices: c − λ + μ·d."""
        points = np.arange(len(self.points)) if points is None else points
        room = self.room[:, sites].T @ self.task.demand[:, points]
        return self.task.cost[np.ix_(sites, points)] - self.points[points] + room


@dataclass(frozen=True, eq=False)
class _Filled:
    """The sites filled at some prices."""

    value: Floats
    room: Floats
    site: Ints
    point: Ints
    part: Floats


def ascend(
    task: Task,
    *,
    steps: int,
    watch: Watch,
    start: Dual | None = None,
    aim: float = math.inf,
) -> Dual:
    """Improve the bound by so many steps, or until it reaches ``aim`` or the watch is over.

    ``aim`` is the cost of a plan, where one is known.
    """
    sites = np.flatnonzero(task.free)
    prices = _first_prices(task, sites) if start is None else start.points
    often: Floats = np.zeros(len(task.free)) if start is None else start.often.copy()
    best: Dual | None = None
    weights = _weights(task, sites)
    theta, off = (1.0 if start is None else _BEYOND), 0
    average: Floats = np.zeros_like(prices)
    for step in range(steps):
        filled = _fill(task, sites, prices, weights)
        weights = _reweighted(task, sites, weights, filled)
        opened = chosen(task, filled.value)
        bound = float(prices.sum() + filled.value[opened].sum())
        arc = opened[filled.site]
        served = np.bincount(filled.point[arc], filled.part[arc], len(prices))
        short = 1.0 - served
        kept = 0.0 if best is None else _KEPT
        average = kept * average + (1 - kept) * short
        often = _KEPT * often + (1 - _KEPT) * opened
        off += 1
        if best is None or bound > best.bound:
            theta = min(2.0, theta * _LONGER) if step and short @ average > 0 else theta
            best = Dual(task, prices, filled.room, filled.value, bound, often)
            watch.tell(incumbent=aim if math.isfinite(aim) else math.nan, bound=bound)
            off = 0
        elif off >= _OFF:
            theta, off = theta * _SHORTER, 0
        length = float(average @ average)
        if best.bound >= aim or length < _FLAT or theta < _FLAT or watch.over:
            break
        goal = aim if math.isfinite(aim) else best.bound + _BEYOND * max(1.0, abs(best.bound))
        prices = best.points + theta * (goal - bound) / length * average
        prices = np.minimum(prices, task.skip)
    assert best is not None  # noqa: S101 - steps is never 0
    return replace(best, often=often)


_FLAT = 1e-7


def weighed(task: Task, prices: Floats, room: Floats) -> tuple[Dual, Floats]:
    """Say what prices of points prove, and what each site sends if open (sites × points).

    ``room`` (components × sites) are prices of room, of which only the ratio at a site counts.
    """
    sites = np.flatnonzero(task.free)
    weights = _weights(task, sites)
    if len(room) > 1:
        known = room[:, sites].sum(axis=0) > 0
        weights = np.where(known, room[:, sites], weights)
    prices = np.minimum(prices, task.skip)
    filled = _fill(task, sites, prices, weights)
    opened = chosen(task, filled.value)
    bound = float(prices.sum() + filled.value[opened].sum())
    sent = np.zeros(task.cost.shape)
    sent[filled.site, filled.point] = filled.part
    return Dual(task, prices, filled.room, filled.value, bound, opened.astype(float)), sent


def chosen(task: Task, value: Floats) -> Flags:
    """Say which sites are best: the locked, and of the others those that pay, up to the zones."""
    opened = task.locked.copy()
    others = np.flatnonzero(task.free & ~task.locked & (value < 0))
    most = max(0, task.zones - int(opened.sum()))
    opened[others[np.argsort(value[others], kind="stable")[:most]]] = True
    return opened


def _first_prices(task: Task, sites: Ints) -> Floats:
    """Begin with what a point pays when as many sites as there are to a zone are nearer."""
    place = min(len(sites) - 1, max(1, len(sites) // max(1, task.zones)))
    ranked = np.partition(task.cost[sites], place, axis=0)[place]
    finite = np.where(np.isfinite(task.cost[sites]), task.cost[sites], -np.inf).max(axis=0)
    finite = np.where(np.isfinite(finite), finite, 0.0)  # no site serves it: it is left
    return np.minimum(np.where(np.isfinite(ranked), ranked, finite), task.skip)


def _weights(task: Task, sites: Ints) -> Floats:
    """Weigh components alike to begin with: each as a part of what a site has of it."""
    held = task.capacity[:, sites]
    return np.where(held > 0, 1.0 / np.where(held > 0, held, 1.0), 0.0)


def _fill(task: Task, sites: Ints, prices: Floats, weights: Floats) -> _Filled:
    """Fill every site with what pays best at some prices."""
    pay = prices - task.cost[sites]
    flat = np.flatnonzero(pay > 0)
    row, point = flat // len(prices), flat % len(prices)
    pay = pay.ravel()[flat]
    size = (weights[:, row] * task.demand[:, point]).sum(axis=0)
    rate = pay / np.maximum(size, _SMALL)
    order = np.lexsort((-rate, row))
    row, point = row[order], point[order]
    pay, size, rate = pay[order], size[order], rate[order]
    before = np.cumsum(size) - size
    first = np.searchsorted(row, np.arange(len(sites)))
    begun = np.append(before, 0.0)[first]
    held = (weights * task.capacity[:, sites]).sum(axis=0)
    part = np.clip((held[row] - before + begun[row]) / np.maximum(size, _SMALL), 0.0, 1.0)
    part[size <= 0] = 1.0
    price = np.zeros(len(sites))
    full = part < 1
    np.maximum.at(price, row[full], rate[full])
    gain = np.minimum(0.0, price[row] * size - pay)
    value = np.full(len(task.free), np.inf)
    value[sites] = task.fee[sites] - price * held + np.bincount(row, gain, len(sites))
    room = np.zeros(task.capacity.shape)
    room[:, sites] = weights * price
    return _Filled(value, room, sites[row], point, part)


_SMALL = 1e-12


def _reweighted(task: Task, sites: Ints, weights: Floats, filled: _Filled) -> Floats:
    """Weigh a component more where the sites hold too much of it, less where they have room."""
    if len(task.demand) == 1:
        return weights
    place = np.searchsorted(sites, filled.site)
    held = task.capacity[:, sites]
    used = np.array(
        [np.bincount(place, row[filled.point] * filled.part, len(sites)) for row in task.demand]
    )
    over = used / np.where(held > 0, held, 1.0) - 1.0
    changed: Floats = weights * np.exp(_STRIDE * np.clip(over, -1.0, 1.0))
    return changed


_STRIDE = 0.05
