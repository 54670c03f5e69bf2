"""A job is what every block shares; two jobs that would give other rows are told apart."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.block_job import Job, job_of
from gis.blocks import write_blocks
from gis.network.pace_table import STANDARD_PACE
from layers.errors import Defect, RowsError, SettingError
from layers.library import EXAMPLE
from layers.sources.embedded import read_paris2024
from tests.gis.block_stories import keep, make_job, town

JOB = Job("town", "0", "drive", 500, sites=5, points=4, rows=2)


@given(sites=st.integers(0, 300), points=st.integers(0, 9), rows=st.integers(1, 400))
def test_blocks_cover_every_site_once(sites: int, points: int, rows: int) -> None:
    job = replace(JOB, sites=sites, points=points, rows=rows)
    parts = [range(sites)[job.span(number)] for number in range(job.blocks)]
    assert [site for part in parts for site in part] == list(range(sites))
    assert [len(part) * points for part in parts] == [job.pairs_of(n) for n in range(job.blocks)]
    assert all(parts)


def test_every_field_counts_in_the_digest() -> None:
    others = [
        *(replace(JOB, area="village"), replace(JOB, version="1"), replace(JOB, mode="walk")),
        *(replace(JOB, limit_m=501), replace(JOB, sites=6), replace(JOB, rows=3)),
        replace(JOB, pace=STANDARD_PACE.at(8)),
    ]
    assert len({each.digest for each in (JOB, *others)}) == 8
    assert replace(JOB).digest == JOB.digest


def test_a_block_holds_about_a_million_pairs_unless_told(tmp_path: Path) -> None:
    assert make_job(keep(town(), tmp_path), rows=None).rows == 250_000
    assert make_job(keep(town(), tmp_path), rows=None).pairs == 20


@pytest.mark.parametrize("rows", [0, -4])
def test_a_block_without_a_site_is_refused(rows: int, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="holds nothing"):
        make_job(keep(town(), tmp_path), rows=rows)


def test_the_example_needs_no_folder(tmp_path: Path) -> None:
    """It has no streets: every pair is estimated, in blocks as in one piece."""
    job = job_of(EXAMPLE, read_paris2024(), mode="walk", limit_m=500, rows=200)
    with ThreadPoolExecutor(1) as thread:
        written = write_blocks(job, tmp_path / "travel.parquet", thread)
    assert written.counts["reached"] == job.pairs > 10_000
    assert written.outline.method == "estimated"


def test_an_error_about_rows_comes_back_from_another_process() -> None:
    error = RowsError((Defect("streets", 3, "nodes", "x", "give one"),))  # type: ignore[arg-type] # a sentence is enough
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (str(again), again.defects) == (str(error), error.defects)
