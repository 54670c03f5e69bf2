"""A proposal says what it is, and survives being written as JSON."""

from __future__ import annotations

import json
import math

import pytest

from gis.siting.goals import Goal, Model
from gis.siting.proposal import Proposal, Reached
from gis.siting.propose import propose
from tests.gis.siting.tables import make_problem


def make_proposal(
    *goals: Reached, covered: float = 1.0, weight: float = 2.0, mean: float = 3.0
) -> Proposal:
    """Give a p-median of one zone, with some figures of its own."""
    return Proposal(
        model=Model.P_MEDIAN,
        chosen=("a",),
        allocation=(),
        goals=goals,
        covered=covered,
        weight=weight,
        mean=mean,
        p90=3.0,
        worst=3.0,
        unserved=(),
        seconds=0.1,
        solver="by hand",
    )


def test_its_objective_is_that_of_the_model() -> None:
    proposal = make_proposal(Reached(Goal.SERVED, 9, 9), Reached(Goal.TRAVEL, 8, 6))
    assert (proposal.objective, proposal.bound, proposal.gap) == (8, 6, 0.25)
    assert not proposal.optimal
    assert make_proposal(Reached(Goal.TRAVEL, 8, 8)).optimal


def test_without_a_goal_nothing_is_proven() -> None:
    assert not make_proposal().optimal


def test_what_nothing_is_known_of_has_no_gap() -> None:
    proposal = make_proposal(Reached(Goal.TRAVEL, 8, math.nan))
    assert proposal.gap == math.inf
    assert not proposal.optimal


def test_the_share_covered_is_unknown_where_nobody_is() -> None:
    travel = Reached(Goal.TRAVEL, 0, 0)
    assert make_proposal(travel).covered_share == 0.5
    assert math.isnan(make_proposal(travel, covered=0.0, weight=0.0).covered_share)


def test_what_json_has_no_word_for_is_null() -> None:
    plain = make_proposal(Reached(Goal.TRAVEL, 8, math.nan), mean=math.nan).as_json()
    again = json.loads(json.dumps(plain, allow_nan=False))
    assert again == plain
    assert again["mean"] is None
    assert again["goals"] == [{"goal": "travel", "value": 8, "bound": None}]


def test_a_real_one_is_whole_in_json() -> None:
    proposal = propose(make_problem([[1, 9], [9, 2]], zones=1, weight=[1, 5]), model=Model.P_MEDIAN)
    plain = json.loads(json.dumps(proposal.as_json(), allow_nan=False))
    assert plain["chosen"] == ["b"]
    assert plain["allocation"] == [
        {"point": "p0", "zone": "b", "part": 1.0, "cost": 9.0},
        {"point": "p1", "zone": "b", "part": 1.0, "cost": 2.0},
    ]
    assert (plain["mean"], plain["p90"], plain["worst"]) == (pytest.approx(19 / 6), 9.0, 9.0)
