"""Decisions make a new plan and leave the old one alone; a plan survives being kept as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from gis.demand import DemandEdit
from gis.network.closures import Terms
from gis.screening import Overrule
from gis.standard import Standard
from layers.sources.embedded import read_paris2024
from plans.plan import (
    Plan,
    barred,
    closed_off,
    dropped,
    edited,
    first_plan,
    lifted,
    overruled,
    picked,
    restored,
    withdrawn,
)
from tests.stories import DAY, make_area

SITES = st.sampled_from(["site-a", "site-b", "site-c"])


def make_plan(*picks: str) -> Plan:
    """Give a plan with these picks."""
    return Plan(on=DAY, picks=picks)


def make_overrule(reason: str, site: str = "site-a") -> Overrule:
    """Give an overrule of the perimeter rule."""
    return Overrule(site, "inside-venue-perimeter", reason, "planner", datetime.now(UTC))


def test_a_pick_is_kept_in_order_and_once() -> None:
    assert picked(picked(make_plan("site-a"), "site-b"), "site-a").picks == ("site-a", "site-b")


def test_dropping_what_is_not_picked_changes_nothing() -> None:
    plan = make_plan("site-a")
    assert dropped(plan, "site-z") == plan


@given(st.lists(SITES))
def test_what_is_picked_and_dropped_again_leaves_the_plan_as_it_was(sites: list[str]) -> None:
    plan = make_plan()
    for site in sites:
        plan = picked(plan, site)
    assert dropped(picked(plan, "site-z"), "site-z") == plan


def test_a_ban_takes_the_site_out_of_the_picks() -> None:
    plan = barred(make_plan("site-a"), "site-a", ban=True)
    assert (plan.picks, plan.banned) == ((), ("site-a",))
    assert barred(plan, "site-a", ban=False).banned == ()


def test_the_later_overrule_of_a_verdict_holds_and_can_be_withdrawn() -> None:
    plan = overruled(overruled(make_plan(), make_overrule("first")), make_overrule("second"))
    assert [each.reason for each in plan.overrules] == ["second"]
    assert withdrawn(plan, "site-a", "inside-venue-perimeter").overrules == ()
    assert withdrawn(plan, "site-b", "inside-venue-perimeter") == plan


def test_edits_of_a_point_add_up_and_can_be_given_back() -> None:
    plan = edited(make_plan(), DemandEdit("venue-a", officers=50))
    plan = edited(plan, DemandEdit("venue-a", in_use=False))
    assert plan.edits == (DemandEdit("venue-a", officers=50, in_use=False),)
    assert restored(plan, "venue-a").edits == ()


def test_a_plan_survives_json() -> None:
    plan = Plan(
        on=DAY,
        standard=Standard(cutoff=12, mode="walk", by_kind={"airports": 30}),
        snap_m=250.0,
        hour=8,
        picks=("site-a",),
        banned=("site-b",),
        overrules=(make_overrule("agreed by letter"),),
        edits=(DemandEdit("venue-a", cutoff=5.0),),
        city_halls=("Villebourg",),
    )
    assert Plan.from_json(json.loads(json.dumps(plan.as_json()))) == plan


@pytest.mark.parametrize("field", ["standard", "book", "picks", "on"])
def test_a_plan_without_a_field_is_not_a_plan(field: str) -> None:
    plain = make_plan().as_json()
    del plain[field]
    with pytest.raises(KeyError):
        Plan.from_json(plain)


def test_any_decision_changes_the_plans_id() -> None:
    assert make_plan().digest != make_plan("site-a").digest
    assert make_plan("site-a").digest == make_plan("site-a").digest


def test_a_first_plan_begins_in_the_games_or_on_the_day_of_the_data() -> None:
    assert first_plan(read_paris2024()).on == DAY
    assert first_plan(make_area()).on == make_area().manifest.as_of


def test_each_closure_has_an_id_of_its_own_and_one_is_lifted_alone() -> None:
    quays = Terms("Quays").at(box(2, 48, 3, 49))
    plan = lifted(closed_off(make_plan(), quays, quays), "closure-1")
    plan = closed_off(plan, quays)
    assert [closure.id for closure in plan.closures] == ["closure-2", "closure-1"]
    assert Plan.from_json(json.loads(json.dumps(plan.as_json()))) == plan


def test_a_plan_kept_before_there_were_closures_has_none() -> None:
    plain = make_plan("site-a").as_json()
    del plain["closures"]
    assert Plan.from_json(plain) == make_plan("site-a")


def test_a_plan_kept_before_there_were_hours_opens_in_free_traffic() -> None:
    plain = Plan(on=DAY).as_json()
    del plain["hour"]
    assert Plan.from_json(plain) == Plan(on=DAY)


@pytest.mark.parametrize("hour", [24, -1, "8", 8.0, True])
def test_an_hour_that_is_none_is_refused(hour: object) -> None:
    with pytest.raises(ValueError, match="hour of the day"):
        Plan.from_json(Plan(on=DAY).as_json() | {"hour": hour})
