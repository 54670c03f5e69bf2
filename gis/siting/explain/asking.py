"""What explanations ask of the engines: the cheapest choice, any choice, the most covered.

Zones that are never full are a matter for the engines of covering; with room to be shared out, the
general model answers.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from gis.distance import Floats
from gis.siting.choice import Choice, nearest
from gis.siting.covering.covered import Covered
from gis.siting.covering.max_cover import max_cover
from gis.siting.covering.set_cover import set_cover
from gis.siting.engines import allowed
from gis.siting.exact import exact
from gis.siting.goals import Goal
from gis.siting.greedy import greedy
from gis.siting.problem import Problem
from gis.siting.proposal import Reached
from gis.siting.watch import Watch


def least_sum(problem: Problem, charge: Floats, watch: Watch, *, gap: float = 0.0) -> Choice | None:
    """Find the zones that serve everyone with the least sum of a charge (sites).

    Within the relative ``gap`` it is good enough. None where there are none, or none was found
    before the watch was over.
    """
    if watch.over:
        return None
    if problem.capacitated:
        bare = replace(problem, within=True, present=frozenset(), shortcoming=charge)
        return exact(bare, (Goal.QUALITY,), watch=watch, start=_begun(bare, Goal.ZONES))
    found = set_cover(
        problem.near[:, problem.weight > 0],
        need=problem.backup,
        locked=problem.is_locked,
        banned=problem.is_banned,
        price=charge,
        most=problem.zones,
        fee=problem.fees if problem.budgeted else None,
        budget=problem.budget,
        gap=gap,
        watch=watch,
    )
    return _choice(problem, Goal.QUALITY, found)


def fewest(problem: Problem, watch: Watch) -> Choice | None:
    """Find the fewest zones that serve everyone."""
    return least_sum(problem, np.ones(problem.shape[0]), watch)


def possible(problem: Problem, watch: Watch) -> bool:
    """Tell whether a choice that serves everyone was found."""
    free = np.zeros(problem.shape[0])  # where all choices cost the same, the first will do
    return least_sum(problem, free, watch, gap=math.inf) is not None


def most_covered(problem: Problem, watch: Watch) -> Choice | None:
    """Find the zones that cover the most weight, where not all of it has to be."""
    if watch.over:
        return None
    free = int((~problem.is_banned).sum())
    zones = free if problem.zones is None else problem.zones
    if problem.capacitated:
        bare = replace(problem, zones=zones, within=False, present=frozenset(), shortcoming=None)
        return exact(bare, (Goal.COVER,), watch=watch, start=_begun(bare, Goal.COVER))
    found = max_cover(
        problem.near,
        problem.weight,
        zones=zones,
        need=problem.backup,
        locked=problem.is_locked,
        banned=problem.is_banned,
        fee=problem.fees if problem.budgeted else None,
        budget=problem.budget,
        watch=watch,
    )
    return _choice(problem, Goal.COVER, found)


def _begun(problem: Problem, goal: Goal) -> Choice | None:
    choice = greedy(problem, goal)
    return choice if allowed(problem, choice) else None


def _choice(problem: Problem, goal: Goal, found: Covered | None) -> Choice | None:
    if found is None:
        return None
    reached = Reached(goal, found.value, found.bound)
    return Choice(found.sites, nearest(problem, found.sites), (reached,))
