"""What journeys sum up to: the tail of weighted travel, means of what is known, loads."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.tally import TAIL, Load, least_holding, mean_of, sum_loads

journeys = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 500)), min_size=1, max_size=30)


@given(journeys)
def test_the_tail_is_the_least_travel_that_holds_ninety_per_cent(
    each: list[tuple[int, int]],
) -> None:
    """By the definition, officer by officer."""
    values, officers = np.array(each, dtype=float).T
    one_by_one = np.sort(np.repeat(values, officers.astype(int)))
    whole = -(-9 * one_by_one.size // 10)  # nine tenths, rounded up to whole officers
    assert least_holding(TAIL, values, officers) == one_by_one[whole - 1]


def test_nine_of_ten_equal_points_are_ninety_per_cent() -> None:
    """In spite of how 0.9 is written in binary."""
    assert least_holding(TAIL, np.arange(10.0), np.full(10, 7.0)) == 8


def test_what_is_not_known_is_in_no_mean() -> None:
    """And a mean of nothing is None, never NaN."""
    assert mean_of(np.array([1.0, np.nan, 2.0])) == 1.5
    assert mean_of(np.array([np.nan])) is None
    assert mean_of(np.array([])) is None


def test_loads_tell_every_pick() -> None:
    """Two points go to the first zone, one of them beyond the standard; one goes nowhere."""
    zone, officers = np.array([0, 0, -1]), np.array([5, 6, 7])
    loads = sum_loads(zone, officers, np.array([True, False, False]), ("a", "b"))
    assert loads == (Load("a", points=2, officers=11, beyond=6), Load("b", 0, 0, 0))


def test_the_tail_of_one_is_that_one() -> None:
    """However many officers it holds."""
    assert least_holding(TAIL, np.array([3.0]), np.array([1.0])) == pytest.approx(3)
