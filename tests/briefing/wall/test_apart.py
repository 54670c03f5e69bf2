"""Numbers on the map that would cover one another move apart."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.wall.apart import Spot, apart

FRAME = (1200.0, 700.0)
SPOTS = st.lists(st.tuples(st.floats(0, FRAME[0]), st.floats(0, FRAME[1])), max_size=9)


def overlapping(spots: tuple[Spot, ...], side: float = 40) -> int:
    """Count the pairs of squares that overlap."""
    return sum(max(abs(a - c), abs(b - d)) < side for (a, b), (c, d) in combinations(spots, 2))


@given(SPOTS)
def test_no_two_of_a_few_squares_overlap_and_all_are_in_the_frame(spots: list[Spot]) -> None:
    moved = apart(spots, side=40, frame=FRAME)
    assert len(moved) == len(spots)
    assert all(20 <= x <= 1180 and 20 <= y <= 680 for x, y in moved)
    assert overlapping(moved) == 0
    assert moved == apart(spots, side=40, frame=FRAME)


def test_squares_that_stand_apart_stay_where_they_are() -> None:
    spots = ((100.0, 100.0), (140.0, 100.0), (100.0, 141.0))
    assert apart(spots, side=40, frame=FRAME) == spots


def test_two_that_overlap_give_way_by_half_along_the_shorter_way() -> None:
    left, right = apart(((300.0, 300.0), (330.0, 305.0)), side=40, frame=FRAME)
    assert (left[1], right[1]) == (300.0, 305.0)
    assert left[0] == pytest.approx(295, abs=0.1)
    assert right[0] == pytest.approx(335, abs=0.1)
