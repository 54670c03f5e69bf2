"""A first choice keeps to all that was asked, and is good enough to begin with."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.siting.goals import Goal, Model
from gis.siting.greedy import greedy
from tests.gis.siting.tables import make_problem, problems

THREE = [[1, 9, 9], [9, 2, 9], [4, 4, 4]]


@pytest.mark.parametrize("model", [Model.MAX_COVER, Model.P_MEDIAN])
@given(data=st.data())
def test_it_breaks_no_lock_no_ban_no_number_and_no_budget(
    model: Model, data: st.DataObject
) -> None:
    problem = data.draw(problems(model=model))
    chosen = set(problem.names(greedy(problem, model.own).sites))
    assert problem.locked <= chosen
    assert not problem.banned & chosen
    assert problem.zones is not None
    assert len(chosen) <= problem.zones
    assert problem.fees[problem.places(frozenset(chosen))].sum() <= problem.budget


def test_cover_comes_first_where_it_is_asked_for() -> None:
    problem = make_problem(THREE, weight=[9, 1, 1], cutoff=[5, 5, 5], zones=1)
    assert greedy(problem, Goal.COVER).sites.tolist() == [2]
    assert greedy(problem, Goal.TRAVEL).sites.tolist() == [0]


def test_of_equals_the_first_is_taken() -> None:
    assert greedy(make_problem([[5], [5], [5]], zones=1), Goal.TRAVEL).sites.tolist() == [0]


def test_nothing_is_added_that_adds_nothing() -> None:
    assert greedy(make_problem([[1], [1]], zones=2), Goal.TRAVEL).sites.tolist() == [0]


def test_a_second_zone_is_added_for_backup() -> None:
    problem = make_problem([[1], [1], [9]], cutoff=[5], zones=3, backup=2)
    assert greedy(problem, Goal.COVER).sites.tolist() == [0, 1]


def test_rooms_are_filled_and_never_beyond() -> None:
    """The largest first, whole: two tens and a five into rooms of fifteen and ten."""
    problem = make_problem(
        [[1, 1, 1], [5, 5, 5]],
        zones=2,
        demand={"officers": np.array([10.0, 5.0, 10.0])},
        capacity={"officers": np.array([15.0, 10.0])},
        locked=frozenset("ab"),
    )
    share = greedy(problem, Goal.TRAVEL).share.toarray()
    assert share.tolist() == [[1, 1, 0], [0, 0, 1]]


def test_what_does_not_fit_is_split_only_where_it_may_be() -> None:
    given_ = {
        "zones": 1,
        "demand": {"officers": np.array([10.0])},
        "capacity": {"officers": np.array([4.0])},
        "locked": frozenset("a"),
    }
    assert greedy(make_problem([[1]], **given_), Goal.TRAVEL).share.nnz == 0
    split = make_problem([[1]], **given_, split=True)
    assert greedy(split, Goal.TRAVEL).share.toarray() == pytest.approx(np.array([[0.4]]))
