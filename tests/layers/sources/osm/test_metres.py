"""Degrees to metres."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from pyproj import Geod

from layers.sources.osm.metres import areas_m2, to_metres

GEOD = Geod(ellps="WGS84")


def test_areas_are_those_of_the_ellipsoid() -> None:
    """A block in Paris and one in Vaduz, in one go, against the geodesic area."""
    blocks = np.array([shapely.box(2.3, 48.8, 2.31, 48.81), shapely.box(9.5, 47.1, 9.501, 47.101)])
    true = [abs(GEOD.geometry_area_perimeter(block)[0]) for block in blocks]
    assert areas_m2(blocks) == pytest.approx(true, rel=1e-4)


def test_what_is_no_surface_has_no_area() -> None:
    """Unknown, not zero."""
    assert np.isnan(areas_m2(np.array([shapely.Point(2, 48)]))).all()


def test_nothing_is_projected_to_nothing() -> None:
    """An empty layer."""
    assert len(to_metres(np.array([], dtype=object))) == 0


def test_the_shapes_given_stay_as_they_are() -> None:
    """Projection makes new ones."""
    points = np.array([shapely.Point(2, 48)])
    to_metres(points)
    assert points[0].equals(shapely.Point(2, 48))
