"""The plan is a function of the record: of its order alone, of what was known, of the scenario."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plans.entry import MAIN, Act, Entry
from plans.events import (
    Event,
    OnRecord,
    Redone,
    ScenarioBranched,
    StandardChanged,
    Undone,
    Unknown,
    ZoneDropped,
    ZoneLocked,
    ZonePicked,
)
from plans.plan import Plan
from plans.state import branch_of, counting, line_of, state
from plans.undo import meet
from tests.plans.record_stories import BEGAN, DAY, A, B, C, act, events, record

AUTHORS = st.sampled_from(["anna", "bruno"])


def plan(entries: tuple[Entry, ...], scenario: str = MAIN) -> Plan:
    """Give the plan of a scenario on the day of the stories."""
    return state(entries, on=DAY, scenario=scenario)


def picks(entries: tuple[Entry, ...], scenario: str = MAIN) -> tuple[str, ...]:
    """Give the picks of a scenario."""
    return plan(entries, scenario).picks


def branch(name: str, at: int, parent: str = MAIN) -> Act:
    """Give the act that branches a scenario."""
    return act("anna", ScenarioBranched(name, name, parent, at))


def independent(some: list[Event]) -> list[Event]:
    """Give the events that meet none of those before them."""
    apart: list[Event] = []
    for event in some:
        if not any(meet(event.touches, other.touches) for other in apart):
            apart.append(event)
    return apart


@st.composite
def histories(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Give a record of acts by two people, some undone and some redone."""
    acts: list[Act] = []
    for number, own in enumerate(draw(st.lists(st.lists(events(), min_size=1, max_size=3)))):
        acts.append(act(draw(AUTHORS), *own, name=f"act-{number}"))
        if draw(st.booleans()):
            name = f"act-{draw(st.integers(0, number))}"
            kind = draw(st.sampled_from([Undone, Redone]))
            acts.append(act("anna", kind(name), name=f"again-{number}"))
    return record(*acts)


def test_an_empty_record_is_an_empty_plan_on_the_day_asked_for() -> None:
    assert plan(()) == Plan(on=DAY)
    assert state((), on=date(2024, 9, 1)).on == date(2024, 9, 1)


@given(st.lists(events(), min_size=2, max_size=12), st.randoms())
def test_independent_decisions_may_arrive_in_any_order(
    some: list[Event], shuffle: random.Random
) -> None:
    apart = independent(some)
    other = apart.copy()
    shuffle.shuffle(other)
    one, two = (record(*(act("anna", each) for each in order)) for order in (apart, other))
    first, second = plan(one), plan(two)
    # An overrule bears the time of its act, and only that differs.
    assert [(o.site_id, o.rule, o.reason) for o in first.overrules] == [
        (o.site_id, o.rule, o.reason) for o in second.overrules
    ]
    assert first.as_json() | {"overrules": []} == second.as_json() | {"overrules": []}


@given(histories(), st.lists(events(), min_size=1, max_size=4), st.integers(0, 30))
def test_what_was_known_at_a_past_moment_never_changes(
    before: tuple[Entry, ...], later: list[Event], minutes: int
) -> None:
    moment = BEGAN + timedelta(minutes=minutes, seconds=30)
    past = tuple(entry for entry in before if entry.at <= moment)
    whole = record(
        *(act("bruno", event) for event in later), act("anna", Undone("act-0")), after=before
    )
    whole = tuple(entry for entry in whole if entry in before or entry.at > moment)
    assert state(whole, on=DAY, as_known_at=moment) == plan(past)


@given(histories(), st.randoms())
def test_entries_may_be_given_in_any_order(
    entries: tuple[Entry, ...], shuffle: random.Random
) -> None:
    mixed = list(entries)
    shuffle.shuffle(mixed)
    assert state(mixed, on=DAY) == plan(entries)


@given(histories(), st.data())
def test_undo_and_then_redo_is_as_if_nothing_had_been(
    before: tuple[Entry, ...], data: st.DataObject
) -> None:
    entries = record(act("anna", ZonePicked(A), name="mine"), after=before)
    plain = {each.act for each in counting(entries) if not isinstance(each.event, OnRecord)}
    name = data.draw(st.sampled_from(sorted(plain)))
    undone = record(act("anna", Undone(name)), after=entries)
    assert plan(record(act("anna", Redone(name)), after=undone)) == plan(entries)
    without = tuple(entry for entry in entries if entry.act != name)
    assert plan(undone) == plan(without)
    assert [each for each in undone if each.act == name]  # still in the record


def test_an_act_of_several_events_is_undone_whole() -> None:
    acts = act("anna", ZonePicked(A), ZonePicked(B), name="both"), act("anna", ZonePicked(C))
    assert picks(record(*acts, act("anna", Undone("both")))) == (C,)


def test_a_pick_that_is_redone_has_its_lock_back() -> None:
    acts = [act("anna", ZonePicked(A), name="pick"), act("bruno", ZoneLocked(A))]
    acts += [act("anna", Undone("pick"))]
    assert plan(record(*acts)).locked == ()
    assert plan(record(*acts, act("anna", Redone("pick")))).locked == (A,)


def test_an_undoing_of_what_is_not_there_changes_nothing() -> None:
    assert picks(record(act("anna", ZonePicked(A)), act("anna", Undone("no-act")))) == (A,)
    own = act("anna", Undone("self"), name="self")
    assert picks(record(act("anna", ZonePicked(A)), own)) == (A,)


def test_what_stands_at_the_very_moment_is_known() -> None:
    entries = record(act("anna", ZonePicked(A)), act("anna", ZonePicked(B), ZonePicked(C)))
    at = entries[1].at
    assert state(entries, on=DAY, as_known_at=at).picks == (A, B, C)
    assert state(entries, on=DAY, as_known_at=at - timedelta(microseconds=1)).picks == (A,)


def test_an_undoing_is_not_known_before_it_was_done() -> None:
    entries = record(act("anna", ZonePicked(A), name="pick"), act("anna", Undone("pick")))
    assert state(entries, on=DAY, as_known_at=entries[0].at).picks == (A,)
    assert picks(entries) == ()


def test_an_event_that_is_not_known_changes_nothing() -> None:
    strange = Unknown("zone-painted", {"site": A})
    assert picks(record(act("anna", ZonePicked(A)), act("bruno", strange))) == (A,)


def test_one_setting_leaves_the_others_alone() -> None:
    entries = record(
        act("anna", StandardChanged({"unit": "metres", "cutoff": 900})),
        act("bruno", StandardChanged({"hour": 8})),
    )
    found = plan(entries)
    assert (found.standard.unit, found.standard.cutoff, found.hour) == ("metres", 900, 8)


# -- scenarios --


def test_a_branch_has_its_parents_entries_up_to_the_branch_and_not_after() -> None:
    entries = record(
        act("anna", ZonePicked(A)),
        branch("other", at=1),
        act("anna", ZonePicked(B)),
        act("bruno", ZonePicked(C), scenario="other"),
    )
    assert (picks(entries), picks(entries, "other")) == ((A, B), (A, C))


def test_a_branch_of_a_branch_has_no_more_of_the_first_than_its_parent() -> None:
    entries = record(
        act("anna", ZonePicked(A)),
        branch("one", at=1),
        act("anna", ZonePicked(B)),
        act("anna", ZonePicked(C), scenario="one"),
        branch("two", at=4, parent="one"),
        act("anna", ZoneDropped(C), scenario="one"),
        act("anna", ZoneDropped(A), scenario="two"),
    )
    assert (picks(entries, "one"), picks(entries, "two")) == ((A,), (C,))


def test_a_branch_before_its_parents_own_entries_has_those_of_the_first_alone() -> None:
    entries = record(
        act("anna", ZonePicked(A)),
        act("anna", ZonePicked(B)),
        branch("one", at=2),
        act("anna", ZonePicked(C), scenario="one"),
        branch("two", at=1, parent="one"),
    )
    assert picks(entries, "two") == (A,)


def test_undoing_in_a_branch_leaves_the_main_plan_alone_and_the_reverse() -> None:
    entries = record(
        act("anna", ZonePicked(A), name="pick-a"),
        act("anna", ZonePicked(B), name="pick-b"),
        branch("other", at=2),
        act("anna", Undone("pick-a"), scenario="other"),
        act("anna", Undone("pick-b")),
    )
    assert (picks(entries), picks(entries, "other")) == ((A,), (B,))


def test_a_scenario_that_never_began_is_empty() -> None:
    assert picks(record(act("anna", ZonePicked(A))), "nowhere") == ()
    assert branch_of((), "nowhere") is None


def test_a_scenario_is_not_known_before_it_was_branched() -> None:
    entries = record(act("anna", ZonePicked(A)), branch("other", at=1))
    assert state(entries, on=DAY, as_known_at=entries[0].at, scenario="other").picks == ()


def test_scenarios_that_are_each_others_parents_are_not_followed_for_ever() -> None:
    entries = record(
        act("anna", ZonePicked(A)),
        branch("one", at=99, parent="two"),
        branch("two", at=99, parent="one"),
        branch("three", at=99, parent="three"),
        act("anna", ZonePicked(B), scenario="one"),
        act("anna", ZonePicked(C), scenario="two"),
    )
    assert picks(entries, "one") == (B,)
    assert picks(entries, "two") == (C,)
    assert picks(entries, "three") == ()


def test_the_main_plan_is_nobodys_branch() -> None:
    entries = record(act("anna", ZonePicked(A)), branch(MAIN, at=0, parent="other"))
    assert picks(entries) == (A,)
    assert line_of(entries) == entries


def test_a_thousand_scenarios_deep_is_not_too_deep() -> None:
    names = [MAIN, *(f"s{n}" for n in range(1_200))]
    acts = [branch(name, at=n, parent=names[n]) for n, name in enumerate(names[1:])]
    entries = record(act("anna", ZonePicked(A)), *acts)
    assert picks(entries, names[-1]) == ()
    assert branch_of(entries, "s7") == ScenarioBranched("s7", "s7", "s6", 7)


def test_the_first_of_two_branches_of_one_name_counts() -> None:
    entries = record(
        act("anna", ZonePicked(A)),
        branch("other", at=1),
        act("anna", ZonePicked(B)),
        branch("other", at=3),
    )
    assert picks(entries, "other") == (A,)
