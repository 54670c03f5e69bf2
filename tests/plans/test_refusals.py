"""Whatever a database refuses is a sentence; the record is as it was before."""

from __future__ import annotations

import socket
import sqlite3
import subprocess
import sys
import traceback
from contextlib import closing
from pathlib import Path
from threading import Thread
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text

from layers.errors import StorageError
from plans.database import Database, database_of
from plans.record import Record
from plans.refusals import refusals_told
from tests.data.truth import PROJECT
from tests.layers.test_area_folder import disk_full_after
from tests.plans.acts import AREA, fault_of, picks
from tests.plans.clusters import PASSWORD, QUOTED, Cluster


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A record in SQLite that holds one act."""
    with closing(database_of(None, tmp_path)) as database:
        Record(database).append(AREA, picks("ana", "site-a"))
    return tmp_path / "record.db"


def test_a_database_that_another_program_holds_is_told(file: Path) -> None:
    database = database_of(None, file.parent, patience_s=0.05)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="for too long"):
            Record(database).append(AREA, picks("bo", "site-b"))
        assert Record(database).head(AREA) == 1  # reading goes on
    Record(database).append(AREA, picks("bo", "site-b"))
    assert Record(database).head(AREA) == 2


def test_an_area_that_another_process_holds_is_told(url: str, tmp_path: Path) -> None:
    here, there = (database_of(url, tmp_path, patience_s=0.1) for _ in range(2))
    with here.writing(AREA), pytest.raises(StorageError, match="for too long"):
        Record(there).append(AREA, picks("bo", "site-b"))
    Record(there).append(AREA, picks("bo", "site-b"))
    here.close()
    there.close()


def test_another_thread_does_not_wait_for_ever_either(url: str, tmp_path: Path) -> None:
    database = database_of(url, tmp_path, patience_s=0.1)
    told: list[str] = []

    def late() -> None:
        try:
            Record(database).append(AREA, picks("bo", "site-b"))
        except StorageError as error:
            told.append(str(error))

    with database.writing(AREA):
        thread = Thread(target=late)
        thread.start()
        thread.join()
    assert "for too long" in told[0]
    database.close()


def test_postgres_lets_two_areas_be_written_at_once(postgres: Cluster, tmp_path: Path) -> None:
    with closing(database_of(postgres.new_schema(), tmp_path, patience_s=1)) as database:
        with database.writing("porto"):
            Record(database).append("paris", picks("ana", "site-a"))
        assert Record(database).head("paris") == 1


def test_a_read_only_database_can_be_read_and_says_so(file: Path) -> None:
    with closing(database_of(f"sqlite:///file:{file}?mode=ro&uri=true", file.parent)) as database:
        record = Record(database)
        assert record.head(AREA) == 1
        with pytest.raises(StorageError, match="read-only"):
            record.append(AREA, picks("bo", "site-b"))
        assert record.head(AREA) == 1


def test_a_read_only_server_says_so(postgres: Cluster, tmp_path: Path) -> None:
    url = postgres.new_database()
    with closing(database_of(url, tmp_path)) as database:
        Record(database).append(AREA, picks("ana", "site-a"))
    name = url.rpartition("/")[2]
    with postgres.connected() as owner:
        owner.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with closing(database_of(url, tmp_path)) as database:
        assert Record(database).head(AREA) == 1
        with pytest.raises(StorageError, match="read-only"):
            Record(database).append(AREA, picks("bo", "site-b"))


def test_a_full_database_keeps_what_it_has(file: Path) -> None:
    database = database_of(None, file.parent)
    with database.reading() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    record = Record(database)
    with pytest.raises(StorageError, match="the disk is full"):
        _fill(record)
    recorded = record.entries(AREA)
    database.close()
    again = Record(database_of(None, file.parent))
    assert again.entries(AREA) == recorded
    assert fault_of(again) is None
    assert len(again.append(AREA, picks("bo", "site-b"))) == 1


@pytest.mark.parametrize("room", [0, 500, 20_000])
def test_a_disk_that_takes_no_more_keeps_what_it_has(file: Path, room: int) -> None:
    record = Record(database_of(None, file.parent))
    record.append(AREA, picks("bo", "site-b"))
    log = file.with_name("record.db-wal").stat().st_size
    with disk_full_after(log + room), pytest.raises(StorageError, match="Nothing was recorded"):
        _fill(record)
    recorded = record.entries(AREA)
    assert len(recorded) >= 2
    assert Record(database_of(None, file.parent)).entries(AREA) == recorded
    assert fault_of(record) is None
    assert len(record.append(AREA, picks("cy", "site-c"))) == 1


def _fill(record: Record) -> None:
    for n in range(10_000):
        record.append(AREA, picks("bo", *(f"site-{n}-{k}" for k in range(20))))


def test_what_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "record.db"
    file.write_bytes(b"My holiday in Porto, chapter one. " * 200)
    with pytest.raises(
        StorageError, match=r"record\.db cannot be used: it is no database"
    ) as caught:
        database_of(None, tmp_path)
    assert "Move that file aside" in str(caught.value)
    assert file.read_bytes().startswith(b"My holiday")


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "record.db").mkdir()
    with pytest.raises(StorageError, match="cannot be opened there"):
        database_of(None, tmp_path)


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(StorageError, match="cannot be written"):
        database_of(None, tmp_path / "home" / "deeper")


def test_a_record_of_a_newer_version_is_told_and_left_alone(url: str, tmp_path: Path) -> None:
    with closing(database_of(url, tmp_path)) as database, database.alone() as connection:
        connection.execute(text("UPDATE record_version SET version_num = 'v99'"))
    with pytest.raises(StorageError, match="newer version of Bivouac made it"):
        database_of(url, tmp_path)
    with pytest.raises(StorageError, match="newer version"):
        database_of(url, tmp_path)


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    secret = uuid4().hex  # a word of this file would stand in the traceback as source
    with pytest.raises(StorageError, match=r"127\.0\.0\.1:1/name.*does not answer") as caught:
        database_of(f"postgresql://ana:{secret}@127.0.0.1:1/name", tmp_path)
    assert secret not in _whole(caught.value)


def test_a_server_that_keeps_silent_is_told(tmp_path: Path) -> None:
    """Something listens there and never says a word: nothing was recorded, so none was lost."""
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        url = f"postgresql://u@127.0.0.1:{silent.getsockname()[1]}/postgres?connect_timeout=2"
        with pytest.raises(StorageError, match="does not answer"):
            database_of(url, tmp_path)


def test_a_wrong_password_is_told_and_not_shown(postgres: Cluster, tmp_path: Path) -> None:
    secret = uuid4().hex
    with pytest.raises(StorageError, match="refuses this user or this password") as caught:
        database_of(postgres.url("postgres", password=secret), tmp_path)
    assert secret not in _whole(caught.value)


def test_a_database_that_the_server_lacks_is_told(postgres: Cluster, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no database of that name") as caught:
        database_of(postgres.url("nowhere"), tmp_path)
    assert PASSWORD not in _whole(caught.value)
    assert QUOTED not in _whole(caught.value)


def test_a_user_without_rights_is_told(postgres: Cluster, tmp_path: Path) -> None:
    url = postgres.new_database()
    with postgres.connected() as owner:
        owner.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    with pytest.raises(StorageError, match="may not read or write there"):
        database_of(url.replace(f"bivouac:{QUOTED}", "guest:guest"), tmp_path)


def test_a_server_that_was_restarted_is_found_again(postgres: Cluster, tmp_path: Path) -> None:
    with closing(database_of(postgres.new_schema(), tmp_path)) as database:
        record = Record(database)
        record.append(AREA, picks("ana", "site-a"))
        postgres.stop()
        with pytest.raises(StorageError, match="does not answer"):
            record.append(AREA, picks("bo", "site-b"))
        postgres.start()
        record.append(AREA, picks("bo", "site-b"))
        assert [entry.author for entry in record.entries(AREA)] == ["ana", "bo"]


def test_a_connection_that_is_cut_half_way_is_told(postgres: Cluster, tmp_path: Path) -> None:
    with closing(database_of(postgres.new_schema(), tmp_path)) as database:
        record = Record(database)

        def cut() -> None:
            with database.writing(AREA) as connection, postgres.connected() as owner:
                pid = connection.execute(text("SELECT pg_backend_pid()")).scalar()
                owner.execute("SELECT pg_terminate_backend(%s)", (pid,))
                connection.execute(text("SELECT 1"))

        with pytest.raises(StorageError, match="was lost"):
            cut()
        assert len(record.append(AREA, picks("ana", "site-a"))) == 1


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (psycopg.errors.DiskFull("no space left"), "the disk is full"),
        (psycopg.errors.DeadlockDetected("deadlock"), "for too long"),
        (psycopg.errors.TooManyConnections("sorry"), "for too long"),
        (psycopg.errors.AdminShutdown("terminating"), "was lost"),
        (psycopg.errors.IoError("cannot read block"), "the disk refuses"),
        (psycopg.errors.InternalError("whatever"), "the database refuses"),
    ],
)
def test_what_is_hard_to_bring_about_on_a_server_has_its_sentence(
    cause: psycopg.Error, words: str
) -> None:
    with pytest.raises(StorageError, match=words), refusals_told("the record"):
        raise cause


def test_the_log_of_a_failure_holds_no_values(postgres: Cluster, tmp_path: Path) -> None:
    secret = uuid4().hex
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own code
        [sys.executable, "-m", "tests.plans.provoking", postgres.new_schema(), tmp_path, secret],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "record_entries" in done.stderr  # the failure itself was logged
    for word in (secret, PASSWORD, QUOTED):
        assert word not in done.stderr + done.stdout


def _whole(error: BaseException) -> str:
    """Give an error as a log would show it, with all that led to it."""
    return "".join(traceback.format_exception(error))


def test_a_place_names_no_user_and_no_password(postgres: Cluster, tmp_path: Path) -> None:
    url = postgres.new_database()
    with closing(database_of(url, tmp_path)) as database:
        assert database.place == f"127.0.0.1:{postgres.port}/{url.rpartition('/')[2]}"
        assert isinstance(database, Database)
