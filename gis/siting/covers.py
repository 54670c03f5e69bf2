"""What a problem asks of the engines of covering, where no zone is ever full."""

from __future__ import annotations

import math
from dataclasses import replace

from gis.distance import Floats
from gis.siting.choice import Choice, nearest, reached
from gis.siting.covering.covered import Covered
from gis.siting.covering.max_cover import max_cover
from gis.siting.covering.set_cover import set_cover
from gis.siting.goals import Goal
from gis.siting.problem import Problem
from gis.siting.watch import Watch


def fewest(
    problem: Problem, watch: Watch, *, price: Floats | None = None, gap: float = 0.0
) -> Covered | None:
    """Serve everyone with the fewest zones, or the cheapest by ``price`` (sites).

    Within the relative ``gap`` it is good enough. None where no choice serves everyone, or none was
    found before the watch was over.
    """
    return set_cover(
        problem.near[:, problem.counts],
        need=problem.backup,
        locked=problem.is_locked,
        banned=problem.is_banned,
        price=price,
        most=problem.zones,
        fee=problem.fee,
        budget=problem.budget,
        gap=gap,
        watch=watch,
    )


def any_that_serves(problem: Problem, watch: Watch) -> Choice | None:
    """Serve everyone with any zones; None as of ``fewest``. The watch is told nothing."""
    quiet = watch.quietly()
    found = fewest(problem, quiet, gap=math.inf)
    return None if found is None else Choice(found.sites, nearest(problem, found.sites))


def most_covered(problem: Problem, watch: Watch) -> Covered | None:
    """Cover as much weight as can be; None where the locked sites alone are too many, or dear."""
    return max_cover(
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


def as_choice(problem: Problem, found: Covered | None, goal: Goal) -> Choice | None:
    """Send everyone to the nearest of the zones that an engine chose, with what it has proven."""
    if found is None:
        return None
    choice = Choice(found.sites, nearest(problem, found.sites))
    return replace(choice, reached=(reached(goal, problem, choice, found.bound),))
