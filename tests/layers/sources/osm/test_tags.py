"""Which layer and kind an element's tags mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue import LAYERS
from layers.schema import Tags
from layers.sources.osm.tags import anchors, holds, kinds_of, school_level, words

SITES = [
    ({"amenity": "school", "school:FR": "lycée"}, "lycee"),
    ({"amenity": "school", "school:FR": "Collège"}, "college"),
    ({"amenity": "school", "school:FR": "maternelle"}, "school"),
    ({"amenity": "school", "isced:level": "2;3"}, "lycee"),
    ({"amenity": "school", "isced:level": "2"}, "college"),
    ({"amenity": "school", "isced:level": "0-1", "name": "Lycée du Pont"}, "school"),
    ({"amenity": "school", "name": "Collège du Pont"}, "college"),
    ({"amenity": "school", "name": "Maison du Collège"}, "school"),
    ({"amenity": "college", "name": "Lycée agricole"}, "lycee"),
    ({"amenity": "university", "name": "École des Ponts"}, "university"),
    ({"amenity": "community_centre; arts_centre"}, "community-hall"),
    ({"leisure": "sports_centre", "building": "sports_hall"}, "sports-hall"),
    ({"amenity": "place_of_worship", "building": "church"}, "worship-hall"),
    ({"landuse": "military"}, "barracks"),
    ({"industrial": "bus_depot"}, "depot"),
]


@pytest.mark.parametrize(("tags", "kind"), SITES)
def test_a_site_is_of_the_kind_that_its_tags_say(tags: dict[str, str], kind: str) -> None:
    """School levels come from school:FR, then isced:level, then the name's first word."""
    assert kinds_of(tags)["candidates"] == kind


@pytest.mark.parametrize(
    "tags",
    [
        {"amenity": "townhall", "office": "government"},
        {"leisure": "stadium;sports_centre"},
        {"amenity": "place_of_worship", "building": "chapel"},
        {"amenity": "bench"},
        {},
    ],
)
def test_town_halls_venues_and_small_things_are_no_candidates(tags: dict[str, str]) -> None:
    """A stadium is a venue, and a town hall is what the rules are about."""
    assert "candidates" not in kinds_of(tags)


def test_one_element_may_belong_to_several_layers() -> None:
    """A park is a site and is drawn; a main road is a street and is drawn."""
    assert kinds_of({"leisure": "park"}) == {"candidates": "open-ground", "base_map": "wood"}
    assert kinds_of({"highway": "primary"}) == {"streets": "primary", "base_map": "motorway"}


def test_the_first_condition_that_holds_gives_the_kind() -> None:
    """A metro station that is no railway station, and an airport with a code."""
    metro = {"railway": "station", "subway": "yes"}
    assert kinds_of(metro)["stations"] == "metro"
    assert kinds_of({**metro, "train": "yes"})["stations"] == "rail"
    assert kinds_of({"railway": "station", "network": "Transilien;RER"})["stations"] == "rer"
    assert kinds_of({"aeroway": "aerodrome", "iata": "ORY"})["airports"] == "international"
    assert kinds_of({"aeroway": "aerodrome"})["airports"] == "aerodrome"


@pytest.mark.parametrize(
    ("wanted", "value", "fits"),
    [
        (("*",), "anything", True),
        (("*",), None, False),
        (("!*",), None, True),
        (("!*",), "spur", False),
        (("!yes",), None, True),
        (("!yes",), "yes;no", False),
        (("a", "b"), "c; B", True),
        (("a",), "ab", False),
    ],
)
def test_a_condition_on_one_key(wanted: tuple[str, ...], value: str | None, fits: bool) -> None:  # noqa: FBT001 - a table's column
    """Any, none, not, one of; several values in a tag are split."""
    tags = {} if value is None else {"key": value}
    assert holds(Tags("kind", {"key": wanted}), tags) is fits


def test_every_condition_can_be_found_by_a_key_and_a_value() -> None:
    """Otherwise a file would have to be read element by element."""
    index = anchors()
    for layer in LAYERS.values():
        for condition in layer.tags:
            assert any(set(values) <= index.get(k, set()) for k, values in condition.all_of.items())


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=20), max_size=5))
def test_any_tags_are_read_without_complaint(tags: dict[str, str]) -> None:
    """Whatever a stranger wrote, each kind is one of its layer's."""
    for layer, kind in kinds_of(tags).items():
        assert kind in LAYERS[layer].kinds
    assert school_level(tags) in {None, "school", "college", "lycee"}


def test_values_are_split_and_put_in_lower_case() -> None:
    """As OpenStreetMap writes several values in one tag."""
    assert words("Judo; boxing;;") == ("judo", "boxing")
    assert words(" One ") == ("one",)
