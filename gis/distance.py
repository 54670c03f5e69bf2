"""Straight distance on the ellipsoid, for every pair of two lists or along one line of points.

Points are put on the WGS 84 ellipsoid and the chord between them is bent to the arc of a sphere:
within 1 part in 100,000 of the geodesic up to 500 km, and many times faster than solving for it.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.spatial.distance import cdist

Floats: TypeAlias = npt.NDArray[np.float64]

_SEMI_MAJOR_M = 6_378_137.0
_ECCENTRICITY_2 = 6.694_379_990_141e-3
_MEAN_RADIUS_M = (
    6_371_008.8  # the IUGG's; a chord is so short that the choice of radius hardly shows
)


def straight_metres(origins: Floats, ends: Floats) -> Floats:
    """Give the straight distance of every pair, in metres.

    ``origins`` is n × 2 and ``ends`` m × 2, longitude and latitude in degrees; the answer n × m.
    """
    return _arc(cdist(earth_centred(origins), earth_centred(ends)))


def step_metres(points: Floats) -> Floats:
    """Give the distance from each point to the next, in metres; n × 2 degrees to n - 1."""
    return _arc(np.linalg.norm(np.diff(earth_centred(points), axis=0), axis=1))


def earth_centred(points: Floats) -> Floats:
    """Put longitude and latitude on the ellipsoid, as x, y, z in metres from its centre."""
    lon, lat = np.radians(points.reshape(-1, 2)).T
    normal = _SEMI_MAJOR_M / np.sqrt(1 - _ECCENTRICITY_2 * np.sin(lat) ** 2)
    around = normal * np.cos(lat)
    up = normal * (1 - _ECCENTRICITY_2) * np.sin(lat)
    return np.column_stack([around * np.cos(lon), around * np.sin(lon), up])


def _arc(chord: Floats) -> Floats:
    arc: Floats = 2 * _MEAN_RADIUS_M * np.arcsin(np.minimum(chord / (2 * _MEAN_RADIUS_M), 1.0))
    return arc
