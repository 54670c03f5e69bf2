"""Undo and redo as people expect them, and who is shown what another did first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.strength import Strength
from plans.entry import Act, Entry
from plans.events import (
    EVERYTHING,
    ForceRecorded,
    PlanTakenIn,
    Redone,
    ScenarioNamed,
    SiteBanned,
    Undone,
    Unknown,
    ZoneDropped,
    ZoneLocked,
    ZonePicked,
)
from plans.forces import ForceEvent, Move
from plans.plan import Plan
from plans.state import state
from plans.undo import built_on, conflicting, meet, redoable, undoable
from tests.plans.record_stories import DAY, A, B, C, act, record

PICK_A, PICK_B, PICK_C = (
    act("anna", ZonePicked(site), name=f"pick-{site[-1]}") for site in (A, B, C)
)


def undo(name: str, author: str = "anna") -> Act:
    """Give the act of undoing another."""
    return act(author, Undone(name))


def redo(name: str, author: str = "anna") -> Act:
    """Give the act of redoing another."""
    return act(author, Redone(name))


def test_nothing_to_undo_or_redo_in_an_empty_record() -> None:
    assert undoable((), "anna") is None
    assert redoable((), "anna") is None


def test_undo_twice_and_redo_twice() -> None:
    line = record(PICK_A, PICK_B)
    assert undoable(line, "anna") == "pick-b"
    line = record(undo("pick-b"), after=line)
    assert (undoable(line, "anna"), redoable(line, "anna")) == ("pick-a", "pick-b")
    line = record(undo("pick-a"), after=line)
    assert (undoable(line, "anna"), redoable(line, "anna")) == (None, "pick-a")
    line = record(redo("pick-a"), after=line)
    assert (undoable(line, "anna"), redoable(line, "anna")) == ("pick-a", "pick-b")
    line = record(redo("pick-b"), after=line)
    assert (undoable(line, "anna"), redoable(line, "anna")) == ("pick-b", None)


def test_something_new_ends_what_could_be_redone() -> None:
    line = record(PICK_A, undo("pick-a"), PICK_B)
    assert redoable(line, "anna") is None
    line = record(undo("pick-b"), after=line)
    assert redoable(line, "anna") == "pick-b"
    line = record(redo("pick-b"), undo("pick-b"), redo("pick-b"), after=line)
    assert (undoable(line, "anna"), redoable(line, "anna")) == ("pick-b", None)


def test_something_new_ends_it_even_where_a_chief_has_undone_that_since() -> None:
    line = record(PICK_A, undo("pick-a"), PICK_B, undo("pick-b", author="chief"))
    assert redoable(line, "anna") is None


def test_everybody_has_their_own_undo() -> None:
    line = record(PICK_A, act("bruno", ZonePicked(B), name="brunos"))
    assert (undoable(line, "anna"), undoable(line, "bruno")) == ("pick-a", "brunos")
    line = record(undo("pick-a"), after=line)
    assert (redoable(line, "anna"), redoable(line, "bruno")) == ("pick-a", None)


def test_naming_a_scenario_is_not_what_undo_undoes() -> None:
    line = record(PICK_A, act("anna", ScenarioNamed("main", "Ours")))
    assert undoable(line, "anna") == "pick-a"


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=25))
def test_undo_and_redo_are_a_stack(clicks: list[str]) -> None:
    """Against the plainest stack there is: two lists."""
    line: tuple[Entry, ...] = ()
    done: list[str] = []
    gone: list[str] = []
    for number, click in enumerate(clicks):
        if click == "do":
            name = f"act-{number}"
            line = record(act("anna", ZonePicked(f"site-{number}"), name=name), after=line)
            done, gone = [*done, name], []
        elif click == "undo" and done:
            line = record(undo(done[-1]), after=line)
            gone.append(done.pop())
        elif click == "redo" and gone:
            line = record(redo(gone[-1]), after=line)
            done.append(gone.pop())
        assert undoable(line, "anna") == (done[-1] if done else None)
        assert redoable(line, "anna") == (gone[-1] if gone else None)
    assert len(state(line, on=DAY).picks) == len(done)


# -- built on --


def test_what_another_did_with_it_since_is_built_on_it() -> None:
    line = record(PICK_A, act("bruno", ZoneLocked(A), name="lock"), act("bruno", ZonePicked(B)))
    assert [entry.act for entry in built_on(line, "pick-a")] == ["lock"]
    assert built_on(line, "lock") == ()
    assert built_on(line, "no-act") == ()


def test_what_one_did_oneself_or_another_undid_is_not_built_on_it() -> None:
    mine = record(PICK_A, act("anna", ZoneLocked(A)))
    assert built_on(mine, "pick-a") == ()
    taken_back = record(PICK_A, act("bruno", ZoneLocked(A), name="lock"), undo("lock", "bruno"))
    assert built_on(taken_back, "pick-a") == ()


def test_a_plan_taken_in_or_an_unknown_event_is_built_on_everything() -> None:
    for event in (PlanTakenIn(Plan(on=DAY)), Unknown("zone-painted", {})):
        assert len(built_on(record(PICK_A, act("bruno", event)), "pick-a")) == 1


# -- meanwhile --


def test_two_who_decide_on_different_things_both_succeed() -> None:
    assert conflicting(PICK_A, record(act("bruno", ZonePicked(B)))) == ()


def test_the_second_to_decide_on_the_same_is_shown_the_first() -> None:
    since = record(act("bruno", SiteBanned(A), name="ban"), act("bruno", ZonePicked(B)))
    assert [entry.act for entry in conflicting(PICK_A, since)] == ["ban"]


def test_two_who_decide_the_same_agree() -> None:
    assert conflicting(PICK_A, record(act("bruno", ZonePicked(A)))) == ()


def test_two_who_reinforce_a_unit_by_one_telex_do_not_double_it() -> None:
    more = ForceRecorded(ForceEvent("CRS 8", Move.REINFORCED, DAY, strength=Strength(20)))
    since = record(act("bruno", more))
    assert conflicting(act("anna", more), since) == since


def test_what_one_did_in_another_window_or_scenario_is_no_conflict() -> None:
    assert conflicting(PICK_A, record(act("anna", SiteBanned(A)))) == ()
    assert conflicting(PICK_A, record(act("bruno", SiteBanned(A), scenario="other"))) == ()


def test_what_another_undid_meanwhile_is_decided_on_too() -> None:
    before = record(act("bruno", ZonePicked(A), name="brunos"))
    whole = record(undo("brunos", author="bruno"), after=before)
    lock = act("anna", ZoneLocked(A))
    assert [e.event for e in conflicting(lock, whole[1:], record=whole)] == [Undone("brunos")]
    assert conflicting(act("anna", ZoneLocked(B)), whole[1:], record=whole) == ()


@pytest.mark.parametrize("kind", [Undone, Redone])
def test_undoing_runs_over_what_another_decided_meanwhile(kind: type[Undone | Redone]) -> None:
    whole = record(
        PICK_A, act("anna", ZoneDropped(A), name="drop"), act("bruno", ZonePicked(A), name="again")
    )
    found = conflicting(act("anna", kind("drop")), whole[2:], record=whole)
    assert [entry.act for entry in found] == ["again"]


def test_everything_meets_anything_and_nothing_meets_nothing() -> None:
    some = frozenset({"site:a"})
    assert meet(some, frozenset({EVERYTHING}))
    assert meet(frozenset({EVERYTHING}), some)
    assert not meet(frozenset(), frozenset({EVERYTHING}))
    assert not meet(some, frozenset({"site:b"}))
