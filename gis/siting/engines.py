"""Which engine answers which problem: the fastest that knows all its options."""

from __future__ import annotations

from gis.siting.choice import Choice, covered_part
from gis.siting.exact import exact
from gis.siting.goals import Goal, Model
from gis.siting.greedy import greedy
from gis.siting.problem import Problem
from gis.siting.watch import Watch


def best_choice(
    problem: Problem, model: Model, goals: tuple[Goal, ...], watch: Watch
) -> Choice | None:
    """Reach the goals in their order; None where no choice is possible.

    ``problem`` has its sites in the order in which ties break.
    """
    return exact(problem, goals, watch=watch, start=_begun(problem, model))


def _begun(problem: Problem, model: Model) -> Choice | None:
    """Give a first choice, if it does all that a choice must."""
    choice = greedy(problem, model.own)
    return choice if allowed(problem, choice) else None


def allowed(problem: Problem, choice: Choice) -> bool:
    """Tell whether a choice does what any choice must: it covers everyone where that is asked."""
    if not problem.within:
        return True
    covered = covered_part(problem, choice)
    return bool((covered[problem.weight > 0] > 1 - _TINY).all())


_TINY = 1e-9  # of a whole: the last digits of a sum
