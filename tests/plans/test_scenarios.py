"""Scenarios begin, are named, and are thrown away; none is lost from the record."""

from __future__ import annotations

import pytest

from layers.errors import SettingError
from plans.entry import MAIN, Entry
from plans.events import ScenarioBranched, ScenarioDiscarded, ScenarioNamed, ZonePicked
from plans.scenarios import (
    LONGEST_NAME,
    branching,
    discarding,
    offered,
    renaming,
    scenarios,
)
from plans.state import state
from tests.plans.record_stories import DAY, A, B, C, act, record

BASE = record(act("anna", ZonePicked(A)), act("bruno", ZonePicked(B)))


def branched(
    entries: tuple[Entry, ...], name: str, parent: str = MAIN, *, at: int | None = None
) -> tuple[tuple[Entry, ...], str]:
    """Branch a scenario; give the record and its id."""
    event = branching(entries, name, parent, at=at)
    return record(act("anna", event), after=entries), event.scenario


def test_a_record_has_a_main_plan_from_the_first() -> None:
    (main,) = scenarios(())
    assert (main.id, main.parent, main.begun, main.discarded) == (MAIN, "", None, False)
    assert str(main.label) == "Main plan"


def test_a_scenario_knows_where_when_and_by_whom_it_began() -> None:
    entries, key = branched(BASE, "Without the quays")
    main, other = scenarios(entries)
    assert (main.id, other.id) == (MAIN, key)
    assert (other.name, other.parent, other.at) == ("Without the quays", MAIN, 2)
    assert (other.author, other.begun) == ("anna", entries[-1].at)


def test_scenarios_are_the_same_in_whatever_order_entries_are_given() -> None:
    entries, key = branched(BASE, "One")
    entries = record(act("anna", renaming(entries, key, "First")), after=entries)
    entries, _ = branched(entries, "Two", key)
    assert scenarios(reversed(entries)) == scenarios(entries)
    assert [each.name for each in scenarios(entries)] == ["", "First", "Two"]


def test_a_scenario_goes_its_own_way() -> None:
    entries, key = branched(BASE, "Other", at=1)
    entries = record(act("anna", ZonePicked(C), scenario=key), after=entries)
    assert state(entries, on=DAY).picks == (A, B)
    assert state(entries, on=DAY, scenario=key).picks == (A, C)


def test_a_branch_of_an_empty_record_is_empty() -> None:
    assert branching((), "Early").at == 0
    assert branching(BASE, "Before all", at=0).at == 0


def test_an_act_is_not_cut_in_two_by_a_branch() -> None:
    entries = record(act("anna", ZonePicked(A), ZonePicked(B)), act("anna", ZonePicked(C)))
    assert [branching(entries, "Half", at=at).at for at in (1, 2, 3)] == [2, 2, 3]


@pytest.mark.parametrize("at", [3, -1, 99])
def test_an_entry_that_the_parent_does_not_have_is_refused(at: int) -> None:
    with pytest.raises(SettingError, match="no entry"):
        branching(BASE, "Nowhere", at=at)


def test_an_entry_of_another_scenario_is_not_the_parents() -> None:
    entries, key = branched(BASE, "Other")
    entries = record(act("anna", ZonePicked(C), scenario=key), after=entries)
    with pytest.raises(SettingError, match="no entry 4"):
        branching(entries, "More", at=4)
    assert branching(entries, "More", key, at=4).at == 4


@pytest.mark.parametrize(
    ("name", "words"),
    [("  ", "needs a name"), ("x" * 81, "longer than"), (" without  the QUAYS", "already")],
)
def test_a_name_is_there_short_and_nobody_elses(name: str, words: str) -> None:
    entries, key = branched(BASE, "Without the quays")
    with pytest.raises(SettingError, match=words):
        branching(entries, name)
    entries, other = branched(entries, "x" * LONGEST_NAME)
    with pytest.raises(SettingError, match=words):
        renaming(entries, other, name)
    assert renaming(entries, key, "WITHOUT the quays ").name == "WITHOUT the quays"


def test_a_scenario_that_was_thrown_away_is_kept_and_offered_no_more() -> None:
    entries, key = branched(BASE, "Other")
    entries, child = branched(entries, "Child", key)
    gone = record(act("anna", discarding(entries, key)), after=entries)
    assert [each.discarded for each in scenarios(gone)] == [False, True, False]
    for refused in (
        lambda: offered(gone, key),
        lambda: branching(gone, "Again", key),
        lambda: renaming(gone, key, "Again"),
        lambda: discarding(gone, key),
    ):
        with pytest.raises(SettingError, match=r"“Other” was thrown away"):
            refused()
    assert offered(gone, child).name == "Child"
    assert state(gone, on=DAY, scenario=child).picks == (A, B)
    assert branching(gone, "Other").name == "Other"  # its name is free again


def test_a_scenario_that_never_began_is_not_there() -> None:
    with pytest.raises(SettingError, match="no scenario “nowhere”"):
        branching(BASE, "Other", "nowhere")


def test_the_main_plan_is_neither_named_anew_nor_thrown_away() -> None:
    for refused in (lambda: renaming(BASE, MAIN, "Summer"), lambda: discarding(BASE, MAIN)):
        with pytest.raises(SettingError, match="main plan"):
            refused()
    forged = act("anna", ScenarioDiscarded(MAIN), ScenarioNamed(MAIN, "Summer"))
    assert scenarios(record(forged, after=BASE)) == scenarios(BASE)


def test_what_a_damaged_record_says_of_scenarios_is_read_all_the_same() -> None:
    entries = record(
        act("anna", ScenarioNamed("ghost", "Boo")),
        act("anna", ScenarioDiscarded("ghost")),
        act("anna", ScenarioBranched("one", "One", "one", 5)),
        act("bruno", ScenarioBranched("one", "Two", MAIN, 5)),
        act("bruno", ScenarioBranched(MAIN, "Forged", "one", 5)),
    )
    assert [(each.id, each.name) for each in scenarios(entries)] == [(MAIN, ""), ("one", "One")]
