"""A database is made once, opened by many at once, and its rows are only ever added to."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from layers.errors import SettingError, StorageError
from plans import database as module
from plans.database import Database, database_of
from plans.record import Record
from plans.role_table import RoleTable
from plans.roles import Role
from plans.tables import METADATA, REVISION, VERSION_TABLE
from tests.plans.acts import AREA, picks


def test_without_an_address_it_is_one_file_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    record = Record(database_of(None, folder))
    record.append(AREA, picks("ana", "site-a"))
    with sqlite3.connect(folder / "record.db") as raw:
        assert raw.execute("SELECT count(*) FROM record_entries").fetchone() == (1,)


@pytest.mark.parametrize("url", ["", "  "])
def test_an_empty_address_is_none(tmp_path: Path, url: str) -> None:
    assert database_of(url, tmp_path).place == str(tmp_path / "record.db")


def test_sqlite_writes_ahead_and_waits_for_the_disk(tmp_path: Path) -> None:
    with database_of(None, tmp_path).reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2


def test_postgres_waits_for_the_disk(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite has its own test")
    with database.reading() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"


def test_the_migrations_make_the_tables_that_the_code_knows(database: Database) -> None:
    with database.reading() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == REVISION


def test_the_newest_migration_is_the_one_that_the_code_knows() -> None:
    scripts = ScriptDirectory(str(Path(module.__file__).parent / "migrations"))
    assert scripts.get_heads() == [REVISION]


def test_many_may_open_a_new_database_at_once(url: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as crowd:
        databases = list(crowd.map(lambda _: database_of(url, tmp_path, patience_s=5), range(8)))
    for n, each in enumerate(databases):
        Record(each).append(AREA, picks("ana", f"site-{n}"))
    assert Record(databases[0]).head(AREA) == 8
    for each in databases:
        each.close()


@pytest.mark.parametrize("table", ["record_entries", "record_roles"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {table} SET author = 'nobody'", "DELETE FROM {table}"]
)
def test_rows_are_never_changed_or_removed(database: Database, table: str, statement: str) -> None:
    Record(database).append(AREA, picks("ana", "site-a"))
    RoleTable(database).give("ana", Role.CHIEF, by="setup")
    with pytest.raises(StorageError), database.alone() as connection:
        connection.execute(text(statement.format(table=table)))
    with database.reading() as connection:
        query = text(f"SELECT author FROM {table}")  # noqa: S608 - a table of ours
        assert connection.execute(query).scalars().all() == ["ana"]


def test_a_block_that_fails_leaves_nothing_behind(database: Database) -> None:
    def half() -> None:
        with database.writing(AREA) as connection:
            connection.execute(text("INSERT INTO record_roles VALUES (1, 'a', 'chief', 'b', '')"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert RoleTable(database).roles() == {}


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://bivouac:hush@host/name",
        "sqlite://",
        "postgresql://bivouac:hu@sh@host/name",
        "postgresql://bivouac:secret@host:hush/name",
    ],
)
def test_an_address_that_is_none_is_refused_without_being_shown(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingError, match="BIVOUAC_DATABASE_URL") as caught:
        database_of(url, tmp_path)
    for word in ("hush", "hu@sh", "sh@host"):
        assert word not in str(caught.value)
    assert caught.value.__cause__ is None
