"""Before a sheet of force events is recorded, one sees what it would change."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.strength import NOBODY, Strength
from layers.errors import Defect, RowsError, SettingError
from plans.force_preview import Preview, check_followed, preview
from plans.force_table import ForceRow, ForceTable
from plans.forces import BY_A_STRENGTH, TO_A_POINT, ForceEvent, Move, muster
from plans.plan import Plan
from tests.stories import DAY

FIRST = date(2024, 7, 1)
EMPTY = Plan(on=DAY)


def event(text: str, officers: int = 0, *, assumed: bool = False) -> ForceEvent:
    """Give an event told as ``CRS arrives 3 stade``: the day is that of July."""
    unit, move, day, *point = text.split()
    place = "venue-" + point[0] if point else ""
    on = date(2024, 7, int(day))
    return ForceEvent(unit, Move(move), on, place, Strength(officers), assumed=assumed)


def table(*events: ForceEvent, passed_over: tuple[str, ...] = ()) -> ForceTable:
    """Give the sheet that has these events from its second line on."""
    rows = tuple(ForceRow(n, each) for n, each in enumerate(events, start=2))
    return ForceTable("forces.csv", rows, {}, passed_over)


def plan_of(*events: ForceEvent) -> Plan:
    """Give a plan with these events in its record."""
    return replace(EMPTY, forces=events)


def refused(plan: Plan, *events: ForceEvent) -> tuple[Defect, ...]:
    """Give the rows that refuse a sheet."""
    with pytest.raises(RowsError) as caught:
        preview(plan, table(*events))
    return caught.value.defects


def officers(seen: Preview, day: int) -> tuple[int, int]:
    """Give the officers of a day of July, before and after."""
    found = next(each for each in seen.days if each.on == date(2024, 7, day))
    return found.before, found.after


def test_officers_are_told_for_every_day_before_and_after() -> None:
    plan = plan_of(event("CRS arrives 1 stade", 100))
    seen = preview(
        plan, table(event("BRI arrives 3 gare", 40), event("CRS reduced 5", 30, assumed=True))
    )
    assert [officers(seen, day) for day in (2, 3, 4, 5)] == [
        (100, 100),
        (100, 140),
        (100, 140),
        (100, 110),
    ]
    assert len(seen.days) == 93
    assert seen.fullest is not None
    assert (seen.fullest.on, seen.fullest.after) == (date(2024, 7, 3), 140)
    assert seen.units == ("BRI", "CRS")
    assert seen.points == ("venue-gare", "venue-stade")
    assert [str(remark) for remark in seen.remarks] == ["One event is assumed."]


def test_what_is_in_the_record_already_is_left_out() -> None:
    old = event("CRS arrives 1 stade", 100)
    again = replace(old, source="another order")
    seen = preview(plan_of(old), table(again, event("CRS moves 2 gare")))
    assert seen.known == (again,)
    assert seen.events == (event("CRS moves 2 gare"),)


def test_a_sheet_that_was_recorded_changes_nothing_more() -> None:
    sheet = table(event("CRS arrives 1 stade", 100), event("CRS leaves 9"))
    once = preview(EMPTY, sheet)
    twice = preview(plan_of(*once.events), sheet)
    assert twice.events == ()
    assert all(day.before == day.after for day in twice.days)


def test_the_order_of_rows_of_other_days_does_not_matter() -> None:
    rows = (event("CRS leaves 9"), event("CRS moves 5 gare"), event("CRS arrives 1 stade", 10))
    assert preview(EMPTY, table(*rows)).events == tuple(reversed(rows))


@pytest.mark.parametrize(
    ("rows", "line", "column", "remedy"),
    [
        ([event("CRS leaves 3")], 2, "unit", "not there on 2024-07-03"),
        (
            [event("CRS arrives 1 stade", 5), event("CRS arrives 4 gare", 5)],
            3,
            "move",
            "there already on 2024-07-04",
        ),
        (
            [event("CRS arrives 1 stade", 5), event("CRS reduced 4", 6)],
            3,
            "officers",
            "has 5 officers",
        ),
        ([event("CRS moves 2 gare"), event("CRS arrives 4 gare", 5)], 2, "unit", "let it arrive"),
    ],
)
def test_a_row_that_cannot_be_followed_is_named(
    rows: list[ForceEvent], line: int, column: str, remedy: str
) -> None:
    (defect,) = refused(EMPTY, *rows)
    assert (defect.file, defect.row, defect.column) == ("forces.csv", line, column)
    assert remedy in str(defect.remedy)


def test_rows_that_would_strand_a_recorded_event_are_refused() -> None:
    plan = plan_of(event("CRS arrives 1 stade", 5), event("CRS moves 9 gare"))
    (defect,) = refused(plan, event("BRI arrives 1 gare", 5), event("CRS leaves 4"))
    assert defect.row == 3
    assert "CRS moves to “venue-gare”" in str(defect.remedy)


def test_a_recorded_event_that_never_could_be_followed_blames_nobody() -> None:
    plan = plan_of(event("CRS moves 9 gare"))
    seen = preview(plan, table(event("CRS arrives 12 stade", 5)))
    assert len(seen.events) == 1


def test_columns_passed_over_and_days_outside_the_season_are_told() -> None:
    late = replace(event("CRS arrives 1 stade", 5), on=date(2025, 1, 1))
    seen = preview(EMPTY, table(late, passed_over=("colour",)))
    assert [str(remark) for remark in seen.remarks] == [
        "One column is passed over: colour.",
        "One event lies outside the season.",
    ]
    assert seen.fullest is None


def test_units_that_came_before_the_season_count_from_its_first_day() -> None:
    early = replace(event("CRS arrives 1 stade", 5), on=date(2024, 6, 1))
    seen = preview(plan_of(early), table(event("BRI arrives 3 gare", 40)))
    assert (seen.days[0].before, seen.days[0].after) == (5, 5)


def test_one_event_is_checked_in_the_same_way() -> None:
    plan = plan_of(event("CRS arrives 1 stade", 5))
    check_followed(plan, event("CRS reduced 2", 5))
    with pytest.raises(SettingError, match="has 5 officers"):
        check_followed(plan, event("CRS reduced 2", 6))
    with pytest.raises(SettingError, match="there already"):
        check_followed(plan, event("CRS arrives 2 gare", 6))


@st.composite
def _events(draw: st.DrawFn) -> ForceEvent:
    move = draw(st.sampled_from(Move))
    strength = Strength(draw(st.integers(1, 3))) if move in BY_A_STRENGTH else NOBODY
    return ForceEvent(
        draw(st.sampled_from(["A", "B"])),
        move,
        FIRST + timedelta(days=draw(st.integers(0, 5))),
        draw(st.sampled_from(["x", "y"])) if move in TO_A_POINT else "",
        strength,
    )


@given(before=st.lists(_events(), max_size=6), rows=st.lists(_events(), max_size=6, unique=True))
def test_what_the_preview_lets_pass_can_all_be_followed(
    before: list[ForceEvent], rows: list[ForceEvent]
) -> None:
    """No new event is unheeded, and none that was heeded is so no longer; else rows are named."""
    plan = plan_of(*before)
    lost = Counter(muster(before, date.max).unheeded)
    try:
        seen = preview(plan, table(*rows))
    except RowsError as error:
        named = {defect.row for defect in error.defects}
        assert named <= set(range(2, len(rows) + 2))
        return
    after = muster((*before, *seen.events), date.max).unheeded
    assert Counter(after) <= lost
    for day in seen.days[10:25]:
        there = muster((*before, *seen.events), day.on).units
        assert day.after == sum(unit.strength.officers for unit in there)
