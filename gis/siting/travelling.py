"""Least travel while the goals before it are held: the p-median engine, and what it rules out."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from gis.distance import Floats
from gis.siting.choice import Choice, measure, nearest, restated
from gis.siting.goals import Goal
from gis.siting.median.solve import p_median
from gis.siting.median.task import Limit, Placed
from gis.siting.problem import Problem
from gis.siting.proposal import Reached
from gis.siting.watch import Watch
from gis.tally import Flags

SLACK = 1e-9  # relative: what two sums of the same figures may differ by


def least_travel(
    problem: Problem, goals: tuple[Goal, ...], begun: Choice, watch: Watch
) -> tuple[Problem, Choice] | None:
    """Reach TRAVEL, and SERVED where it comes before it, from a choice that reached what is before.

    Gives the choice, and the problem without the sites that no choice as good holds. None where
    not everybody who could be can be served, where the time was up, or where TRAVEL is no goal.
    """
    held = {each.goal: each.value for each in begun.reached}
    wanted = problem.reachable & (problem.weight > 0)
    if not wanted.any() or not _comes_next(goals[len(held) :]):
        return None
    cost, limits = _costs(problem, wanted, held), _limits(problem, wanted, held)
    zones = int(held.get(Goal.ZONES, problem.zones or problem.shape[0]))
    placed = p_median(
        cost,
        zones=zones,
        locked=problem.is_locked,
        banned=problem.is_banned,
        limits=limits,
        start=begun.sites,
        watch=watch,
    )
    if placed is None or not placed.found:
        return None
    serving = goals[len(held)] is Goal.SERVED
    choice = _choice(problem, placed, begun, wanted, serving=serving)
    if placed.value > placed.bound * (1 + SLACK):
        return problem, choice
    kept = _could_be(placed, cost, limits, zones, problem.is_locked) & ~problem.is_banned
    return problem.without(~kept), choice


def _comes_next(goals: tuple[Goal, ...]) -> bool:
    """Tell whether TRAVEL is the next goal, or the next after SERVED."""
    return goals[:1] == (Goal.TRAVEL,) or goals[:2] == (Goal.SERVED, Goal.TRAVEL)


def _costs(problem: Problem, wanted: Flags, held: dict[Goal, float]) -> Floats:
    """Give weight × travel of the pairs that may be served, infinite elsewhere."""
    allowed = problem.reach
    if problem.within:
        allowed = allowed & problem.near
    if Goal.WORST in held:
        longest = held[Goal.WORST] * (1 + SLACK)
        allowed = allowed & (np.nan_to_num(problem.cost, nan=np.inf) <= longest)
    spent: Floats = np.where(allowed, problem.cost * problem.weight, np.inf)
    return spent[:, wanted]


def _limits(problem: Problem, wanted: Flags, held: dict[Goal, float]) -> tuple[Limit, ...]:
    limits = []
    if Goal.COVER in held:
        beyond = np.where(problem.near, 0.0, problem.weight)[:, wanted]
        most = float(problem.weight[wanted].sum()) - held[Goal.COVER]
        limits.append(Limit(most * (1 + SLACK), pairs=beyond))
    if problem.budgeted:
        limits.append(Limit(problem.budget * (1 + SLACK), sites=problem.fees))
    return tuple(limits)


def _choice(
    problem: Problem, placed: Placed, begun: Choice, wanted: Flags, *, serving: bool
) -> Choice:
    choice = Choice(placed.sites, nearest(problem, placed.sites))
    reached = list(restated(problem, choice, begun.reached))
    if serving:
        served = float(problem.weight[wanted].sum())
        reached.append(Reached(Goal.SERVED, measure(Goal.SERVED, problem, choice), served))
    value = measure(Goal.TRAVEL, problem, choice)
    bound = min(value, placed.bound)
    proven = placed.value <= placed.bound * (1 + SLACK)
    reached.append(Reached(Goal.TRAVEL, value, value if proven else _known(bound)))
    return replace(choice, reached=tuple(reached))


def _known(bound: float) -> float:
    return bound if math.isfinite(bound) else math.nan


def _could_be(
    placed: Placed, cost: Floats, limits: tuple[Limit, ...], zones: int, locked: Flags
) -> Flags:
    """Say which sites a choice of the same value could hold, by the bound that the prices give.

    With prices λ for points and μ ≥ 0 for limits, a site's reduced profit is r_j = Σ_i min(0,
    c_ij + μ a_ij − λ_i) + μ b_j, and no choice costs less than Σ λ − μ · most + the sum of the
    smallest r_j. A site whose opening lifts this over the value is in no choice as good.
    """
    profit = np.zeros(len(cost))
    priced = cost
    floor = float(placed.prices.points.sum())
    for price, limit in zip(placed.prices.limits, limits, strict=True):
        floor -= float(price) * limit.most
        if limit.pairs is not None:
            priced = priced + price * limit.pairs
        if limit.sites is not None:
            profit = profit + price * limit.sites
    profit = profit + np.minimum(priced - placed.prices.points, 0.0).sum(axis=1)
    free = np.sort(np.minimum(profit[~locked], 0.0))[: max(0, zones - int(locked.sum()))]
    floor += float(profit[locked].sum() + free.sum())
    given_up = float(free[-1]) if len(free) else 0.0
    lifted = floor - given_up + profit
    most = placed.value + SLACK * 1e3 * max(1.0, abs(placed.value))
    kept: Flags = locked | (lifted <= most)
    kept[placed.sites] = True
    return kept
