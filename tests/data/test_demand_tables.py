"""Where officers stand: venues, stations and airports of the example, held to published points."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.data import truth

NEAR_M = 150.0

VENUE_CODES = [
    *("ALX", "AQC", "BCY", "CDM", "CPL", "CSB", "DEF", "EIF", "ELA"),
    *("GRP", "HDV", "INV", "LBO", "LC1", "LC2", "LC3", "LC4", "LCO"),
    *("LCS", "LGN", "NPA", "PDP", "RGA", "SP1", "SP4", "SP6", "STA"),
    *("TRO", "VE1", "VE2", "VER", "VN1", "VN2", "YDM"),
]

CORRECTED = {
    "LGN": ("2024-08-01", "2024-08-10"),
    "VE2": ("2024-08-01", "2024-08-02"),
    "LCO": ("2024-07-27", "2024-08-28"),
}
"""The codes whose published dates are plainly wrong, with the first and last day that are true."""

MODES = ["rail", "rer", "metro", "tram"]
DEPARTEMENTS = {"75", "77", "78", "91", "92", "93", "94", "95"}

COMMON = ["lon", "lat", "commune", "insee", "departement", "source", "as_of", "note"]
COLUMNS = {
    "venues": [
        *("id", "name", "kind", "code", "opens", "closes", "pause_from", "pause_to"),
        *("radius_m_assumed", "officers_assumed"),
        *COMMON,
    ],
    "stations": ["id", "name", "kind", "modes", "officers_assumed", *COMMON],
    "airports": ["id", "name", "kind", "iata", "icao", "officers_assumed", *COMMON],
}

PLACE_OF_ROW = {
    "airport-cdg-terminal-1": "Aéroport CDG - Terminal 1 (CDGVAL)",
    "airport-cdg-terminal-2": "Aéroport CDG - Terminal 2 (TGV)",
}
"""The terminal areas have no aerodrome point; they are held to the stop of that name."""

each_table = pytest.mark.parametrize("name", sorted(COLUMNS))


def day(text: str) -> date:
    """Read an ISO date."""
    return date.fromisoformat(text)


@each_table
def test_a_table_has_its_columns_in_order(name: str) -> None:
    """Nobody has to guess where a figure stands."""
    assert list(truth.table(name).columns) == COLUMNS[name]


@each_table
def test_every_row_has_a_sound_id_a_name_a_place_and_a_dated_source(name: str) -> None:
    """Nothing in the example is undated or unsourced."""
    rows = truth.table(name)
    assert truth.unsound_ids(rows, name.removesuffix("s")) == []
    assert truth.unsound_places(rows) == []
    assert (rows[["name", "kind", "source"]] != "").all(axis=None)
    assert rows["as_of"].map(day).notna().all()


@each_table
def test_assumed_figures_are_positive_whole_numbers(name: str) -> None:
    """An assumption is still a figure one can plan with."""
    rows = truth.table(name)
    assumed = [column for column in COLUMNS[name] if column.endswith("_assumed")]
    assert assumed
    for column in assumed:
        assert (rows[column].astype(int) > 0).all()


@each_table
def test_no_two_rows_stand_on_one_point(name: str) -> None:
    """Two places drawn on one point could not be told apart on the map."""
    assert not truth.table(name).duplicated(["lon", "lat"]).any()


@each_table
@truth.needs_shared
def test_every_row_lies_in_the_commune_it_names(name: str) -> None:
    """The commune is read off the boundary, never off a postal address."""
    rows = truth.table(name)
    assert truth.misplaced(rows) == []
    assert truth.misnamed(rows) == []


def test_the_venues_are_the_thirty_four_sites_of_the_region() -> None:
    """The list is complete, and an id is its code."""
    venues = truth.table("venues")
    assert sorted(venues["code"]) == VENUE_CODES
    assert list(venues["id"]) == [f"venue-{code.lower()}" for code in venues["code"]]


def test_a_venue_of_both_games_rests_between_them() -> None:
    """The pause lies inside the opening days; a venue of one Games has none."""
    for venue in truth.rows("venues"):
        assert day(venue["opens"]) <= day(venue["closes"])
        if venue["kind"] == "olympic-and-paralympic":
            assert day(venue["opens"]) < day(venue["pause_from"]) <= day(venue["pause_to"])
            assert day(venue["pause_to"]) < day(venue["closes"])
        else:
            assert venue["kind"] in {"olympic", "paralympic"}
            assert (venue["pause_from"], venue["pause_to"]) == ("", "")


def test_a_corrected_date_says_so() -> None:
    """Whoever compares with the published file finds the reason beside the difference."""
    venues = truth.table("venues").set_index("code")
    for code, (opens, closes) in CORRECTED.items():
        assert (venues["opens"][code], venues["closes"][code]) == (opens, closes)
        assert "corrected" in venues["note"][code]


@truth.needs_shared
def test_venues_stand_where_the_organisers_put_them() -> None:
    """The published point of a code is within reach of its row."""
    published = truth.published_venues()
    for venue in truth.rows("venues"):
        points = published[published["code"] == venue["code"]]
        assert truth.metres_to_nearest(venue, points) <= NEAR_M, venue["id"]


@truth.needs_shared
def test_venues_serve_the_games_they_were_published_for() -> None:
    """The kind follows from the categories of the published rows."""
    games = truth.published_venues().groupby("code")["games"].agg(set)
    kinds = {
        frozenset({"olympic"}): "olympic",
        frozenset({"paralympic"}): "paralympic",
        frozenset({"olympic", "paralympic"}): "olympic-and-paralympic",
    }
    for venue in truth.rows("venues"):
        assert venue["kind"] == kinds[frozenset(games[venue["code"]])]


@truth.needs_shared
def test_venues_keep_the_published_dates_but_for_the_named_corrections() -> None:
    """First and last day over both Games, and the pause between, follow from the file."""
    published = truth.published_venues()
    for venue in truth.rows("venues"):
        if venue["code"] in CORRECTED:
            continue
        rows = published[published["code"] == venue["code"]].set_index("games")
        assert (venue["opens"], venue["closes"]) == (rows["starts"].min(), rows["ends"].max())
        if venue["pause_from"]:
            after = day(rows["ends"]["olympic"]) + timedelta(days=1)
            before = day(rows["starts"]["paralympic"]) - timedelta(days=1)
            assert (day(venue["pause_from"]), day(venue["pause_to"])) == (after, before)


def test_the_stations_cover_the_region_and_every_mode() -> None:
    """At least sixty, in all eight départements, of all four kinds."""
    stations = truth.table("stations")
    assert len(stations) >= 60
    assert set(stations["departement"]) == DEPARTEMENTS
    assert set(stations["kind"]) == set(MODES)


def test_a_station_is_named_after_its_heaviest_mode() -> None:
    """Modes are listed heaviest first, and the first is the kind."""
    for station in truth.rows("stations"):
        modes = station["modes"].split()
        assert modes == [mode for mode in MODES if mode in modes]
        assert station["kind"] == modes[0]


@truth.needs_shared
def test_stations_stand_on_the_published_point_of_that_name() -> None:
    """An IDFM or SNCF point bears the station's name and its heaviest mode published, close by."""
    for station in truth.rows("stations"):
        namesakes = truth.stops_named(station["name"])
        modes = [mode for mode in station["modes"].split() if mode in set(namesakes["mode"])]
        assert modes, station["id"]
        points = namesakes[namesakes["mode"] == modes[0]]
        assert truth.metres_to_nearest(station, points) <= NEAR_M, station["id"]


def test_the_four_airports_are_there() -> None:
    """Two international ones, one for business, one of the air force."""
    airports = truth.table("airports").set_index("id")
    assert airports["kind"]["airport-cdg"] == "international"
    assert airports["kind"]["airport-orly"] == "international"
    assert airports["kind"]["airport-le-bourget"] == "business"
    assert airports["kind"]["airport-villacoublay"] == "military"


@truth.needs_shared
def test_airports_stand_on_their_reference_point() -> None:
    """The aerodrome point is the published one; a terminal area has the stop of its name."""
    aerodromes = truth.published_airports()
    for airport in truth.rows("airports"):
        stop = PLACE_OF_ROW.get(airport["id"])
        points = (
            truth.stops_named(stop) if stop else aerodromes[aerodromes["icao"] == airport["icao"]]
        )
        assert not points.empty, airport["id"]
        assert truth.metres_to_nearest(airport, points) <= NEAR_M, airport["id"]
        codes = aerodromes.set_index("icao")["iata"]
        assert codes[airport["icao"]] == airport["iata"]
