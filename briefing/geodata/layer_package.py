"""Layers with their styles, and tables without a place, as one GeoPackage that QGIS opens as drawn.

The same layers and tables give the same bytes: every date inside is the one that is handed in.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from briefing.geodata.gis_layers import GisLayer
from briefing.geodata.qgis_style import qml
from i18n import msg
from layers.errors import StorageError

_TYPES = {"Point": "Point", "Line": "MultiLineString", "Polygon": "MultiPolygon"}
_GEOMETRY = "geom"
_VERSION = "1.2"  # what QGIS has read without a warning since 2018
# As QGIS makes this table itself; it is registered like any other.
_STYLES = """CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
    f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT CURRENT_TIMESTAMP)"""
_ADD_STYLE = """INSERT INTO layer_styles (
    f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML,
    styleSLD, useAsDefault, description, owner, ui, update_time)
    VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '', NULL, ?)"""
_REGISTER = """INSERT INTO gpkg_contents (
    table_name, data_type, identifier, description, last_change)
    VALUES (?, 'attributes', ?, ?, ?)"""


@dataclass(frozen=True)
class Table:
    """A table without geometry; ``columns`` are names with SQLite's types."""

    name: str
    columns: Mapping[str, str]
    rows: Iterable[Sequence[Any]]


def layer_package(
    layers: Sequence[GisLayer],
    about: Mapping[str, str],
    *,
    at: datetime,
    tables: Iterable[Table] = (),
) -> bytes:
    """Write layers and tables; ``about`` is the file's metadata, ``at`` the instant it bears (UTC).

    ``about`` has TITLE, DAY and CREDIT, which stand beside each layer too. Raises StorageError
    where the machine's folder for temporary files has no room.
    """
    with _room_told():
        return _package(layers, about, at=at, tables=tables)


def _package(
    layers: Sequence[GisLayer],
    about: Mapping[str, str],
    *,
    at: datetime,
    tables: Iterable[Table],
) -> bytes:
    instant = f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
    with tempfile.TemporaryDirectory(prefix="bivouac-") as folder:
        file = Path(folder) / "layers.gpkg"
        _write_layers(file, layers, about)
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            database.execute("BEGIN")
            for table in tables:
                _add_table(database, table, instant)
            _add_styles(database, layers, instant)
            database.execute("UPDATE gpkg_contents SET last_change = ?", (instant,))
            database.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (instant,))
            database.execute("COMMIT")
            database.execute("VACUUM")
        return file.read_bytes()


@contextmanager
def _room_told() -> Iterator[None]:
    """Tell what GDAL (as RuntimeError) and SQLite say where a file of theirs cannot grow."""
    try:
        yield
    except (OSError, RuntimeError, sqlite3.Error) as cause:
        raise StorageError(
            msg("A GeoPackage cannot be made in {folder}.", folder=tempfile.gettempdir()),
            msg("Check the rights and the free space there, then try again."),
        ) from cause


def _write_layers(file: Path, layers: Sequence[GisLayer], about: Mapping[str, str]) -> None:
    for layer in layers:
        layer.frame.to_file(
            file,
            layer=layer.name,
            driver="GPKG",
            engine="pyogrio",
            mode="a" if file.exists() else "w",
            geometry_type=_TYPES[layer.shape],
            promote_to_multi=layer.shape != "Point",
            dataset_metadata=dict(about),
            dataset_options={"VERSION": _VERSION},
            layer_options={
                "GEOMETRY_NAME": _GEOMETRY,
                "IDENTIFIER": layer.title,
                "DESCRIPTION": f"{about['TITLE']} – {about['DAY']} – {about['CREDIT']}",
            },
        )


def _add_table(database: sqlite3.Connection, table: Table, at: str) -> None:
    columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns.items())
    key = "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
    database.execute(f'CREATE TABLE "{table.name}" ({key}, {columns})')
    names = ", ".join(f'"{name}"' for name in table.columns)
    holes = ", ".join("?" for _ in table.columns)
    database.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({holes})', table.rows)  # noqa: S608 - our own names
    database.execute(_REGISTER, (table.name, table.name, "", at))


def _add_styles(database: sqlite3.Connection, layers: Sequence[GisLayer], at: str) -> None:
    database.execute(_STYLES)
    for layer in layers:
        style = qml(layer.styles, layer.words, shape=layer.shape)
        name = layer.name, _GEOMETRY, layer.name, style, layer.title, at
        database.execute(_ADD_STYLE, name)
    database.execute(_REGISTER, ("layer_styles", "layer_styles", "", at))
