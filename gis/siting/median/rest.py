"""The exact model of what is left, given to HiGHS.

::

    minimise    Σ_i fee_i y_i + Σ_jl c_jl x_jl
    subject to  Σ_l x_jl = 1                      for each point j
                x_jl ≤ Σ_{i in l} y_i             for each point j and level l
                Σ_i y_i ≤ p, and the side limits; y binary, x ≥ 0

A level holds the sites that are alike for a point, in cost and in what they take of every limit:
one variable serves for all of them, and the relaxation is as tight as with one for each pair.
Every x is an integer: with limits on pairs nothing else would keep a point in one zone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting import highs
from gis.siting.median.fixing import Left
from gis.siting.median.task import Task
from gis.siting.watch import Watch
from gis.tally import Ints

HALF = 0.5


@dataclass(frozen=True, eq=False)
class Levels:
    """The levels of the pairs left: ``point`` and ``site`` of each pair, and its level.

    ``of`` gives one pair of each level.
    """

    site: Ints
    point: Ints
    level: Ints
    of: Ints


@dataclass(frozen=True, eq=False)
class Rest:
    """What came of it: open sites and each point's zone, None if none was found, and the bound.

    The bound is infinite where there is no choice.
    """

    sites: Ints
    zone: Ints | None
    bound: float


def solve_rest(task: Task, left: Left, *, watch: Watch) -> Rest:
    """Solve what is left of a task, until the watch is over."""
    sites = np.flatnonzero(left.site)
    levels = _levels(task, left)
    solved = highs.solve(_model(task, left, sites, levels), watch=watch)
    if solved.values is None:
        return Rest(sites[:0], None, np.inf if solved.infeasible else solved.bound)
    opened = sites[solved.values[: sites.size] > HALF]
    return Rest(opened, _zones(task, opened, levels, solved.values[sites.size :]), solved.bound)


def _levels(task: Task, left: Left) -> Levels:
    point, site = np.nonzero(left.pair.T)
    kinds = [task.cost[site, point], *(p[site, point] for p in task.pairs if p is not None)]
    order = np.lexsort((*kinds, point))
    new = np.ones(order.size, dtype=bool)
    new[1:] = np.diff(point[order]) != 0
    for kind in kinds:
        new[1:] |= np.diff(kind[order]) != 0
    level = np.empty(order.size, dtype=np.int64)
    level[order] = new.cumsum() - 1
    return Levels(site=site, point=point, level=level, of=order[new])


def _model(task: Task, left: Left, sites: Ints, levels: Levels) -> highs.Model:
    """Columns: a y for each site left, then an x for each level."""
    count, kinds = sites.size, levels.of.size
    place = np.zeros(task.shape[0], dtype=np.int64)
    place[sites] = np.arange(count)
    site, point = levels.site[levels.of], levels.point[levels.of]
    x = count + np.arange(kinds)
    served = sparse.coo_array((np.ones(kinds), (point, x)), shape=(task.shape[1], count + kinds))
    opened = sparse.coo_array(
        (
            np.concatenate([np.ones(kinds), -np.ones(levels.level.size)]),
            (
                np.concatenate([np.arange(kinds), levels.level]),
                np.concatenate([x, place[levels.site]]),
            ),
        ),
        shape=(kinds, count + kinds),
    )
    limits = [np.concatenate([np.ones(count), np.zeros(kinds)])]
    for row, pairs in zip(task.sites, task.pairs, strict=True):
        taken = np.zeros(kinds) if pairs is None else pairs[site, point]
        limits.append(np.concatenate([row[sites], taken]))
    lower = np.concatenate([left.must[sites].astype(float), np.zeros(kinds)])
    return highs.Model(
        cost=np.concatenate([task.fee[sites], task.cost[site, point]]),
        lower=lower,
        upper=np.ones(count + kinds),
        whole=np.ones(count + kinds, dtype=bool),
        rows=sparse.csr_array(sparse.vstack([served, opened, sparse.csr_array(np.array(limits))])),
        row_lower=np.concatenate(
            [np.ones(task.shape[1]), np.full(kinds + 1 + len(task.most), -np.inf)]
        ),
        row_upper=np.concatenate(
            [np.ones(task.shape[1]), np.zeros(kinds), [task.zones], task.most]
        ),
    )


def _zones(task: Task, opened: Ints, levels: Levels, taken: Floats) -> Ints:
    """Give where each point goes: the first open site of the level that was taken."""
    chosen = (taken[levels.level] > HALF) & np.isin(levels.site, opened)
    at = np.flatnonzero(chosen)[::-1]  # the first is written last, and stays
    zone = np.zeros(task.shape[1], dtype=np.int64)
    zone[levels.point[at]] = levels.site[at]
    return zone
