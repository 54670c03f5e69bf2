"""The record and the plan as one GeoPackage: layers with their styles, the log and the units.

The same record and situation give the same bytes: every date inside is that of the last entry.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from briefing.gis_layers import GisLayer, gis_layers
from briefing.qgis_style import qml
from briefing.record_lines import record_header
from i18n import Language
from plans.chain import canonical
from plans.events import read_event
from plans.forces import muster
from plans.naming import names_in
from plans.situation import Situation

_TYPES = {"Point": "Point", "Line": "MultiLineString", "Polygon": "MultiPolygon"}
_GEOMETRY = "geom"
_VERSION = "1.2"  # what QGIS has read without a warning since 2018
_SEALED = ("at", "author", "scenario", "act", "kind", "reason")
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
class _Table:
    """A table without geometry; ``columns`` are names with SQLite's types."""

    name: str
    columns: Mapping[str, str]
    rows: Iterable[Sequence[Any]]


def geopackage(
    situation: Situation, lines: Sequence[str], *, area_key: str, say: Language
) -> bytes:
    """Write the record of an area, and a situation under a plan of it, as a GeoPackage.

    ``lines`` are the record's entries as they were sealed (``Record.lines``).
    """
    rows = [json.loads(line) for line in lines]
    at = _stamp(situation, rows)
    layers = gis_layers(situation, say=say)
    with tempfile.TemporaryDirectory(prefix="bivouac-") as folder:
        file = Path(folder) / "record.gpkg"
        _write_layers(file, layers, _about(situation, say))
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            database.execute("BEGIN")
            for table in _tables(situation, lines, area_key, say):
                _add_table(database, table, at)
            _add_styles(database, layers, at)
            database.execute("UPDATE gpkg_contents SET last_change = ?", (at,))
            database.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (at,))
            database.execute("COMMIT")
            database.execute("VACUUM")
        return file.read_bytes()


def _stamp(situation: Situation, rows: Sequence[Mapping[str, Any]]) -> str:
    """Give the instant that the file bears: that of the last entry, else of the plan's day."""
    last = datetime.combine(situation.plan.on, time(), UTC)
    if rows:
        last = datetime.fromisoformat(rows[-1]["at"]).astimezone(UTC)
    return f"{last:%Y-%m-%dT%H:%M:%S}.{last.microsecond // 1000:03d}Z"


def _about(situation: Situation, say: Language) -> dict[str, str]:
    manifest = situation.area.manifest
    return {
        "TITLE": say("Rest zones – {area}", area=manifest.title),
        "PLAN": situation.plan.digest,
        "DAY": situation.plan.on.isoformat(),
        "DATA_OF": manifest.as_of.isoformat(),
        "CREDIT": manifest.credit,
        "LICENCE": manifest.licence,
    }


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


def _tables(
    situation: Situation, lines: Sequence[str], area_key: str, say: Language
) -> tuple[_Table, ...]:
    plan, manifest = situation.plan, situation.area.manifest
    header = record_header(area_key, manifest.title, lines, data_of=manifest.as_of)
    whole = dict.fromkeys(("version", "entries"), "INTEGER")
    told = (*situation.warnings, *situation.remarks)
    about = {**_about(situation, say), "JSON": canonical(plan.as_json())}
    return (
        _Table("record", {name: whole.get(name, "TEXT") for name in header}, [[*header.values()]]),
        _events(situation, lines, say),
        _units(situation),
        _Table("plan", dict.fromkeys(("name", "value"), "TEXT"), about.items()),
        _Table("remarks", {"text": "TEXT"}, [[say(each)] for each in told]),
    )


def _events(situation: Situation, lines: Sequence[str], say: Language) -> _Table:
    """Give the log: the columns that are sealed, the seal, and each event in words."""
    texts = dict.fromkeys((*_SEALED, "body", "seal", "told"), "TEXT")
    name_of = names_in(situation.area)
    rows = []
    for plain in map(json.loads, lines):
        told = say(read_event(plain["kind"], plain["body"]).told(name_of))
        cells = (plain[name] for name in ("seq", *_SEALED))
        rows.append((*cells, canonical(plain["body"]), plain["hash"], told))
    return _Table("events", {"seq": "INTEGER", **texts}, rows)


def _units(situation: Situation) -> _Table:
    """Give the units as they stand on the day."""
    numbers = ("officers", "dogs", "horses", "vehicles")
    rows = [
        (unit.name, unit.point, *(getattr(unit.strength, name) for name in numbers), unit.assumed)
        for unit in muster(situation.plan.forces, situation.plan.on).units
    ]
    columns = {"name": "TEXT", "point": "TEXT", **dict.fromkeys(numbers, "INTEGER")}
    return _Table("units", {**columns, "assumed": "INTEGER"}, rows)


def _add_table(database: sqlite3.Connection, table: _Table, at: str) -> None:
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
