"""Zones that can be full: the capacitated engine, for the problems that it knows."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.capacitated import Filled, fill
from gis.siting.choice import HAIR, Choice, measure, reached, restated
from gis.siting.goals import Goal, Model
from gis.siting.problem import Problem
from gis.siting.proposal import Reached
from gis.siting.watch import Watch
from gis.tally import Flags


@dataclass(frozen=True, eq=False)
class _Asked:
    """What the engine is asked: for which points, at what cost, fee and price of leaving one.

    ``value`` makes the goal's value of what the engine tells while it works.
    """

    goal: Goal
    points: Flags
    cost: Floats
    fee: Floats | None = None
    skip: Floats | None = None
    value: Callable[[float], float] = float


def filled(problem: Problem, model: Model, watch: Watch) -> Choice | None:
    """Reach the model's own goal where zones can be full; None leaves it to the general model.

    Known are set cover, maximal cover and p-median, without budget, and without backup where cover
    counts. A set cover goes on to travel.
    """
    if problem.budgeted or (problem.backup > 1 and _covers(problem, model)):
        return None
    wanted = problem.reachable & problem.counts
    if not wanted.any() or (problem.within and not wanted[problem.counts].all()):
        return None
    match model:
        case Model.P_MEDIAN:
            return _least_travel(problem, wanted, watch)
        case Model.MAX_COVER if not problem.within:
            return _covering(problem, wanted, watch)
        case Model.SET_COVER:
            return _fewest(problem, wanted, watch)
        case _:
            return None


def some_room(problem: Problem, watch: Watch) -> Choice | None:
    """Give any choice with room for everybody within the cutoff; None leaves it to the others.

    Where all pairs cost nothing, the first is the best.
    """
    if problem.budgeted or problem.backup > 1:
        return None
    wanted = problem.counts
    free = np.where(_possible(problem), 0.0, np.inf)[:, wanted]
    quiet = watch.quietly()  # what it tells is nobody's goal
    found = _filled(problem, _Asked(Goal.SERVED, wanted, free), quiet)
    return None if found is None else _choice(problem, found, wanted)


def _covers(problem: Problem, model: Model) -> bool:
    return problem.within or model in {Model.SET_COVER, Model.MAX_COVER}


def _travelling(
    problem: Problem, wanted: Flags, watch: Watch, *, price: float = 0.0
) -> tuple[Choice, float] | None:
    """Serve everybody who can be reached, with least travel, and its bound.

    ``price`` is what a unit of weight costs beside its travel where it goes past its cutoff.
    """
    beyond = np.where(problem.near, 0.0, price * problem.weight)
    spent = problem.cost * problem.weight + beyond
    cost = np.where(_possible(problem), spent, np.inf)[:, wanted]
    found = _filled(problem, _Asked(Goal.TRAVEL, wanted, cost), watch)
    return None if found is None else (_choice(problem, found, wanted), found.bound)


def _least_travel(problem: Problem, wanted: Flags, watch: Watch) -> Choice | None:
    """Reach SERVED and TRAVEL."""
    found = _travelling(problem, wanted, watch)
    return None if found is None else _told(problem, wanted, *found)


def _covering(problem: Problem, wanted: Flags, watch: Watch) -> Choice | None:
    """Leave as little weight uncovered as can be; then serve all, with least travel.

    Cover is held by a price, as in ``gis.siting.travelling``.
    """
    near = np.where(problem.near, 0.0, np.inf)[:, wanted]
    whole, skip = float(problem.weight[wanted].sum()), problem.weight[wanted]
    asked = _Asked(Goal.COVER, wanted, near, skip=skip, value=lambda left: whole - left)
    found = _filled(problem, asked, watch.within(watch.left / 2))
    if found is None:
        return None
    choice = _choice(problem, found, wanted)
    cover = reached(Goal.COVER, problem, choice, whole - found.bound)
    price = float(np.nanmax(problem.cost, initial=1.0))
    further = _travelling(problem, wanted, watch, price=price)
    if further is None or measure(Goal.COVER, problem, further[0]) < cover.value * (1 - HAIR):
        return replace(choice, reached=(cover,))
    served, bound = further
    uncovered = whole - measure(Goal.COVER, problem, served)
    return _told(problem, wanted, replace(served, reached=(cover,)), bound - price * uncovered)


def _told(problem: Problem, wanted: Flags, choice: Choice, bound: float) -> Choice:
    """Say what a choice that serves everybody reaches, beside what it reached before."""
    served = float(problem.weight[wanted].sum())
    told = (
        *restated(problem, choice, choice.reached),
        Reached(Goal.SERVED, measure(Goal.SERVED, problem, choice), served),
        reached(Goal.TRAVEL, problem, choice, bound),
    )
    return replace(choice, reached=told)


def _fewest(problem: Problem, wanted: Flags, watch: Watch) -> Choice | None:
    """Open as few zones as hold everybody within the cutoff; then travel least among so many."""
    near = np.where(_possible(problem), 0.0, np.inf)[:, wanted]
    asked = _Asked(Goal.ZONES, wanted, near, fee=np.ones(problem.shape[0]))
    found = _filled(problem, asked, watch)
    if found is None:
        return None
    choice = _choice(problem, found, wanted)
    least = math.ceil(found.bound - HAIR) if math.isfinite(found.bound) else found.bound
    fewest = reached(Goal.ZONES, problem, choice, least)
    return Choice(choice.sites, choice.share, (fewest,))


def _possible(problem: Problem) -> Flags:
    """Say which pairs may be served: of points with weight within their cutoff, if that is hard."""
    if not problem.within:
        return problem.reach
    possible: Flags = problem.reach & (problem.near | (problem.weight == 0))
    return possible


def _filled(problem: Problem, asked: _Asked, watch: Watch) -> Filled | None:
    names = sorted(problem.demand)
    found = fill(
        asked.cost,
        demand=np.array([problem.demand[name][asked.points] for name in names]),
        capacity=np.array([problem.capacity[name] for name in names]),
        zones=problem.zones or problem.shape[0],
        split=problem.split,
        locked=problem.is_locked,
        banned=problem.is_banned,
        fee=asked.fee,
        skip=asked.skip,
        watch=watch.towards(asked.goal, value=asked.value),
    )
    return found if found is not None and math.isfinite(found.value) else None


def _choice(problem: Problem, found: Filled, wanted: Flags) -> Choice:
    """Put the shares of the points asked for where they stand among all."""
    parts = found.share.tocoo()
    rows, columns = parts.coords
    places = np.flatnonzero(wanted)[columns]
    share = sparse.csr_array((parts.data, (rows, places)), shape=problem.shape)
    return Choice(found.sites, share)
