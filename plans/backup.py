"""A backup of the whole record in one file, and its return: all of it or nothing.

The file is a record of its own in SQLite, whichever database it comes from and goes to, with a
table that says how many rows there are and under which seal. It holds one moment, however many
write meanwhile.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, Text, insert, inspect, select, text
from sqlalchemy import MetaData as Tables
from sqlalchemy.engine import URL

from i18n import Message, msg
from layers.disk import disk_told, sync, unwritten
from layers.errors import StorageError
from plans.chain import FIRST, canonical, first_fault
from plans.database import Database
from plans.record import areas_in, sealed_lines, utc_now
from plans.roles import Role, require
from plans.tables import ENTRIES, RESTORES, ROLES

_TABLES = (ENTRIES, ROLES, RESTORES)
_AT_ONCE = 1_000  # rows in one statement

# What the backup holds: a row an area, and one for each other table under the table's name.
_CONTENTS = Table(
    "backup_contents",
    Tables(),
    Column("name", Text, primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("seal", Text, nullable=False),
)


@dataclass(frozen=True)
class Backup:
    """A backup file: how many entries it holds of each area, and under which last seal."""

    file: Path
    entries: dict[str, int]
    seals: dict[str, str]


def back_up(database: Database, file: Path) -> Backup:
    """Write the whole record to one file, as it is at this moment, and verify its chains.

    A file that is there gives way once the new one is whole. Raises StorageError, also for a record
    that is damaged.
    """
    if database.is_sqlite and file.absolute() == Path(database.place).absolute():
        raise StorageError(
            msg("{file} is the record itself.", file=str(file)),
            msg("Name another file for the backup."),
        )
    with database.snapshot() as connection:
        _write(connection, file)
    return read_backup(file)


def read_backup(file: Path) -> Backup:
    """Verify a backup: every chain, every count. Raises StorageError."""
    with (
        tempfile.TemporaryDirectory(prefix="bivouac-") as folder,
        closing(_opened(file, Path(folder))) as copy,
        copy.reading() as connection,
    ):
        return _verified(connection, file)


def restore(  # noqa: PLR0913 - who, what, where to and where the rest goes: none can be guessed
    file: Path,
    database: Database,
    *,
    role: Role,
    author: str,
    aside: Path,
    clock: Callable[[], datetime] = utc_now,
) -> Backup:
    """Put a backup in the place of all that is in a database, which is first backed up ``aside``.

    Only a chief may. The backup is verified first; nobody writes meanwhile; either all of it is
    there in the end, or nothing has changed. That it was done, when and by whom, is kept in the
    table of restores. Raises ForbiddenError, StorageError.
    """
    require(role, Role.CHIEF)
    if aside.exists():
        raise StorageError(
            msg("{file} is there already.", file=str(aside)),
            msg("Name another file for what is in the record now."),
        )
    with (
        tempfile.TemporaryDirectory(prefix="bivouac-") as folder,
        closing(_opened(file, Path(folder))) as copy,
        copy.reading() as source,
    ):
        found = _verified(source, file)
        with database.alone() as connection:
            _write(connection, aside, verified=False)  # a damaged record is why one restores
            _replace(source, connection)
            _note(connection, clock(), author, (file, aside))
        return found


def _write(source: Connection, file: Path, *, verified: bool = True) -> None:
    """Write a backup beside its place, verify it, and move it in."""
    with (
        disk_told(unwritten(file)),
        tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".bivouac-") as folder,
    ):
        partial = Path(folder) / file.name
        with closing(_file_database(partial)) as target:
            with target.alone() as connection:
                for table in _TABLES:
                    _copy(source, connection, table)
                _CONTENTS.create(connection)
                connection.execute(insert(_CONTENTS), _contents(connection))
            with target.reading() as connection:
                if verified:
                    _verified(connection, file)
        _in_one_file(partial)
        sync(partial)
        partial.replace(file)


def _file_database(file: Path) -> Database:
    return Database(URL.create("sqlite", database=str(file)))


def _in_one_file(file: Path) -> None:
    """Fold the write-ahead log into the file, which then needs no other beside it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _opened(file: Path, folder: Path) -> Database:
    """Open a copy of a backup, which may then be brought up to date; the file is not touched."""
    if not file.is_file():
        raise StorageError(
            msg("There is no file {file}.", file=str(file)), msg("Name a backup of the record.")
        )
    copy = folder / "backup.db"
    with disk_told(unwritten(copy)):
        shutil.copyfile(file, copy)
    return _file_database(copy)


def _verified(connection: Connection, file: Path) -> Backup:
    if not inspect(connection).has_table(_CONTENTS.name):
        raise _unsound(file, msg("it is no backup of a record"))
    told = {row.name: (row.rows, row.seal) for row in connection.execute(select(_CONTENTS))}
    entries, seals = {}, {}
    for area in areas_in(connection):
        held, seal, fault = first_fault(sealed_lines(connection, area))
        if fault is not None:
            where = msg("area {area}, entry {n}: {what}", area=area, n=fault.line, what=fault.what)
            raise _unsound(file, where)
        entries[area], seals[area] = held, seal
    if told != {row["name"]: (row["rows"], row["seal"]) for row in _contents(connection)}:
        raise _unsound(file, msg("it does not hold what it says it holds"))
    return Backup(file, entries, seals)


def _unsound(file: Path, what: Message) -> StorageError:
    return StorageError(
        msg("{file} cannot be trusted as a backup: {what}.", file=str(file), what=what),
        msg("Take another backup; nothing in the record was changed."),
    )


def _contents(connection: Connection) -> list[dict[str, Any]]:
    """Count what a database holds, and seal it."""
    found = []
    for area in areas_in(connection):
        lines = list(sealed_lines(connection, area))
        seal = json.loads(lines[-1])["hash"] if lines else FIRST
        found.append({"name": f"area:{area}", "rows": len(lines), "seal": seal})
    for table in (ROLES, RESTORES):
        rows = connection.execute(select(table).order_by(table.c.n)).mappings().all()
        digest = sha256("\n".join(canonical(row) for row in map(dict, rows)).encode()).hexdigest()
        found.append({"name": table.name, "rows": len(rows), "seal": digest})
    return found


def _copy(source: Connection, target: Connection, table: Table) -> None:
    order = table.primary_key.columns
    rows = source.execute(select(table).order_by(*order)).mappings()
    while some := rows.fetchmany(_AT_ONCE):
        target.execute(insert(table), [dict(row) for row in some])


def _replace(source: Connection, target: Connection) -> None:
    """Put other rows in the place of all that are there: the one time that rows ever go."""
    for table in (ENTRIES, ROLES):
        guards = _without_guards(target, table)
        target.execute(table.delete())
        for guard in guards:
            target.execute(text(guard))
        _copy(source, target, table)


def _without_guards(connection: Connection, table: Table) -> Sequence[str]:
    """Take away the triggers that keep a table from change; gives how they are put back."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER USER"))
        return (f"ALTER TABLE {table.name} ENABLE TRIGGER USER",)
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name")
    guards = connection.execute(query, {"name": table.name}).all()
    for guard in guards:
        connection.execute(text(f"DROP TRIGGER {guard.name}"))
    return [guard.sql for guard in guards]


def _note(connection: Connection, now: datetime, author: str, files: tuple[Path, Path]) -> None:
    file, aside = files
    at = now.isoformat(timespec="microseconds")
    count = len(connection.execute(select(RESTORES.c.n)).all())
    row = {"n": count + 1, "at": at, "author": author, "file": str(file), "aside": str(aside)}
    connection.execute(insert(RESTORES), [row])
