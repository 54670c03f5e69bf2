"""Touching and distances in metres, for whole tables at once."""

from __future__ import annotations

from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS

Shapes: TypeAlias = npt.NDArray[np.object_]
Places: TypeAlias = npt.NDArray[np.intp]
Metres: TypeAlias = npt.NDArray[np.float64]


def metric_crs(sites: gpd.GeoDataFrame) -> CRS:
    """Give a CRS in metres for an EPSG:4326 table: transverse Mercator about its middle.

    Its scale is 1 + d²/2R² at d metres east or west of the middle: within 100 km a distance is off
    by less than 1 in 8,000.
    """
    # No sites, or none with a shape, have no bounds: any middle will do.
    west, south, east, north = np.nan_to_num(sites.total_bounds)
    lon, lat = (west + east) / 2, (south + north) / 2
    return CRS.from_proj4(f"+proj=tmerc +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m")


def projected(table: gpd.GeoDataFrame, crs: CRS) -> Shapes:
    """Give a table's geometries in another CRS, row by row; an empty geometry becomes None."""
    shapes: Shapes = np.array(table.geometry.to_crs(crs), dtype=object)
    shapes[shapely.is_empty(shapes)] = None
    return shapes


def within(tree: shapely.STRtree, others: Shapes, reach: Metres) -> tuple[Places, Places]:
    """Give the pairs (site, other) that lie within each other's reach, ordered by site.

    ``tree`` holds the sites; ``reach`` gives metres for each of ``others``. With a reach of 0 they
    have to touch; with NaN the other reaches nothing.
    """
    reaching = np.flatnonzero(~np.isnan(reach))
    if not len(reaching):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    found = tree.query(others[reaching], predicate="dwithin", distance=reach[reaching])
    order = np.lexsort((found[0], found[1]))
    return found[1][order], reaching[found[0][order]]


def nearest(shapes: Shapes, others: Shapes) -> tuple[Places, Metres]:
    """Give each shape's nearest other and the metres to it; -1 and NaN when there is none."""
    places = np.full(len(shapes), -1, np.intp)
    metres = np.full(len(shapes), np.nan)
    if len(others):
        pairs, far = shapely.STRtree(others).query_nearest(
            shapes, return_distance=True, all_matches=False
        )
        places[pairs[0]], metres[pairs[0]] = pairs[1], far
    return places, metres


def is_point(shapes: Shapes) -> npt.NDArray[np.bool_]:
    """Tell which shapes are single points."""
    points: Any = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    return np.asarray(points, dtype=bool)
