"""A first choice, made site by site: where every solve can begin, and what it falls back on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.choice import Choice, nearest
from gis.siting.goals import Goal
from gis.siting.problem import Problem
from gis.tally import Flags, Ints


def greedy(problem: Problem, own: Goal) -> Choice:
    """Take the locked sites, then always the site that adds most, while anything is added.

    What counts is cover first for a goal of cover or of few zones, else travel. Of equals the first
    is taken. The choice may leave points unserved; it never breaks a lock, a ban, the number of
    zones or the budget.
    """
    chosen = problem.is_locked.copy()
    for site in _added(problem, chosen, by_cover=own in {Goal.COVER, Goal.ZONES}):
        chosen[site] = True
    return allocated(problem, np.flatnonzero(chosen))


def allocated(problem: Problem, sites: Ints) -> Choice:
    """Choose these sites: each point goes to the nearest, where zones can be full one with room."""
    share = _with_room(problem, sites) if problem.capacitated else nearest(problem, sites)
    return Choice(sites, share)


def _added(problem: Problem, chosen: Flags, *, by_cover: bool) -> Iterator[int]:
    """Give one site after the other; ``chosen`` is read anew each time."""
    near = problem.near & problem.counts
    cost = np.nan_to_num(problem.cost, nan=_beyond(problem))
    while True:
        open_to = _affordable(problem, chosen)
        if not open_to.any():
            return
        gain = np.where(open_to, _gain(problem, chosen, near, cost, by_cover=by_cover), -1.0)
        best = int(gain.argmax())
        if gain[best] <= 0:
            return
        yield best


def _affordable(problem: Problem, chosen: Flags) -> Flags:
    """Say which sites may still be added."""
    open_to: Flags = ~chosen & ~problem.is_banned
    if problem.zones is not None and int(chosen.sum()) >= problem.zones:
        return np.zeros_like(open_to)
    spent = float(problem.fees[chosen].sum())
    return open_to & (spent + problem.fees <= problem.budget)


def _gain(problem: Problem, chosen: Flags, near: Flags, cost: Floats, *, by_cover: bool) -> Floats:
    """Give what each site adds: weight newly covered and, less than any of it, travel saved."""
    now = cost[chosen].min(axis=0, initial=_beyond(problem))
    saved: Floats = np.maximum(now - cost, 0.0) @ problem.weight
    wanting = near[chosen].sum(axis=0) < problem.backup
    if not by_cover:
        return saved
    covered: Floats = near.astype(float) @ np.where(wanting, problem.weight, 0.0)
    most = float(saved.max(initial=0.0))
    least = float(problem.weight[problem.counts].min(initial=1.0))
    tie: Floats = covered + (saved / most * least / 2 if most > 0 else 0.0)
    return tie


def _beyond(problem: Problem) -> float:
    """Give a cost that is worse than any journey."""
    return 1.0 + 2.0 * float(np.nanmax(problem.cost, initial=0.0))


def _with_room(problem: Problem, sites: Ints) -> sparse.csr_array:
    """Send each point, the largest first, to the nearest zone that has room for it."""
    room = {name: problem.capacity[name][sites].astype(float) for name in problem.capacity}
    whole = np.sum(list(problem.demand.values()), axis=0)
    order = np.argsort(-whole, kind="stable")
    rows, columns, parts = [], [], []
    for point in order:
        left = 1.0
        for n in np.argsort(np.nan_to_num(problem.cost[sites, point], nan=np.inf), kind="stable"):
            if left <= 0 or not np.isfinite(problem.cost[sites[n], point]):
                break
            part = min(left, _fits(problem, room, int(point), int(n)))
            if part <= 0 or (part < 1 and not problem.split):
                continue
            for name, left_of in room.items():
                left_of[n] -= part * problem.demand[name][point]
            rows.append(sites[n])
            columns.append(point)
            parts.append(part)
            left -= part
    return sparse.csr_array((parts, (rows, columns)), shape=problem.shape)


def _fits(problem: Problem, room: dict[str, Floats], point: int, zone: int) -> float:
    """Give which part of a point a zone still has room for."""
    parts = [
        float(room[name][zone]) / needed
        for name in room
        if (needed := float(problem.demand[name][point])) > 0
    ]
    return max(0.0, min([1.0, *parts]))
