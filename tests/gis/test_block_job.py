"""A job is what every block shares; two jobs that would give other rows are told apart."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import chain, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from gis.block_job import Job, job_of
from gis.blocks import write_blocks
from gis.demand import demand_points
from gis.network.closures import Terms
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import roads_of
from gis.network.speeds import Mode
from gis.travel import travel_table
from layers.area import Area
from layers.errors import Defect, RowsError, SettingError
from layers.library import EXAMPLE
from layers.sources.embedded import read_paris2024
from tests.gis.block_stories import keep, make_job, town
from tests.stories import DAY, EAST, LATITUDE, SITES, WEST, make_area

ACROSS = WEST + 0.35 * (EAST - WEST)  # between Arago and Balzac
PARADE = replace(
    Terms("Parade").at(box(ACROSS - 0.001, LATITUDE - 0.001, ACROSS + 0.001, LATITUDE + 0.001)),
    id="parade",
)
JOB = Job("town", "0", "drive", 500, sites=5, points=4, rows=2, columns=4)


@given(
    sites=st.integers(0, 90),
    points=st.integers(0, 90),
    rows=st.integers(1, 99),
    columns=st.integers(1, 99),
)
def test_blocks_cover_every_pair_once(sites: int, points: int, rows: int, columns: int) -> None:
    job = replace(JOB, sites=sites, points=points, rows=rows, columns=columns)
    parts = [list(product(job.sites_of(n), job.points_of(n))) for n in range(job.blocks)]
    assert sorted(chain.from_iterable(parts)) == list(product(range(sites), range(points)))
    assert [len(part) for part in parts] == [job.pairs_of(n) for n in range(job.blocks)]
    assert all(parts)


def test_every_field_counts_in_the_digest() -> None:
    others = [
        *(replace(JOB, area="village"), replace(JOB, version="1"), replace(JOB, mode="walk")),
        *(replace(JOB, limit_m=501), replace(JOB, sites=6), replace(JOB, rows=3)),
        replace(JOB, columns=3),
        *(replace(JOB, closures=(PARADE,)), replace(JOB, closures=(PARADE,), on=DAY)),
        replace(JOB, pace=STANDARD_PACE.at(8)),
    ]
    assert len({each.digest for each in (JOB, *others)}) == 1 + len(others)
    assert replace(JOB).digest == JOB.digest


def test_a_block_holds_about_a_million_pairs_unless_told(tmp_path: Path) -> None:
    """With all of whichever are more: a search from each of the fewer is then made once."""
    name = keep(town(), tmp_path)
    told = make_job(name, rows=2)
    assert (told.rows, told.columns, told.blocks, told.pairs) == (2, 4, 3, 20)
    job = make_job(name, rows=None)
    assert (job.rows, job.columns, job.blocks) == (5, 200_000, 1)
    few = make_area(sites=SITES[:2])
    job = job_of(keep(few, tmp_path / "few"), few, mode="drive", limit_m=500)
    assert (job.sites, job.rows, job.columns) == (2, 333_333, 3)


def test_closures_in_force_go_with_the_job_and_others_do_not(tmp_path: Path) -> None:
    """What is written is the table under them, and its warnings tell of a closure elsewhere."""
    name, area = keep(make_area(blocks=10), tmp_path), make_area(blocks=10)
    gone, elsewhere = replace(PARADE, id="gone", ends=DAY), Terms("Nowhere").at(box(9, 9, 9.1, 9.1))
    day = DAY + timedelta(days=1)
    job = job_of(
        *(name, area),
        mode="drive",
        limit_m=500,
        closures=[PARADE, gone, replace(elsewhere, id="elsewhere")],
        on=day,
    )
    assert ([each.id for each in job.closures], job.on) == (["parade", "elsewhere"], day)
    with ThreadPoolExecutor(1) as thread:
        written = write_blocks(job, tmp_path / "travel.parquet", thread)
    under = travel_table(
        area,
        area["candidates"],
        demand_points(area, on=day),
        roads=roads_of(area["streets"], mode="drive").under(job.closures, on=day),
    )
    assert written.counts == under.counts
    assert written.counts["unreachable"] > 0
    assert "Nowhere" in str(written.outline.warnings[0])
    assert replace(job, closures=(), on=None) == job_of(name, area, mode="drive", limit_m=500)


@pytest.mark.parametrize("rows", [0, -4])
def test_a_block_without_a_site_is_refused(rows: int, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="holds nothing"):
        make_job(keep(town(), tmp_path), rows=rows)


@pytest.fixture(scope="module")
def example() -> Area:
    """Paris in 2024, as whoever asks for its table has it; a worker opens it anew."""
    return read_paris2024()


@pytest.mark.parametrize(("mode", "method"), [("drive", "strategic"), ("walk", "estimated")])
def test_the_example_needs_no_folder(
    example: Area, mode: Mode, method: str, tmp_path: Path
) -> None:
    """It has main roads and no streets; every pair has a journey, in blocks as in one piece."""
    job = job_of(EXAMPLE, example, mode=mode, limit_m=500, rows=200)
    with ThreadPoolExecutor(1) as thread:
        written = write_blocks(job, tmp_path / "travel.parquet", thread)
    assert written.counts["reached"] == job.pairs > 10_000
    assert written.outline.method == method


def test_an_error_about_rows_comes_back_from_another_process() -> None:
    error = RowsError((Defect("streets", 3, "nodes", "x", "give one"),))  # type: ignore[arg-type] # a sentence is enough
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (str(again), again.defects) == (str(error), error.defects)
