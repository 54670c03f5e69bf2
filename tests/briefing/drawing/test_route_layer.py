"""The layer of routes: one line a journey, its minutes beside it, the one asked for on top."""

from __future__ import annotations

import numpy as np

from briefing.drawing.route_layer import ROUTES, DrawnRoute, route_layer
from briefing.html.map_labels import labels_of
from briefing.html.map_layers import features_of, pile
from gis.journey import Journey
from gis.travel import Answer
from i18n import Language
from tests.briefing.map_stories import make_drawing

ENGLISH, FRENCH = Language.of("en"), Language.of("fr")
LINE = np.array([[2.30, 48.85], [2.31, 48.86], [2.33, 48.86]])
BY_CAR = Journey(Answer.REACHED, 12.3, 4_310, LINE, ("Quai Branly", "Rue de l’Université"))
NOWHERE = Journey(Answer.UNREACHABLE, np.nan, np.nan, np.zeros((0, 2)), ())


def make_route(name: str, style: str = "served", journey: Journey = BY_CAR) -> DrawnRoute:
    """Make a route from the Champ-de-Mars to a site."""
    return DrawnRoute(f"route-{name}", "Champ-de-Mars", name, journey, style)


def test_a_route_bears_its_minutes_and_tells_its_ends_and_streets() -> None:
    layer = route_layer([make_route("Arago")], say=FRENCH)
    assert layer
    (feature,) = features_of(layer)
    assert feature["properties"]["label"] == "12\xa0min · 4,3\xa0km"
    assert feature["properties"]["tip"] == [
        "Champ-de-Mars → Arago",
        "Quai Branly → Rue de l’Université",
    ]
    assert feature["geometry"]["coordinates"] == LINE.tolist()


def test_the_route_asked_for_lies_on_top() -> None:
    layer = route_layer([make_route("A", "asked"), make_route("B", "far")], say=ENGLISH)
    assert layer
    assert [each["properties"]["id"] for each in features_of(layer)] == ["route-B", "route-A"]
    assert [key for key, _ in layer.legend] == ["asked", "far"]


def test_a_journey_that_there_is_not_is_not_drawn() -> None:
    assert route_layer([make_route("A", journey=NOWHERE)], say=ENGLISH) is None
    assert route_layer([], say=ENGLISH) is None


def test_the_exported_map_has_the_routes_and_writes_their_minutes() -> None:
    layer = route_layer([make_route("A")], say=ENGLISH)
    assert layer
    (piled,) = pile(make_drawing(layer), say=ENGLISH)
    assert piled.key == ROUTES
    assert [(label.text, label.role) for label in labels_of(piled)] == [
        ("12 min · 4.3 km", "travel")
    ]


def test_on_the_strategic_network_the_title_says_that_lines_are_simplified() -> None:
    layer = route_layer([make_route("A")], ground="strategic", say=ENGLISH)
    assert layer
    assert layer.title == "Routes on the strategic network (simplified)"
