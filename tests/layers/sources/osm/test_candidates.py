"""The columns of candidate sites, and which grounds are large enough."""

from __future__ import annotations

import math

import pytest

from layers.sources.osm.candidates import candidate_row, size_of

UNKNOWN = math.nan
GROUNDS = [
    ("car-park", {"capacity": "50"}, UNKNOWN, "large"),
    ("car-park", {"capacity": "49"}, UNKNOWN, "small"),
    ("car-park", {"capacity": "some"}, UNKNOWN, "unknown"),
    ("car-park", {}, 1_500.0, "large"),
    ("car-park", {}, 1_499.0, "small"),
    ("car-park", {"parking": "underground"}, UNKNOWN, "large"),
    ("car-park", {"parking": "street_side", "capacity": "90"}, 2_000.0, "small"),
    ("open-ground", {}, 5_000.0, "large"),
    ("open-ground", {}, 4_999.0, "small"),
    ("open-ground", {}, UNKNOWN, "unknown"),
    ("school", {}, 10.0, "large"),
]


@pytest.mark.parametrize(("kind", "tags", "footprint_m2", "size"), GROUNDS)
def test_a_ground_is_large_small_or_unknown(
    kind: str, tags: dict[str, str], footprint_m2: float, size: str
) -> None:
    """Only car parks and parks can be too small to be a candidate."""
    assert size_of(kind, tags, footprint_m2) == size


def test_tags_fill_the_columns_and_nothing_else_does() -> None:
    """A municipal hall with showers; and a hall of which nothing is known."""
    told = candidate_row(
        {"building": "sports_hall", "shower": "hot", "toilets": "yes", "kitchen": "no"},
        "sports-hall",
    )
    assert (told["covered"], told["amenities"]) == ("yes", "toilets showers")
    assert set(candidate_row({}, "sports-hall").values()) == {""}


def test_a_school_of_no_known_level_is_marked_as_assumed() -> None:
    """An assumption looks like one."""
    assert candidate_row({"amenity": "school"}, "school")["assumed"] == "kind"
    assert candidate_row({"amenity": "school", "isced:level": "1"}, "school")["assumed"] == ""


@pytest.mark.parametrize(
    ("tags", "kind", "answer"),
    [
        ({"motor_vehicle": "no"}, "open-ground", "no"),
        ({"vehicle": "yes"}, "open-ground", "yes"),
        ({"motor_vehicle": "private"}, "open-ground", ""),
        ({}, "car-park", "yes"),
        ({}, "school", ""),
    ],
)
def test_vehicles_may_enter_where_a_tag_says_so(
    tags: dict[str, str], kind: str, answer: str
) -> None:
    """A car park is one long tag."""
    assert candidate_row(tags, kind)["vehicle_access"] == answer
