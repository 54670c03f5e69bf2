"""Tables to be read: every column has a title, words are for people, figures stay figures."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.content.audiences import COLUMNS, Audience, columns_of
from briefing.content.brief import brief_of
from briefing.content.headings import CHANGED, HEADINGS, TITLES, Holds
from briefing.content.reading import Cell, Reading, plain, reading, readings
from i18n import Language
from plans.difference import Subject
from plans.plan import Plan
from plans.situation import assess
from tests.briefing.office_stories import BEFORE, EN, FR, HOSTILE, SEEN, told
from tests.stories import DAY, make_area, make_site


def cell(table: Reading, row: str, column: str) -> Cell:
    """Give the cell of a row, by its id, in a column."""
    names = [each.name for each in table.columns]
    return table.rows[table.ids.index(row)][names.index(column)]


def test_every_table_and_column_that_may_be_told_has_its_title() -> None:
    assert set(TITLES) == set(COLUMNS)
    assert {name: list(columns) for name, columns in HEADINGS.items()} == {
        name: list(columns) for name, columns in COLUMNS.items()
    }
    assert set(CHANGED) == set(Subject)


@pytest.mark.parametrize("audience", list(Audience))
def test_an_audience_reads_the_columns_that_it_is_told_and_no_other(audience: Audience) -> None:
    brief = told(audience)
    assert {table.name for table in readings(brief)} == set(brief.tables)
    for table in readings(brief):
        assert tuple(column.name for column in table.columns) == columns_of(table.name, audience)


def test_a_zone_is_called_by_its_number() -> None:
    places = reading(told(), "places")
    zones = reading(told(), "zones")
    number = cell(zones, "site-a", "number").value
    assert cell(places, "venue-stade", "zone") == Cell(number)
    assert cell(places, "venue-stade", "second").value == cell(zones, "site-camus", "number").value


def test_figures_and_days_keep_their_type() -> None:
    brief = told()
    assert cell(reading(brief, "places"), "venue-stade", "officers").value == 380
    assert isinstance(cell(reading(brief, "places"), "venue-stade", "minutes").value, float)
    assert cell(reading(brief, "closures"), "closure-1", "ends").value == DAY
    assert type(cell(reading(brief, "closures"), "closure-1", "ends").value) is date
    assert cell(reading(brief, "closures"), "closure-1", "starts").value is None


@pytest.mark.parametrize("say", [EN, FR])
def test_a_mark_is_of_its_own_column_even_where_another_title_begins_alike(say: Language) -> None:
    site = make_site("Arago", 0.1, access="yes", assumed="vehicle_access owner", owner="Région")
    situation = assess(make_area(sites=(site,)), Plan(on=DAY, picks=("site-arago",)))
    zones = reading(brief_of(situation, audience=Audience.PARTNER, say=say), "zones")
    assert cell(zones, "site-arago", "owner").assumed
    assert not cell(zones, "site-arago", "access").assumed


def test_what_nobody_gave_is_marked_where_it_is_counted_too() -> None:
    brief = told()
    places, zones = reading(brief, "places"), reading(brief, "zones")
    assert cell(places, "venue-port", "officers") == Cell(100, assumed=True)
    assert not cell(places, "venue-stade", "officers").assumed
    assert cell(zones, "site-camus", "officers").assumed  # the port goes there
    assert not cell(zones, "site-a", "officers").assumed
    assert cell(zones, "site-a", "footprint_m2") == Cell(4500.0, assumed=True)
    assert cell(zones, "site-a", "owner") == Cell("Région", assumed=True)
    assert not cell(zones, "site-a", "amenities").assumed


def test_words_are_those_of_the_language() -> None:
    french = told(say=FR)
    zones, claims = reading(french, "zones"), reading(french, "claims")
    assert cell(zones, "site-a", "amenities").value == "toilettes et eau potable"
    assert cell(claims, "claim-1", "holder").value == "le comité d’organisation"
    assert cell(reading(french, "changes"), "change-1", "about").value == "Zone de repos"
    assert cell(reading(french, "places"), "venue-stade", "covered").value == "oui"


def test_a_name_loses_what_cannot_be_seen_and_nothing_else() -> None:
    assert plain(HOSTILE) == SEEN
    assert cell(reading(told(name=HOSTILE), "zones"), "site-a", "name").value == SEEN


def test_a_table_without_rows_says_why() -> None:
    assert told().since == BEFORE
    assert told(since=False).since is None
    assert "earlier plan" in reading(told(since=False), "changes").nothing
    assert "No decision" in reading(told(), "changes").nothing


def test_places_are_not_called_an_allocation_where_ways_are_not_told() -> None:
    assert reading(told(), "places").title == "Allocation"
    assert reading(told(Audience.PARTNER), "places").title == "Places"
    assert {column.holds for column in reading(told(Audience.PARTNER), "places").columns} == {
        Holds.TEXT
    }
    assert EN(TITLES["zones"].title) == "Rest zones"
