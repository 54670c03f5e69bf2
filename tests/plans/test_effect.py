"""Events that would change nothing are not recorded; the others keep their order."""

from __future__ import annotations

from datetime import date

from gis.demand import DemandEdit
from gis.strength import Strength
from plans.effect import effective
from plans.events import (
    Event,
    ForceRecorded,
    PointEdited,
    StandardChanged,
    Undone,
    ZoneDropped,
    ZonePicked,
)
from plans.forces import ForceEvent, Move
from plans.plan import Plan
from tests.stories import DAY

PLAN = Plan(on=DAY, picks=("site-a", "site-b"))


def test_what_is_so_already_is_left_out() -> None:
    told: tuple[Event, ...] = (ZonePicked("site-b"), StandardChanged({"cutoff": 15}))
    assert effective(PLAN, told) == ()


def test_another_order_of_the_same_edits_is_no_change() -> None:
    edits = (DemandEdit("venue-a", officers=1), DemandEdit("venue-b", officers=2))
    plan = Plan(on=DAY, edits=edits)
    assert effective(plan, [PointEdited(edits[0])]) == ()


def test_events_are_judged_one_after_the_other() -> None:
    told = (ZoneDropped("site-a"), ZonePicked("site-a"), ZonePicked("site-a"))
    assert effective(PLAN, told) == told[:2]


def test_an_event_on_the_record_always_counts() -> None:
    assert effective(PLAN, [Undone("act")]) == (Undone("act"),)


def test_a_sheet_of_thousands_keeps_its_order() -> None:
    events = [
        ForceRecorded(
            ForceEvent(f"unit {n:04}", Move.ARRIVES, date(2024, 7, 1), "venue-a", Strength(10))
        )
        for n in reversed(range(2_000))
    ]
    assert effective(PLAN, events) == tuple(events)
