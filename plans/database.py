"""The database of the record: SQLite in one file, or PostgreSQL; opened, migrated, locked.

Whoever writes to an area holds its lock until the write is on disk, so writers come one after the
other and each sees all that was written before. What a driver raises is told as StorageError.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    column,
    create_engine,
    event,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from i18n import msg
from layers.disk import disk_told, unwritten
from layers.errors import SettingError
from plans.refusals import Refusal, refusals_told, refused
from plans.tables import REVISION, VERSION_TABLE

FILE = "record.db"
PATIENCE_S = 10.0  # how long a writer waits for the others
_ALL = "*"  # the name of the lock on everything
_BEGIN = "record_begin"  # how a transaction begins on SQLite; None for single questions
_HOST = re.compile(r"[\w.:%\-\[\]]*")


def database_of(url: str | None, folder: Path, *, patience_s: float = PATIENCE_S) -> Database:
    """Open the database at an address (``BIVOUAC_DATABASE_URL``), or ``record.db`` in a folder.

    Makes its tables where there are none yet. Raises SettingError for an address that is none,
    StorageError for a database that cannot be used.
    """
    if url is None or not url.strip():
        return Database(URL.create("sqlite", database=str(folder / FILE)), patience_s=patience_s)
    return Database(_address(url.strip()), patience_s=patience_s)


class Database:
    """An open database. Threads may share it."""

    def __init__(self, url: URL, *, patience_s: float = PATIENCE_S) -> None:
        """Open it and bring its tables up to date. Raises StorageError."""
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.place = _place(url)
        self._patience_s = patience_s
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        if self.is_sqlite and url.database and not url.query:
            folder = Path(url.database).parent
            with disk_told(unwritten(Path(url.database))):
                folder.mkdir(parents=True, exist_ok=True)
        self._engine = _engine(url, patience_s)
        try:
            self._migrate()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for single questions. Raises StorageError."""
        options = {_BEGIN: None} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        engine = self._engine.execution_options(**options)
        with refusals_told(self.place), engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection on which every question sees the same moment. Raises StorageError."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        engine = self._engine.execution_options(**options)
        with refusals_told(self.place), engine.connect() as connection:
            yield connection

    def writing(self, area: str) -> AbstractContextManager[Connection]:
        """Give a transaction in which nobody else writes to an area.

        It is on disk once the block is left, and undone if the block raises. Raises StorageError.
        """
        return self._locked(area)

    def alone(self) -> AbstractContextManager[Connection]:
        """Do the same with all areas. Raises StorageError."""
        return self._locked(_ALL)

    @contextmanager
    def _locked(self, name: str) -> Iterator[Connection]:
        # Threads wait for each other here, without polling; the database settles it with other
        # processes. SQLite has one writer at a time whatever the area.
        lock = self._locks[_ALL if self.is_sqlite else name]
        if not lock.acquire(timeout=self._patience_s):
            raise refused(self.place, Refusal.BUSY)
        try:
            with refusals_told(self.place), self._begun() as connection:
                if not self.is_sqlite:
                    _lock_postgres(connection, name)
                yield connection
        finally:
            lock.release()

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        engine = self._engine
        if self.is_sqlite:
            engine = engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        with engine.begin() as connection:
            yield connection

    def _migrate(self) -> None:
        with self.reading() as connection:
            if _revision(connection) == REVISION:
                return
        from plans.migrating import migrate  # noqa: PLC0415 - only who makes tables waits for it

        with self.alone() as connection:
            found = _revision(connection)
            if found == REVISION:
                return  # another process was quicker
            if not migrate(connection, found):
                raise refused(self.place, Refusal.NEWER)


def _revision(connection: Connection) -> str | None:
    """Give the migration that has made the tables, as Alembic notes it; None where none has."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.scalar(
        select(column("version_num")).select_from(table(VERSION_TABLE))
    )
    return found


def _address(url: str) -> URL:
    """Read an address; its text is never shown, since it may hold a password."""
    wrong = SettingError(
        msg("The address in BIVOUAC_DATABASE_URL is none of a database that Bivouac knows."),
        msg(
            "Write it as {postgresql} or {sqlite}; signs such as @ and / in a password "
            "as %40 and %2F.",
            postgresql="postgresql://user:password@host:5432/name",
            sqlite="sqlite:////folder/record.db",
        ),
    )
    try:
        found = make_url(url)
    except (ArgumentError, ValueError):
        raise wrong from None
    if found.drivername == "sqlite" and found.database:
        return found
    known = {"postgresql", "postgres", "postgresql+psycopg"}
    if found.drivername not in known or not _HOST.fullmatch(found.host or ""):
        raise wrong
    return found.set(drivername="postgresql+psycopg")


def _place(url: URL) -> str:
    """Name a database without user, password or options."""
    if url.get_backend_name() == "sqlite":
        return str(url.database).removeprefix("file:").partition("?")[0]
    port = f":{url.port}" if url.port else ""
    return f"{url.host or ''}{port}/{url.database or ''}"


def _engine(url: URL, patience_s: float) -> Engine:
    # Values never reach a log or the text of an error. Connections are opened as they are needed
    # and kept: one beyond the pool would be opened anew each time, which PostgreSQL makes dear.
    common: dict[str, Any] = {"hide_parameters": True, "pool_size": 40, "max_overflow": 20}
    common["pool_timeout"] = patience_s
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": patience_s}, **common)
        event.listen(engine, "connect", lambda raw, _: _tune_sqlite(raw, patience_s))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = {"connect_timeout": 5, "application_name": "bivouac", **url.query}
    engine = create_engine(url, connect_args=options, pool_pre_ping=True, **common)
    event.listen(engine, "connect", lambda raw, _: _tune_postgres(raw, patience_s))
    return engine


def _tune_sqlite(raw: Any, patience_s: float) -> None:  # noqa: ANN401 - a driver's connection
    """Let SQLAlchemy begin transactions, and have every one of them synced to the disk."""
    raw.isolation_level = None
    cursor = raw.cursor()
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        _turn_to_wal(cursor, patience_s)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _turn_to_wal(cursor: sqlite3.Cursor, patience_s: float) -> None:
    """Switch a new file to the write-ahead log; SQLite does not wait for others here by itself."""
    until = time.monotonic() + patience_s
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as cause:
            if cause.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
                return  # it can still be read
            if cause.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    statement = connection.get_execution_options().get(_BEGIN, "BEGIN")
    if statement is not None:
        connection.exec_driver_sql(statement)


def _tune_postgres(raw: Any, patience_s: float) -> None:  # noqa: ANN401 - a driver's connection
    """Wait for a lock no longer than is patient, and for the disk even if the server would not."""
    with raw.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {int(patience_s * 1000)}")
        cursor.execute(
            "SELECT set_config('synchronous_commit', 'on', false) "
            "WHERE current_setting('synchronous_commit') = 'off'"
        )
    raw.commit()


def _lock_postgres(connection: Connection, name: str) -> None:
    """Hold an area until the end of the transaction; whoever holds everything shuts out all."""
    whole = "pg_advisory_xact_lock" if name == _ALL else "pg_advisory_xact_lock_shared"
    connection.execute(text(f"SELECT {whole}(hashtextextended('bivouac', 0))"))
    if name != _ALL:
        one = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 1))")
        connection.execute(one, {"name": name})
