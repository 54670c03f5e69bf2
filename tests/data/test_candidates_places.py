"""The candidate sites stand where published files have them, and near the venues."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pandas as pd

from tests.data.candidate_rows import REGION, SCHOOLS_OF_THE_STATE, candidates, records
from tests.data.truth import SHARED, commune_at, metres, needs_shared

REGISTER = "Licence Ouverte – "
VELIZY_AIRFIELD = "LFPV"
LEAST_SHARE_WITH_A_PUBLISHED_POINT = 0.5
MOST_SHARE_OF_A_REGISTER = 0.15
FEWEST_BESIDE_A_VENUE = 15
FEWEST_NEAR_EACH_VENUE = 5
VENUES_IN_THE_REGION = 34
NEAREST_PUBLISHED_M = 150.0
BESIDE_A_VENUE_M = 300.0
NEAR_A_VENUE_M = 4000.0


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
