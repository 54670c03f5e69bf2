"""Reduced-cost fixing: which sites and arcs no plan better than the best can use."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gis.distance import Floats
from gis.siting.capacitated.ascent import Dual, chosen
from gis.siting.capacitated.task import Task
from gis.tally import Flags

_SLACK = 1e-9  # relative: what the last digits of a bound may be off


@dataclass(frozen=True, eq=False)
class Rest:
    """What a better plan may use: ``sites``, of which it ``must`` open some, and arcs.

    ``most`` (sites × points) is the largest part of each point that may go over each arc.
    """

    sites: Flags
    must: Flags
    most: Floats


def everything(task: Task) -> Rest:
    """Tell what any plan may use."""
    within = np.isfinite(task.cost) & task.free[:, None]
    return Rest(task.free, task.locked, within.astype(float))


def rest_of(task: Task, dual: Dual, score: float) -> Rest:
    """Tell what a plan that costs less than ``score`` can still be made of.

    Opening a site that is not among the best moves the bound by what it costs beyond the worst of
    them; closing one of the best, by what the next would cost more. An arc of reduced cost r > 0
    moves it by r × the part of the point that goes over it.
    """
    best = chosen(task, dual.value)
    loose, others = best & ~task.locked, task.free & ~best
    full = int(best.sum()) >= task.zones
    worst = float(dual.value[loose].max(initial=-np.inf)) if full else 0.0
    following = min(0.0, float(dual.value[others].min(initial=0.0)))
    spare = score - dual.bound + _SLACK * max(1.0, abs(score))
    opened = np.where(best, 0.0, dual.value - worst)
    closed = np.where(loose, following - dual.value, 0.0)
    sites = task.free & (opened <= spare)
    most = np.zeros(task.cost.shape)
    kept = np.flatnonzero(sites)
    reduced = dual.reduced(kept)
    left = (spare - opened[kept])[:, None]
    most[kept] = np.where(reduced > 0, left / np.where(reduced > 0, reduced, 1.0), 1.0)
    most = np.clip(most, 0.0, 1.0) if task.split else (most >= 1.0).astype(float)
    most[~np.isfinite(task.cost)] = 0.0
    return Rest(sites, task.locked | (loose & (closed > spare)), most)


def narrowed(task: Task, rest: Rest) -> Task:
    """Give the task of finding a better plan. Parts of arcs do not narrow it, whole ones do."""
    cost = np.where(rest.most > 0, task.cost, np.inf)
    return replace(task, cost=cost, free=rest.sites, locked=rest.must)
