"""A map's scale is round, its centre where it was asked, and its north that of the meridian."""

from __future__ import annotations

import math

import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.sheets.grid import figure, reference, squares
from briefing.sheets.view import round_scale, view_of

PARIS = (2.2, 48.8, 2.5, 48.95)


@given(st.floats(1_000, 1e7))
@settings(max_examples=20)
def test_a_round_scale_is_the_least_that_is_enough(least: float) -> None:
    scale = round_scale(least)
    assert least * (1 - 1e-9) <= scale <= least * 2
    assert round_scale(scale) == scale


@given(st.floats(-170, 170), st.floats(-70, 70))
@settings(max_examples=20)
def test_everything_asked_for_lies_in_the_frame(lon: float, lat: float) -> None:
    bounds = (lon, lat, lon + 0.2, lat + 0.1)
    view = view_of(bounds, width=250, height=180)
    left, bottom, right, top = view.bounds
    for corner in ((0, 1), (2, 1), (0, 3), (2, 3)):
        x, y = view.to_grid.transform(bounds[corner[0]], bounds[corner[1]])
        assert left < x < right
        assert bottom < y < top
    assert right - left == pytest.approx(250 * view.scale / 1000)


@given(st.floats(-170, 170), st.floats(-70, 70))
@settings(max_examples=20)
def test_north_is_turned_by_the_meridian_convergence(lon: float, lat: float) -> None:
    view = view_of((lon, lat, lon + 0.2, lat + 0.1), width=250, height=180)
    factors = pyproj.Proj(view.epsg).get_factors(*view.middle)
    assert view.north == pytest.approx(-factors.meridian_convergence, abs=0.02)


def test_west_of_the_middle_meridian_north_leans_to_the_right() -> None:
    assert view_of(PARIS, width=250, height=180).north == pytest.approx(0.49, abs=0.03)


def test_a_millimetre_of_paper_is_the_scale_s_on_the_ground() -> None:
    view = view_of(PARIS, width=250, height=180)
    left, bottom, right, top = view.bounds
    middle = (bottom + top) / 2
    lon, lat = view.to_grid.transform([left, right], [middle, middle], direction="INVERSE")
    metres = pyproj.Geod(ellps="WGS84").inv(lon[0], lat[0], lon[1], lat[1])[2]
    assert metres * view.stretch == pytest.approx(250 * view.scale / 1000, rel=1e-3)
    assert math.isclose(view.stretch, 1, abs_tol=1e-3)


def test_squares_and_references_are_those_of_mgrs() -> None:
    assert "31U DQ" in squares(view_of(PARIS, width=250, height=180))
    # Notre-Dame, as the tables of the grid have it.
    assert reference(2.3499, 48.8530).startswith("31U DQ 52")
    assert figure(452_000, 1_000) == "52"
    assert figure(452_300, 100) == "523"
