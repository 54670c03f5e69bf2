"""Least travel while the goals before it are held: the p-median engine, and what it rules out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from gis.distance import Floats
from gis.siting.choice import HAIR, Choice, nearest, reached, restated
from gis.siting.goals import Goal
from gis.siting.median.solve import p_median
from gis.siting.median.task import Limit, Placed
from gis.siting.problem import Problem
from gis.siting.watch import Watch
from gis.tally import Flags

_ROUNDING = 1e-6  # relative: what is left out of a search must cost more than this
_DEARER = (1.0, 10.0, 100.0)


@dataclass(frozen=True, eq=False)
class _Asked:
    """Least travel as the engine is asked for it: points that can be served, and what is held.

    ``cost`` (sites × points) is weight × travel, infinite where a pair may not be; ``beyond`` is
    the weight of a point where the site is past its cutoff, and ``spare`` how much of it a choice
    may leave uncovered (None: cover is not held).
    """

    problem: Problem
    points: Flags
    cost: Floats
    beyond: Floats
    spare: float | None
    zones: int

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What holds of the sites together: the budget."""
        problem = self.problem
        if not problem.budgeted:
            return ()
        return (Limit(problem.budget * (1 + HAIR), sites=problem.fees),)

    def covers(self, choice: Choice) -> bool:
        """Tell whether a choice leaves no more uncovered than it may."""
        if self.spare is None:
            return True
        left = (choice.share.toarray()[:, self.points] * self.beyond).sum()
        return bool(left <= self.spare + HAIR * max(1.0, self.spare))


def least_travel(
    problem: Problem, goals: tuple[Goal, ...], begun: Choice, watch: Watch
) -> tuple[Problem, Choice] | None:
    """Reach TRAVEL, and SERVED where it comes before it, from a choice that reached what is before.

    Gives the choice, and the problem without the sites that no choice as good holds. None where
    not everybody who could be can be served, where the time was up, or where TRAVEL is no goal.

    Cover is held by a price μ on each unit of weight beyond its cutoff: a choice that minimises
    travel + μ · uncovered, and leaves no more uncovered than the best cover does, has the least
    travel of all that cover as much. None of these travels less than the bound − μ · uncovered.
    """
    left = goals[len(begun.reached) :]
    if not _comes_next(left):
        return None
    asked = _asked(problem, begun)
    if not asked.points.any():
        return None
    for price in _prices(asked):
        placed = _placed(asked, price, begun, watch)
        if placed is None or not placed.found:
            return None
        choice = Choice(placed.sites, nearest(problem, placed.sites))
        if asked.covers(choice):
            bound = placed.bound - price * (asked.spare or 0.0)
            told = _told(problem, asked, choice, begun, bound, serving=left[0] is Goal.SERVED)
            return (_narrowed(asked, placed, price) if told.reached[-1].gap == 0 else problem), told
    return None


def _comes_next(goals: tuple[Goal, ...]) -> bool:
    """Tell whether TRAVEL is the next goal, or the next after SERVED."""
    return goals[:1] == (Goal.TRAVEL,) or goals[:2] == (Goal.SERVED, Goal.TRAVEL)


def _asked(problem: Problem, begun: Choice) -> _Asked:
    held = {each.goal: each.value for each in begun.reached}
    points = problem.reachable & problem.counts
    allowed = problem.near if problem.within else problem.reach
    if Goal.WORST in held:
        longest = held[Goal.WORST] * (1 + HAIR)
        allowed = allowed & (np.nan_to_num(problem.cost, nan=np.inf) <= longest)
    spare = None
    if Goal.COVER in held:
        spare = float(problem.weight[points].sum()) - held[Goal.COVER]
    return _Asked(
        problem=problem,
        points=points,
        cost=np.where(allowed, problem.cost * problem.weight, np.inf)[:, points],
        beyond=np.where(problem.near, 0.0, problem.weight)[:, points],
        spare=spare,
        zones=int(held.get(Goal.ZONES, problem.zones or problem.shape[0])),
    )


def _prices(asked: _Asked) -> Iterator[float]:
    """Give what a unit of weight beyond its cutoff may cost: the longest travel, and dearer."""
    if asked.spare is None:
        yield 0.0
        return
    longest = float(np.nanmax(asked.problem.cost, initial=1.0))
    yield from (longest * times for times in _DEARER)


def _placed(asked: _Asked, price: float, begun: Choice, watch: Watch) -> Placed | None:
    """Ask the engine, in whose value is the price of what may stay uncovered beside the travel."""
    problem, paid = asked.problem, price * (asked.spare or 0.0)
    return p_median(
        asked.cost + price * asked.beyond,
        zones=asked.zones,
        locked=problem.is_locked,
        banned=problem.is_banned,
        limits=asked.limits,
        start=begun.sites,
        watch=watch.towards(Goal.TRAVEL, value=lambda value: value - paid),
    )


def _told(  # noqa: PLR0913 - what was asked, what came of it, and how good it is
    problem: Problem,
    asked: _Asked,
    choice: Choice,
    begun: Choice,
    bound: float,
    *,
    serving: bool,
) -> Choice:
    """Say what a choice reaches, and what is proven of it."""
    told = list(restated(problem, choice, begun.reached))
    if serving:
        served = float(problem.weight[asked.points].sum())
        told.append(reached(Goal.SERVED, problem, choice, served))
    told.append(reached(Goal.TRAVEL, problem, choice, bound))
    return replace(choice, reached=tuple(told))


def _narrowed(asked: _Asked, placed: Placed, price: float) -> Problem:
    """Leave out the sites that no choice of the same value holds, by the bound of the prices.

    With prices λ of points and μ ≥ 0 of limits, a site's reduced profit is r_j = Σ_i min(0, c_ij −
    λ_i) + μ b_j, and no choice costs less than Σ λ − μ · most + the sum of the smallest r_j. A site
    whose opening lifts this over the value is in no choice as good.
    """
    problem, points = asked.problem, placed.prices.points
    locked, free = problem.is_locked, ~problem.is_locked & ~problem.is_banned
    cost = asked.cost + price * asked.beyond
    profit = np.minimum(cost - points, 0.0).sum(axis=1)
    floor = float(points.sum())
    for limit, paid in zip(asked.limits, placed.prices.limits, strict=True):
        floor -= float(paid) * limit.most
        profit = profit + (0.0 if limit.sites is None else paid * limit.sites)
    others = asked.zones - int(locked.sum())
    taken = np.sort(np.minimum(profit[free], 0.0))[:others]
    floor += float(profit[locked].sum() + taken.sum())
    given_up = float(taken[-1]) if len(taken) == others and others else 0.0
    most = placed.value + _ROUNDING * max(1.0, abs(placed.value))
    kept: Flags = locked | (floor - given_up + profit <= most)
    kept[placed.sites] = True
    return problem.without(free & ~kept)
