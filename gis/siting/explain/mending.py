"""What would have to change so that a problem has a solution: each found by solving a changed one.

Every function gives None where its kind of change does not help, or nothing was found in time.
What is given rests on a choice that was found: it mends the problem. It is the least change of its
kind unless the watch was over.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from gis.distance import Floats
from gis.siting.choice import HAIR, Choice
from gis.siting.explain.asking import fewest, least_sum, most_covered, possible
from gis.siting.explain.standing import Ground, Standing
from gis.siting.explain.ways import Way, WayOut
from gis.siting.problem import Problem
from gis.siting.watch import Watch

TENTHS = 10  # a cutoff is told with one decimal, and must hold as it is told


def free_of_limits(problem: Problem) -> bool:
    """Tell whether nothing but reach keeps a problem from a solution: no count, budget or room."""
    return problem.zones is None and not problem.budgeted and not problem.capacitated


def more_zones(problem: Problem, watch: Watch) -> WayOut | None:
    """Give the fewest zones that would do, and which of them could be the further ones."""
    if problem.zones is None:
        return None
    choice = fewest(replace(problem, zones=None), watch)
    if choice is None or len(choice.sites) <= problem.zones:
        return None
    more = len(choice.sites) - problem.zones
    return WayOut(
        Way.ZONES,
        sites=_least_worth(problem, choice, more),
        amount=float(len(choice.sites)),
        least=_proven(choice),
    )


def _proven(choice: Choice) -> bool:
    return all(reached.gap == 0 for reached in choice.reached)


def _least_worth(problem: Problem, choice: Choice, count: int) -> tuple[str, ...]:
    """Give the zones that would be missed least: those to be added last. Locked ones are not."""
    standing = Standing.of(Ground.of(problem), choice.sites)
    locked = problem.is_locked[choice.sites]
    order = np.lexsort([-standing.dropped().covered, locked])
    return problem.names(choice.sites[order[:count]])


def more_budget(problem: Problem, watch: Watch) -> WayOut | None:
    """Give the least budget that would do."""
    if not problem.budgeted:
        return None
    choice = least_sum(replace(problem, budget=math.inf), problem.fees, watch)
    if choice is None:
        return None
    spent = float(problem.fees[choice.sites].sum())
    return WayOut(Way.BUDGET, amount=spent, least=_proven(choice))


def more_of_both(problem: Problem, watch: Watch) -> WayOut | None:
    """Give the fewest zones that would do with any budget, and the least budget for so many."""
    if problem.zones is None or not problem.budgeted:
        return None
    zones = more_zones(replace(problem, budget=math.inf), watch)
    budget = more_budget(zones.mended(problem), watch) if zones else None
    return replace(zones, also=(budget,)) if zones and budget else None


def fewer_locks(problem: Problem, watch: Watch) -> WayOut | None:
    """Give the locks to take off: the zones with the fewest others, and as many locks as still fit.

    Least in number, unless a budget bounds the choice too.
    """
    if not problem.locked:
        return None
    others = (~problem.is_locked).astype(np.float64)
    choice = least_sum(replace(problem, locked=frozenset()), others, watch)
    if choice is None:
        return None
    kept = list(choice.sites)
    for site in np.setdiff1d(np.flatnonzero(problem.is_locked), choice.sites):
        fits = problem.zones is None or len(kept) < problem.zones
        if fits and problem.fees[[*kept, site]].sum() <= problem.budget:
            kept.append(site)
    gone = problem.locked.difference(problem.names(kept))
    least = _proven(choice) and not problem.budgeted
    return WayOut(Way.UNLOCK, sites=tuple(sorted(gone)), least=least)


def fewer_bans(problem: Problem, watch: Watch) -> WayOut | None:
    """Give the fewest sites to be released."""
    if not problem.banned:
        return None
    choice = least_sum(
        replace(problem, banned=frozenset()), problem.is_banned.astype(np.float64), watch
    )
    if choice is None:
        return None
    released = problem.banned.intersection(problem.names(choice.sites))
    return WayOut(Way.RELEASE, sites=tuple(sorted(released)), least=_proven(choice))


def longer_cutoff(problem: Problem, most: Choice | None, watch: Watch) -> WayOut | None:
    """Give the smallest raise of every cutoff, in tenths, found by halving.

    Where zones are never full, those of ``most`` tell a raise that is enough to begin with.
    """
    excess = (problem.cost - problem.cutoff)[np.ix_(~problem.is_banned, problem.counts)]
    raises = np.unique(rounded_up(excess[np.isfinite(excess) & (excess > 0)]))
    enough = _enough_for(problem, most)
    raises = raises[raises <= enough + HAIR]
    if not len(raises):
        return None
    if not np.isfinite(enough) and not possible(_raised(problem, raises[-1]), watch):
        return None
    low, high = 0, len(raises) - 1
    while low < high and not watch.over:
        middle = (low + high) // 2
        if possible(_raised(problem, raises[middle]), watch):
            high = middle
        else:
            low = middle + 1
    return WayOut(Way.RAISE, amount=float(raises[high]), least=not watch.over)


def _enough_for(problem: Problem, most: Choice | None) -> float:
    """Give the raise with which a choice serves everyone; infinite where none would."""
    if most is None or problem.capacitated or len(most.sites) < problem.backup:
        return math.inf
    excess = np.nan_to_num(problem.cost[most.sites], nan=np.inf) - problem.cutoff
    needed = np.sort(excess, axis=0)[problem.backup - 1, problem.counts]
    return float(rounded_up(needed.max(keepdims=True))[0])


def _raised(problem: Problem, amount: float) -> Problem:
    return WayOut(Way.RAISE, amount=float(amount)).mended(problem)


def rounded_up(values: Floats) -> Floats:
    """Round up to tenths: told with one decimal, a cutoff still reaches its site."""
    return np.ceil(np.round(values * TENTHS, 6)) / TENTHS


def shared(problem: Problem, watch: Watch) -> WayOut | None:
    """Let places be shared between zones."""
    if not problem.capacitated or problem.split:
        return None
    way = WayOut(Way.SPLIT)
    return way if possible(way.mended(problem), watch) else None


def less_backup(problem: Problem, watch: Watch) -> WayOut | None:
    """Ask for one zone within reach only."""
    if problem.backup == 1:
        return None
    way = WayOut(Way.BACKUP, amount=1.0)
    return way if possible(way.mended(problem), watch) else None


def some_left_out(problem: Problem, most: Choice | None) -> WayOut | None:
    """Leave out those places that the plan which covers most does not cover whole."""
    if most is None:
        return None
    served = _within(problem, most).sum(axis=0)
    near = problem.near[most.sites].sum(axis=0) >= problem.backup
    left = problem.counts & ~((served > 1 - HAIR) & near)
    return WayOut(
        Way.LEAVE,
        points=tuple(problem.point_ids[n] for n in np.flatnonzero(left)),
        amount=float(problem.weight[left].sum()),
        least=_proven(most),
    )


def larger_zones(problem: Problem, most: Choice | None, watch: Watch) -> WayOut | None:
    """Give where room is to be made, and how much: not proven least.

    The zones are those of ``most``, which cover most with the room there is, if they reach
    everyone, else the fewest that do; whoever finds no room in them goes to the nearest anyway.
    """
    if not problem.capacitated or most is None:
        return None
    if not _reach_all(problem, most):
        roomy = fewest(replace(problem, demand={}, capacity={}), watch)
        if roomy is None:
            return None
        only = frozenset(problem.names(roomy.sites))
        others = frozenset(problem.site_ids) - only
        most = most_covered(replace(problem, locked=only, banned=others), watch)
    return None if most is None else _made_room(problem, most)


def _reach_all(problem: Problem, choice: Choice) -> bool:
    near = problem.near[choice.sites].sum(axis=0) >= problem.backup
    return bool(near[problem.counts].all())


def _within(problem: Problem, choice: Choice) -> Floats:
    """Give who goes where within the cutoff (sites × points); the others go nowhere."""
    share: Floats = choice.share.toarray() * problem.near
    return share


def _made_room(problem: Problem, choice: Choice) -> WayOut | None:
    """Send everybody who is left to the nearest zone, and count what it then lacks."""
    share = _within(problem, choice)
    if not problem.split:
        share = np.where(share > 1 - HAIR, 1.0, 0.0)
    cost = np.where(problem.near, problem.cost, np.inf)
    nearest = choice.sites[cost[choice.sites].argmin(axis=0)]
    points = np.flatnonzero(problem.counts)
    share[nearest[points], points] += np.maximum(1 - share.sum(axis=0), 0)[points]
    lacking = [
        WayOut(Way.ROOM, sites=(problem.site_ids[site],), amount=float(more), component=name)
        for name, over in _lacking(problem, share).items()
        for site, more in enumerate(over)
        if more > 0
    ]
    return replace(lacking[0], also=tuple(lacking[1:]), least=False) if lacking else None


def _lacking(problem: Problem, share: Floats) -> Mapping[str, Floats]:
    """Give by how much each site is too small, to the whole above."""
    return {
        name: np.ceil(np.maximum(share @ problem.demand[name] - room, 0.0) - HAIR)
        for name, room in problem.capacity.items()
    }
