"""Plain CSV tables become layers: the way of the embedded example, and of tables people bring.

A column called ``X_assumed`` fills the column ``X`` where that is empty, and marks it in the row's
``assumed`` list: an assumption must look like one, on screen and on paper.
"""

from __future__ import annotations

import csv
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from i18n import msg
from layers.errors import Defect, RowsError, UnreadableFileError
from layers.schema import CRS, GEOMETRY_REMEDY, Layer, validate

_ASSUMED = "_assumed"
_FIRST_ROW = 2  # line 1 holds the headings


def read_table(file: Path, layer: Layer) -> gpd.GeoDataFrame:
    """Read a UTF-8 CSV file: ``id``, the layer's columns, ``lon`` and ``lat`` or WKT ``geometry``.

    Columns that the layer does not know are passed over. Raises UnreadableFileError if it is no
    such table, RowsError naming each cell that does not fit.
    """
    cells = _cells(file)
    frame = gpd.GeoDataFrame(_unassume(cells), geometry=_geometry(cells, file), crs=CRS)
    typed = frame.set_index("id").replace("", None)
    return validate(typed, layer, file=file.name, first_row=_FIRST_ROW)


def circles(points: gpd.GeoSeries, radii_m: pd.Series[float]) -> gpd.GeoSeries:
    """Draw circles about points, both EPSG:4326, radii in metres; no radius leaves the point."""
    wide = radii_m.fillna(0).to_numpy() > 0
    if not wide.any():
        return points
    metric = points.estimate_utm_crs()
    discs = points.to_crs(metric).buffer(radii_m.fillna(0).to_numpy()).to_crs(CRS)
    return points.where(~wide, discs)


def _cells(file: Path) -> pd.DataFrame:
    try:
        cells = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError, csv.Error) as cause:
        raise UnreadableFileError(
            msg("{file} cannot be read as a table.", file=file.name),
            msg("Save it as CSV with UTF-8 encoding and one line of headings."),
        ) from cause
    if "id" not in cells.columns:
        raise UnreadableFileError(
            msg("{file} has no column “id”.", file=file.name),
            msg("Give each row a unique id of lowercase letters, digits and dashes."),
        )
    return pd.DataFrame({name: cells[name].str.strip() for name in cells.columns})


def _unassume(cells: pd.DataFrame) -> pd.DataFrame:
    """Fill each ``X`` from its ``X_assumed``, and list row by row which columns were so filled."""
    known = cells[[name for name in cells.columns if not name.endswith(_ASSUMED)]]
    marks = pd.Series("", index=cells.index)
    filled = {}
    for name in cells.columns.difference(known.columns, sort=False):
        plain = name.removesuffix(_ASSUMED)
        before = known.get(plain, pd.Series("", index=cells.index))
        guessed = (before == "") & (cells[name] != "")
        filled[plain] = before.where(~guessed, cells[name])
        marks += np.where(guessed, f" {plain}", "")
    return known.assign(**filled, assumed=marks.str.strip())


def _geometry(cells: pd.DataFrame, file: Path) -> np.ndarray:
    if "geometry" in cells.columns:
        shapes = shapely.from_wkt(cells["geometry"].to_numpy(dtype=object), on_invalid="ignore")
        return _whole(shapes, cells["geometry"], file)
    places = cells.reindex(columns=["lon", "lat"]).apply(pd.to_numeric, errors="coerce")
    missing = places.isna().any(axis=1).to_numpy()
    points = shapely.points(places.to_numpy(dtype=float))
    points[missing] = None
    told = cells.reindex(columns=["lon", "lat"]).fillna("").agg(" ".join, axis=1)
    return _whole(points, told, file)


def _whole(shapes: np.ndarray, told: pd.Series[str], file: Path) -> np.ndarray:
    """Refuse rows without a place, naming each."""
    lost = [
        Defect(file.name, int(n) + _FIRST_ROW, "geometry", told.iloc[n][:60], GEOMETRY_REMEDY)
        for n in np.flatnonzero(shapely.is_missing(shapes))
    ]
    if lost:
        raise RowsError(tuple(lost))
    return shapes
