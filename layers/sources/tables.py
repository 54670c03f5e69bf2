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
from layers.schema import CRS, GEOMETRY_REMEDY, ID_REMEDY, Layer, validate
from layers.utm import utm_of

_ASSUMED = "_assumed"
_FIRST_ROW = 2  # line 1 holds the headings
_END_REMEDY = msg("use the id of a junction in the table of junctions")


def read_table(file: Path, layer: Layer) -> gpd.GeoDataFrame:
    """Read a UTF-8 CSV file: ``id``, the layer's columns, ``lon`` and ``lat`` or WKT ``geometry``.

    Columns that the layer does not know are passed over. Raises UnreadableFileError if it is no
    such table, RowsError naming each cell that does not fit.
    """
    cells = _cells(file)
    return _checked(_unassume(cells), _geometry(cells, file), file, layer)


def read_links(file: Path, junctions: Path, layer: Layer) -> gpd.GeoDataFrame:
    """Read a table whose rows join two rows of another, each as a straight line between them.

    ``file`` names both ends in ``from_id`` and ``to_id``; ``junctions`` has ``id``, ``name``,
    ``lon`` and ``lat``. Raises as ``read_table`` does, also for an end that is not there.
    """
    cells, places = _cells(file), _junctions(junctions)
    ends = {end: _ends(cells, places, f"{end}_id", file) for end in ("from", "to")}
    spots = [shapely.get_coordinates(places["place"].loc[each]) for each in ends.values()]
    names = {f"{end}_name": places["name"].loc[each].to_numpy() for end, each in ends.items()}
    rows = _unassume(cells).assign(**names)
    return _checked(rows, np.asarray(shapely.linestrings(np.stack(spots, axis=1))), file, layer)


def circles(points: gpd.GeoSeries, radii_m: pd.Series[float]) -> gpd.GeoSeries:
    """Draw circles about points, both EPSG:4326, radii in metres; no radius leaves the point."""
    wide = radii_m.fillna(0).to_numpy() > 0
    if not wide.any():
        return points
    metric = utm_of(points)
    discs = points.to_crs(metric).buffer(radii_m.fillna(0).to_numpy()).to_crs(CRS)
    return points.where(~wide, discs)


def _checked(rows: pd.DataFrame, shapes: np.ndarray, file: Path, layer: Layer) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(rows, geometry=shapes, crs=CRS).set_index("id").replace("", None)
    return validate(frame, layer, file=file.name, first_row=_FIRST_ROW)


def _junctions(file: Path) -> pd.DataFrame:
    """Read what links join, by id: name and place; refuse an id that stands twice."""
    cells = _cells(file)
    again = tuple(
        Defect(file.name, int(n) + _FIRST_ROW, "id", cells["id"].iloc[n], ID_REMEDY)
        for n in np.flatnonzero(cells["id"].duplicated())
    )
    if again:
        raise RowsError(again)
    named = cells.reindex(columns=["id", "name"], fill_value="")
    return named.assign(place=_geometry(cells, file)).set_index("id")


def _ends(cells: pd.DataFrame, places: pd.DataFrame, column: str, file: Path) -> pd.Series[str]:
    """Give one end of every link; refuse those that lead to no place, naming each."""
    ends = cells.reindex(columns=[column], fill_value="")[column]
    lost = tuple(
        Defect(file.name, int(n) + _FIRST_ROW, column, ends.iloc[n][:60], _END_REMEDY)
        for n in np.flatnonzero(~ends.isin(places.index))
    )
    if lost:
        raise RowsError(lost)
    return ends


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
    told = cells.reindex(columns=["lon", "lat"], fill_value="")
    places = told.apply(pd.to_numeric, errors="coerce")
    missing = places.isna().any(axis=1).to_numpy()
    points = shapely.points(places.to_numpy(dtype=float))
    points[missing] = None
    return _whole(points, told["lon"] + " " + told["lat"], file)


def _whole(shapes: np.ndarray, told: pd.Series[str], file: Path) -> np.ndarray:
    """Refuse rows without a place, naming each."""
    lost = [
        Defect(file.name, int(n) + _FIRST_ROW, "geometry", told.iloc[n][:60], GEOMETRY_REMEDY)
        for n in np.flatnonzero(shapely.is_missing(shapes))
    ]
    if lost:
        raise RowsError(tuple(lost))
    return shapes
