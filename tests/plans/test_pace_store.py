"""A planner's own table of travel times on disk: whole, or not in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from gis.network.pace_table import FILE, STANDARD_PACE
from layers.errors import RowsError, StorageError
from plans.pace_store import NAME, PaceStore

OWN = FILE.read_bytes().replace(b"\ndrive-signal,8,", b"\ndrive-signal,12,")
BAD = FILE.read_bytes().replace(b"\ndrive-signal,8,", b"\ndrive-signal,soon,")


def test_without_a_table_of_one_s_own_the_standard_one_is_in_use(tmp_path: Path) -> None:
    store = PaceStore(tmp_path / "home")
    assert not store.is_own
    assert store.load() == STANDARD_PACE
    assert store.content() == FILE.read_bytes()


def test_a_table_of_one_s_own_is_kept_and_dropped_again(tmp_path: Path) -> None:
    store = PaceStore(tmp_path / "home")
    store.keep(OWN, file="changed.csv")
    assert store.is_own
    assert store.load().signal_s == 12
    assert store.content() == OWN
    store.drop()
    store.drop()
    assert store.load() == STANDARD_PACE


def test_a_bad_table_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    store = PaceStore(tmp_path)
    store.keep(OWN, file="changed.csv")
    with pytest.raises(RowsError, match=r"bad\.csv, row .*“soon”"):
        store.keep(BAD, file="bad.csv")
    assert store.content() == OWN


def test_a_table_spoiled_on_disk_is_told_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(BAD)
    with pytest.raises(RowsError, match=NAME):
        PaceStore(tmp_path).load()
    assert (tmp_path / NAME).read_bytes() == BAD


def test_a_disk_that_refuses_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError, match="cannot be used"):
        PaceStore(tmp_path / "file").keep(OWN, file="changed.csv")
