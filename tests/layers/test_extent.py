"""Extents that a person types or draws."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from layers.area import Box
from layers.errors import ExtentError
from layers.extent import check_extent, check_overlap, parse_extent

PARIS: Box = (2.22, 48.81, 2.47, 48.91)
WRONG: list[tuple[Box, str]] = [
    ((2.3, 48.8, 2.3, 48.9), "has no area"),
    ((2.3, 48.8, 2.4, 48.8), "has no area"),
    ((2.4, 48.8, 2.3, 48.9), "upside down"),
    ((2.3, 48.9, 2.4, 48.8), "upside down"),
    ((179.0, -18.0, -179.0, -16.0), "crosses the antimeridian"),
    ((-170.0, 40.0, 170.0, 50.0), "more than half the world"),
    ((math.nan, 48.8, 2.4, 48.9), "not made of numbers"),
    ((2.3, 48.8, math.inf, 48.9), "not made of numbers"),
    ((-400.0, 48.8, 2.4, 48.9), "off the map"),
]


def test_a_typed_box_becomes_a_polygon() -> None:
    """West, south, east, north, with commas or semicolons."""
    assert parse_extent("2.22, 48.81; 2.47, 48.91").bounds == PARIS


@pytest.mark.parametrize("text", ["", "Paris", "1,2,3", "1,2,3,4,5", "a,b,c,d"])
def test_what_is_no_box_is_refused(text: str) -> None:
    """With the text repeated."""
    with pytest.raises(ExtentError, match="is not an extent"):
        parse_extent(text)


@pytest.mark.parametrize(("corners", "reason"), WRONG)
def test_an_unsound_box_is_refused_with_its_reason(corners: Box, reason: str) -> None:
    """Whatever is wrong, the sentence names it."""
    with pytest.raises(ExtentError, match=reason):
        check_extent(corners)


def test_swapped_axes_off_the_globe_are_told_as_such() -> None:
    """Noumea: 166 degrees east cannot be a latitude."""
    with pytest.raises(ExtentError, match="Did you swap longitude and latitude"):
        check_extent((-22.3, 166.4, -22.2, 166.5))


def test_an_extent_outside_a_file_is_refused_and_a_swap_is_guessed() -> None:
    """Paris written latitude first lies in the sea off Somalia."""
    west, south, east, north = PARIS
    with pytest.raises(ExtentError, match=r"outside the file “paris\.osm”") as far:
        check_overlap(box(9.0, 47.0, 9.1, 47.1), PARIS, file="paris.osm")
    assert "swap" not in str(far.value)
    with pytest.raises(ExtentError, match="Did you swap"):
        check_overlap(box(south, west, north, east), PARIS, file="paris.osm")


def test_a_drawn_polygon_that_crosses_itself_is_repaired() -> None:
    """A bow tie holds the ground of both its halves."""
    bow = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    sound = check_extent(bow)
    assert sound.is_valid
    assert sound.area == pytest.approx(0.5)


def test_an_empty_drawing_is_refused() -> None:
    """Nothing drawn, or a line and back."""
    for drawing in (Polygon(), MultiPolygon(), Polygon([(0, 0), (1, 1), (0, 0)])):
        with pytest.raises(ExtentError, match="has no area"):
            check_extent(drawing)


@given(st.tuples(*[st.floats()] * 4))
def test_any_four_numbers_are_taken_or_refused(corners: Box) -> None:
    """And what is taken is a box on the map."""
    try:
        taken = check_extent(corners)
    except ExtentError:
        return
    assert taken.bounds == corners
    assert taken.area > 0
