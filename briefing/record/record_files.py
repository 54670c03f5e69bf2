"""Records in files, as they stand there and not believed yet: JSON Lines, or a GeoPackage."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from briefing.record.record_lines import FORMAT, VERSION
from i18n import Message, msg
from layers.disk import reason_of
from layers.errors import UnreadableFileError
from plans.chain import canonical

_SQLITE = b"SQLite format 3\0"
_PLAIN = ("seq", "at", "author", "scenario", "act", "kind", "reason")
_REMEDY = msg("Choose a record that “bivouac record export” wrote.")
Kind: TypeAlias = Literal["lines", "geopackage"]


@dataclass(frozen=True)
class RecordFile:
    """A header line and entry lines; one that cannot be a line of a record at all is empty."""

    kind: Kind
    header: str
    lines: tuple[str, ...]

    def place(self, number: int) -> Message:
        """Say where an entry stands, counted from 1; the header is number 0."""
        if self.kind == "lines":
            return msg("line {n}", n=number + 1)
        if number == 0:
            return msg("table “record”")
        return msg("row {n} of table “events”", n=number)


def record_in(file: Path) -> RecordFile:
    """Read a record as it stands in a file. Raises UnreadableFileError for what holds none."""
    try:
        content = file.read_bytes()
    except OSError as cause:
        raise _unreadable(file, reason_of(cause)) from cause
    if content.startswith(_SQLITE):
        return _of_geopackage(file)
    header, *lines = content.removesuffix(b"\n").split(b"\n")
    return RecordFile("lines", _first(file, header), tuple(map(_decoded, lines)))


def _first(file: Path, raw: bytes) -> str:
    """Give the header line; refuse a file that begins with neither a header nor an entry."""
    line = _decoded(raw)
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping) or not ({"format", "seq"} & found.keys()):
        raise _unreadable(file, msg("it does not begin like a record"))
    _check_version(file, found)
    return line


def _check_version(file: Path, header: Mapping[str, Any]) -> None:
    version = header.get("version")
    if header.get("format") == FORMAT and isinstance(version, int) and version > VERSION:
        raise _unreadable(file, msg("a newer version of Bivouac wrote it"))


def _of_geopackage(file: Path) -> RecordFile:
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.row_factory = sqlite3.Row
            database.text_factory = _text
            headers = database.execute("SELECT * FROM record ORDER BY rowid").fetchall()
            rows = database.execute("SELECT * FROM events ORDER BY rowid").fetchall()
    except sqlite3.Error as cause:
        raise _unreadable(file, msg("it holds no record that can be read")) from cause
    header = dict(headers[0]) if len(headers) == 1 else {}
    header.pop("fid", None)
    _check_version(file, header)
    return RecordFile("geopackage", _written(header), tuple(map(_line_of, rows)))


def _line_of(row: sqlite3.Row) -> str:
    """Make the line of a row; the columns that are not part of an entry are for reading alone."""
    try:
        body = json.loads(row["body"])
        plain = {name: row[name] for name in _PLAIN} | {"body": body, "hash": row["seal"]}
        return _written(plain) if canonical(body) == row["body"] else ""
    except (ValueError, IndexError, TypeError, RecursionError):
        return ""


def _written(plain: Mapping[str, Any]) -> str:
    """Write cells as a line; what is no text and no number cannot stand in one."""
    try:
        return canonical(plain)
    except TypeError:
        return ""


def _text(cell: bytes) -> str:
    """Read a text cell; bytes that are none make a line that nobody sealed."""
    return cell.decode(errors="surrogateescape")


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return ""


def _unreadable(file: Path, reason: Message | str) -> UnreadableFileError:
    what = msg("No record can be read in {file}: {reason}.", file=str(file), reason=reason)
    return UnreadableFileError(what, _REMEDY)
