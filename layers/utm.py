"""The UTM zone of a place: the plane in which shapes near it are measured in metres.

geopandas asks PROJ's database at every call, which takes longer than all else that is done with a
small area. Zones are cells of six degrees, so one question a cell is enough.
"""

from __future__ import annotations

from functools import cache

import geopandas as gpd
from pyproj import CRS
from shapely.geometry import Point

_CELL = 6.0  # degrees of longitude
_HALF_TURN = 180.0
_SOUTHMOST, _NORTHMOST = -80.0, 84.0  # UTM knows nothing nearer to the poles


def utm_of(shapes: gpd.GeoSeries | gpd.GeoDataFrame) -> CRS:
    """Give the zone of the middle of shapes in EPSG:4326: what their ``estimate_utm_crs`` gives.

    Raises what that raises: where there are no shapes, or none that lies in a zone.
    """
    west, south, east, north = shapes.total_bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    cell, beside = divmod(lon + _HALF_TURN, _CELL)
    inside = beside > 0 and abs(lon) < _HALF_TURN and _SOUTHMOST < lat < _NORTHMOST and lat != 0
    return _zone(cell, lat > 0) if inside else shapes.estimate_utm_crs()


@cache
def _zone(cell: float, north: bool) -> CRS:  # noqa: FBT001 - half of a key
    """Ask for the zone of a cell, counted from the date line, at the height of its middle."""
    lat = (_NORTHMOST if north else _SOUTHMOST) / 2
    middle = Point((cell + 0.5) * _CELL - _HALF_TURN, lat)
    zone: CRS = gpd.GeoSeries([middle], crs="EPSG:4326").estimate_utm_crs()
    return zone
