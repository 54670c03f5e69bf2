"""Rows of odd sets: halves break them, and no choice does."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from gis.distance import Floats
from gis.siting.covering.odd_sets import PATIENT, USUAL, Pains, odd_sets
from gis.siting.watch import Watch
from gis.tally import Flags
from tests.gis.siting.covering.cover_stories import rest_of, ring


def halves(size: int) -> Floats:
    """Open half of every site, and count every point as covered."""
    return np.concatenate([np.full(size, 0.5), np.ones(size)])


def test_half_of_three_sites_does_not_cover_three_points() -> None:
    """It takes two to cover three: z1 + z2 + z3 ≤ 1 + x1 + x2 + x3."""
    rows, least = odd_sets(rest_of(ring(3)), halves(3), Watch())
    assert rows.toarray().tolist() == [[1, 1, 1, -1, -1, -1]]
    assert least.tolist() == [-1]


def test_half_of_five_sites_does_not_cover_five_points() -> None:
    """No three of the five say so."""
    rows, least = odd_sets(rest_of(ring(5)), halves(5), Watch())
    assert rows.toarray().tolist() == [[1] * 5 + [-1] * 5]
    assert least.tolist() == [-2]


@pytest.mark.parametrize("size", [7, 9])
def test_larger_rings_are_seen_by_who_takes_pains(size: int) -> None:
    """They are found by adding two points to five, and two to seven."""
    assert not len(odd_sets(rest_of(ring(size)), halves(size), Watch())[1])
    rows, least = odd_sets(rest_of(ring(size)), halves(size), Watch(), PATIENT)
    assert [1] * size + [-1] * size in rows.toarray().tolist()
    assert least.tolist() == [-(size // 2)] * len(least)


def test_half_of_four_sites_does_cover_four_points() -> None:
    """Two of them do; and who needs two sites is asked nothing."""
    assert not len(odd_sets(rest_of(ring(4)), halves(4), Watch())[1])
    assert not len(odd_sets(rest_of(ring(3), need=2), halves(3), Watch())[1])


@given(
    npst.arrays(bool, (6, 7)),
    npst.arrays(float, 13, elements=st.sampled_from([0.0, 0.25, 0.5, 0.5, 0.75, 1.0])),
    st.sampled_from([USUAL, PATIENT]),
)
def test_no_choice_breaks_a_row_that_the_fractions_break(
    near: Flags, values: Floats, pains: Pains
) -> None:
    """Every choice of six sites, with every point counted that it covers."""
    rest = rest_of(near)
    covered = np.minimum(1.0, values[:6] @ near)
    values = np.concatenate([values[:6], covered])
    rows, least = odd_sets(rest, values, Watch(), pains)
    assert (rows @ values < least).all()
    for each in itertools.product([False, True], repeat=6):
        chosen = np.array(each)
        full = np.concatenate([chosen, near[chosen].any(axis=0)]).astype(float)
        assert (rows @ full >= least).all()
