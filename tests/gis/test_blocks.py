"""A table in blocks is the table in one piece, and what was done before a worker died is done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from gis.blocks import write_blocks
from i18n import Message
from layers.errors import SettingError, StorageError
from tests.gis.block_stories import Counting, as_written, in_one_piece, keep, make_job, town
from tests.stories import make_area


@pytest.fixture(scope="module")
def name(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A town on disk: five sites and four points, one of each off the street."""
    return keep(town(), tmp_path_factory.mktemp("areas"))


def stop_after_two_blocks(name: str, out: Path) -> None:
    """Press Ctrl-C as the second of five blocks is told."""

    def press(share: float, _doing: Message) -> None:
        if share > 0.3:
            raise KeyboardInterrupt

    with ThreadPoolExecutor(1) as thread, pytest.raises(KeyboardInterrupt):
        write_blocks(make_job(name), out, thread, ahead=1, progress=press)


@pytest.mark.parametrize("rows", [1, 2, 5, 100, None])
def test_rows_and_order_are_those_of_one_piece(name: str, rows: int | None, tmp_path: Path) -> None:
    out = tmp_path / "travel.parquet"
    with ThreadPoolExecutor(2) as threads:
        written = write_blocks(make_job(name, rows=rows), out, threads, ahead=3)
    whole = in_one_piece(name)
    pd.testing.assert_frame_equal(pd.read_parquet(out), as_written(whole, tmp_path))
    assert written.counts == whole.counts
    assert written.unsnapped == whole.unsnapped == ("site-loin", "venue-ailleurs")
    assert written.outline.warnings == whole.warnings
    assert (written.outline.method, written.outline.note) == (whole.method, whole.note)
    assert written.kept == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["travel.parquet", "whole.parquet"]


@pytest.mark.parametrize("pairs", [1, 7, 10, 15])
def test_blocks_of_points_are_turned_to_the_order_of_one_piece(
    name: str, pairs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five sites and four points: each block has all the sites, read again a few at a time."""
    monkeypatch.setattr("gis.block_job.BLOCK_PAIRS", pairs)
    job, out = make_job(name, rows=None), tmp_path / "travel.parquet"
    assert (job.rows, job.columns) == (5, max(1, pairs // 5))
    with ThreadPoolExecutor(1) as thread:
        written = write_blocks(job, out, thread)
    whole = in_one_piece(name)
    pd.testing.assert_frame_equal(pd.read_parquet(out), as_written(whole, tmp_path))
    assert (written.counts, written.unsnapped) == (whole.counts, whole.unsnapped)


def test_blocks_of_another_table_are_not_taken(name: str, tmp_path: Path) -> None:
    """The limit of the second table leaves no point on the street."""
    out = tmp_path / "travel.parquet"
    stop_after_two_blocks(name, out)
    with ThreadPoolExecutor(1) as thread:
        written = write_blocks(make_job(name, limit_m=1), out, thread)
    assert written.kept == 0
    assert written.counts == in_one_piece(name, limit_m=1).counts


def test_a_block_cut_short_is_measured_again(name: str, tmp_path: Path) -> None:
    out = tmp_path / "travel.parquet"
    stop_after_two_blocks(name, out)
    block = next(tmp_path.glob(".travel.parquet.blocks/*.parquet"))
    block.write_bytes(block.read_bytes()[:100])
    with ThreadPoolExecutor(1) as thread:
        assert write_blocks(make_job(name), out, thread).kept == 1
    pd.testing.assert_frame_equal(pd.read_parquet(out), as_written(in_one_piece(name), tmp_path))


def test_a_failure_before_the_first_block_leaves_nothing(name: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as thread, pytest.raises(SettingError, match="below zero"):
        write_blocks(make_job(name, limit_m=-1), tmp_path / "travel.parquet", thread)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told_before_the_work(name: str, tmp_path: Path) -> None:
    with Counting() as pool, pytest.raises(StorageError, match="cannot be written"):
        write_blocks(make_job(name), tmp_path / "nowhere" / "travel.parquet", pool)
    assert pool.given == 0


def test_an_error_of_a_worker_comes_back_as_it_is(tmp_path: Path) -> None:
    """The area on disk is changed after the job was made."""
    name = keep(town(), tmp_path)
    job = make_job(name)
    keep(make_area(), tmp_path)
    with Counting() as pool, pytest.raises(StorageError, match="not the area that this table"):
        write_blocks(job, tmp_path / "travel.parquet", pool)


def test_progress_ends_with_the_last_block(name: str, tmp_path: Path) -> None:
    shares: list[float] = []
    with ThreadPoolExecutor(1) as thread:
        write_blocks(
            make_job(name),
            tmp_path / "travel.parquet",
            thread,
            progress=lambda share, _: shares.append(share),
        )
    assert shares == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
