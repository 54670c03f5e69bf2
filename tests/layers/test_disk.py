"""A file stands whole or as it was; a disk that refuses is told in a sentence."""

from __future__ import annotations

import errno
from pathlib import Path

import pyarrow as pa
import pytest

from i18n import msg
from layers.disk import disk_told, unwritten, write_whole
from layers.errors import SettingError, StorageError


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    write_whole(file, b"old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_others_may_read_it_as_any_file_written_here(tmp_path: Path) -> None:
    ours, usual = tmp_path / "ours", tmp_path / "usual"
    write_whole(ours, b"")
    usual.write_bytes(b"")
    assert ours.stat().st_mode == usual.stat().st_mode


def test_where_the_file_cannot_stand_the_old_one_does(tmp_path: Path) -> None:
    taken = tmp_path / "table.csv"
    (taken / "within").mkdir(parents=True)
    with pytest.raises(OSError, match=r"table\.csv"):
        write_whole(taken, b"new")
    assert list(tmp_path.iterdir()) == [taken]


@pytest.mark.parametrize(
    "cause", [OSError(errno.ENOSPC, "No space left on device"), pa.ArrowInvalid("cut short")]
)
def test_a_refusal_names_the_file_and_the_reason(tmp_path: Path, cause: Exception) -> None:
    with pytest.raises(StorageError) as told, disk_told(unwritten(tmp_path / "table.csv")):
        raise cause
    assert "table.csv cannot be written" in str(told.value)
    assert told.value.__cause__ is cause


def test_what_is_told_already_is_told_as_it_is() -> None:
    refused = SettingError(msg("No."), msg("Yes."))
    with pytest.raises(SettingError) as told, disk_told(unwritten(Path("table.csv"))):
        raise refused
    assert told.value is refused
