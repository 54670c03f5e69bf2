"""Why a problem has no solution: every place that no site can serve, and what else is too little.

First the places that have too few allowed sites within their cutoff, each by itself. Those mended,
what is left can only be the number of zones, the locks, the budget or the room: each is changed
alone, as little as it takes (``mending``), and what then has a solution is a way out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from gis.siting.choice import Choice
from gis.siting.explain import mending
from gis.siting.explain.asking import most_covered, possible
from gis.siting.explain.blocked import Blocked, Cause
from gis.siting.explain.ways import Way, WayOut
from gis.siting.goals import Model
from gis.siting.problem import Problem
from gis.siting.watch import Watch
from gis.tally import Ints


def blocked(problem: Problem, model: Model, *, watch: Watch | None = None) -> tuple[Blocked, ...]:
    """Say what keeps a problem from a solution, the heaviest place first, limits last.

    Empty where there is a solution, or the time was up before it was known that there is none.
    ``problem`` is one that ``checks`` let pass.
    """
    watch = watch or Watch()
    if not (problem.within or model is Model.SET_COVER):
        if model is Model.MAX_COVER or not problem.capacitated:
            return ()
        limit = _limit(_wherever(problem), watch)
        return (_nobody_left(limit),) if limit else ()
    problem = replace(problem, within=True)
    lonely = [_lonely(problem, point) for point in _lonely_points(problem)]
    reached = _taken(problem, [each.ways[0] for each in lonely])
    limit = None if mending.free_of_limits(reached) else _limit(reached, watch)
    sure = not watch.over and (limit is None or bool(limit.ways))
    told = [_checked(problem, lonely, n, limit, watch, sure=sure) for n in range(len(lonely))]
    return (*told, limit) if limit else tuple(told)


def _wherever(problem: Problem) -> Problem:
    """Give the problem of room alone: everybody who reaches a site is to have one, however far."""
    apart = tuple(problem.point_ids[n] for n in np.flatnonzero(~problem.reachable))
    reached = WayOut(Way.LEAVE, points=apart).mended(problem)
    endless = np.full_like(problem.cutoff, np.inf)
    return replace(reached, cutoff=endless, backup=1, within=True)


def _nobody_left(limit: Blocked) -> Blocked:
    """Take away the way of leaving some out: without a standard there is none to be beyond."""
    return replace(limit, ways=tuple(way for way in limit.ways if way.way is not Way.LEAVE))


def _taken(problem: Problem, ways: Sequence[WayOut]) -> Problem:
    for way in ways:
        problem = way.mended(problem)
    return problem


def _lonely_points(problem: Problem) -> Ints:
    """Give the points with too few allowed sites near them, the heaviest first."""
    near = problem.near[~problem.is_banned].sum(axis=0)
    lonely = np.flatnonzero(problem.counts & (near < problem.backup))
    return lonely[np.argsort(-problem.weight[lonely], kind="stable")]


def _lonely(problem: Problem, point: int) -> Blocked:
    """Describe one such point, with what would give it a site (or as many as it is to have)."""
    sites = _by_travel(problem, point)
    near, banned = problem.near[:, point], problem.is_banned
    beyond = [site for site in sites if not banned[site] and not near[site]]
    count = int((near & ~banned).sum())
    return Blocked(
        cause=Cause.BACKUP if count else Cause.ALONE,
        point=problem.point_ids[point],
        weight=float(problem.weight[point]),
        cutoff=float(problem.cutoff[point]),
        near=count,
        need=problem.backup,
        nearest=problem.site_ids[beyond[0]] if beyond else "",
        travel=float(problem.cost[beyond[0], point]) if beyond else math.nan,
        ways=tuple(_ways_to(problem, point, problem.backup - count)),
    )


def _by_travel(problem: Problem, point: int) -> list[int]:
    """Give the sites that a point reaches, the nearest first."""
    cost = problem.cost[:, point]
    order = np.argsort(np.nan_to_num(cost, nan=np.inf), kind="stable")
    return [int(site) for site in order if np.isfinite(cost[site])]


def _ways_to(problem: Problem, point: int, lacking: int) -> Iterator[WayOut]:
    """Give what gives a point so many more sites near it: a longer cutoff, released sites.

    Where neither alone does, both together; where nothing does, the point has to be left out.
    """
    near, banned = problem.near[:, point], problem.is_banned
    sites = _by_travel(problem, point)
    beyond = [site for site in sites if not banned[site] and not near[site]][:lacking]
    refused = [site for site in sites if banned[site]]
    inside = [site for site in refused if near[site]][:lacking]
    if len(beyond) == lacking:
        yield _cutoff(problem, point, beyond[-1])
    if len(inside) == lacking:
        yield _release(problem, point, inside)
    if problem.backup > lacking:
        yield WayOut(Way.BACKUP, amount=float(problem.backup - lacking))
    if len(beyond) == lacking or len(inside) == lacking:
        return
    wanted = sorted([*beyond, *refused], key=sites.index)[:lacking]
    if len(wanted) == lacking:
        release = _release(problem, point, [site for site in wanted if banned[site]])
        farthest = wanted[-1]
        yield replace(release, also=(_cutoff(problem, point, farthest),))
    elif problem.backup == lacking:
        point_id = problem.point_ids[point]
        yield WayOut(Way.LEAVE, points=(point_id,), amount=float(problem.weight[point]))


def _cutoff(problem: Problem, point: int, site: int) -> WayOut:
    """Make the cutoff of a point as long as it takes to a site."""
    travel = np.maximum(problem.cost[[site], point], problem.cutoff[point])
    amount = float(mending.rounded_up(travel)[0])
    return WayOut(Way.CUTOFF, points=(problem.point_ids[point],), amount=amount)


def _release(problem: Problem, point: int, sites: list[int]) -> WayOut:
    return WayOut(
        Way.RELEASE,
        sites=tuple(problem.site_ids[site] for site in sites),
        travel=float(problem.cost[sites, point].max()),
    )


def _limit(problem: Problem, watch: Watch) -> Blocked | None:
    """Say which limit is too tight; None where none is.

    Where the time is up before that is known, the cause is UNKNOWN, with what surely helps. Changes
    that are not known to be the least of their kind are told only where no other is.
    """
    asking = _part_of(watch)
    if possible(problem, asking) or watch.over:
        return None
    known = not asking.over
    most = most_covered(problem, _part_of(watch))
    singly = {
        Cause.ROOM: mending.larger_zones(problem, most, _part_of(watch)),
        Cause.ZONES: mending.more_zones(problem, _part_of(watch)),
        Cause.LOCKS: mending.fewer_locks(problem, _part_of(watch)),
        Cause.BUDGET: mending.more_budget(problem, _part_of(watch)),
    }
    others = (
        mending.longer_cutoff(problem, most, _part_of(watch)),
        mending.fewer_bans(problem, _part_of(watch)),
        mending.shared(problem, _part_of(watch)),
        mending.less_backup(problem, _part_of(watch)),
    )
    ways = tuple(way for way in (*singly.values(), *others) if way)
    if not (singly[Cause.ZONES] or singly[Cause.BUDGET]):
        both = mending.more_of_both(problem, _part_of(watch))
        ways = (both, *ways) if both else ways
    ways = tuple(way for way in ways if way.least or way.way is Way.ROOM) or ways
    left = mending.some_left_out(problem, most)
    cause = next((cause for cause in _ORDER if singly[cause]), Cause.TOGETHER)
    cause = cause if known else Cause.UNKNOWN
    asked, needed = _figures(problem, cause, singly.get(cause), most)
    return Blocked(
        cause=cause,
        cutoff=float(problem.cutoff.max()),
        asked=asked,
        needed=needed,
        ways=(*ways, left) if left and (left.least or not ways) else ways,
    )


def _part_of(watch: Watch) -> Watch:
    """Give a third of the time left: one question that is too hard leaves some to the others."""
    return watch.within(watch.left / 3)


_ORDER = (Cause.ROOM, Cause.LOCKS, Cause.BUDGET, Cause.ZONES)


def _figures(
    problem: Problem, cause: Cause, own: WayOut | None, most: Choice | None
) -> tuple[float, float]:
    """Give what was asked and what it takes, where that is proven."""
    needed = own.amount if own and own.least else math.nan
    match cause:
        case Cause.ZONES:
            return float(problem.zones or 0), needed
        case Cause.LOCKS:
            return float(problem.zones or 0), math.nan
        case Cause.BUDGET:
            return problem.budget, needed
        case Cause.ROOM:
            proven = most is not None and most.reached[0].gap == 0
            covered = most.reached[0].value if most and proven else math.nan
            return float(problem.weight.sum()), covered
        case _:
            return math.nan, math.nan


def _checked(  # noqa: PLR0913 - all that a way is tried with, each by its name
    problem: Problem,
    lonely: list[Blocked],
    place: int,
    limit: Blocked | None,
    watch: Watch,
    *,
    sure: bool,
) -> Blocked:
    """Keep of a point's ways those with which the problem has a solution, once all else is mended.

    Where it takes more zones as well, that is said.
    """
    own = lonely[place]
    others = [each.ways[0] for n, each in enumerate(lonely) if n != place]
    last = [limit.ways[0]] if limit and limit.ways else []
    kept: list[WayOut] = [own.ways[0]]
    for way in own.ways[1:]:
        trial = _taken(problem, [*others, way, *last])
        if mending.free_of_limits(trial) or possible(trial, watch):
            kept.append(way)
        elif more := mending.more_zones(trial, watch):
            kept.append(replace(way, also=(*way.also, more)))
    return replace(own, ways=tuple(kept), checked=sure)
