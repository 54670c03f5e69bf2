"""How a piece of the earth lies on paper: its UTM zone, its scale, its bounds, and true north."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pyproj
import shapely

from layers.area import Box as Degrees
from layers.schema import CRS

_STEPS = (1, 1.25, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10)
_LEAST = 2_000  # to one: a block of houses fills a sheet
_ROOM = 1.06  # so that nothing touches the frame
_ABOUT = 0.01  # of a degree: the step that shows where north is
_SIX = 6  # degrees of a UTM zone
_NORTHERN, _SOUTHERN = 32600, 32700  # EPSG codes of UTM on WGS 84


@dataclass(frozen=True)
class View:
    """A map's frame. ``bounds`` are left, bottom, right, top in metres of the UTM grid ``epsg``.

    ``scale`` is the denominator: a millimetre of paper is so many millimetres of the grid.
    """

    epsg: int
    scale: float
    bounds: tuple[float, float, float, float]

    @cached_property
    def crs(self) -> pyproj.CRS:
        """The grid."""
        return _crs(self.epsg)

    @cached_property
    def to_grid(self) -> pyproj.Transformer:
        """From longitude and latitude to metres."""
        return pyproj.Transformer.from_crs(CRS, self.epsg, always_xy=True)

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude of the frame's centre."""
        left, bottom, right, top = self.bounds
        return self.degrees((left + right) / 2, (bottom + top) / 2)

    @property
    def frame(self) -> shapely.Polygon:
        """The frame, in metres."""
        return shapely.box(*self.bounds)

    @property
    def zone(self) -> int:
        """The number of the UTM zone."""
        return self.epsg % 100

    @cached_property
    def stretch(self) -> float:
        """Metres of the grid for a metre on the ground, at the centre: 0.9996 to 1.001."""
        return float(pyproj.Proj(self.epsg).get_factors(*self.middle).meridional_scale)

    @cached_property
    def north(self) -> float:
        """Degrees by which true north lies clockwise of the sheet's top, at the centre.

        The meridian through the centre is followed a little way and its bearing on the grid taken;
        the angle is minus the meridian convergence.
        """
        lon, lat = self.middle
        x, y = self.to_grid.transform([lon, lon], [lat, lat + _ABOUT])
        return math.degrees(math.atan2(x[1] - x[0], y[1] - y[0]))

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Give longitude and latitude of a place of the grid."""
        lon, lat = self.to_grid.transform(x, y, direction="INVERSE")
        return float(lon), float(lat)


def view_of(bounds: Degrees, *, width: float, height: float) -> View:
    """Frame west, south, east, north on a map of so many millimetres, at a round scale."""
    west, south, east, north = bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    zone = min(int((lon + 180) // _SIX) + 1, 60)
    epsg = (_NORTHERN if lat >= 0 else _SOUTHERN) + zone
    to_grid = pyproj.Transformer.from_crs(CRS, epsg, always_xy=True)
    x, y = to_grid.transform(*np.meshgrid([west, lon, east], [south, lat, north]))
    needed = max(np.ptp(x) / width, np.ptp(y) / height) * 1000 * _ROOM
    scale = round_scale(max(float(needed), _LEAST))
    middle = (float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2)
    half = (width * scale / 2000, height * scale / 2000)
    frame = (middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1])
    return View(epsg, scale, frame)


@cache
def _crs(epsg: int) -> pyproj.CRS:
    return pyproj.CRS.from_epsg(epsg)


def round_scale(least: float) -> float:
    """Give the smallest scale in use that is not below ``least``."""
    power = 10 ** math.floor(math.log10(least))
    return float(next(step * power for step in _STEPS if step * power >= least * (1 - 1e-12)))
