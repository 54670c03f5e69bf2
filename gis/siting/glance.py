"""What no choice can be better than, seen at a glance: the bound where time was up before another.

It holds for the goal alone, so it holds beside any goals that come before it.
"""

from __future__ import annotations

import math

import numpy as np

from gis.siting.choice import HAIR, Choice, measure
from gis.siting.goals import Goal
from gis.siting.problem import Problem


def at_best(goal: Goal, problem: Problem, choice: Choice) -> float:
    """Bound a goal by what each point alone could have, NaN where that says nothing.

    Travel is bound by the nearest site of each point, in the unit of ``cost``: only where the
    choice serves all that can be reached, for who serves fewer travels less.
    """
    wanted = problem.counts & problem.reachable
    match goal:
        case Goal.ZONES:
            return float(max(problem.is_locked.sum(), wanted.any()))
        case Goal.SERVED:
            return float(problem.weight[wanted].sum())
        case Goal.COVER:
            near = problem.near[~problem.is_banned].sum(axis=0)
            return float(problem.weight[near >= problem.backup].sum())
        case Goal.WORST | Goal.TRAVEL:
            least = float(problem.weight[wanted].sum()) * (1 - HAIR)
            if not wanted.any() or measure(Goal.SERVED, problem, choice) < least:
                return math.nan
            nearest = np.nanmin(problem.cost[~problem.is_banned][:, wanted], axis=0)
            longest = goal is Goal.WORST
            return float(nearest.max() if longest else problem.weight[wanted] @ nearest)
        case _:
            return math.nan
