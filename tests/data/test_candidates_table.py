"""The table of candidate sites is real, near its published points, and follows the law."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any

import pandas as pd
import pytest

from tests.data.truth import SHARED, commune_at, metres, needs_shared, table

COLUMNS = [
    "id",
    "name",
    "kind",
    "operator",
    "owner",
    "owner_assumed",
    "operator_type",
    "holder_level",
    "covered_assumed",
    "footprint_m2_assumed",
    "amenities_assumed",
    "vehicle_access_assumed",
    "lon",
    "lat",
    "commune",
    "insee",
    "departement",
    "source",
    "as_of",
    "note",
]
KINDS = {
    "school",
    "college",
    "lycee",
    "university",
    "sports-hall",
    "sports-centre",
    "community-hall",
    "exhibition-hall",
    "barracks",
    "government-office",
    "police",
    "fire-station",
    "worship-hall",
    "car-park",
    "depot",
    "racecourse",
    "open-ground",
}
DEPARTEMENTS = {"75", "77", "78", "91", "92", "93", "94", "95"}
AMENITIES = {
    "toilets",
    "showers",
    "water",
    "kitchen",
    "power",
    "parking",
    "shelter",
    "first-aid",
}
SCHOOLS_OF_THE_STATE = {"site-uai-0930863h", "site-uai-0780015t"}
REGISTER = "Licence Ouverte – "
UNVERIFIED = "position unverified"
PUBLIC_KNOWLEDGE = "public knowledge, checked against commune boundary"
VELIZY_AIRFIELD = "LFPV"

FEWEST_ROWS = 300
FEWEST_KINDS = 8
LEAST_SHARE_OUTSIDE_PARIS = 0.6
LEAST_SHARE_WITH_A_PUBLISHED_POINT = 0.5
MOST_SHARE_OF_A_REGISTER = 0.15
FEWEST_HELD_BY_THE_CITY = 40
FEWEST_BESIDE_A_VENUE = 15
FEWEST_NEAR_EACH_VENUE = 5
VENUES_IN_THE_REGION = 34
NEAREST_PUBLISHED_M = 150.0
CLOSEST_NEIGHBOURS_M = 50.0
BESIDE_A_VENUE_M = 300.0
NEAR_A_VENUE_M = 4000.0
SMALLEST_HALL_M2 = 500
LARGEST_GROUND_M2 = 100_000
REGION = {"lon": (1.44, 3.56), "lat": (48.12, 49.25)}


@cache
def candidates() -> pd.DataFrame:
    """Read the table, with positions and areas as numbers."""
    rows = table("candidates")
    numbers = {"lon": float, "lat": float, "footprint_m2_assumed": int}
    return rows.astype(numbers)


def records() -> list[Any]:
    """List the rows, one named tuple each."""
    return list(candidates().itertuples())


def codes_in_notes(pattern: str) -> dict[str, Any]:
    """Rows by the register's code that their note carries."""
    found = {}
    for row in records():
        match = re.search(pattern, str(row.note))
        if match:
            found[match.group(1)] = row
    return found


@cache
def schools() -> dict[str, Any]:
    """Read the register of collèges and lycées by UAI code."""
    register = pd.read_csv(
        SHARED / "places" / "schools_secondary_idf.csv", dtype=str, keep_default_na=False
    )
    rows: list[Any] = list(register.itertuples())
    return {row.uai: row for row in rows}


@cache
def universities() -> dict[str, Any]:
    """Read the head offices of universities and grandes écoles by each of their UAI codes."""
    register = pd.read_csv(
        SHARED / "places" / "universities_idf.csv", dtype=str, keep_default_na=False
    )
    rows: list[Any] = list(register.itertuples())
    return {code: row for row in rows for code in row.uai.split(";")}


@cache
def sports_facilities() -> dict[str, Any]:
    """Read the sports facilities of Paris by identifier."""
    text = (SHARED / "places" / "sports_facilities_paris.json").read_text(encoding="utf-8")
    return {facility["id"]: facility for facility in json.loads(text)["data"]}


@cache
def venues() -> dict[str, tuple[float, float]]:
    """Read the positions of the competition sites of the region by site code."""
    text = (SHARED / "places" / "venues_paris2024.json").read_text(encoding="utf-8")
    west, east = REGION["lon"]
    south, north = REGION["lat"]
    points = {row["code_site"]: row["point_geo"] for row in json.loads(text)}
    return {
        code: (point["lon"], point["lat"])
        for code, point in points.items()
        if west < point["lon"] < east and south < point["lat"] < north
    }


def too_far(pairs: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Keep the pairs that stand farther from their published point than allowed."""
    return [pair for pair in pairs if pair[1] > NEAREST_PUBLISHED_M]


def school_distances() -> list[tuple[str, float]]:
    """Measure how far each school is from its point in the register."""
    register = schools()
    return [
        (row.id, metres(row.lon, row.lat, float(register[uai].lon), float(register[uai].lat)))
        for uai, row in codes_in_notes(r"UAI (\d{7}[A-Z])").items()
        if uai in register
    ]


def university_distances() -> list[tuple[str, float]]:
    """Measure how far each university is from its point in the register."""
    register = universities()
    return [
        (row.id, metres(row.lon, row.lat, float(register[uai].lon), float(register[uai].lat)))
        for uai, row in codes_in_notes(r"UAI (\d{7}[A-Z])").items()
        if uai in register
    ]


def facility_distances() -> list[tuple[str, float]]:
    """Measure how far each Paris sports site is from its facility's point."""
    register = sports_facilities()
    return [
        (
            row.id,
            metres(row.lon, row.lat, register[code]["longitude"], register[code]["latitude"]),
        )
        for code, row in codes_in_notes(r"facility (E\d{3}I\d{9})").items()
    ]


def test_columns_are_those_of_the_datasheet() -> None:
    """The header is exactly the agreed one."""
    assert list(candidates().columns) == COLUMNS


def test_there_are_enough_candidates_of_enough_kinds() -> None:
    """A planner has hundreds of sites of many kinds to choose from."""
    rows = candidates()
    assert len(rows) >= FEWEST_ROWS
    assert set(rows["kind"]) <= KINDS
    assert rows["kind"].nunique() >= FEWEST_KINDS


def test_every_departement_is_there_and_most_sites_are_outside_paris() -> None:
    """The region is served, not only the city."""
    rows = candidates()
    assert set(rows["departement"]) == DEPARTEMENTS
    assert (rows["departement"] != "75").mean() > LEAST_SHARE_OUTSIDE_PARIS


def test_ids_are_unique_and_well_formed() -> None:
    """An id is lowercase ASCII words joined by dashes, and names one site."""
    ids = candidates()["id"]
    assert ids.is_unique
    assert [i for i in ids if not re.fullmatch(r"site(-[a-z0-9]+)+", i)] == []


def test_every_row_says_where_it_comes_from_and_of_which_day() -> None:
    """Nothing undated or unsourced."""
    rows = candidates()
    assert rows["name"].str.strip().ne("").all()
    assert rows["source"].str.strip().ne("").all()
    for day in rows["as_of"]:
        assert date.fromisoformat(day)


def test_insee_code_departement_and_commune_agree() -> None:
    """The codes tell one story, and a Paris row names its arrondissement."""
    for row in records():
        insee = str(row.insee)
        assert insee.startswith(str(row.departement)), row.id
        if insee.startswith("751"):
            number = int(insee[-2:])
            ending = "er" if number == 1 else "e"
            assert row.commune == f"Paris {number}{ending} Arrondissement", row.id


def test_no_two_candidates_stand_on_one_spot() -> None:
    """A site is listed once: two rows are never within fifty metres."""
    rows = records()
    near = [
        (a.id, b.id)
        for a, b in combinations(rows, 2)
        if abs(a.lat - b.lat) < CLOSEST_NEIGHBOURS_M / 100_000
        and metres(a.lon, a.lat, b.lon, b.lat) < CLOSEST_NEIGHBOURS_M
    ]
    assert near == []


def test_no_candidate_is_a_town_hall() -> None:
    """Town halls are city hall's by definition and never offered."""
    names = candidates()["name"].str.lower()
    assert names[names.str.contains(r"mairie|h[ôo]tel de ville", regex=True)].empty


def test_assumed_columns_stay_in_sane_ranges() -> None:
    """Areas, amenities and the small vocabularies hold plausible values only."""
    rows = candidates()
    areas = rows["footprint_m2_assumed"]
    assert areas.between(SMALLEST_HALL_M2, LARGEST_GROUND_M2).all()
    assert set(rows["covered_assumed"]) <= {"yes", "no", "partly"}
    assert set(rows["vehicle_access_assumed"]) <= {"yes", "no", ""}
    for words in rows["amenities_assumed"].str.split():
        assert set(words) <= AMENITIES
        assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("kind", "largest"),
    [("sports-hall", 15_000), ("police", 40_000), ("lycee", 20_000), ("worship-hall", 5_000)],
)
def test_a_kind_has_its_own_ceiling(kind: str, largest: int) -> None:
    """A gymnasium is not as large as a racecourse."""
    rows = candidates()
    assert rows.loc[rows["kind"] == kind, "footprint_m2_assumed"].max() <= largest


def test_a_public_lycee_is_the_regions() -> None:
    """Code de l'éducation, L214-6."""
    rows = candidates()
    public = rows[(rows["kind"] == "lycee") & (rows["operator_type"] == "public")]
    assert not public.empty
    assert set(public["holder_level"]) == {"region"}
    assert set(public["owner_assumed"]) == {"Région Île-de-France"}


def test_a_public_college_is_the_departements_or_in_paris_the_citys() -> None:
    """Code de l'éducation, L213-2; Paris is commune and département at once."""
    rows = candidates()
    public = rows[(rows["kind"] == "college") & (rows["operator_type"] == "public")]
    paris = public["departement"] == "75"
    assert set(public.loc[paris, "holder_level"]) == {"commune"}
    assert set(public.loc[paris, "owner_assumed"]) == {"Ville de Paris"}
    assert set(public.loc[~paris, "holder_level"]) == {"departement"}


def test_a_private_school_is_privately_held_and_a_public_university_the_states() -> None:
    """Private stays private, and universities belong to the State."""
    rows = candidates()
    taught = rows[rows["kind"].isin({"school", "college", "lycee", "university"})]
    private = taught["operator_type"] == "private"
    assert private.any()
    assert set(taught.loc[private, "holder_level"]) == {"private"}
    universities_of_the_state = ~private & (taught["kind"] == "university")
    assert set(taught.loc[universities_of_the_state, "holder_level"]) == {"state"}


def test_two_schools_of_the_state_are_not_the_regions() -> None:
    """The register calls them public, the law on lycées does not reach them."""
    rows = candidates().set_index("id").loc[sorted(SCHOOLS_OF_THE_STATE)]
    assert set(rows["kind"]) == {"school"}
    assert set(rows["holder_level"]) == {"state"}


def test_a_gymnasium_of_the_city_is_the_communes() -> None:
    """What the city owns needs the city's agreement, whoever runs it."""
    rows = candidates()
    city = rows[rows["owner"] == "Ville de Paris"]
    assert set(city["holder_level"]) == {"commune"}
    assert len(city) >= FEWEST_HELD_BY_THE_CITY


def test_a_position_from_memory_says_so() -> None:
    """What no published point confirms carries its warning in the note."""
    rows = candidates()
    warned = rows["note"].str.contains(UNVERIFIED, regex=False)
    assert set(rows.loc[warned, "source"]) == {PUBLIC_KNOWLEDGE}
    assert warned[rows["source"] == PUBLIC_KNOWLEDGE].all()


@needs_shared
def test_each_candidate_lies_in_its_commune() -> None:
    """Boundaries of the region, tolerance nought."""
    astray = [
        (row.id, row.insee, found)
        for row in records()
        if (found := commune_at(row.lon, row.lat)) != row.insee
    ]
    assert astray == []


@needs_shared
def test_schools_stand_where_the_register_has_them() -> None:
    """Each collège and lycée is within 150 m of its published point."""
    distances = school_distances()
    taught = candidates()["kind"].isin({"school", "college", "lycee"}).sum()
    assert len(distances) == taught
    assert too_far(distances) == []


@needs_shared
def test_universities_stand_where_the_register_has_them() -> None:
    """Each university is within 150 m of its published point."""
    distances = university_distances()
    assert len(distances) >= (candidates()["kind"] == "university").sum()
    assert too_far(distances) == []


@needs_shared
def test_paris_sports_sites_stand_where_the_census_has_them() -> None:
    """Each one is within 150 m of the facility it names, in that facility's arrondissement."""
    distances = facility_distances()
    assert too_far(distances) == []
    for code, row in codes_in_notes(r"facility (E\d{3}I\d{9})").items():
        postcode = re.search(r"750(\d\d)", sports_facilities()[code]["adresse"])
        assert postcode is not None
        assert row.insee == f"751{postcode.group(1)}", row.id


@needs_shared
def test_the_air_base_stands_where_the_list_of_airports_has_it() -> None:
    """Villacoublay is in the published list of aerodromes."""
    airports: list[Any] = list(pd.read_csv(SHARED / "places" / "airports_idf.csv").itertuples())
    airfield = next(row for row in airports if row.icao == VELIZY_AIRFIELD)
    base = next(row for row in records() if row.id == "site-ba-107")
    away = metres(base.lon, base.lat, airfield.lon, airfield.lat)
    assert away <= NEAREST_PUBLISHED_M


@needs_shared
def test_schools_are_public_or_private_as_the_register_says() -> None:
    """Type and sector follow the register, the two schools of the State apart."""
    register = schools()
    for uai, row in codes_in_notes(r"UAI (\d{7}[A-Z])").items():
        if uai not in register:
            continue
        sector = {"Public": "public", "Privé": "private"}[register[uai].secteur]
        assert row.operator_type == sector, row.id
        if row.id not in SCHOOLS_OF_THE_STATE:
            assert row.kind == register[uai].type, row.id


@needs_shared
def test_most_rows_were_checked_against_a_published_point() -> None:
    """More than half of the table rests on a register, and no row claims it in vain."""
    checked = {i for i, _ in school_distances() + university_distances() + facility_distances()}
    rows = candidates()
    assert len(checked) / len(rows) > LEAST_SHARE_WITH_A_PUBLISHED_POINT
    from_a_register = rows["source"].str.startswith(REGISTER)
    assert set(rows.loc[from_a_register, "id"]) == checked


@needs_shared
def test_the_table_is_a_selection_and_no_dump() -> None:
    """Few of the register's schools are here: chosen, not copied."""
    assert len(school_distances()) / len(schools()) < MOST_SHARE_OF_A_REGISTER


@needs_shared
def test_every_venue_has_candidates_near_it() -> None:
    """At least five within four kilometres of each of the 34 competition sites."""
    points = venues()
    assert len(points) == VENUES_IN_THE_REGION
    rows = records()
    for code, (lon, lat) in points.items():
        near = [row for row in rows if metres(lon, lat, row.lon, row.lat) <= NEAR_A_VENUE_M]
        assert len(near) >= FEWEST_NEAR_EACH_VENUE, code


@needs_shared
def test_some_candidates_stand_beside_a_venue_for_the_screening_to_catch() -> None:
    """A good number lie within 300 m of a competition site."""
    beside = {
        row.id
        for row in records()
        for lon, lat in venues().values()
        if metres(lon, lat, row.lon, row.lat) <= BESIDE_A_VENUE_M
    }
    assert len(beside) >= FEWEST_BESIDE_A_VENUE
