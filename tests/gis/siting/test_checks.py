"""What a problem may not be is told by the name of the culprit; what counts for nothing is told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gis.siting.checks import checked, remarks
from gis.siting.goals import Model
from i18n import LANGUAGES, Language
from layers.errors import SettingError
from tests.gis.siting.tables import make_problem

NO = float("nan")
FULL = {"demand": {"dogs": np.array([1.0, 5.0])}, "capacity": {"dogs": np.array([3.0, 3.0])}}


@pytest.mark.parametrize(
    ("given", "culprit"),
    [
        ({"weight": [1]}, "weight"),
        ({"cutoff": [1, -1]}, "p1"),
        ({"fee": [1, NO], "budget": 3}, "“fee” of “b”"),
        ({"switching": [1, -2]}, "“switching” of “b”"),
        ({"shortcoming": [float("inf"), 1]}, "“shortcoming” of “a”"),
        ({"locked": frozenset("z")}, "“z”"),
        ({"banned": frozenset("z")}, "“z”"),
        ({"present": frozenset("z")}, "“z”"),
        ({"locked": frozenset("a"), "banned": frozenset("ab")}, "a"),
        ({"banned": frozenset("ab")}, "all 2"),
        ({"zones": 0}, "0 zones"),
        ({"zones": 3}, "3 zones"),
        ({"zones": 1, "locked": frozenset("ab")}, "2 sites are locked"),
        ({"backup": 0}, "not 0"),
        ({"backup": 2}, "place 2"),
        ({"budget": NO, "fee": [1, 1]}, "nan"),
        ({"fee": [8, 1], "budget": 5, "locked": frozenset("a")}, "cost 8"),
        ({"demand": {"dogs": np.array([1.0, 1.0])}}, "“dogs”"),
        (FULL, "(dogs)"),
        (FULL | {"zones": 2}, "“p1” has 5"),
    ],
)
def test_the_culprit_is_named(given: dict[str, Any], culprit: str) -> None:
    problem = make_problem([[1, 2], [3, 4]], **{"zones": 1} | given)
    with pytest.raises(SettingError) as refused:
        checked(problem, Model.P_MEDIAN)
    assert culprit in str(refused.value.what)
    assert str(refused.value.remedy)
    assert len({Language.of(code)(refused.value.message) for code in LANGUAGES}) == 2


def test_a_demand_beyond_the_room_is_no_fault_where_as_many_as_can_be_are_covered() -> None:
    problem = make_problem([[1, 2], [3, 4]], zones=1, split=True, **FULL)
    assert checked(problem, Model.MAX_COVER) is problem
    with pytest.raises(SettingError):
        checked(problem, Model.P_MEDIAN)


def test_only_a_set_cover_needs_no_number() -> None:
    problem = make_problem([[1, 2], [3, 4]])
    assert checked(problem, Model.SET_COVER) is problem
    with pytest.raises(SettingError, match="how many zones"):
        checked(problem, Model.P_CENTER)


def test_what_is_well_is_not_remarked_on() -> None:
    assert remarks(make_problem([[1, 2], [3, 4]], zones=1)) == ()


def test_who_counts_for_nothing_is_named() -> None:
    """A place with nobody, a place that only a banned site is reached from, a site from nowhere."""
    problem = make_problem(
        [[1, NO, 1], [1, 1, 1], [NO, NO, NO]], weight=[1, 1, 0], banned=frozenset("b"), zones=1
    )
    idle, lost, apart = (str(each) for each in remarks(problem))
    assert "p2" in idle
    assert "p1" in lost
    assert apart.endswith(": c.")


def test_of_many_the_first_are_named() -> None:
    (idle,) = remarks(make_problem([[1] * 9], weight=[1] + [0] * 8, zones=1))
    assert idle.count == 8
    assert str(idle).endswith("p1, p2, p3, p4, p5, ….")
