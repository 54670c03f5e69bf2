"""Straight distance, against the geodesic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from gis.distance import step_metres, straight_metres

GEOD = Geod(ellps="WGS84")


@given(
    lon=st.floats(-179, 179),
    lat=st.floats(-80, 80),
    bearing=st.floats(0, 360),
    metres=st.floats(0.01, 500_000),
)
def test_it_is_the_geodesic_within_one_part_in_a_hundred_thousand(
    lon: float, lat: float, bearing: float, metres: float
) -> None:
    """Anywhere people live, and as far as a region reaches."""
    there = GEOD.fwd(lon, lat, bearing, metres)[:2]
    found = straight_metres(np.array([[lon, lat]]), np.array([there]))[0, 0]
    assert found == pytest.approx(metres, rel=1e-5, abs=1e-6)


def test_every_pair_is_answered_and_a_line_of_points_step_by_step() -> None:
    """Notre-Dame, the Eiffel tower and Roissy."""
    points = np.array([[2.3499, 48.8530], [2.2945, 48.8584], [2.5500, 49.0128]])
    pairs = straight_metres(points[:2], points)
    assert pairs.shape == (2, 3)
    assert pairs[0, 0] == 0
    assert step_metres(points) == pytest.approx([pairs[0, 1], pairs[1, 2]])


def test_no_points_give_no_distances() -> None:
    """An empty layer is no special case."""
    none = np.zeros((0, 2))
    assert straight_metres(none, np.array([[2.0, 48.0]])).shape == (0, 1)
    assert step_metres(none).size == 0
