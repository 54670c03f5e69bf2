"""Units on a day: they arrive, grow, shrink, move and leave, and what cannot be is named."""

from __future__ import annotations

import json
import random
from dataclasses import astuple, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.strength import Posted, Strength
from i18n import Language
from layers.errors import SettingError
from plans.forces import ForceEvent, Move, Unit, muster
from plans.situation import demand_of
from tests.plans.record_stories import DAY, GARE, STADE, arrives, forces
from tests.stories import make_area, situation

NEXT = DAY + timedelta(days=1)
THIRD = DAY + timedelta(days=2)


def told_of(unit: str, move: Move, on: date, officers: int = 0, point: str = "") -> ForceEvent:
    """Give one movement of a unit."""
    return ForceEvent(unit, move, on, point, Strength(officers=officers))


SEASON = (
    arrives("CRS 8", STADE, 80, on=DAY),
    told_of("CRS 8", Move.REINFORCED, NEXT, 20),
    told_of("CRS 8", Move.MOVES, THIRD, point=GARE),
    told_of("CRS 8", Move.REDUCED, THIRD, 30),
    told_of("CRS 8", Move.LEAVES, date(2024, 8, 12)),
)


@pytest.mark.parametrize(
    ("day", "point", "officers"),
    [
        (DAY - timedelta(days=1), None, 0),
        (DAY, STADE, 80),
        (NEXT, STADE, 100),
        (THIRD, GARE, 70),
        (date(2024, 8, 11), GARE, 70),
        (date(2024, 8, 12), None, 0),
    ],
)
def test_a_unit_is_followed_from_day_to_day(day: date, point: str | None, officers: int) -> None:
    found = muster(SEASON, day)
    assert found.unheeded == ()
    assert dict(found.by_point) == ({point: Posted(Strength(officers))} if point else {})


def test_what_is_recorded_late_counts_on_its_own_day() -> None:
    late = (SEASON[0], SEASON[2], told_of("CRS 8", Move.REINFORCED, NEXT, 20))
    assert muster(late, THIRD).units == (Unit("CRS 8", GARE, Strength(100)),)


def test_of_one_day_the_order_of_the_record_counts() -> None:
    leaves, comes = told_of("CRS 8", Move.LEAVES, NEXT), arrives("CRS 8", GARE, 50, on=NEXT)
    assert muster((SEASON[0], leaves, comes), NEXT).units == (Unit("CRS 8", GARE, Strength(50)),)
    turned = muster((SEASON[0], comes, leaves), NEXT)
    assert (turned.units, turned.unheeded) == ((), (comes,))


@pytest.mark.parametrize(
    "event",
    [
        told_of("CRS 9", Move.LEAVES, NEXT),
        told_of("CRS 9", Move.MOVES, NEXT, point=GARE),
        told_of("CRS 9", Move.REINFORCED, NEXT, 5),
        told_of("CRS 9", Move.REDUCED, NEXT, 5),
        told_of("CRS 8", Move.REDUCED, NEXT, 81),
        arrives("CRS 8", GARE, on=NEXT),
    ],
)
def test_what_cannot_be_followed_changes_nothing_and_is_named(event: ForceEvent) -> None:
    found = muster((SEASON[0], event), NEXT)
    assert found.units == (Unit("CRS 8", STADE, Strength(80)),)
    assert found.unheeded == (event,)
    warnings = situation(forces=(SEASON[0], event), on=NEXT).warnings
    assert any("cannot be followed" in str(each) for each in warnings)


def test_a_unit_reduced_to_nobody_is_still_there_and_can_grow() -> None:
    gone = (SEASON[0], told_of("CRS 8", Move.REDUCED, NEXT, 80))
    assert muster(gone, NEXT).units == (Unit("CRS 8", STADE, Strength()),)
    assert muster((*gone, told_of("CRS 8", Move.REINFORCED, THIRD, 1)), THIRD).unheeded == ()


def test_dogs_cannot_go_that_never_came() -> None:
    dogs = ForceEvent("CRS 8", Move.REDUCED, NEXT, strength=Strength(0, dogs=1))
    assert muster((SEASON[0], dogs), NEXT).unheeded == (dogs,)


def test_two_units_at_a_place_add_up_and_one_guess_is_a_guess() -> None:
    other = replace(arrives("CRS 9", STADE, 20), assumed=True)
    assert muster((SEASON[0], other), DAY).by_point[STADE] == Posted(Strength(100), assumed=True)


def test_a_guess_stays_one_as_long_as_the_unit_is_there() -> None:
    guess = replace(told_of("CRS 8", Move.REINFORCED, NEXT, 5), assumed=True)
    assert not muster((SEASON[0], guess), DAY).units[0].assumed
    assert muster((SEASON[0], guess, SEASON[2]), THIRD).units[0].assumed


@given(st.lists(forces(), max_size=25), st.dates(date(2024, 7, 15), date(2024, 8, 10)))
def test_no_unit_is_ever_less_than_nobody_and_nothing_is_lost(
    events: list[ForceEvent], on: date
) -> None:
    found = muster(events, on)
    assert all(number >= 0 for unit in found.units for number in astuple(unit.strength))
    assert len({unit.name for unit in found.units}) == len(found.units)
    assert all(unit.point for unit in found.units)
    assert all(event.on <= on for event in found.unheeded)
    total = sum(posted.strength.officers for posted in found.by_point.values())
    assert total == sum(unit.strength.officers for unit in found.units)


@given(st.lists(forces(), max_size=25), st.randoms())
def test_the_order_of_events_of_different_units_does_not_matter(
    events: list[ForceEvent], shuffle: random.Random
) -> None:
    units = sorted({event.unit for event in events})
    shuffle.shuffle(units)
    by_unit = [event for unit in units for event in events if event.unit == unit]
    assert muster(by_unit, NEXT) == muster(events, NEXT)


@given(st.lists(forces(), max_size=15))
def test_what_happens_later_does_not_change_a_day(events: list[ForceEvent]) -> None:
    assert muster([each for each in events if each.on <= DAY], DAY) == muster(events, DAY)


@given(forces())
def test_a_movement_survives_json_and_is_told_in_both_languages(event: ForceEvent) -> None:
    assert ForceEvent.from_json(json.loads(json.dumps(event.as_json()))) == event
    for code in ("fr", "en"):
        assert event.unit in Language.of(code).say(event.told(str))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"unit": "  "}, "no name"),
        ({"move": "flies"}, "flies"),
        ({"point": ""}, "needs a place"),
        ({"strength": Strength()}, "needs a strength"),
        ({"move": "leaves"}, "takes no place"),
        ({"move": "moves"}, "takes no strength"),
        ({"move": "reduced"}, "takes no place"),
    ],
)
def test_what_makes_no_sense_by_itself_is_refused(fields: dict[str, object], words: str) -> None:
    with pytest.raises(SettingError, match=words):
        replace(arrives("CRS 8"), **fields)  # type: ignore[arg-type]  # what a file may hold


def test_a_unit_is_one_however_many_blanks_are_around_it() -> None:
    assert arrives(" CRS 8 ").unit == "CRS 8"


def test_a_unit_makes_its_place_weigh_more_on_its_days() -> None:
    area = make_area()
    before, after = (
        demand_of(area, situation(area, forces=SEASON, on=day).plan).frame
        for day in (DAY - timedelta(days=1), NEXT)
    )
    assert (before.loc[STADE, "officers"], after.loc[STADE, "officers"]) == (300, 400)
    assert after.loc[STADE, "by_units"] == 100


def test_a_unit_at_a_place_that_left_the_data_is_named_and_counts_nowhere() -> None:
    found = situation(forces=(arrives("CRS 8", "venue-gone"),))
    assert found.coverage.officers == 500
    assert any("CRS 8" in str(warning) for warning in found.warnings)
