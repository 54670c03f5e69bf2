"""An answer that is for nobody says why; one that is for somebody does not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.siting.emptiness import why_nobody
from gis.siting.goals import Model
from gis.siting.problem import Problem
from gis.siting.propose import propose
from i18n import LANGUAGES, Language
from tests.gis.siting.tables import best_by_trying, make_problem, problems

NO = float("nan")
COST = [[1, 2], [3, 4]]


def dogs(demand: list[float], capacity: list[float]) -> dict[str, Any]:
    """Give what a problem with one component is made with."""
    return {"demand": {"dogs": np.array(demand)}, "capacity": {"dogs": np.array(capacity)}}


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"fee": [3, 4], "budget": 0.5}, "within the budget of 0.5: the least fee is 3."),
        (
            {"fee": [3, 4], "budget": 3.5, "banned": frozenset("a")},
            "within the budget of 3.5: the least fee is 4.",
        ),
        (dogs([7, 6], [5, 4]), "the smallest has 6 (dogs), the largest room is 5."),
        (dogs([7, 6], [0, 0]) | {"split": True}, "the largest room is 0."),
        (dogs([7, 6], [5, 9]) | {"banned": frozenset("b")}, "the largest room is 5."),
        ({"cutoff": [0.5, 1.5]}, "within the cutoff of a site"),
        ({"cutoff": [2, 2], "zones": 2, "backup": 2}, "within the cutoff of 2 sites"),
        ({"cutoff": [2, 2], "locked": frozenset("b")}, "within the cutoff of a site"),
        (
            dogs([7, 6], [5, 9]) | {"cutoff": [2, 2]},
            "Nobody is near enough to a site that has room for them.",
        ),
    ],
)
def test_who_is_served_by_nobody_reads_why(asked: dict[str, Any], why: str) -> None:
    problem = make_problem(**{"cost": COST, "zones": 1} | asked)
    found = propose(problem, model=Model.MAX_COVER)
    assert found.covered == 0
    (told,) = found.remarks
    assert why in str(told)
    assert len({Language.of(code)(told) for code in LANGUAGES}) == 2


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"fee": [3, 4], "budget": 3},
        dogs([7, 6], [6, 4]),
        dogs([7, 6], [1, 0]) | {"split": True},
        {"cutoff": [1, 0]},
        {"cutoff": [3, 4], "zones": 2, "backup": 2},
        {"fee": [3, 4], "budget": 3, "locked": frozenset("a")},
    ],
)
def test_where_somebody_is_covered_nothing_is_told(asked: dict[str, Any]) -> None:
    problem = make_problem(**{"cost": COST, "zones": 1} | asked)
    found = propose(problem, model=Model.MAX_COVER)
    assert found.covered > 0
    assert found.remarks == ()


def test_a_choice_of_no_zone_at_all_reads_why() -> None:
    problem = make_problem(COST, zones=1, fee=[3, 3], budget=0.5)
    found = propose(problem, model=Model.P_MEDIAN)
    assert found.chosen == ()
    assert [each for each in found.remarks if "budget" in str(each)]


def test_where_nothing_is_reached_that_alone_is_told() -> None:
    assert why_nobody(make_problem([[NO, NO]], zones=1)) == ()


@given(st.data())
def test_nothing_is_told_but_of_what_no_choice_covers(data: st.DataObject) -> None:
    problem: Problem = data.draw(problems(model=Model.MAX_COVER))
    best = best_by_trying(problem, Model.MAX_COVER)
    if best and best[0] > 0:
        assert why_nobody(problem) == ()
    elif problem.backup == 1 and problem.reachable[problem.weight > 0].any():
        assert why_nobody(problem)
