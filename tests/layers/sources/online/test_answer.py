"""A raw Overpass answer, whole or not."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from layers.errors import OnlineError
from layers.sources.online.answer import parse_overpass_json, whole_answer
from layers.sources.osm.area import extent_of
from tests.layers.sources.osm_stories import SHARED

SCHOOL = {
    "type": "node",
    "id": 7,
    "lat": 47.5,
    "lon": 3.1,
    "tags": {"amenity": "school", "name": 'École <du> "Puits" & l\'autre\x07'},
}
BARE = {"type": "node", "id": 7, "lat": 47.5, "lon": 3.1}
ELSEWHERE = {"type": "node", "id": 8, "lat": 47.501, "lon": 3.101}
STREET = {"type": "way", "id": 1, "nodes": [7, 8], "tags": {"highway": "residential"}}


def answer(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - raw JSON
    """Give an answer as Overpass writes it."""
    stamp = {"timestamp_osm_base": "2024-06-01T08:00:00Z"}
    return {"version": 0.6, "osm3s": stamp, "elements": list(elements), **more}


def test_an_element_given_twice_keeps_its_tags() -> None:
    """First with tags, then bare, as a corner of a street; in either order."""
    for elements in ((SCHOOL, STREET, BARE, ELSEWHERE), (BARE, ELSEWHERE, STREET, SCHOOL)):
        harvest = parse_overpass_json(answer(*elements))
        assert [element.id for element in harvest.elements] == ["osm-node-7"]
        assert [list(batch.index) for batch in harvest.ways] == [["osm-way-1"]]
        assert harvest.oddities.doubled == ()


def test_a_hostile_name_stays_data() -> None:
    """Markup is kept, control characters are not."""
    (school,) = parse_overpass_json(answer(SCHOOL)).elements
    assert school.tags["name"] == 'École <du> "Puits" & l\'autre'


def test_the_answer_is_dated_by_its_database() -> None:
    """Not by the day it was asked for."""
    assert parse_overpass_json(answer(SCHOOL)).as_of == date(2024, 6, 1)


def test_an_area_around_tells_of_the_commune() -> None:
    """Overpass gives it as an area, numbered beyond all relations."""
    commune = {"boundary": "administrative", "admin_level": "8", "name": "Valbrême"}
    around = {"type": "area", "id": 3_600_000_123, "tags": commune | {"ref:INSEE": "99001"}}
    clues = parse_overpass_json(answer(SCHOOL, around)).clues
    assert (clues.city_halls, clues.country) == (("Valbrême",), "FR")


def test_an_overlong_name_is_cut_and_told() -> None:
    """Ten thousand letters, longer than the reader of files would take."""
    long = SCHOOL | {"tags": {"amenity": "school", "name": "É" * 10_000}}
    harvest = parse_overpass_json(answer(long))
    assert len(harvest.elements[0].tags["name"]) == 255
    assert harvest.oddities.too_long == ("osm-node-7",)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (json.dumps(answer(SCHOOL)).encode()[:-40], "cut short"),
        (b"", "cut short"),
        (b"<html><body>Log in</body></html>", "a web page"),
        (b"[]", "not one of an Overpass server"),
        (b'{"elements": 3}', "not one of an Overpass server"),
        (answer(SCHOOL, remark="runtime error: Query timed out"), "could not finish: runtime"),
        (answer(), "knows nothing in this area"),
    ],
)
def test_an_answer_that_is_not_whole_is_refused(
    payload: bytes | dict[str, Any], reason: str
) -> None:
    """An answer is kept only when nothing is missing."""
    with pytest.raises(OnlineError, match=reason):
        whole_answer(payload)


def test_elements_without_sense_are_refused() -> None:
    """A place that is no number."""
    with pytest.raises(OnlineError, match="not sound"):
        parse_overpass_json(answer(SCHOOL | {"lat": "north"}))


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not on this machine")
def test_a_real_answer_gives_its_streets() -> None:
    """The 16e, 15e and 8e of Paris, counted a second time in the JSON itself."""
    raw = (SHARED / "overpass_paris_16e.json").read_bytes()
    harvest = parse_overpass_json(raw)
    streets = {i for ways in harvest.ways for i in ways.index[ways["kind"] != ""]}
    ways = [e for e in json.loads(raw)["elements"] if e["type"] == "way"]
    lines = [w for w in ways if w.get("tags", {}).get("area") != "yes"]
    wanted = {f"osm-way-{w['id']}" for w in lines if "highway" in w.get("tags", {})}
    assert len(streets) > 3_700
    assert streets <= wanted
    west, south, east, north = extent_of(harvest) or (0, 0, 0, 0)
    assert 2.2 < west < east < 2.4
    assert 48.8 < south < north < 48.9
