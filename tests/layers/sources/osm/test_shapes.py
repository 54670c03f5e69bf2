"""Lines as read become sound shapes."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.sources.osm.elements import Element
from layers.sources.osm.shapes import drawings_of, places_of

CORNER = st.tuples(st.integers(0, 6), st.integers(0, 6))
SQUARE = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)]
BOW = [(0, 0), (4, 4), (4, 0), (0, 4), (0, 0)]


def way(corners: list[tuple[int, int]], kind: str = "police") -> Element:
    """Give a way through corners, in thousandths of a degree."""
    line = shapely.LineString([(x / 1000, y / 1000) for x, y in corners])
    return Element("osm-way-1", {}, {"candidates": kind}, shapely.to_wkb(line, hex=True))


@pytest.mark.parametrize(
    ("corners", "shape"),
    [
        (SQUARE, "Polygon"),
        (BOW, "MultiPolygon"),
        (SQUARE[:4], "Point"),
        ([(0, 0), (1, 1), (0, 0)], "Point"),
        ([(0, 0), (2, 2), (4, 4), (0, 0)], "Point"),
        ([(1, 1)] * 5, "Point"),
    ],
)
def test_a_way_is_an_area_when_it_closes_around_one(
    corners: list[tuple[int, int]], shape: str
) -> None:
    """And a point when it does not, or when there is nothing inside."""
    shaped = places_of([way(corners)])
    assert shaped.shapes[0].geom_type == shape
    assert bool(shaped.open) == (shape == "Point")
    assert bool(shaped.crossed) == (corners is BOW)


@given(st.lists(CORNER, min_size=2, max_size=9), st.booleans())
def test_any_way_gives_a_sound_shape(corners: list[tuple[int, int]], closes: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """Valid, not empty, and within the box of its corners."""
    drawn = [*corners, corners[0]] if closes else corners
    element = way(drawn)
    (shape,) = places_of([element]).shapes
    assert shape.is_valid
    assert not shape.is_empty
    assert shape.within(shapely.from_wkb(element.wkb).envelope.buffer(1e-9))


@given(st.lists(CORNER, min_size=4, max_size=9))
def test_the_base_map_is_sound_after_cutting_and_simplifying(
    corners: list[tuple[int, int]],
) -> None:
    """An area stays an area, and nothing reaches beyond the cut by more than its metre."""
    clip = shapely.box(0.001, 0.001, 0.003, 0.003)
    element = way([*corners, corners[0]])
    (shape,) = drawings_of([element], as_lines=np.array([False]), clip=clip)
    assert shape.is_valid
    assert shape.is_empty or shape.within(clip.buffer(2e-5))
