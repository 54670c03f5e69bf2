"""Names on a map: what is written where, and from how near."""

from __future__ import annotations

import shapely

from briefing.drawing.drawing import DrawnLayer
from briefing.html.map_labels import MapLabel, labels_of
from briefing.html.map_layers import pile
from i18n import Language
from tests.briefing.map_stories import (
    VENUE,
    make_drawing,
    make_ground,
    make_layer,
    make_line,
    make_place,
    make_shape,
)

ENGLISH = Language.of("en")
CRESCENT = [[2.2, 48.8], [2.4, 48.8], [2.4, 48.81], [2.21, 48.81], [2.21, 48.9], [2.2, 48.9]]


def test_a_picked_zone_is_named_and_numbered() -> None:
    drawing = make_drawing(make_layer(make_place("Gymnase Jean Dame")), picked=("site-1",))
    named, number = labels_of(pile(drawing, say=ENGLISH)[-1])
    assert (named.text, named.role) == ("1. Gymnase Jean Dame", "zone")
    assert (number.text, number.role, number.near) == ("1", "number", 0)


def test_a_large_symbol_is_named_from_farther_than_a_small_one() -> None:
    venue = make_layer(make_place("Stade"), styles={"allowed": VENUE}, key="venues")
    site = make_layer(make_place("Gymnase"))
    assert _only(venue).near < _only(site).near


def test_a_journey_is_written_in_the_middle_of_its_line() -> None:
    label = _only(pile(make_drawing(lines=(make_line("9 min · 4,2 km"),)), say=ENGLISH)[0])
    assert (label.text, label.role) == ("9 min · 4,2 km", "travel")
    assert shapely.Point(label.at).equals_exact(shapely.Point(2.3338, 48.85135), 1e-6)


def test_the_name_of_a_crescent_stands_inside_it() -> None:
    area = make_shape("Hauts-de-Seine", "Polygon", [[*CRESCENT, CRESCENT[0]]], style="departement")
    label = _only(make_ground(area))
    assert shapely.Polygon(CRESCENT).contains(shapely.Point(label.at))
    assert label.span == (2.2, 48.8, 2.4, 48.9)


def test_ground_that_is_drawn_twice_is_named_once() -> None:
    ring = [[*CRESCENT, CRESCENT[0]]]
    paris = [make_shape("Paris", "Polygon", ring, style=kind) for kind in ("departement", "city")]
    assert [label.text for label in labels_of(make_ground(*paris))] == ["Paris"]


def test_an_area_with_a_tip_and_a_shape_without_a_name_are_not_written() -> None:
    claim = make_shape("Fan zone", "LineString", [[2.3, 48.8], [2.4, 48.9]], style="water")
    claim["properties"]["tip"] = ["From 26 July"]
    nameless = make_shape("", "LineString", [[2.3, 48.8], [2.4, 48.9]], style="water")
    assert labels_of(make_ground(claim, nameless)) == ()


def _only(layer: DrawnLayer) -> MapLabel:
    (label,) = labels_of(layer)
    return label
