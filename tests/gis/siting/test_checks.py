"""What a problem may not be is told by the name of the culprit; what counts for nothing is told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gis.siting.checks import MOST, checked, remarks
from gis.siting.explain.words import written
from gis.siting.goals import Model
from gis.siting.propose import propose
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
        ({"weight": [1, 2e9]}, "“weight” of “p1” is 2000000000"),
        ({"cutoff": [1e308, 1]}, "“cutoff” of “p0” is 1e+308"),
        ({"fee": [1e300, 1], "budget": 3}, "“fee” of “a” is 1e+300"),
        ({"fee": [1, 1], "budget": 1e300}, "budget is 1e+300"),
        (FULL | {"demand": {"dogs": np.array([1e308, 1])}}, "“p0” is 1e+308"),
        (FULL | {"capacity": {"dogs": np.array([1, 1e308])}}, "“b” is 1e+308"),
        ({"cost": np.array([[1, 2], [3, 1e308]])}, "from “p1” to “b” is 1e+308"),
    ],
)
def test_the_culprit_is_named(given: dict[str, Any], culprit: str) -> None:
    problem = make_problem(**{"cost": [[1, 2], [3, 4]], "zones": 1} | given)
    with pytest.raises(SettingError) as refused:
        checked(problem, Model.P_MEDIAN)
    assert culprit in str(refused.value.what)
    assert str(refused.value.remedy)
    assert len({Language.of(code)(refused.value.message) for code in LANGUAGES}) == 2


def test_the_largest_numbers_that_are_let_pass_are_proven_and_counted_again() -> None:
    most = float(MOST)
    problem = make_problem(
        [[most, most - 1], [most - 2, most]],
        weight=[most, most],
        fee=[most, most],
        budget=most,
        demand={"dogs": np.array([most / 2, most / 2])},
        capacity={"dogs": np.array([most, float("inf")])},
        zones=1,
    )
    found = propose(problem, model=Model.P_MEDIAN)
    assert found.verified
    assert found.optimal


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [(-2.0, "-2", "-2"), (0.25, "0.25", "0,25"), (1e308, "1e+308", "1e+308"), (NO, "nan", "nan")],
)
def test_a_number_is_written_with_all_its_digits_and_the_signs_of_the_language(
    value: float, english: str, french: str
) -> None:
    assert Language.of("en").write(written(value)) == english
    assert Language.of("fr").write(written(value)) == french


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
