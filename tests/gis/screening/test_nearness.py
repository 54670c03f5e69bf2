"""Metres are metres: distances agree with the geodesic."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.screening.nearness import metric_crs, nearest, projected, within
from tests.data.truth import metres
from tests.gis.screening.stories import make_site, north, table

LON = st.floats(1.5, 3.5)
LAT = st.floats(48.1, 49.2)


@given(LON, LAT, LON, LAT)
def test_across_the_region_a_distance_is_right_to_one_in_five_thousand(
    lon: float, lat: float, other_lon: float, other_lat: float
) -> None:
    sites = table(
        "candidates",
        make_site("a", at=(lon, lat)),
        make_site("b", at=(other_lon, other_lat)),
        make_site("west", at=(1.5, 48.1)),
        make_site("east", at=(3.5, 49.2)),
    )
    shapes = projected(sites, metric_crs(sites))
    truth = metres(lon, lat, other_lon, other_lat)
    assert shapely.distance(shapes[0], shapes[1]) == pytest.approx(truth, rel=2e-4, abs=0.01)


def test_within_tells_pairs_in_the_order_of_the_sites() -> None:
    sites = shapely.points([[0, 0], [10, 0], [100, 0]])
    others = shapely.points([[9, 0], [1, 0], [50, 0]])
    found = within(shapely.STRtree(sites), others, np.array([2.0, 9.5, np.nan]))
    assert [pair.tolist() for pair in found] == [[0, 1, 1], [1, 0, 1]]


def test_the_nearest_of_nothing_is_nothing() -> None:
    places, far = nearest(shapely.points([[0, 0]]), np.empty(0, dtype=object))
    assert (places.tolist(), np.isnan(far).tolist()) == ([-1], [True])


def test_an_empty_shape_has_no_place() -> None:
    sites = table("candidates", make_site(at=north(5)))
    sites.loc["site-a", "geometry"] = shapely.Point()
    assert projected(sites, metric_crs(sites)).tolist() == [None]
