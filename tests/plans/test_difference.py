"""Two plans side by side: what differs is told, and picks are carried across."""

from __future__ import annotations

from datetime import date
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.demand import DemandEdit
from i18n import Language
from plans.difference import Change, Subject, compare, merging
from plans.events import (
    CityHallsNamed,
    ClaimAdded,
    ClaimChanged,
    ClaimLifted,
    ClosureAdded,
    Event,
    ForceRecorded,
    OverruleWithdrawn,
    PointEdited,
    ProposalTaken,
    RuleSet,
    SiteBanned,
    Stamp,
    StandardChanged,
    VerdictOverruled,
    ZoneAnnounced,
    ZoneClosed,
    ZoneDropped,
    ZoneLocked,
    ZoneOpened,
    ZonePicked,
    kind_of,
)
from plans.plan import Plan
from tests.plans.record_stories import (
    BEGAN,
    DAY,
    RULE,
    STADE,
    A,
    B,
    C,
    arrives,
    events,
    make_claim,
    make_closure,
    plan_of,
)

BY = Stamp("act-1", "anna", BEGAN, "a reason")
plans = st.lists(events(), max_size=15).map(lambda some: plan_of(*some))


def after(plan: Plan, *done: Event) -> Plan:
    """Give a plan after events."""
    return reduce(lambda before, event: event.applied(before, BY), done, plan)


def told(first: Plan, second: Plan) -> list[str]:
    """Tell how two plans differ."""
    return [str(message) for message in compare(first, second).told(str)]


@given(plans)
def test_a_plan_differs_from_itself_in_nothing(plan: Plan) -> None:
    diff = compare(plan, plan)
    assert (diff.changes, diff.added, diff.dropped) == ((), (), ())
    assert diff.kept == plan.picks
    assert merging(diff) == ()


@given(plans, plans)
def test_two_plans_differ_in_nothing_only_where_they_are_the_same(one: Plan, two: Plan) -> None:
    assert (compare(one, two).changes == ()) == (one.in_order == two.in_order)


@given(plans, plans)
def test_the_difference_turned_round_is_the_same_difference(one: Plan, two: Plan) -> None:
    there, back = compare(one, two), compare(two, one)
    assert (there.added, there.dropped, there.kept) == (back.dropped, back.added, back.kept)
    assert [(c.subject, c.key, c.before, c.after) for c in there.changes] == [
        (c.subject, c.key, c.after, c.before) for c in back.changes
    ]


@given(plans, plans)
def test_every_difference_is_told_in_both_languages(one: Plan, two: Plan) -> None:
    diff = compare(one, two)
    for code in ("fr", "en"):
        sentences = [Language.of(code).say(message) for message in diff.told(str)]
        assert len(sentences) == len(diff.changes)
        assert all(sentences)


@given(plans, plans)
def test_merging_everything_gives_the_same_picks(one: Plan, two: Plan) -> None:
    merged = after(one, *merging(compare(one, two)))
    assert merged.in_order.picks == two.picks
    assert set(compare(one, two).kept) <= set(merged.picks)


@given(plans, plans, st.sets(st.sampled_from([A, B, C])))
def test_merging_chosen_sites_leaves_the_others_alone(
    one: Plan, two: Plan, sites: set[str]
) -> None:
    merged = after(one, *merging(compare(one, two), sites))
    for site in (A, B, C):
        source = two if site in sites else one
        assert (site in merged.picks) == (site in source.picks)


def test_a_drop_that_is_carried_wants_a_reason_as_any() -> None:
    carried = merging(compare(plan_of(ZonePicked(A)), plan_of(ZonePicked(B))))
    assert carried == (ZoneDropped(A), ZonePicked(B))
    assert any(event.wants_reason for event in carried)


def test_zones_kept_added_and_dropped() -> None:
    diff = compare(plan_of(ZonePicked(A), ZonePicked(B)), plan_of(ZonePicked(B), ZonePicked(C)))
    assert (diff.kept, diff.added, diff.dropped) == ((B,), (C,), (A,))


def test_the_day_looked_at_is_no_difference() -> None:
    assert compare(Plan(on=DAY), Plan(on=date(2024, 8, 8))).changes == ()


BASE = plan_of(ZonePicked(A), ClaimAdded(make_claim()), ClosureAdded(make_closure()))


@pytest.mark.parametrize(
    ("event", "subject"),
    [
        (ZonePicked(B), Subject.ZONE),
        (ZoneLocked(A), Subject.LOCK),
        (ZoneAnnounced(A), Subject.ANNOUNCEMENT),
        (ZoneOpened(A, DAY), Subject.OPENING),
        (ZoneClosed(A, DAY), Subject.OPENING),
        (SiteBanned(B), Subject.BAN),
        (ProposalTaken((C,), (), {}), Subject.ZONE),
        (VerdictOverruled(A, RULE), Subject.OVERRULE),
        (RuleSet(RULE, "ignore"), Subject.RULE),
        (CityHallsNamed(("Villebourg",)), Subject.CITY_HALLS),
        (ClaimAdded(make_claim("claim-8")), Subject.CLAIM),
        (ClaimChanged(make_claim(name="Show")), Subject.CLAIM),
        (ClaimLifted("claim-7"), Subject.CLAIM),
        (ClaimLifted("claim-of-the-data"), Subject.CLAIM),
        (ClosureAdded(make_closure("closure-2")), Subject.CLOSURE),
        (PointEdited(DemandEdit(STADE, officers=9)), Subject.POINT),
        (ForceRecorded(arrives("CRS 8")), Subject.UNIT),
        (StandardChanged({"cutoff": 20}), Subject.SETTING),
        (StandardChanged({"season": ["2024-07-01", "2024-07-02"]}), Subject.SETTING),
    ],
    ids=lambda value: kind_of(value) if isinstance(value, Event) else str(value),
)
def test_one_decision_is_one_difference(event: Event, subject: Subject) -> None:
    diff = compare(BASE, after(BASE, event))
    assert [change.subject for change in diff.changes] == [subject]
    assert compare(after(BASE, event), BASE).changes[0].subject == subject


def test_an_overrule_that_only_one_has_is_told_by_rule_and_site() -> None:
    overruled = after(BASE, VerdictOverruled(A, RULE))
    assert told(BASE, overruled) == [str(VerdictOverruled(A, RULE).told(str))]
    assert told(overruled, BASE) == [str(OverruleWithdrawn(A, RULE).told(str))]


def test_days_units_claims_closures_and_settings_are_told_in_words() -> None:
    days = after(BASE, ZoneOpened(A, DAY), ZoneClosed(A, date(2024, 8, 10)))
    assert told(BASE, days) == [
        "“site-a” serves from 2024-07-27 to 2024-08-09, and not on every day"
    ]
    assert told(after(BASE, ZoneClosed(A, DAY)), after(BASE, ZoneOpened(A, DAY))) == [
        "“site-a” serves from 2024-07-27 on, and not until 2024-07-26"
    ]
    unit = after(BASE, ForceRecorded(arrives("CRS 8")))
    assert told(BASE, unit) == [
        "Unit “CRS 8”: CRS 8 (80 officers) arrives at “venue-stade” on 2024-07-27"
    ]
    assert told(unit, BASE) == ["Unit “CRS 8”: no movements"]
    assert told(BASE, plan_of(ZonePicked(A))) == [
        "Claim “claim-7” as in the data",
        "Closure “Quays” lifted",
    ]
    assert told(BASE, after(BASE, StandardChanged({"hour": 8}))) == ["hour: 8 instead of None"]


def test_a_zone_that_was_closed_before_all_time_is_told_all_the_same() -> None:
    assert len(told(BASE, after(BASE, ZoneClosed(A, date.min)))) == 1


def test_the_order_in_which_units_were_recorded_is_no_difference() -> None:
    forces = [ForceRecorded(arrives(unit)) for unit in ("CRS 8", "CRS 9")]
    assert compare(after(BASE, *forces), after(BASE, *reversed(forces))).changes == ()


def test_changes_are_found_by_their_subject() -> None:
    diff = compare(BASE, after(BASE, ZonePicked(B), ZoneLocked(B), SiteBanned(C)))
    assert diff.of(Subject.LOCK, Subject.BAN) == (
        Change(Subject.LOCK, B, None, after=True),
        Change(Subject.BAN, C, None, after=True),
    )
