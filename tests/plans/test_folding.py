"""A plan that is taken on from where it was is the plan that the whole record gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from plans.chain import FIRST, sealed
from plans.entry import MAIN, Entry
from plans.events import Redone, ScenarioBranched, Undone, ZonePicked
from plans.folding import Folds
from plans.state import state
from tests.plans.record_stories import DAY, A, B, C, act, record
from tests.plans.test_state import histories

OTHER = date(2024, 8, 1)


def under_seals(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Give entries as a database does: each with its seal."""
    told, seal = [], FIRST
    for entry in entries:
        seal = sealed(seal, entry.as_json())
        told.append(replace(entry, hash=seal))
    return tuple(told)


@given(histories(), st.lists(st.integers(0, 12), min_size=1))
def test_whenever_one_looks_it_is_the_plan_of_the_record(
    entries: tuple[Entry, ...], looks: list[int]
) -> None:
    folds, whole = Folds(), under_seals(entries)
    for look in (*looks, len(whole)):
        seen = whole[:look]
        assert folds.plan("a", seen, on=DAY) == state(seen, on=DAY)


def test_an_undoing_among_what_is_new_takes_back_what_was_there() -> None:
    first = act("anna", ZonePicked(A))
    entries = under_seals(
        record(first, act("anna", Undone(first.id)), act("anna", Redone(first.id)))
    )
    folds = Folds()
    assert [folds.plan("a", entries[:n], on=DAY).picks for n in range(4)] == [(), (A,), (), (A,)]


def test_another_record_of_the_same_length_is_another_plan() -> None:
    """As after a backup was restored."""
    folds = Folds()
    for site in (A, B):
        entries = under_seals(record(act("anna", ZonePicked(site))))
        assert folds.plan("a", entries, on=DAY).picks == (site,)


def test_scenarios_and_areas_go_their_own_way_and_the_day_is_the_viewer_s() -> None:
    entries = under_seals(
        record(
            act("anna", ZonePicked(A)),
            act("anna", ScenarioBranched("rain", "Rain", MAIN, 1)),
            act("anna", ZonePicked(B), scenario="rain"),
            act("anna", ZonePicked(C)),
        )
    )
    folds = Folds()
    for n in range(5):
        for scenario in (MAIN, "rain"):
            plan = folds.plan("a", entries[:n], on=OTHER, scenario=scenario)
            assert plan == state(entries[:n], on=OTHER, scenario=scenario)
    assert folds.plan("b", (), on=DAY).picks == ()
