"""The UTM zone of a place is the one that geopandas finds by asking each time."""

from __future__ import annotations

import geopandas as gpd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from layers.utm import utm_of

LON = st.floats(-180, 180)
LAT = st.floats(-79, 83)


@settings(max_examples=5)  # each asks the database
@given(LON, LAT, LON, LAT)
@example(2.3, 48.85, 2.34, 48.85)  # Paris
@example(0.0, 48.0, 12.0, 48.0)  # the middle lies between two zones
@example(2.0, -10.0, 4.0, 10.0)  # and on the equator
@example(5.0, 60.0, 5.5, 61.0)  # west of Norway, where the grid has a zone of its own shape
@example(180.0, 10.0, 180.0, 20.0)
def test_the_zone_is_geopandas_s(west: float, south: float, east: float, north: float) -> None:
    line = gpd.GeoSeries([LineString([(west, south), (east, north)])], crs="EPSG:4326")
    assert utm_of(line) == line.estimate_utm_crs()


@pytest.mark.parametrize("lat", [88.0, -85.0])
def test_near_the_poles_there_is_none(lat: float) -> None:
    polar = gpd.GeoSeries([Point(2.0, lat)], crs="EPSG:4326")
    with pytest.raises(RuntimeError, match="UTM"):
        utm_of(polar)


def test_no_shapes_are_in_no_zone() -> None:
    with pytest.raises(ValueError, match="NaN"):
        utm_of(gpd.GeoSeries([], crs="EPSG:4326"))
