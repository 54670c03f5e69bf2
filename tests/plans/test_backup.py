"""A backup is one file of one moment; it comes back whole, to either database, by a chief alone."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text

from layers.errors import ForbiddenError, StorageError
from plans.backup import back_up, read_backup, restore
from plans.database import Database, database_of
from plans.events import ZoneDropped
from plans.record import Record
from plans.role_table import RoleTable
from plans.roles import Role
from tests.layers.test_area_folder import disk_full_after
from tests.plans.acts import AREA, does, fault_of, forge, picks


@pytest.fixture
def filled(database: Database) -> Database:
    """A database with two areas and a chief."""
    record = Record(database)
    record.append(AREA, picks("ana", "site-a", "site-b"))
    record.append(AREA, does("bo", ZoneDropped("site-a"), reason="zu laut – „nein“"))
    record.append("porto", picks("ana", "site-p"))
    RoleTable(database).give("ana", Role.CHIEF, by="setup")
    return database


def brought_back(file: Path, database: Database, aside: Path) -> None:
    """Restore as a chief."""
    restore(file, database, role=Role.CHIEF, author="ana", aside=aside)


def test_a_backup_is_one_file_that_says_what_it_holds(filled: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    made = back_up(filled, folder / "monday.db")
    assert [file.name for file in folder.iterdir()] == ["monday.db"]
    assert made.entries == {AREA: 3, "porto": 1}
    assert made.seals[AREA] == Record(filled).entries(AREA)[-1].hash
    assert read_backup(folder / "monday.db") == made


def test_it_comes_back_as_it_was(filled: Database, tmp_path: Path) -> None:
    record, table = Record(filled), RoleTable(filled)
    before, roles = record.entries(AREA), table.history()
    back_up(filled, tmp_path / "backup.db")
    record.append(AREA, picks("bo", "site-c"))
    table.give("bo", Role.CHIEF, by="ana")
    brought_back(tmp_path / "backup.db", filled, tmp_path / "aside.db")
    assert record.entries(AREA) == before
    assert record.head(AREA) == 3
    assert table.history() == roles
    assert fault_of(record) is None
    assert len(record.append(AREA, picks("bo", "site-d"))) == 1


def test_what_was_there_is_kept_aside(filled: Database, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup.db")
    Record(filled).append(AREA, picks("bo", "site-c"))
    brought_back(tmp_path / "backup.db", filled, tmp_path / "aside.db")
    assert read_backup(tmp_path / "aside.db").entries == {AREA: 4, "porto": 1}
    brought_back(tmp_path / "aside.db", filled, tmp_path / "aside-2.db")
    assert Record(filled).head(AREA) == 4


def test_whoever_had_read_further_reads_it_all_anew(filled: Database, tmp_path: Path) -> None:
    ana, bo = Record(filled), Record(filled)
    back_up(filled, tmp_path / "backup.db")
    ana.append(AREA, picks("ana", "site-c"))
    brought_back(tmp_path / "backup.db", filled, tmp_path / "aside.db")
    bo.append(AREA, picks("bo", "site-d"))
    assert ana.head(AREA) == 4
    assert [entry.author for entry in ana.entries(AREA)] == ["ana", "ana", "bo", "bo"]
    assert ana.entries(AREA) == bo.entries(AREA)
    ana.append(AREA, picks("ana", "site-e"))
    assert fault_of(ana) is None


def test_that_it_was_restored_stays_written_down(filled: Database, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup.db")
    brought_back(tmp_path / "backup.db", filled, tmp_path / "one.db")
    brought_back(tmp_path / "backup.db", filled, tmp_path / "two.db")
    with filled.reading() as connection:
        query = text("SELECT n, author, aside FROM record_restores ORDER BY n")
        rows = [tuple(row) for row in connection.execute(query)]
    asides = (str(tmp_path / "one.db"), str(tmp_path / "two.db"))
    assert rows == [(1, "ana", asides[0]), (2, "ana", asides[1])]


def test_rows_are_guarded_again_afterwards(filled: Database, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup.db")
    brought_back(tmp_path / "backup.db", filled, tmp_path / "aside.db")
    for deed in ("DELETE FROM record_entries", "UPDATE record_roles SET author = 'x'"):
        with pytest.raises(StorageError), filled.alone() as connection:
            connection.execute(text(deed))
    assert Record(filled).head(AREA) == 3


def test_it_goes_to_an_empty_place_of_the_other_kind(
    filled: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    back_up(filled, tmp_path / "backup.db")
    if filled.is_sqlite:
        other = request.getfixturevalue("postgres").new_schema()
    else:
        other = f"sqlite:///{tmp_path / 'other.db'}"
    with closing(database_of(other, tmp_path)) as target:
        brought_back(tmp_path / "backup.db", target, tmp_path / "aside.db")
        assert Record(target).entries(AREA) == Record(filled).entries(AREA)
        assert RoleTable(target).history() == RoleTable(filled).history()
    assert read_backup(tmp_path / "aside.db").entries == {}


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PLANNER])
def test_only_a_chief_restores(filled: Database, tmp_path: Path, role: Role) -> None:
    back_up(filled, tmp_path / "backup.db")
    Record(filled).append(AREA, picks("bo", "site-c"))
    with pytest.raises(ForbiddenError):
        restore(
            *(tmp_path / "backup.db", filled), role=role, author="bo", aside=tmp_path / "aside.db"
        )
    assert Record(filled).head(AREA) == 4
    assert not (tmp_path / "aside.db").exists()


def test_a_file_that_is_there_is_not_written_over_as_aside(
    filled: Database, tmp_path: Path
) -> None:
    back_up(filled, tmp_path / "backup.db")
    (tmp_path / "aside.db").write_text("mine")
    with pytest.raises(StorageError, match="is there already"):
        brought_back(tmp_path / "backup.db", filled, tmp_path / "aside.db")
    assert (tmp_path / "aside.db").read_text() == "mine"


def changed(statement: str) -> Callable[[Path], None]:
    """Give a change to a backup by somebody who knows SQL."""

    def change(file: Path) -> None:
        with closing(sqlite3.connect(file)) as raw:
            for guard in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                raw.execute(f"DROP TRIGGER {guard[0]}")
            raw.executescript(statement)

    return change


DAMAGES: tuple[Callable[[Path], object], ...] = (
    changed("UPDATE record_entries SET author = 'cy' WHERE area = 'villebourg' AND seq = 1"),
    changed("UPDATE record_entries SET body = 'x' WHERE seq = 2"),
    changed("DELETE FROM record_entries WHERE area = 'villebourg' AND seq = 2"),
    changed("DELETE FROM record_entries WHERE area = 'villebourg' AND seq = 3"),
    changed("DELETE FROM record_entries WHERE area = 'porto'"),
    changed("UPDATE record_roles SET author = 'cy'"),
    changed("DROP TABLE backup_contents"),
    changed("UPDATE record_version SET version_num = 'v99'"),
    lambda file: file.write_bytes(file.read_bytes()[:6000]),
    lambda file: file.write_bytes(b"no database at all " * 500),
    lambda file: file.write_bytes(b""),
    Path.unlink,
)


def test_a_backup_that_is_not_whole_changes_nothing(filled: Database, tmp_path: Path) -> None:
    sound, file = tmp_path / "sound.db", tmp_path / "backup.db"
    back_up(filled, sound)
    Record(filled).append(AREA, picks("bo", "site-c"))
    for n, damage in enumerate(DAMAGES):
        shutil.copyfile(sound, file)
        damage(file)
        with pytest.raises(StorageError):
            brought_back(file, filled, tmp_path / "aside.db")
        assert Record(filled).head(AREA) == 4, f"damage {n}"
        assert RoleTable(filled).roles() == {"ana": Role.CHIEF}, f"damage {n}"
        assert not (tmp_path / "aside.db").exists(), f"damage {n}"


def test_a_damaged_record_is_not_backed_up_as_if_it_were_sound(
    filled: Database, tmp_path: Path
) -> None:
    forge(filled, "UPDATE record_entries SET reason = 'never said' WHERE seq = 3")
    with pytest.raises(StorageError, match="entry 3"):
        back_up(filled, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


def test_a_damaged_record_gives_way_and_is_kept_as_it_was(filled: Database, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup.db")
    forge(filled, "UPDATE record_entries SET body = 'x' WHERE seq = 3")
    brought_back(tmp_path / "backup.db", filled, tmp_path / "aside.db")
    assert fault_of(Record(filled)) is None
    with closing(sqlite3.connect(tmp_path / "aside.db")) as aside:
        assert aside.execute("SELECT body FROM record_entries WHERE seq = 3").fetchone() == ("x",)


def test_a_record_is_never_backed_up_over_itself(tmp_path: Path) -> None:
    database = database_of(None, tmp_path)
    Record(database).append(AREA, picks("ana", "site-a"))
    with pytest.raises(StorageError, match="is the record itself"):
        back_up(database, tmp_path / "record.db")
    assert Record(database).head(AREA) == 1


def test_a_full_disk_leaves_the_backup_before(tmp_path: Path) -> None:
    database = database_of(None, tmp_path)
    Record(database).append(AREA, picks("ana", "site-a"))
    back_up(database, tmp_path / "backup.db")
    before = (tmp_path / "backup.db").read_bytes()
    Record(database).append(AREA, picks("ana", *(f"site-{n}" for n in range(500))))
    with disk_full_after(50_000), pytest.raises(StorageError):
        back_up(database, tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_bytes() == before
    assert read_backup(tmp_path / "backup.db").entries == {AREA: 1}


def test_a_backup_is_of_one_moment_while_others_write(filled: Database, tmp_path: Path) -> None:
    record, enough = Record(filled), Event()

    def plan() -> None:
        for n in range(10_000):
            record.append(AREA, picks("bo", f"site-{n}", f"other-{n}"))
            if enough.is_set():
                return

    writing = Thread(target=plan)
    writing.start()
    try:
        sizes = [back_up(filled, tmp_path / f"{n}.db").entries[AREA] for n in range(3)]
    finally:
        enough.set()
        writing.join()
    assert all(size % 2 == 1 for size in sizes)  # no act of two is there by half
    assert record.head(AREA) > sizes[0]


def test_a_backup_still_opens_after_it_was_copied(filled: Database, tmp_path: Path) -> None:
    made = back_up(filled, tmp_path / "backup.db")
    shutil.copyfile(tmp_path / "backup.db", tmp_path / "copy.db")
    assert read_backup(tmp_path / "copy.db").seals == made.seals
