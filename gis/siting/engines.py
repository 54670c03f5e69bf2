"""Which engine answers which problem: the fastest that knows all its options.

An engine reaches the model's own goal, and travel beside it; the goals after these are worked for
among the sites that could still be chosen. What no engine knows goes to the general model
(``gis/siting/exact.py``), from where the engines got to.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from gis.siting.center.p_center import p_center
from gis.siting.choice import HAIR, Choice, covered_part, measure, nearest, reached
from gis.siting.covering.max_cover import max_cover
from gis.siting.covering.set_cover import set_cover
from gis.siting.exact import any_choice as exactly_any
from gis.siting.exact import exact
from gis.siting.filling import filled, some_room
from gis.siting.goals import Goal, Model
from gis.siting.greedy import greedy
from gis.siting.problem import Problem
from gis.siting.proposal import Reached
from gis.siting.travelling import least_travel
from gis.siting.watch import Watch
from gis.tally import Ints

# Pairs of site and point above which the general model is not worth its time: a goal that is left
# then is measured, not worked for.
MOST_PAIRS = 120_000


def best_choice(
    problem: Problem, model: Model, goals: tuple[Goal, ...], watch: Watch
) -> Choice | None:
    """Reach the goals in their order; None where no choice is possible.

    ``problem`` has its sites in the order in which ties break.
    """
    begin = filled if problem.capacitated else _begun
    begun = begin(problem, model, watch)
    if begun and not problem.capacitated and _by_pairs(problem, model):
        step = least_travel(problem, goals, begun, watch)
        problem, begun = step or (problem, begun)
    done = len(begun.reached) if begun else 0
    if begun and _large(problem):
        return _measured(problem, begun, goals[done:])
    return exact(problem, goals[done:], watch=watch, start=begun or _first(problem, model, watch))


def any_choice(
    problem: Problem, model: Model, goals: tuple[Goal, ...], watch: Watch
) -> Choice | None:
    """Give any choice that does what is asked, as soon as there is one; nothing is proven of it.

    None where none is possible, or none was found before the watch was over.
    """
    found = _first(problem, model, watch)
    if found is None and problem.capacitated:
        found = some_room(problem, watch) or exactly_any(problem, watch)
    return None if found is None else _measured(problem, found, goals)


def _begun(problem: Problem, model: Model, watch: Watch) -> Choice | None:
    """Reach the model's own goal, where an engine does; None leaves it to the general model."""
    match model:
        case Model.SET_COVER:
            return _fewest(problem, watch.towards(Goal.ZONES))
        case Model.MAX_COVER if not problem.within:
            return _most_covered(problem, watch.towards(Goal.COVER))
        case Model.P_MEDIAN if _by_pairs(problem, model):
            return _first(problem, model, watch)
        case Model.P_CENTER if not problem.within:
            return _closest(problem, watch.towards(Goal.WORST))
        case _:
            return None


def _by_pairs(problem: Problem, model: Model) -> bool:
    """Tell whether all that is asked can be said of single pairs of site and point."""
    covers = problem.within or model in {Model.SET_COVER, Model.MAX_COVER}
    return problem.backup == 1 or not covers


def _fewest(problem: Problem, watch: Watch) -> Choice | None:
    found = set_cover(
        problem.near[:, problem.weight > 0],
        need=problem.backup,
        locked=problem.is_locked,
        banned=problem.is_banned,
        most=problem.zones,
        fee=problem.fee,
        budget=problem.budget,
        watch=watch,
    )
    return None if found is None else _nearest(problem, found.sites, Goal.ZONES, found.bound)


def _most_covered(problem: Problem, watch: Watch) -> Choice | None:
    found = max_cover(
        problem.near,
        problem.weight,
        zones=problem.zones or problem.shape[0],
        need=problem.backup,
        locked=problem.is_locked,
        banned=problem.is_banned,
        fee=problem.fee,
        budget=problem.budget,
        watch=watch,
    )
    return None if found is None else _nearest(problem, found.sites, Goal.COVER, found.bound)


def _closest(problem: Problem, watch: Watch) -> Choice | None:
    """Reach everybody who can be reached at all, and the smallest worst travel; None if not all."""
    wanted = problem.reachable & (problem.weight > 0)
    found = p_center(
        problem.cost[:, wanted],
        zones=problem.zones or problem.shape[0],
        locked=problem.is_locked,
        banned=problem.is_banned,
        fee=problem.fee,
        budget=problem.budget,
        watch=watch,
    )
    if found is None or math.isinf(found.value):
        return None
    served = float(problem.weight[wanted].sum())
    begun = _nearest(problem, found.sites, Goal.SERVED, served)
    return replace(begun, reached=(*begun.reached, Reached(Goal.WORST, found.value, found.bound)))


def _nearest(problem: Problem, sites: Ints, goal: Goal, bound: float) -> Choice:
    """Send everyone to the nearest of some sites, and say what that reaches."""
    choice = Choice(sites, nearest(problem, sites))
    return replace(choice, reached=(reached(goal, problem, choice, bound),))


def _first(problem: Problem, model: Model, watch: Watch) -> Choice | None:
    """Give a first choice: made site by site, or, where that does not cover all, any that does.

    Where zones can be full it may be that there is one and it is not given.
    """
    choice = greedy(problem, model.own)
    if allowed(problem, choice):
        return choice
    if problem.capacitated:
        return None
    found = set_cover(
        problem.near[:, problem.weight > 0],
        need=problem.backup,
        locked=problem.is_locked,
        banned=problem.is_banned,
        most=problem.zones,
        fee=problem.fee,
        budget=problem.budget,
        gap=math.inf,
        watch=Watch(seconds=watch.left, stopped=lambda: watch.over),  # zones are not its goal
    )
    return None if found is None else Choice(found.sites, nearest(problem, found.sites))


def allowed(problem: Problem, choice: Choice) -> bool:
    """Tell whether a choice does what any must: it covers everyone where that is asked."""
    if not problem.within:
        return True
    covered = covered_part(problem, choice)
    return bool((covered[problem.weight > 0] > 1 - HAIR).all())


def _large(problem: Problem) -> bool:
    return int(np.count_nonzero(problem.reach & ~problem.is_banned[:, None])) > MOST_PAIRS


def _measured(problem: Problem, begun: Choice, goals: tuple[Goal, ...]) -> Choice:
    """Say what a choice comes to in goals that were not worked for; nothing is proven of them."""
    told = tuple(Reached(goal, measure(goal, problem, begun), math.nan) for goal in goals)
    return replace(begun, reached=(*begun.reached, *told))
