"""The UTM zone of a place: the plane in which shapes near it are measured in metres.

geopandas asks PROJ's database at every call, which takes longer than all else that is done with a
small area. Zones are cells of six degrees, and EPSG numbers them as they lie: EPSG:326zz in the
north and EPSG:327zz in the south, zz from 01 at the date line eastwards.
"""

from __future__ import annotations

from functools import cache

import geopandas as gpd
from pyproj import CRS

_CELL = 6.0  # degrees of longitude
_HALF_TURN = 180.0
_NORTH, _SOUTH = 32600, 32700  # EPSG codes before those of the zones
_SOUTHMOST, _NORTHMOST = -80.0, 84.0  # UTM knows nothing nearer to the poles


def utm_of(shapes: gpd.GeoSeries | gpd.GeoDataFrame) -> CRS:
    """Give the zone of the middle of shapes in EPSG:4326: what their ``estimate_utm_crs`` gives.

    Raises what that raises: where there are no shapes, or none that lies in a zone.
    """
    west, south, east, north = shapes.total_bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    cell, beside = divmod(lon + _HALF_TURN, _CELL)
    inside = beside > 0 and abs(lon) < _HALF_TURN and _SOUTHMOST < lat < _NORTHMOST and lat != 0
    return _zone(int(cell), lat > 0) if inside else shapes.estimate_utm_crs()


@cache
def _zone(cell: int, north: bool) -> CRS:  # noqa: FBT001 - half of a key
    """Give the zone of a cell, counted from the date line."""
    return CRS.from_epsg((_NORTH if north else _SOUTH) + cell + 1)
