"""Few moves by one exact model: for small tables, and for what the search does not know.

With A the zones of the plan that may stay, and at most K moves::

    Σ_{j not in the plan} y_j ≤ K        Σ_{j ∈ A} y_j ≥ |A| − K
"""

from __future__ import annotations

import numpy as np

from gis.siting.adapting.moves import kept_zones
from gis.siting.choice import Choice
from gis.siting.exact import exact
from gis.siting.exact_model import Row
from gis.siting.goals import Goal
from gis.siting.problem import Problem
from gis.siting.watch import Watch


def move_rows(problem: Problem, most: int) -> tuple[Row, Row]:
    """Give the two rows that allow at most so many moves."""
    other = np.flatnonzero(~problem.is_present)
    stay = np.flatnonzero(kept_zones(problem))
    return (
        Row(other, np.ones(len(other)), upper=float(most)),
        Row(stay, np.ones(len(stay)), lower=float(len(stay) - most)),
    )


def exact_choice(
    problem: Problem, goals: tuple[Goal, ...], most: int, *, watch: Watch, start: Choice | None
) -> Choice | None:
    """Reach the goals with at most so many moves; None where nothing is possible or found."""
    return exact(problem, goals, watch=watch, start=start, rows=move_rows(problem, most))
