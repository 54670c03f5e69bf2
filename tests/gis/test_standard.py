"""The service standard: what it accepts, and which cutoff counts for whom."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gis.demand import DemandEdit, edited
from gis.standard import Standard
from layers.errors import SettingError, UnknownIdError
from tests.gis.travel_stories import make_demand


@pytest.mark.parametrize(
    ("cutoff", "told"),
    [
        (0, "serves nobody"),
        (-5, "serves nobody"),
        (float("nan"), "“nan” is no cutoff"),
        (float("inf"), "“inf” is no cutoff"),
    ],
)
def test_a_cutoff_that_serves_nobody_is_refused(cutoff: float, told: str) -> None:
    """For everyone, for a kind, and for one point alike."""
    for setting in (
        {"cutoff": cutoff},
        {"by_kind": {"venues": cutoff}},
        {"by_point": {"gare": cutoff}},
    ):
        with pytest.raises(SettingError, match=told):
            Standard(**setting)


@pytest.mark.parametrize(
    "setting", [{"unit": "miles"}, {"mode": "swim"}, {"by_kind": {"harbours": 5}}]
)
def test_a_word_it_does_not_know_is_refused_with_those_it_does(setting: dict[str, Any]) -> None:
    """The remedy lists them."""
    with pytest.raises(SettingError, match="Use one of"):
        Standard(**setting)


def test_the_narrower_cutoff_wins() -> None:
    """One point's over the planner's edit, that over its kind's, that over everyone's."""
    demand = edited(make_demand({"a": 1, "b": 1, "c": 1}), [DemandEdit("b", cutoff=7)])
    standard = Standard(20, by_kind={"stations": 10}, by_point={"a": 5})
    assert standard.cutoffs(demand.frame).tolist() == [5, 7, 10]
    both = Standard(20, by_point={"b": 3})
    assert both.cutoffs(demand.frame).tolist() == [20, 3, 20]


def test_a_cutoff_for_a_point_that_is_not_there_is_named() -> None:
    """A misspelt id would otherwise change nothing, and nobody would know."""
    with pytest.raises(UnknownIdError, match="gare-du-nrod"):
        Standard(by_point={"gare-du-nrod": 5}).cutoffs(make_demand({"gare-du-nord": 1}).frame)


def test_it_survives_json() -> None:
    """A plan keeps it."""
    standard = Standard(900, unit="metres", mode="walk", by_kind={"venues": 600}, by_point={"a": 1})
    assert Standard.from_json(json.loads(json.dumps(standard.as_json()))) == standard


def test_a_whole_number_is_a_cutoff_like_any_other() -> None:
    standard = Standard(cutoff=15, by_kind={"venues": 5}, by_point={"gare": 7})
    held = [standard.cutoff, *standard.by_kind.values(), *standard.by_point.values()]
    assert [type(each) for each in held] == [float] * 3


def test_it_keeps_its_own_copy() -> None:
    """What the caller does to the mapping afterwards is no business of a frozen value."""
    kinds = {"venues": 5.0}
    standard = Standard(by_kind=kinds)
    kinds["venues"] = 50.0
    assert standard.by_kind == {"venues": 5.0}
