"""In no time at all a proposal still has a bound, and no choice is beyond it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.siting.choice import Choice, nearest
from gis.siting.glance import at_best
from gis.siting.goals import Goal, Model
from gis.siting.propose import goals_of, propose
from gis.siting.watch import Watch
from tests.gis.siting.tables import best_by_trying, make_problem, problems


@pytest.mark.parametrize("model", list(Model))
@given(data=st.data())
def test_no_choice_is_beyond_what_is_seen_at_a_glance(model: Model, data: st.DataObject) -> None:
    problem = data.draw(problems(model=model))
    best = best_by_trying(problem, model)
    if best is None:
        return
    proposal = propose(problem, model=model, watch=Watch(seconds=0))
    own = next(each for each in proposal.goals if each.goal is model.own)
    value = best[goals_of(problem, model).index(model.own)]
    if not math.isnan(own.bound):
        assert own.goal.sign * own.bound <= own.goal.sign * value + 1e-9 * abs(value)


@pytest.mark.parametrize("model", list(Model))
@pytest.mark.parametrize("full", [True, False])
def test_in_no_time_at_all_there_is_a_gap(model: Model, *, full: bool) -> None:
    problem = make_problem([[1, 3, 9], [9, 2, 4], [5, 5, 5]], cutoff=[5] * 3, zones=2)
    if full:
        problem = replace(problem, demand={"all": problem.weight}, capacity={"all": np.full(3, 2)})
    proposal = propose(problem, model=model, watch=Watch(seconds=0))
    assert math.isfinite(proposal.gap)


def test_each_goal_has_its_bound() -> None:
    problem = make_problem(
        [[1, 3, math.nan], [9, 2, 4], [0, 0, 0]], cutoff=[2, 1, 5], zones=2, banned=frozenset("c")
    )
    choice = Choice(np.array([0, 1]), nearest(problem, np.array([0, 1])))
    seen = {goal: at_best(goal, problem, choice) for goal in Goal}
    assert seen.pop(Goal.ZONES) == 1
    assert seen.pop(Goal.SERVED) == 3
    assert seen.pop(Goal.COVER) == 2
    assert seen.pop(Goal.WORST) == 4
    assert seen.pop(Goal.TRAVEL) == 1 + 2 + 4
    assert all(math.isnan(each) for each in seen.values())


def test_travel_of_few_says_nothing_of_all() -> None:
    problem = make_problem([[1, math.nan], [9, 4]], zones=1)
    choice = Choice(np.array([0]), nearest(problem, np.array([0])))
    assert math.isnan(at_best(Goal.TRAVEL, problem, choice))
    assert math.isnan(at_best(Goal.WORST, problem, choice))
