"""Swaps: the best exchange of one open site for a closed one, until none is better.

Teitz and Bart 1968; the gain of all exchanges at once from each point's nearest and second nearest
open site, as in Resende and Werneck 2004, summed over whole arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gis.distance import Floats
from gis.siting.median.choice import SLACK, Choice, choose, excess, priced_rows, usage
from gis.siting.median.pattern import Pattern
from gis.siting.median.task import Task
from gis.siting.watch import Watch
from gis.tally import Ints

MOST_SWAPS = 10_000


def improve(task: Task, pattern: Pattern, sites: Ints, *, prices: Floats, watch: Watch) -> Choice:
    """Improve a choice by exchanges, additions and removals until none helps or time is up.

    What passes a limit comes first, then cost. Points go where cost + prices · pairs is least.
    """
    now = choose(task, sites, prices)
    for _ in range(MOST_SWAPS):
        if watch.over:
            break
        changed = _exchanged(_Stand.of(task, now, prices), task, pattern, prices)
        if changed is None:
            break
        then = choose(task, changed, prices)
        if not _better(task, then, now):
            break
        now = then
    return now


def _better(task: Task, then: Choice, now: Choice) -> bool:
    if (then.excess, then.unserved) != (now.excess, now.unserved):
        return then.rank < now.rank
    return then.paid <= task.target(now.paid)


@dataclass(frozen=True, eq=False)
class _Stand:
    """How every point stands: the place of its nearest open site, and two prices.

    ``first`` and ``second`` (points) are the priced costs of the nearest and the second nearest.
    ``held`` and ``next`` (1 + limits × points) are their cost and their use of each limit.
    """

    choice: Choice
    place: Ints
    first: Floats
    second: Floats
    held: Floats
    next: Floats
    used: Floats

    @classmethod
    def of(cls, task: Task, choice: Choice, prices: Floats) -> _Stand:
        rows = priced_rows(task, choice.sites, prices)
        points = np.arange(rows.shape[1])
        place = rows.argmin(axis=0)
        first = rows[place, points]
        rest = rows.copy()
        rest[place, points] = np.inf
        after = rest.argmin(axis=0)
        second = rest[after, points]
        far = task.far
        return cls(
            choice=choice,
            place=place,
            first=np.minimum(first, far),
            second=np.minimum(second, far),
            held=_tables(task, choice.sites[place], first, far),
            next=_tables(task, choice.sites[after], second, far),
            used=usage(task, choice.zone, choice.sites),
        )


def _tables(task: Task, zone: Ints, priced: Floats, far: float) -> Floats:
    points = np.arange(zone.size)
    known = np.isfinite(priced)
    tables = [np.where(known, task.cost[zone, points], far)]
    tables += [
        np.zeros(zone.size) if each is None else np.where(known, each[zone, points], 0.0)
        for each in task.pairs
    ]
    return np.array(tables)


def _exchanged(stand: _Stand, task: Task, pattern: Pattern, prices: Floats) -> Ints | None:
    """Give the sites after the best exchange, None where none helps."""
    changes = _changes(stand, task, pattern, prices)
    cost, used = changes[0], (changes[1:].T + stand.used).T
    over = excess(used, task.most) if len(task.most) else np.zeros(cost.shape)
    over[np.isinf(cost)] = np.inf
    least = over.min()
    if stand.choice.excess <= 0:
        if least > 0:
            return None
    elif least >= stand.choice.excess:
        least = stand.choice.excess
    cost[over > least] = np.inf
    best = int(cost.argmin())
    if least >= stand.choice.excess and cost.flat[best] >= 0:
        return None
    opened, closed = divmod(best, cost.shape[1])
    kept = (
        np.delete(stand.choice.sites, closed)
        if closed < stand.choice.sites.size
        else stand.choice.sites
    )
    return kept if opened == task.shape[0] else np.sort(np.append(kept, opened))


def _changes(stand: _Stand, task: Task, pattern: Pattern, prices: Floats) -> Floats:
    """Give what every exchange changes: cost and limits × opened × closed.

    The last row opens nothing, the last column closes nothing. With v of a point under its nearest
    site, w under its second and u under the opened one: closing alone changes w − v, opening alone
    u − v where the opened is nearer than the nearest; where both happen to one point, u − v.
    """
    count, size = task.shape[0], stand.choice.sites.size
    tables = 1 + len(task.pairs)
    priced = pattern.priced(prices)
    hit = np.flatnonzero(priced < stand.second[pattern.column])
    row, column = pattern.row[hit], pattern.column[hit]
    nearer = priced[hit] < stand.first[column]
    there = np.vstack([pattern.cost[hit], pattern.coefficient[:, hit]])
    cell = row * (size + 1) + stand.place[column]
    changes = np.empty((tables, count + 1, size + 1))
    for n in range(tables):
        held, after = stand.held[n], stand.next[n]
        closing = np.bincount(stand.place, after - held, minlength=size + 1)
        gain = np.where(nearer, there[n] - held[column], 0.0)
        opening = np.bincount(row, gain, minlength=count + 1)
        both = np.where(nearer, held[column] - after[column], there[n] - after[column])
        mixed = np.bincount(cell, both, minlength=(count + 1) * (size + 1))
        changes[n] = mixed.reshape(count + 1, size + 1) + opening[:, None] + closing
    fees = np.vstack([task.fee, task.sites])
    changes[:, :count] += fees[:, :, None]
    changes[:, :, :size] -= fees[:, None, stand.choice.sites]
    _forbid(changes[0], stand, task)
    return changes


def _forbid(cost: Floats, stand: _Stand, task: Task) -> None:
    sites = stand.choice.sites
    cost[sites, :] = np.inf
    cost[:, np.flatnonzero(task.locked[sites])] = np.inf
    cost[-1, -1] = np.inf
    if sites.size >= task.zones:
        cost[:-1, -1] = np.inf
    if sites.size <= 1:
        cost[-1, :] = np.inf


def softened(task: Task, prices: Floats) -> Task:
    """Give the task where limits are paid for at these prices, and may be passed."""
    cost = task.cost
    for price, pairs in zip(prices, task.pairs, strict=True):
        if pairs is not None and price:
            cost = cost + price * pairs
    return replace(
        task,
        cost=cost,
        fee=task.fee + prices @ task.sites,
        pairs=(),
        sites=task.sites[:0],
        most=task.most[:0],
        scale=task.scale[:0],
        step=0.0,
        far=1.0 + float(np.where(np.isfinite(cost), np.abs(cost), 0.0).max(axis=0).sum()),
    )


def first_prices(task: Task, pattern: Pattern, choice: Choice) -> Floats:
    """Give prices of the limits at which no exchange that passes one more would be worth it.

    For each limit the largest saving for a unit of it, over all exchanges of a good choice.
    """
    prices = np.zeros(len(task.most))
    if not prices.size:
        return prices
    changes = _changes(_Stand.of(task, choice, prices), task, pattern, prices)
    cost = changes[0]
    for n, more in enumerate(changes[1:]):
        worth = (more > SLACK) & (cost < 0)
        if worth.any():
            prices[n] = float((-cost[worth] / more[worth]).max())
    return prices
