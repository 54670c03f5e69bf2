"""Every kind of event: what it does to a plan, how it is told, how it survives the record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given

from gis.demand import DemandEdit
from gis.screening import RULES, Overrule
from gis.standard import Standard
from i18n import Language
from layers.errors import SettingError
from plans.entry import Act
from plans.events import (
    KINDS,
    BanLifted,
    CityHallsNamed,
    ClaimAdded,
    ClaimChanged,
    ClaimLifted,
    ClosureAdded,
    ClosureLifted,
    Event,
    ForceRecorded,
    OnRecord,
    OverruleWithdrawn,
    PlanTakenIn,
    PointEdited,
    PointRestored,
    ProposalTaken,
    RuleSet,
    SiteBanned,
    Stamp,
    StandardChanged,
    Unknown,
    VerdictOverruled,
    ZoneAnnounced,
    ZoneClosed,
    ZoneDropped,
    ZoneLocked,
    ZoneOpened,
    ZonePicked,
    kind_of,
    read_event,
)
from plans.plan import Opening, Plan
from plans.setting import SETTING_NAMES, settings_of
from tests.plans.record_stories import (
    DAY,
    EXAMPLES,
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

BY = Stamp("act-1", "anna", datetime(2024, 7, 1, tzinfo=UTC), "a reason")
LATER = date(2024, 8, 10)


def kept(event: Event) -> Event:
    """Give an event as it comes back from the record."""
    return read_event(kind_of(event), json.loads(json.dumps(event.as_json())))


def test_every_kind_has_an_example() -> None:
    assert {kind_of(event) for event in EXAMPLES} == set(KINDS)


@pytest.mark.parametrize("event", EXAMPLES, ids=kind_of)
def test_an_event_comes_back_from_the_record_as_it_went(event: Event) -> None:
    assert kept(event) == event


@given(events())
def test_any_decision_comes_back_from_the_record_as_it_went(event: Event) -> None:
    assert kept(event) == event


@pytest.mark.parametrize("event", EXAMPLES, ids=kind_of)
@pytest.mark.parametrize("code", ["fr", "en"])
def test_an_event_is_told_in_both_languages(event: Event, code: str) -> None:
    told = Language.of(code).say(event.told(lambda key: f"<{key}>"))
    assert told
    assert "{" not in told


@pytest.mark.parametrize("event", EXAMPLES, ids=kind_of)
def test_an_event_says_what_it_touches(event: Event) -> None:
    assert event.touches


@pytest.mark.parametrize("name", SETTING_NAMES)
def test_every_setting_is_told_by_its_name(name: str) -> None:
    values = settings_of(Plan(on=DAY, standard=Standard(by_point={STADE: 9})))
    changed = StandardChanged({name: values[name]})
    assert Language.of("en").say(SETTING_NAMES[name]) in str(changed.told(str))


def test_a_word_that_is_not_known_is_kept_and_changes_nothing() -> None:
    event = read_event("zone-painted", {"site": A, "colour": ["red", 1]})
    assert isinstance(event, Unknown)
    assert kept(event) == event
    assert event.applied(Plan(on=DAY, picks=(A,)), BY) == Plan(on=DAY, picks=(A,))
    assert "zone-painted" in str(event.told(str))


TAKEN = Plan(on=DAY, picks=(B,)).as_json()
OVERRULE = Overrule(A, RULE, "lent", "anna", BY.at)
BROKEN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("zone-picked", {}),
    ("zone-picked", {"site": 5}),
    ("zone-picked", {"site": A, "more": 1}),
    ("zone-locked", {"site": A, "locked": "no"}),
    ("zone-opened", {"site": A, "on": "27/07/2024"}),
    ("zone-opened", {"site": None, "on": "2024-07-27"}),
    ("proposal-taken", {"picks": "site-a", "drops": [], "proposal": {}}),
    ("proposal-taken", {"picks": [1], "drops": [], "proposal": {}}),
    ("verdict-overruled", {"site": A, "rule": "no-such-rule", "source": ""}),
    ("rule-set", {"rule": RULE, "severity": "shout", "params": None}),
    ("rule-set", {"rule": RULE, "severity": None, "params": {"rule": 1}}),
    ("city-halls-named", {"names": "Paris"}),
    ("claim-added", {"claim": make_claim().as_json() | {"holder": "nobody"}}),
    ("claim-added", {"claim": make_claim().as_json() | {"id": "Claim 7"}}),
    ("claim-added", {"claim": make_claim().as_json() | {"radius_m": -1}}),
    ("claim-added", {"claim": make_claim().as_json() | {"id": 7}}),
    ("claim-added", {"claim": make_claim().as_json() | {"wkt": "POINT (400 48)"}}),
    ("closure-added", {"closure": make_closure().as_json() | {"wkt": "POINT (1 1)"}}),
    ("closure-added", {"closure": make_closure().as_json() | {"id": 5}}),
    ("point-edited", {"edit": {"id": STADE, "officers": 1.5}}),
    ("point-edited", {"edit": {"id": STADE, "in_use": "yes"}}),
    ("point-edited", {"edit": {"id": 5}}),
    ("force-event", {"force": {"unit": "CRS 8"}}),
    ("force-event", {"force": arrives("CRS 8").as_json() | {"point": ["x"]}}),
    ("force-event", {"force": arrives("CRS 8").as_json() | {"strength": {"officers": -1}}}),
    ("standard-changed", {"changes": {"cutoff": 10**400}}),
    ("standard-changed", {"changes": ["cutoff"]}),
    ("scenario-branched", {"scenario": "s", "name": "n", "parent": "main", "at": "3"}),
    ("plan-taken-in", {"plan": {"format": 99}}),
    ("plan-taken-in", {"plan": TAKEN | {"openings": [Opening(A).as_json() | {"site": 5}]}}),
    ("plan-taken-in", {"plan": TAKEN | {"overrules": [OVERRULE.as_json() | {"site_id": 5}]}}),
)


@pytest.mark.parametrize(("kind", "body"), BROKEN)
def test_a_body_that_is_broken_is_kept_and_changes_nothing(kind: str, body: dict[str, Any]) -> None:
    event = read_event(kind, body)
    assert isinstance(event, Unknown)
    assert kind_of(event) == kind
    assert event.as_json() == body
    assert plan_of(event, ZonePicked(A)).picks == (A,)


@pytest.mark.parametrize(
    "event",
    [
        ZoneDropped(A),
        SiteBanned(A),
        ZoneClosed(A, DAY),
        VerdictOverruled(A, RULE),
        ClaimChanged(make_claim()),
        ClaimLifted("claim-7"),
        ClosureLifted("closure-1"),
        ProposalTaken((), (A,), {}),
    ],
    ids=kind_of,
)
def test_an_overrule_or_a_removal_wants_a_reason(event: Event) -> None:
    with pytest.raises(SettingError, match="reason"):
        Act("anna", (ZonePicked(B), event), reason="  ")
    assert Act("anna", (event,), reason=" asked by the mayor ").reason == "asked by the mayor"


@given(events())
def test_a_decision_can_be_applied_to_any_plan_and_leaves_the_old_one_alone(event: Event) -> None:
    plan = plan_of(ZonePicked(A), SiteBanned(B), ForceRecorded(arrives("CRS 8")))
    before = json.dumps(plan.as_json())
    event.applied(plan, BY)
    event.applied(Plan(on=DAY), replace(BY, reason=" "))
    assert json.dumps(plan.as_json()) == before


# -- zones --


def test_what_is_decided_on_a_zone_goes_with_it() -> None:
    decided = (ZonePicked(A), ZoneLocked(A), ZoneAnnounced(A), ZoneOpened(A, DAY))
    plan = plan_of(*decided)
    assert (plan.locked, plan.announced, plan.openings) == ((A,), (A,), (Opening(A, DAY),))
    for gone in (ZoneDropped(A), SiteBanned(A), ProposalTaken((), (A,), {})):
        plan = plan_of(*decided, gone, BanLifted(A), ZonePicked(A))
        assert plan == Plan(on=DAY, picks=(A,))


@pytest.mark.parametrize(
    "event", [ZoneLocked(A), ZoneAnnounced(A), ZoneOpened(A, DAY), ZoneClosed(A, DAY)], ids=kind_of
)
def test_what_is_decided_on_a_site_that_is_no_zone_counts_for_nothing(event: Event) -> None:
    assert plan_of(event, ZonePicked(A)) == Plan(on=DAY, picks=(A,))


def test_a_lock_and_an_announcement_are_taken_back() -> None:
    plan = plan_of(ZonePicked(A), ZoneLocked(A), ZoneAnnounced(A))
    back = (ZoneLocked(A, locked=False), ZoneAnnounced(A, announced=False))
    for event in back:
        plan = event.applied(plan, BY)
    assert plan == Plan(on=DAY, picks=(A,))


def test_a_zone_opens_closes_and_opens_again() -> None:
    plan = plan_of(ZonePicked(A), ZoneOpened(A, DAY), ZoneClosed(A, LATER))
    assert plan.openings == (Opening(A, DAY, LATER),)
    assert [plan.openings[0].serves(day) for day in (DAY, date(2024, 8, 9), LATER)] == [
        True,
        True,
        False,
    ]
    assert ZoneOpened(A, LATER).applied(plan, BY).openings == (Opening(A, LATER),)


def test_a_zone_that_never_opened_is_closed_from_a_day_on() -> None:
    assert plan_of(ZonePicked(A), ZoneClosed(A, LATER)).openings == (Opening(A, None, LATER),)


def test_a_ban_is_lifted_and_does_not_pick_again() -> None:
    plan = plan_of(ZonePicked(A), SiteBanned(A))
    assert (plan.picks, plan.banned) == ((), (A,))
    assert BanLifted(A).applied(plan, BY) == Plan(on=DAY)


def test_a_proposal_drops_picks_and_leaves_the_rest() -> None:
    plan = plan_of(ZonePicked(A), ZonePicked(B), ProposalTaken((C,), (A,), {"any": "thing"}))
    assert plan.picks == (B, C)


# -- verdicts, rules and claims --


def test_an_overrule_bears_author_time_and_reason_of_its_act() -> None:
    overrule = VerdictOverruled(A, RULE, "the register").applied(Plan(on=DAY), BY).overrules[0]
    assert (overrule.author, overrule.at, overrule.reason) == ("anna", BY.at, "a reason")
    assert overrule.source == "the register"


def test_an_overrule_of_a_damaged_record_without_a_reason_still_reads() -> None:
    plan = VerdictOverruled(A, RULE).applied(Plan(on=DAY), replace(BY, reason="  "))
    assert plan.overrules[0].reason == "?"
    assert OverruleWithdrawn(A, RULE).applied(plan, BY) == Plan(on=DAY)


def test_a_rule_set_without_anything_stays_as_it_is() -> None:
    asked = plan_of(RuleSet(RULE, "ask"))
    assert asked.book[RULE].severity == "ask"
    assert RuleSet(RULE).applied(asked, BY) == asked


def test_a_rule_that_is_not_there_cannot_be_set_or_overruled() -> None:
    for make in (RuleSet, lambda rule: VerdictOverruled(A, rule)):
        with pytest.raises(SettingError, match="no-rule"):
            make("no-rule")


def test_every_rule_can_be_overruled_and_told() -> None:
    for rule in RULES:
        assert A in str(VerdictOverruled(A, rule).told(str))


def test_city_halls_are_named_and_given_back() -> None:
    plan = plan_of(CityHallsNamed(("Villebourg",)))
    assert plan.city_halls == ("Villebourg",)
    assert CityHallsNamed(None).applied(plan, BY).city_halls is None


def test_a_claim_is_added_changed_lifted_and_added_again() -> None:
    plan = plan_of(ClaimAdded(make_claim()), ClaimChanged(make_claim(name="Show")))
    assert [claim.name for claim in plan.claims] == ["Show"]
    plan = ClaimLifted("claim-7").applied(plan, BY)
    assert (plan.claims, plan.lifted_claims) == ((), ("claim-7",))
    plan = ClaimAdded(make_claim()).applied(plan, BY)
    assert (len(plan.claims), plan.lifted_claims) == (1, ())


# -- ground --


def test_a_closure_is_added_once_and_lifted() -> None:
    plan = plan_of(ClosureAdded(make_closure()), ClosureAdded(make_closure(name="Bridges")))
    assert [closure.name for closure in plan.closures] == ["Bridges"]
    assert ClosureLifted("closure-1").applied(plan, BY) == Plan(on=DAY)


def test_edits_of_a_place_add_up_until_it_is_restored() -> None:
    officers, use = DemandEdit(STADE, officers=9), DemandEdit(STADE, in_use=False)
    plan = plan_of(PointEdited(officers), PointEdited(use))
    assert plan.edits == (DemandEdit(STADE, officers=9, in_use=False),)
    assert PointRestored(STADE).applied(plan, BY) == Plan(on=DAY)


def test_a_plan_taken_in_stands_for_all_before_and_is_looked_at_on_our_day() -> None:
    other = Plan(on=LATER, picks=(B,), hour=8)
    assert plan_of(ZonePicked(A), PlanTakenIn(other)) == Plan(on=DAY, picks=(B,), hour=8)


def test_a_unit_of_measure_touches_every_cutoff() -> None:
    metres = StandardChanged({"unit": "metres"}).touches
    for name in ("cutoff", "by_kind", "by_point"):
        assert metres & StandardChanged({name: settings_of(Plan(on=DAY))[name]}).touches
    assert not metres & StandardChanged({"hour": 9}).touches


@pytest.mark.parametrize("event", [e for e in EXAMPLES if isinstance(e, OnRecord)], ids=kind_of)
def test_an_event_on_the_record_changes_no_plan_by_itself(event: Event) -> None:
    plan = Plan(on=DAY, picks=(A,))
    assert event.applied(plan, BY) == plan
