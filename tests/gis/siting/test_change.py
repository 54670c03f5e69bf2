"""A problem after a change is the problem before it, but for what was named."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from gis.siting.change import Change, NewPoint, changed
from layers.errors import SettingError, UnknownIdError
from tests.gis.siting.tables import make_problem

TABLE = [[1, 9], [9, 2], [4, 4]]


def test_no_change_leaves_every_field_alone() -> None:
    problem = make_problem(TABLE, zones=1, present=frozenset("a"))
    after = changed(problem, Change())
    assert all(
        np.array_equal(getattr(after, each.name), getattr(problem, each.name))
        for each in fields(problem)
        if each.name not in {"demand", "capacity"}
    )


def test_points_change_weight_cutoff_and_demand() -> None:
    problem = make_problem(TABLE, demand={"officers": np.array([5.0, 6.0])})
    after = changed(
        problem,
        Change(weight={"p1": 7}, cutoff=3, cutoffs={"p0": 8}, demand={"officers": {"p0": 0}}),
    )
    assert after.weight.tolist() == [1, 7]
    assert after.cutoff.tolist() == [8, 3]
    assert after.demand["officers"].tolist() == [0, 6]
    assert problem.weight.tolist() == [1, 1]


def test_a_point_goes_and_another_comes() -> None:
    problem = make_problem(TABLE, demand={"officers": np.array([5.0, 6.0])})
    new = NewPoint("q", np.array([3.0, 2.0, 1.0]), 4, demand={"officers": 2})
    after = changed(problem, Change(gone=frozenset({"p0"}), new=(new,)))
    assert after.point_ids == ("p1", "q")
    assert after.cost.tolist() == [[9, 3], [2, 2], [4, 1]]
    assert after.weight.tolist() == [1, 4]
    assert after.demand["officers"].tolist() == [6, 2]


def test_sites_are_lost_with_their_lock_and_free_again() -> None:
    problem = make_problem(TABLE, locked=frozenset("a"), banned=frozenset("b"))
    after = changed(problem, Change(lost=frozenset("a"), freed=frozenset("b")))
    assert (after.locked, after.banned) == (frozenset(), frozenset("a"))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (Change(lost=frozenset("z")), "z"),
        (Change(weight={"p9": 1}), "p9"),
        (Change(demand={"officers": {"p9": 1}}), "p9"),
    ],
)
def test_what_is_not_there_is_named(change: Change, named: str) -> None:
    with pytest.raises(UnknownIdError, match=named):
        changed(make_problem(TABLE), change)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (Change(lost=frozenset("a"), freed=frozenset("a")), "“a”"),
        (Change(new=(NewPoint("p0", np.zeros(3), 1),)), "p0"),
        (Change(new=(NewPoint("q", np.zeros(2), 1),)), "2 values, not 3"),
        (Change(cost=np.zeros((2, 2))), "2 × 2 values, not 3 × 2"),
    ],
)
def test_what_contradicts_itself_is_told(change: Change, named: str) -> None:
    with pytest.raises(SettingError, match=named):
        changed(make_problem(TABLE), change)
