"""Inequalities that hold for every plan, and not for shared zones: whole zones for sets of points.

A set J of points that must be served asks for D = Σ_{j∈J} d_j. It comes from the sites of any set
I, at most Q_i from each that is open, and from the others::

    Σ_{i∈I} Q_i y_i + s ≥ D        with  s = Σ_{i∉I} Σ_{j∈J} d_j x_ij ≥ 0

Divided by a size δ and rounded (mixed-integer rounding: G. L. Nemhauser and L. A. Wolsey 1988; for
zones that can be full K. Aardal, Y. Pochet and L. A. Wolsey, "Capacitated facility location: valid
inequalities and facets", Mathematics of Operations Research 20, 1995) that is, for y_i in {0, 1},
k = ⌈D ÷ δ⌉ and r = D − (k − 1)·δ::

    Σ_{i∈I} b_i y_i + s ≥ k·r      with  b_i = r·⌊Q_i ÷ δ⌋ + min(r, Q_i − δ·⌊Q_i ÷ δ⌋)

For J, δ and shares x, y given, the best I takes each site where b_i·y_i is less than what it sends
to J. The sets J are searched for: from the surroundings of a site, a point more or less at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from gis.distance import Floats
from gis.siting.capacitated.task import Task
from gis.tally import Flags, Ints


@dataclass(frozen=True, eq=False)
class Cut:
    """One inequality: ``site`` · y + Σ ``flow``_i · ``point``_j · x_ij ≥ ``least``, over all sites.

    ``site`` b (sites; 0 outside I), ``flow`` (sites) says which are outside I, ``point`` (points)
    is the demand d_j of those in J, and 0 for the others.
    """

    site: Floats
    flow: Flags
    point: Floats
    least: float


def tightened(task: Task, cuts: list[Cut], weight: Floats) -> tuple[Task, float]:
    """Charge a task for its inequalities: cheaper arcs and sites, and what is to be added again.

    With weights w ≥ 0 no plan of the first costs less than it does in the second plus the number.
    """
    if not cuts:
        return task, 0.0
    sent = np.array([cut.flow for cut in cuts], float)
    taken = weight[:, None] * np.array([cut.point for cut in cuts])
    fee = task.fee - weight @ np.array([cut.site for cut in cuts])
    added = float(weight @ np.array([cut.least for cut in cuts]))
    return replace(task, cost=task.cost - sent.T @ taken, fee=fee), added


@dataclass(frozen=True, eq=False)
class Shares:
    """What a relaxation opens and sends: ``sites``, the part ``opened`` of each, and ``parts``."""

    sites: Ints
    opened: Floats
    parts: Floats


@dataclass(frozen=True, eq=False)
class _Rule:
    """What an inequality is made by: the ``demand`` and ``capacity`` of a component, and a δ."""

    demand: Floats
    capacity: Floats
    size: float


def violated(task: Task, shares: Shares, filled: Floats) -> list[Cut]:
    """Give inequalities that the shares do not hold, the worst first, no two nearly the same.

    ``filled`` (sites × points) is what each site would send if it were open: it says on which side
    a site is put that the shares do not open.
    """
    found: list[tuple[float, Flags, _Rule]] = []
    for demand, capacity in zip(task.demand, task.capacity, strict=True):
        known: set[bytes] = set()
        rules = [_Rule(demand, capacity, size) for size in _sizes(capacity, shares)]
        for start, near in _starts(task, shares, demand, capacity):
            for rule in rules:
                worst, chosen = _searched(rule, shares, start, near)
                key = chosen.tobytes() + np.float64(rule.size).tobytes()
                if worst > _LEAST * rule.size and key not in known:
                    known.add(key)
                    found.append((worst, chosen, rule))
    found.sort(key=lambda each: -each[0])
    kept: list[tuple[float, Flags, _Rule]] = []
    for each in found:
        if len(kept) < _MOST and not any(_alike(each[1], other[1]) for other in kept):
            kept.append(each)
    return [_cut(rule, shares, filled, chosen) for _, chosen, rule in kept]


_ZONES = (1, 2, 3, 4, 6)  # full ones, in the sets that a search starts from
_QUANTILES = (0.1, 0.35, 0.6, 0.8, 1.0)  # of the capacities, as sizes to divide by
_LEAST = 2e-3  # of a size: less is not worth a row
_MOST = 30
_ALIKE = 0.9


def _alike(one: Flags, other: Flags) -> bool:
    return bool((one & other).sum() > _ALIKE * (one | other).sum())


def _sizes(capacity: Floats, shares: Shares) -> list[float]:
    """Divide by a few of the capacities that are in use."""
    held = capacity[shares.sites][shares.opened > 0]
    sizes = np.unique(np.quantile(held, _QUANTILES, method="nearest")) if len(held) else held
    return [float(each) for each in sizes if each > 0]


def _starts(
    task: Task, shares: Shares, demand: Floats, capacity: Floats
) -> Iterator[tuple[Flags, Ints]]:
    """Give sets of points about sites that are open in part, and the points that are near each.

    Those nearest to a site, some zones full; and those that go for the most part to it and to the
    sites that share points with it.
    """
    movable = np.flatnonzero(task.must & (demand > 0))
    in_part = np.flatnonzero((shares.opened > _PART) & (shares.opened < 1 - _PART))
    if not len(in_part) or not len(movable):
        return
    middle = float(np.median(capacity[shares.sites[in_part]]))
    parts = shares.parts[:, movable]
    common = np.minimum(parts[in_part][:, None], parts[None]) @ demand[movable]
    seen: set[bytes] = set()
    for place, together in zip(in_part.tolist(), common, strict=True):
        far = task.cost[shares.sites[place], movable] / demand[movable]
        order = np.argsort(far, kind="stable")
        total = np.cumsum(demand[movable[order]])
        with_it = np.argsort(-together, kind="stable")
        for full in _ZONES:
            first = int(np.searchsorted(total, full * middle)) + 1
            near = movable[order[: 2 * first + _NEAR]]
            group = parts[with_it[: full + 1]].sum(axis=0) > 0.5  # noqa: PLR2004 - most of it
            for start in movable[order[:first]], movable[group]:
                chosen = np.zeros(len(demand), bool)
                chosen[start] = True
                if (key := chosen.tobytes()) not in seen:
                    seen.add(key)
                    yield chosen, np.union1d(near, start)


_PART = 1e-6
_NEAR = 10


def _searched(rule: _Rule, shares: Shares, start: Flags, near: Ints) -> tuple[float, Flags]:
    """Take a point in or out at a time, whichever does most; give how far the shares fall short."""
    parts = shares.parts[:, near]
    sites = parts.any(axis=1)
    demand = rule.demand[near]
    flow, opened = parts[sites] * demand, shares.opened[sites][:, None]
    held = rule.capacity[shares.sites[sites]][:, None]
    full = np.floor(held / rule.size)
    over = (held - rule.size * full) * opened
    full *= opened
    chosen, best = start[near], -np.inf
    turn = np.where(chosen, -1.0, 1.0)
    total, sent = float(demand[chosen].sum()), flow[:, chosen].sum(axis=1)[:, None]
    change, needed = flow * turn, demand * turn
    while True:
        whole, rest = _parted(total + needed, rule.size)
        value = full * rest
        value += np.minimum(opened * rest, over)
        np.minimum(value, sent + change, out=value)
        short = whole * rest - value.sum(axis=0)
        point = int(short.argmax())
        if not short[point] > best + _LEAST * rule.size:
            break
        best = float(short[point])
        total, sent = total + float(needed[point]), sent + change[:, point, None]
        chosen[point] = not chosen[point]
        change[:, point] *= -1.0
        needed[point] *= -1.0
    found = np.zeros(len(start), bool)
    found[near[chosen]] = True
    return best, found


def _parted(total: Floats, size: float) -> tuple[Floats, Floats]:
    """Give k and r of the inequality."""
    whole = np.ceil(total / size - _ROUNDING)
    rest = np.minimum(np.maximum(total - (whole - 1) * size, _ROUNDING * size), size)
    return whole, rest


def _rounded(held: Floats, total: float, size: float) -> tuple[float, Floats]:
    """Give the right side k·r of the inequality, and b."""
    whole, rest = _parted(np.array(total), size)
    full = np.floor(held / size)
    return float(whole * rest), rest * full + np.minimum(rest, held - size * full)


_ROUNDING = 1e-9


def _cut(rule: _Rule, shares: Shares, filled: Floats, chosen: Flags) -> Cut:
    """Write the inequality of a set of points, with the best side for each site."""
    point = np.where(chosen, rule.demand, 0.0)
    least, value = _rounded(rule.capacity, float(point.sum()), rule.size)
    sent = filled @ point
    opened = np.ones(len(sent))
    sent[shares.sites] = np.where(shares.opened > 0, shares.parts @ point, sent[shares.sites])
    opened[shares.sites] = np.where(shares.opened > 0, shares.opened, 1.0)
    inside = value * opened <= sent
    return Cut(np.where(inside, value, 0.0), ~inside, point, least)
