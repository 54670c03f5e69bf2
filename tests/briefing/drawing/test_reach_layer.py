"""The layer of what lies within reach: bands in order, a legend, and a word where there is none."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely.geometry import Point, Polygon

from briefing.drawing.reach_layer import REACH, reach_layer, reach_note
from briefing.html.map_layers import features_of, pile
from gis.reach import NOTE, REASONS
from i18n import Language
from tests.briefing.map_stories import make_drawing

ENGLISH, FRENCH = Language.of("en"), Language.of("fr")
HERE = Point(2.35, 48.85)


def make_bands(*answers: str, direction: str = "to") -> gpd.GeoDataFrame:
    """Make bands of 5, 10, 15 minutes, round where they are reached and empty where not."""
    minutes = [5.0 * (n + 1) for n in range(len(answers))]
    shapes = [
        HERE.buffer(0.01 * m) if answer == "reached" else Polygon()
        for m, answer in zip(minutes, answers, strict=True)
    ]
    return gpd.GeoDataFrame(
        {"minutes": minutes, "direction": direction, "answer": answers},
        geometry=shapes,
        index=[f"reach-{m:g}" for m in minutes],
        crs="EPSG:4326",
    )


ALL = make_bands("reached", "reached", "reached")


def test_the_widest_band_lies_at_the_bottom_and_the_legend_begins_with_the_narrowest() -> None:
    layer = reach_layer(ALL, say=ENGLISH)
    ids = [feature["properties"]["id"] for feature in features_of(layer)]
    assert ids == ["reach-15", "reach-10", "reach-5"]
    assert [words for _, words in layer.legend] == [f"Within {m} min" for m in (5, 10, 15)]


def test_bands_differ_on_grey_paper() -> None:
    styles = reach_layer(ALL, say=ENGLISH).styles.values()
    assert len({(style.weight, style.dash) for style in styles}) == 3


@pytest.mark.parametrize("direction", ["to", "from"])
def test_the_layer_says_that_it_is_a_picture(direction: str) -> None:
    bands = make_bands("reached", direction=direction)
    assert "a picture" in reach_layer(bands, say=ENGLISH).title
    assert "image" in reach_layer(bands, say=FRENCH).title


def test_the_layer_goes_onto_every_map() -> None:
    drawing = make_drawing(reach_layer(ALL, say=ENGLISH))
    (layer,) = pile(drawing, say=ENGLISH)
    assert layer.key == REACH
    assert len(layer.legend) == 3


def test_an_empty_band_is_not_drawn_and_has_no_legend() -> None:
    layer = reach_layer(make_bands("too-far", "reached", "reached"), say=ENGLISH)
    assert [key for key, _ in layer.legend] == ["reach-10", "reach-15"]


@pytest.mark.parametrize("answer", ["closed", "unsnapped", "too-far"])
def test_where_nothing_is_reached_the_note_says_why(answer: str) -> None:
    bands = make_bands(answer, answer)
    assert features_of(reach_layer(bands, say=ENGLISH)) == []
    assert reach_note(bands) == {str(word): reason for word, reason in REASONS.items()}[answer]


def test_where_something_is_reached_the_note_calls_it_a_picture() -> None:
    assert reach_note(make_bands("too-far", "reached")) == NOTE
