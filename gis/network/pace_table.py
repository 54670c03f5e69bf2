"""The table of travel times: ``data/travel_times.csv``, or a planner's own of the same keys."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from gis.network.pace import Figure, Pace
from i18n import msg
from layers.errors import Defect, RowsError, UnreadableFileError

FILE = Path(__file__).parents[2] / "data" / "travel_times.csv"
COLUMNS = ("key", "value", "unit", "source", "assumed", "note")
# What a value may be, by its unit. Zero seconds is no wait; no speed is zero; and no traffic is
# faster than free.
RANGES: Mapping[str, tuple[float, float]] = {
    "km/h": (1, 200),
    "s": (0, 600),
    "factor": (1, 10),
}
_YES, _NO = "yes", "no"


def read_pace(file: Path, *, like: Pace | None = None) -> Pace:
    """Read a table from disk; see ``parse_pace``. A file that cannot be read is told so."""
    try:
        content = file.read_bytes()
    except OSError as cause:
        raise _no_table(file.name) from cause
    return parse_pace(content, file=file.name, like=like)


def parse_pace(content: bytes, *, file: str, like: Pace | None = None) -> Pace:
    """Read a table of travel times: CSV in UTF-8, with commas or as a French spreadsheet saves it.

    It must have the keys and units of ``like``, each once. Raises UnreadableFileError for what is
    no such table, RowsError naming each cell that does not fit.
    """
    rows = _rows(content, file)
    known = None if like is None else {each.key: each for each in like.figures}
    defects = [defect for n, row in rows for defect in _defects(row, n, file, known)]
    defects += _by_count(rows, file, known)
    if defects:
        raise RowsError(tuple(sorted(dict.fromkeys(defects), key=lambda each: each.row)))
    return Pace(tuple(_figure(row) for _, row in rows))


_Row = Mapping[str, str]


def _rows(content: bytes, file: str) -> list[tuple[int, _Row]]:
    try:
        text = content.decode("utf-8-sig")
        french = ";" in text.partition("\n")[0]
        reader = csv.DictReader(io.StringIO(text), delimiter=";" if french else ",", restval="")
        rows = [(reader.line_num, _trimmed(row, french=french)) for row in reader]
        rows = [(line, row) for line, row in rows if any(row.values())]
    except (ValueError, csv.Error) as cause:
        raise _no_table(file) from cause
    if not rows or not set(COLUMNS) <= set(rows[0][1]):
        raise _no_table(file)
    return rows


def _trimmed(row: Mapping[str, str], *, french: bool) -> _Row:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS if name in row}
    if french and "value" in cells:
        cells["value"] = cells["value"].replace(",", ".")
    return cells


def _defects(
    row: _Row, line: int, file: str, known: Mapping[str, Figure] | None
) -> Iterator[Defect]:
    """Name the cells of one row that do not fit."""
    like = None if known is None else known.get(row["key"])
    if known is not None and like is None:
        yield Defect(file, line, "key", row["key"], msg("use a key of the standard table"))
        return
    if row["unit"] not in RANGES or (like is not None and row["unit"] != like.unit):
        units = tuple(RANGES) if like is None else (like.unit,)
        yield Defect(file, line, "unit", row["unit"], msg("use one of: {words}", words=units))
        return
    least, most = RANGES[row["unit"]]
    if not least <= _number(row["value"]) <= most:
        remedy = msg("give a number between {least} and {most}", least=least, most=most)
        yield Defect(file, line, "value", row["value"], remedy)
    if row["assumed"] not in {_YES, _NO}:
        remedy = msg("use one of: {words}", words=(_YES, _NO))
        yield Defect(file, line, "assumed", row["assumed"], remedy)
    elif row["assumed"] == _NO and not row["source"]:
        remedy = msg("name the source, or say “yes” under “assumed”")
        yield Defect(file, line, "source", "", remedy)


def _by_count(
    rows: list[tuple[int, _Row]], file: str, known: Mapping[str, Figure] | None
) -> Iterator[Defect]:
    """Name the keys that are there twice, or not at all."""
    seen: set[str] = set()
    for line, row in rows:
        if row["key"] in seen:
            yield Defect(file, line, "key", row["key"], msg("give each key once"))
        seen.add(row["key"])
    end = rows[-1][0] + 1
    for key in (known or {}).keys() - seen:
        yield Defect(file, end, "key", key, msg("add a row with this key, which is not there"))


def _figure(row: _Row) -> Figure:
    return Figure(
        key=row["key"],
        value=_number(row["value"]),
        unit=row["unit"],
        source=row["source"],
        assumed=row["assumed"] == _YES,
        note=row["note"],
    )


def _number(text: str) -> float:
    """Read a number; what is none compares as false with everything."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def _no_table(file: str) -> UnreadableFileError:
    return UnreadableFileError(
        msg("{file} cannot be read as a table of travel times.", file=file),
        msg("Change the values of the table in use, and save it as CSV with UTF-8 encoding."),
    )


STANDARD_PACE = read_pace(FILE)
