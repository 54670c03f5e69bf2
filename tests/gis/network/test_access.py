"""Access: who may use which street, in which direction."""

from __future__ import annotations

import pytest

from gis.network.access import way_rules
from gis.network.speeds import Mode
from layers.streets import CLASSES
from tests.gis.travel_stories import drawn_streets, make_street, make_streets

BOTH, ALONG, AGAINST, CLOSED = (True, True), (True, False), (False, True), (False, False)


@pytest.mark.parametrize(
    ("tags", "open_to"),
    [
        ({}, BOTH),
        ({"access": "private"}, CLOSED),
        ({"access": "no"}, CLOSED),
        ({"access": "destination"}, BOTH),
        ({"access": "customers"}, BOTH),
        ({"access": "permit"}, CLOSED),
        ({"access": "no", "motor_vehicle": "yes"}, BOTH),
        ({"access": "yes", "vehicle": "no"}, CLOSED),
        ({"vehicle": "no", "motorcar": "yes"}, BOTH),
        ({"motor_vehicle": "delivery"}, CLOSED),
        ({"motor_vehicle": "agricultural;forestry"}, CLOSED),
        ({"motor_vehicle": "agricultural;destination"}, BOTH),
        ({"motor_vehicle": "gibberish"}, BOTH),
        ({"motor_vehicle": "gibberish", "access": "no"}, CLOSED),
        ({"foot": "no"}, BOTH),
        ({"kind": "busway"}, CLOSED),
        ({"kind": "busway", "motor_vehicle": "yes"}, BOTH),
        ({"kind": "track"}, CLOSED),
        ({"kind": "track", "access": "yes"}, CLOSED),
        ({"kind": "track", "motorcar": "permissive"}, BOTH),
        ({"kind": "footway"}, CLOSED),
        ({"kind": "footway", "motor_vehicle": "yes"}, CLOSED),
        ({"oneway": "yes"}, ALONG),
        ({"oneway": "1"}, ALONG),
        ({"oneway": "-1"}, AGAINST),
        ({"oneway": "no", "junction": "roundabout"}, BOTH),
        ({"oneway": "reversible"}, CLOSED),
        ({"oneway": "sometimes"}, BOTH),
        ({"junction": "roundabout"}, ALONG),
        ({"kind": "motorway"}, ALONG),
        ({"kind": "motorway_link"}, BOTH),
    ],
)
def test_by_car(tags: dict[str, str], open_to: tuple[bool, bool]) -> None:
    """The most specific tag that can be read decides; no vehicle has a right untold."""
    assert rules("drive", tags) == open_to


@pytest.mark.parametrize(
    ("tags", "open_to"),
    [
        ({}, BOTH),
        ({"oneway": "yes"}, BOTH),
        ({"junction": "roundabout"}, BOTH),
        ({"oneway_foot": "yes"}, ALONG),
        ({"oneway_foot": "-1"}, AGAINST),
        ({"access": "private"}, CLOSED),
        ({"access": "private", "foot": "yes"}, BOTH),
        ({"foot": "no"}, CLOSED),
        ({"motor_vehicle": "no"}, BOTH),
        ({"kind": "motorway"}, CLOSED),
        ({"kind": "motorway", "access": "yes"}, CLOSED),
        ({"kind": "trunk", "foot": "yes"}, BOTH),
        ({"kind": "cycleway"}, CLOSED),
        ({"kind": "cycleway", "foot": "designated"}, BOTH),
        ({"kind": "steps"}, BOTH),
        ({"kind": "track"}, BOTH),
    ],
)
def test_on_foot(tags: dict[str, str], open_to: tuple[bool, bool]) -> None:
    """One-ways do not hold people, unless they are made for them; stairs do not either."""
    assert rules("walk", tags) == open_to


def test_tags_that_cannot_be_read_are_told_with_their_count() -> None:
    """Nothing is passed over in silence."""
    streets = make_streets(
        make_street("a", 1, 2, maxspeed="fast"),
        make_street("b", 2, 3, maxspeed="fast", oneway="maybe"),
        make_street("c", 3, 4, maxspeed="50"),
    )
    told = [str(warning) for warning in way_rules(streets, mode="drive").warnings]
    assert len(told) == 2
    assert any("“maxspeed”" in text and "fast (2)" in text for text in told)
    assert any("“oneway”" in text and "maybe (1)" in text for text in told)
    assert way_rules(streets, mode="walk").warnings == ()


def test_every_class_of_street_has_a_rule() -> None:
    """A class added to the layer must not break the reading."""
    streets = make_streets(*(make_street(f"way-{n}", 1, 2, kind=k) for n, k in enumerate(CLASSES)))
    for mode in ("drive", "walk"):
        found = way_rules(streets, mode=mode)
        assert found.forward.any()
        assert (found.kmh > 0).all()


def test_a_town_without_streets_has_no_rules() -> None:
    """An empty table in, empty arrays out."""
    found = way_rules(make_streets(), mode="drive")
    assert found.forward.shape == found.backward.shape == found.kmh.shape == (0,)


def rules(mode: Mode, tags: dict[str, str]) -> tuple[bool, bool]:
    """Give whether one street is open along and against its vertices."""
    found = way_rules(drawn_streets(make_street("rue", 1, 2, **tags)), mode=mode)
    return bool(found.forward[0]), bool(found.backward[0])
