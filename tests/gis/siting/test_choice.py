"""A choice is measured by hand-made figures, goal by goal."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import sparse

from gis.siting.choice import Choice, changes, covered_part, measure, nearest, reached
from gis.siting.goals import Goal
from tests.gis.siting.tables import make_problem

NO = float("nan")


def test_each_point_goes_to_the_nearest_and_of_equals_to_the_first() -> None:
    problem = make_problem([[5, 2, NO], [5, 1, NO], [1, 1, 1]])
    share = nearest(problem, [1, 0]).toarray()
    assert share.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 0]]


def test_no_site_serves_nobody() -> None:
    assert nearest(make_problem([[1, 2]]), []).nnz == 0


def test_every_goal_is_counted_by_hand() -> None:
    problem = make_problem(
        [[1, 4, NO], [9, 2, NO]],
        weight=[10, 3, 5],
        cutoff=[1, 1, 1],
        present=frozenset("b"),
        switching=[2, 10],
        shortcoming=[7, 1],
    )
    one = Choice(np.array([0]), nearest(problem, [0]))
    counted = {goal: measure(goal, problem, one) for goal in Goal}
    assert counted == {
        Goal.ZONES: 1,
        Goal.SERVED: 13,
        Goal.COVER: 10,
        Goal.WORST: 4,
        Goal.TRAVEL: 10 * 1 + 3 * 4,
        Goal.CHANGES: 2 + 10,
        Goal.QUALITY: 7,
    }
    assert changes(problem, np.array([False, True])) == 0


def test_a_point_in_two_parts_counts_by_its_parts() -> None:
    problem = make_problem([[1], [9]], weight=[8], cutoff=[5])
    both = Choice(np.array([0, 1]), sparse.csr_array(np.array([[0.25], [0.75]])))
    assert covered_part(problem, both) == pytest.approx([0.25])
    assert measure(Goal.TRAVEL, problem, both) == pytest.approx(8 * (0.25 * 1 + 0.75 * 9))
    assert measure(Goal.SERVED, problem, both) == 8


def test_with_too_few_zones_near_it_a_point_is_not_covered() -> None:
    problem = make_problem([[1, 1], [1, 9]], cutoff=[5, 5], backup=2)
    both = Choice(np.array([0, 1]), nearest(problem, [0, 1]))
    assert covered_part(problem, both).tolist() == [1, 0]


def test_a_zone_without_a_journey_is_no_backup() -> None:
    """Where there is no cutoff either, infinite as it then is."""
    problem = make_problem([[1], [NO]], backup=2)
    both = Choice(np.array([0, 1]), nearest(problem, [0, 1]))
    assert covered_part(problem, both).tolist() == [0]


def test_nobody_s_travel_is_not_the_longest() -> None:
    problem = make_problem([[1, 50]], weight=[1, 0])
    assert measure(Goal.WORST, problem, Choice(np.array([0]), nearest(problem, [0]))) == 1


@pytest.mark.parametrize(
    ("goal", "bound", "told"),
    [
        (Goal.TRAVEL, 8.0, 8.0),
        (Goal.TRAVEL, 10.0 - 1e-9, 10.0),  # the last digits of a sum
        (Goal.TRAVEL, 11.0, 10.0),  # none is below 11: then this is the best, as far as can be told
        (Goal.TRAVEL, -math.inf, NO),
        (Goal.TRAVEL, math.inf, NO),
        (Goal.COVER, 10.0, 10.0),
        (Goal.COVER, 6.0 + 1e-9, 6.0),
        (Goal.COVER, 5.0, 6.0),
        (Goal.COVER, math.inf, NO),
        (Goal.COVER, NO, NO),
    ],
)
def test_a_bound_is_told_beside_the_value_and_never_past_it(
    goal: Goal, bound: float, told: float
) -> None:
    problem = make_problem([[1, 4, NO]], weight=[6, 1, 5], cutoff=[1, 1, 1])
    one = Choice(np.array([0]), nearest(problem, [0]))
    here = reached(goal, problem, one, bound)
    assert here.value == {Goal.TRAVEL: 6 * 1 + 1 * 4, Goal.COVER: 6}[goal]
    assert str(here.bound) == str(told)  # NaN is not itself
