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
from gis.siting.covers import any_that_serves, as_choice, fewest, most_covered
from gis.siting.exact import any_choice as exactly_any
from gis.siting.exact import exact
from gis.siting.filling import filled, some_room
from gis.siting.glance import at_best
from gis.siting.goals import Goal, Model
from gis.siting.greedy import greedy
from gis.siting.problem import Problem
from gis.siting.proposal import Reached
from gis.siting.travelling import least_travel
from gis.siting.watch import Watch

# Pairs of site and point above which the general model is not worth its time: a goal that is left
# then is measured, not worked for.
MOST_PAIRS = 120_000


def best_choice(
    problem: Problem, model: Model, goals: tuple[Goal, ...], watch: Watch
) -> Choice | None:
    """Reach the goals in their order; None where no choice is possible.

    ``problem`` has its sites in the order in which ties break.
    """
    return _glanced(problem, model, _best(problem, model, goals, watch))


def _best(problem: Problem, model: Model, goals: tuple[Goal, ...], watch: Watch) -> Choice | None:
    begin = filled if problem.capacitated else _begun
    begun = begin(problem, model, watch)
    if begun and not problem.capacitated and _by_pairs(problem, model):
        step = least_travel(problem, goals, begun, watch)
        problem, begun = step or (problem, begun)
    done = len(begun.reached) if begun else 0
    if begun and _large(problem):
        return _measured(problem, begun, goals[done:])
    start = begun or _first(problem, model, watch)
    if start is None and not problem.capacitated and _large(problem):
        return None  # no zones cover everyone, or none were found in time
    return exact(problem, goals[done:], watch=watch, start=start)


def any_choice(
    problem: Problem, model: Model, goals: tuple[Goal, ...], watch: Watch
) -> Choice | None:
    """Give any choice that does what is asked, as soon as there is one; nothing is proven of it.

    None where none is possible, or none was found before the watch was over.
    """
    found = _first(problem, model, watch)
    if found is None and problem.capacitated:
        found = some_room(problem, watch) or exactly_any(problem, watch)
    return None if found is None else _glanced(problem, model, _measured(problem, found, goals))


def _glanced(problem: Problem, model: Model, choice: Choice | None) -> Choice | None:
    """Bound the model's own goal at a glance, where nothing was proven of it in time."""
    if choice is None:
        return None
    told = tuple(
        reached(each.goal, problem, choice, at_best(each.goal, problem, choice))
        if each.goal is model.own and math.isnan(each.bound)
        else each
        for each in choice.reached
    )
    return replace(choice, reached=told)


def _begun(problem: Problem, model: Model, watch: Watch) -> Choice | None:
    """Reach the model's own goal, where an engine does; None leaves it to the general model."""
    match model:
        case Model.SET_COVER:
            found = fewest(problem, watch.towards(Goal.ZONES))
            return as_choice(problem, found, Goal.ZONES)
        case Model.MAX_COVER if not problem.within:
            found = most_covered(problem, watch.towards(Goal.COVER))
            return as_choice(problem, found, Goal.COVER)
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


def _closest(problem: Problem, watch: Watch) -> Choice | None:
    """Reach everybody who can be reached at all, and the smallest worst travel; None if not all."""
    wanted = problem.reachable & problem.counts
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
    choice = Choice(found.sites, nearest(problem, found.sites))
    told = reached(Goal.SERVED, problem, choice, served)
    worst = Reached(Goal.WORST, found.value, found.bound)
    return replace(choice, reached=(told, worst))


def _first(problem: Problem, model: Model, watch: Watch) -> Choice | None:
    """Give a first choice: made site by site, or, where that does not cover all, any that does.

    Where zones can be full it may be that there is one and it is not given.
    """
    choice = greedy(problem, model.own)
    if allowed(problem, choice):
        return choice
    return None if problem.capacitated else any_that_serves(problem, watch)


def allowed(problem: Problem, choice: Choice) -> bool:
    """Tell whether a choice does what any must: it covers everyone where that is asked."""
    if not problem.within:
        return True
    covered = covered_part(problem, choice)
    return bool((covered[problem.counts] > 1 - HAIR).all())


def _large(problem: Problem) -> bool:
    return int(np.count_nonzero(problem.reach & ~problem.is_banned[:, None])) > MOST_PAIRS


def _measured(problem: Problem, begun: Choice, goals: tuple[Goal, ...]) -> Choice:
    """Say what a choice comes to in goals that were not worked for; nothing is proven of them."""
    told = tuple(Reached(goal, measure(goal, problem, begun), math.nan) for goal in goals)
    return replace(begun, reached=(*begun.reached, *told))
