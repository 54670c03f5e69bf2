"""A plan is adapted with as few moves as one likes, each alternative the best there is."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.siting.adapting.moves import count
from gis.siting.change import Change
from gis.siting.choice import Choice, measure
from gis.siting.problem import Problem
from gis.siting.propose import goals_of
from gis.siting.replan import MODEL, adapt, replan
from tests.gis.siting.tables import choices, make_problem, problems

LINE = [[abs(site - point) for point in range(6)] for site in range(6)]


def town(**given: object) -> Problem:
    """Give six sites on a line, a to f, with a point at each; zones are b and e."""
    plain = {"zones": 2, "present": frozenset("be"), "cutoff": np.full(6, 1.0)}
    return make_problem(LINE, **plain | given)


@given(data=st.data())
@settings(max_examples=15)
def test_no_choice_of_so_few_moves_is_better(data: st.DataObject) -> None:
    problem = data.draw(problems(model=MODEL))
    told = adapt(problem, problem)
    goals = goals_of(problem, MODEL)
    tried = [
        (count(problem, choice.sites).moves, _rank(problem, choice)) for choice in choices(problem)
    ]
    for alternative in told.alternatives:
        reached = [each.goal.sign * each.value for each in alternative.proposal.goals]
        assert [each.goal for each in alternative.proposal.goals] == list(goals)
        for moves, rank in tried:
            if alternative.allowed and moves <= alternative.most:
                assert reached <= [value + 1e-6 for value in rank]


def _rank(problem: Problem, choice: Choice) -> list[float]:
    return [goal.sign * measure(goal, problem, choice) for goal in goals_of(problem, MODEL)]


def test_to_change_nothing_tells_the_loss() -> None:
    told = replan(town(), Change(lost=frozenset("e")))
    nothing = told.alternatives[0]
    assert told.lost == ("e",)
    assert (nothing.moves, nothing.proposal.chosen, nothing.kept) == (0, ("b",), ("b",))
    assert told.before.covered == 6
    assert nothing.proposal.covered == 3
    assert nothing.difference.lost == ("p3", "p4", "p5")
