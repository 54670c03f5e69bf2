"""What follows from a problem is worked out once, and stays what it is whatever is asked of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gis.siting.engines import best_choice
from gis.siting.goals import Model
from gis.siting.propose import asked, goals_of
from gis.siting.watch import Watch
from tests.gis.siting.tables import make_problem

NO = float("nan")
WORKED_OUT = ("counts", "reach", "reachable", "near", "is_locked", "is_banned", "is_present")


@pytest.mark.parametrize("model", Model)
@pytest.mark.parametrize("full", [False, True])
def test_no_solve_changes_what_follows_from_its_problem(model: Model, full: bool) -> None:  # noqa: FBT001 - of a table
    problem = make_problem(
        [[1, 4, NO, 2], [9, 2, 3, NO], [2, 2, 8, 1]],
        weight=[10, 3, 5, 1],
        cutoff=[5, 5, 5, 5],
        zones=2,
        present=frozenset("a"),
    )
    if full:
        room = {"officers": np.array([12.0, 12.0, 12.0])}
        problem = replace(problem, demand={"officers": problem.weight}, capacity=room)
    problem = asked(problem, model)
    before = {name: getattr(problem, name).copy() for name in WORKED_OUT}
    choice = best_choice(problem, model, goals_of(problem, model), Watch())
    assert choice is not None
    for name, values in before.items():
        assert getattr(problem, name) is getattr(problem, name)
        assert (getattr(problem, name) == values).all()
        assert (getattr(replace(problem), name) == values).all()


def test_a_problem_made_of_another_is_worked_out_anew() -> None:
    problem = make_problem([[1, 4], [9, 2]], cutoff=[5, 5])
    assert problem.near.tolist() == [[True, True], [False, True]]
    assert not problem.is_banned.any()
    nearer = replace(problem.without(np.array([True, False])), cutoff=np.array([1.0, 1.0]))
    assert nearer.near.tolist() == [[True, False], [False, False]]
    assert nearer.is_banned.tolist() == [True, False]
