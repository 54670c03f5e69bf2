"""The example's season of units: what was published adds up, the rest says that it is assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import pytest

from gis.strength import NOBODY, Strength
from layers.area import Area
from layers.sources.embedded import read_paris2024
from plans.example_season import example_season, has_season
from plans.force_preview import preview
from plans.forces import ForceEvent, Move, Unit, in_order, muster
from plans.plan import SEASON, first_plan
from tests.data import truth
from tests.stories import make_area

COLUMNS = [
    *("unit", "move", "on", "point", "officers", "dogs", "horses", "vehicles"),
    *("source", "assumed", "note"),
]
FRENCH = ("Renfort", "Escorte", "Province")
AT_THE_GAMES = date(2024, 8, 1)
NEAR = timedelta(days=5)  # of setting up before a venue is in use, and of clearing after


@pytest.fixture(scope="module")
def example() -> Area:
    """The embedded example."""
    return read_paris2024()


@pytest.fixture(scope="module")
def events(example: Area) -> tuple[ForceEvent, ...]:
    """The season's events."""
    return tuple(row.event for row in example_season(example).rows)


def present(events: Sequence[ForceEvent], on: date) -> tuple[Unit, ...]:
    """Give the units of the season on a day."""
    return muster(events, on).units


def country(unit: Unit) -> str:
    """Give the country that a unit's name begins with."""
    return unit.name.partition(" – ")[0]


def abroad(units: Sequence[Unit]) -> list[Unit]:
    """Give the units that are not French."""
    return [unit for unit in units if not unit.name.startswith(FRENCH)]


def together(units: Sequence[Unit]) -> Strength:
    """Join the strengths of units."""
    return sum((unit.strength for unit in units), start=NOBODY)


def test_the_table_has_its_columns_in_order() -> None:
    """Nobody has to guess where a figure stands."""
    assert list(truth.table("force_events").columns) == COLUMNS
    assert 60 <= len(truth.table("force_events")) <= 150


def test_every_row_has_a_source_and_says_what_is_assumed() -> None:
    """No text gives a unit at a place on a day: every row is in part our guess, and says which."""
    rows = truth.table("force_events")
    assert (rows["source"] != "").all()
    assert set(rows["assumed"]) == {"yes"}
    assert rows["note"].str.contains("assumed:").all()


def test_the_whole_season_can_be_taken_in(example: Area, events: tuple[ForceEvent, ...]) -> None:
    """Every place exists and every unit can be followed, from its arrival until it leaves."""
    table = example_season(example)
    seen = preview(first_plan(example), table)
    assert len(seen.events) == len(truth.table("force_events"))
    assert seen.known == ()
    assert table.passed_over == ()
    assert all(SEASON[0] <= event.on <= SEASON[1] for event in seen.events)
    assert present(events, SEASON[1]) == ()


def test_spain_the_united_kingdom_and_germany_sent_what_was_published(
    events: tuple[ForceEvent, ...],
) -> None:
    """Spain over 360, the United Kingdom 245, Germany about 161."""
    sent: Counter[str] = Counter()
    for unit in present(events, AT_THE_GAMES):
        sent[country(unit)] += unit.strength.officers
    assert 360 < sent["Espagne"] <= 370
    assert sent["Royaume-Uni"] == 245
    assert sent["Allemagne"] == 161


def test_over_two_thousand_came_from_more_than_forty_countries(
    events: tuple[ForceEvent, ...],
) -> None:
    """And no more than the text bears: just over, not far over."""
    units = abroad(present(events, AT_THE_GAMES))
    assert 2_000 < together(units).officers < 2_100
    assert 40 < len({country(unit) for unit in units}) < 45


def test_sixty_dogs_in_a_hundred_are_from_abroad_and_none_is_there_before_late_july(
    events: tuple[ForceEvent, ...],
) -> None:
    """The handler comes with the dog, often with a vehicle."""
    units = present(events, AT_THE_GAMES)
    assert together(abroad(units)).dogs / together(units).dogs == pytest.approx(0.6)
    assert together(present(events, date(2024, 7, 21))).dogs == 0
    for unit in units:
        assert unit.strength.officers > unit.strength.dogs
        assert (unit.strength.dogs == 0) or unit.strength.vehicles > 0


def test_twenty_horses_are_from_spain_and_portugal(events: tuple[ForceEvent, ...]) -> None:
    """The riders are as many at least."""
    mounted = [unit for unit in present(events, AT_THE_GAMES) if unit.strength.horses]
    assert {country(unit) for unit in mounted} == {"Espagne", "Portugal"}
    assert together(mounted).horses == 20
    assert all(unit.strength.officers >= unit.strength.horses for unit in mounted)


def test_units_come_for_the_flame_and_for_the_ceremony(events: tuple[ForceEvent, ...]) -> None:
    """The flame was in Paris on 14 July, the ceremony on 26 July: fewer stood there before."""
    officers = {
        day: together(present(events, date(2024, 7, day))).officers for day in (12, 14, 16, 26)
    }
    assert officers[12] == officers[16] < officers[14] < officers[26]


def test_units_at_a_venue_are_there_for_its_use(
    example: Area, events: tuple[ForceEvent, ...]
) -> None:
    """Nobody guards a venue more than five days from a day on which it is in use."""
    venues = example["venues"]
    days = pd.date_range(*SEASON)
    held = {day: {unit.point for unit in present(events, day.date())} for day in days}
    for key, venue in venues.iterrows():
        used = days[
            (days >= venue["opens"])
            & (days <= venue["closes"])
            & ~((days >= venue["pause_from"]) & (days <= venue["pause_to"]))
        ]
        for day in days:
            if key in held[day]:
                assert abs(used - day).min() <= NEAR, (key, day)


def test_stations_airports_and_venues_all_have_units(events: tuple[ForceEvent, ...]) -> None:
    """A large part was deployed in stations, airports and venues."""
    kinds = Counter(unit.point.partition("-")[0] for unit in present(events, AT_THE_GAMES))
    assert min(kinds[kind] for kind in ("venue", "station", "airport")) >= 5


def test_a_unit_has_one_line_of_events_and_every_move_is_used(
    events: tuple[ForceEvent, ...],
) -> None:
    """The season shows all that may happen to a unit."""
    assert {event.move for event in events} == set(Move)
    assert muster(events, date.max).unheeded == ()
    assert in_order(events)[0].move is Move.ARRIVES


def test_only_the_example_has_a_season(example: Area) -> None:
    """Another area's units are its planners' own."""
    assert has_season(example)
    assert not has_season(make_area())
