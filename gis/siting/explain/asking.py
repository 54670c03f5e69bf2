"""What explanations ask of the engines: the cheapest choice, any choice, the most covered.

Zones that are never full are a matter for the engines of covering; with room to be shared out, the
general model answers.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from gis.distance import Floats
from gis.siting import covers
from gis.siting.choice import Choice
from gis.siting.engines import allowed
from gis.siting.exact import exact
from gis.siting.goals import Goal
from gis.siting.greedy import greedy
from gis.siting.problem import Problem
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
    found = covers.fewest(problem, watch, price=charge, gap=gap)
    return covers.as_choice(replace(problem, shortcoming=charge), found, Goal.QUALITY)


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
    if problem.capacitated:
        free = int((~problem.is_banned).sum())
        zones = free if problem.zones is None else problem.zones
        bare = replace(problem, zones=zones, within=False, present=frozenset(), shortcoming=None)
        return exact(bare, (Goal.COVER,), watch=watch, start=_begun(bare, Goal.COVER))
    return covers.as_choice(problem, covers.most_covered(problem, watch), Goal.COVER)


def _begun(problem: Problem, goal: Goal) -> Choice | None:
    choice = greedy(problem, goal)
    return choice if allowed(problem, choice) else None
