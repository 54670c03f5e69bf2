"""Real extracts, counted a second time by a plain loop over tags that shares no code with ours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import osmium
import pytest
from osmium.filter import KeyFilter

from layers.area import Area
from layers.sources.osm_file import read_osm_file
from layers.streets import CLASSES
from tests.layers.sources.osm_stories import SHARED

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the published data in ../shared/data is not on this machine"
)
PARIS = "paris_9e_10e.osm"
LIECHTENSTEIN = "liechtenstein.osm.pbf"
KEYS = (
    *("highway", "building", "amenity", "leisure", "office", "landuse", "railway", "aeroway"),
    "operator:type",
)
Tags = Mapping[str, str]


@cache
def area_of(name: str) -> Area:
    """Read one of the shared files, once for all tests."""
    return read_osm_file(Path(SHARED) / name)


@cache
def elements(name: str) -> tuple[tuple[str, Tags, bool], ...]:
    """Give id, tags, and whether it is a way, of every element with one of our keys."""
    words = {"n": "node", "w": "way", "r": "relation"}
    return tuple(
        (f"osm-{words[thing.type_str()]}-{thing.id}", dict(thing.tags), thing.type_str() == "w")
        for thing in osmium.FileProcessor(str(SHARED / name)).with_filter(KeyFilter(*KEYS))
    )


def ids_where(name: str, key: str, *values: str) -> set[str]:
    """Give the ids of the elements with one of a key's values."""
    assert key in KEYS
    return {
        number
        for number, tags, _ in elements(name)
        if set(values) & {value.strip() for value in tags.get(key, "").split(";")}
    }


def accounted(area: Area, layer: str) -> set[str]:
    """Give the ids that a layer's rows stand for: themselves, and what was merged into them."""
    notes = (word[1:] for note in area[layer]["note"] for word in note.split() if word[0] == "+")
    return {*area[layer].index, *notes}


@pytest.mark.parametrize("name", [PARIS, LIECHTENSTEIN])
def test_every_highway_way_of_our_classes_is_a_street(name: str) -> None:
    """But pedestrian areas, which are no line to walk along."""
    expected = {
        number
        for number, tags, is_way in elements(name)
        if is_way and tags.get("highway") in CLASSES and tags.get("area") != "yes"
    }
    assert set(area_of(name)["streets"].index) == expected


@pytest.mark.parametrize(("name", "count"), [(PARIS, 14), (LIECHTENSTEIN, 22)])
def test_every_school_is_a_candidate_or_is_named_in_one(name: str, count: int) -> None:
    """As many as the data's own description says."""
    schools = ids_where(name, "amenity", "school")
    assert len(schools) == count
    assert schools <= accounted(area_of(name), "candidates")


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("leisure", ("sports_centre",)),
        ("amenity", ("university", "college")),
        ("amenity", ("community_centre", "events_venue", "social_centre")),
        ("amenity", ("police", "fire_station")),
        ("amenity", ("conference_centre", "exhibition_centre")),
        ("office", ("government",)),
        ("landuse", ("military", "depot")),
        ("leisure", ("racecourse", "horse_riding")),
    ],
)
@pytest.mark.parametrize("name", [PARIS, LIECHTENSTEIN])
def test_every_possible_site_is_accounted_for(name: str, key: str, values: tuple[str, ...]) -> None:
    """A row, or merged into one; but town halls, which are no candidates, and venues."""
    area = area_of(name)
    found = ids_where(name, key, *values)
    left_out = ids_where(name, "amenity", "townhall") | accounted(area, "venues")
    assert found - left_out <= accounted(area, "candidates")


@pytest.mark.parametrize("name", [PARIS, LIECHTENSTEIN])
def test_car_parks_and_parks_are_rows_or_counted_as_too_small(name: str) -> None:
    """What is left out is counted in the warnings, to the last one."""
    area = area_of(name)
    grounds = ids_where(name, "amenity", "parking")
    grounds |= ids_where(name, "leisure", "park", "recreation_ground")
    grounds |= ids_where(name, "landuse", "recreation_ground", "fairground")
    left_out = grounds - accounted(area, "candidates") - accounted(area, "venues")
    merged = {
        pair.split(" → ")[0]
        for warning in area.manifest.warnings
        for key, value in warning.values
        if key == "ids" and isinstance(value, tuple)
        for pair in value
        if isinstance(pair, str) and " → " in pair
    }
    told = sum(
        warning.count or 0
        for warning in area.manifest.warnings
        if "small" in warning.text or "unknown size" in warning.text
    )
    assert len(left_out - merged) == told


@pytest.mark.parametrize("name", [PARIS, LIECHTENSTEIN])
def test_stadiums_stations_and_aerodromes_are_accounted_for(name: str) -> None:
    """Each element is a row or merged into one."""
    area = area_of(name)
    stadiums = ids_where(name, "leisure", "stadium") | ids_where(name, "building", "stadium")
    stations = ids_where(name, "railway", "station", "halt")
    stations |= ids_where(name, "amenity", "bus_station")
    assert stadiums == accounted(area, "venues")
    assert stations <= accounted(area, "stations")
    assert ids_where(name, "aeroway", "aerodrome") == accounted(area, "airports")


def test_paris_is_french_and_liechtenstein_is_not() -> None:
    """The law that may be cited follows from it."""
    assert area_of(PARIS).manifest.country == "FR"
    assert "Paris" in area_of(PARIS).manifest.city_halls
    assert area_of(LIECHTENSTEIN).manifest.country == "LI"
    assert {"Vaduz", "Schaan", "Balzers"} <= set(area_of(LIECHTENSTEIN).manifest.city_halls)


def test_private_schools_of_paris_are_known_by_a_tag_and_public_ones_are_not_private() -> None:
    """As the file's tags say, each with the tag that said so."""
    sites = area_of(PARIS)["candidates"]
    private = sites[sites["operator_type"] == "private"]
    tagged = ids_where(PARIS, "operator:type", "private") & set(sites.index)
    assert tagged <= set(private.index)
    assert (private["note"] != "").all()
    assert sites.loc["osm-way-226607276", "operator_type"] != "private"
