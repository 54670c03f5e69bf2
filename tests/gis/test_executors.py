"""Who works: this process, several of this machine, or a cluster by its address."""

from __future__ import annotations

import io
import logging
import socket
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from types import ModuleType

import pandas as pd
import pytest

from gis.block_job import Job
from gis.blocks import write_blocks
from gis.executors import LARGE_PAIRS, Crew, cluster, crew_for, without_main
from layers.errors import OnlineError, SettingError, WorkersError
from tests.gis.block_stories import Counting, Mortal, as_written, in_one_piece, keep, make_job, town
from tests.gis.cluster_stories import Deadly, cluster_of

SMALL = Job("town", "0", "drive", 500, sites=5, points=4, rows=1, columns=4)
LARGE = replace(SMALL, sites=LARGE_PAIRS)


@pytest.fixture(scope="module")
def name(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A town on disk."""
    return keep(town(), tmp_path_factory.mktemp("areas"))


def write(job: Job, out: Path, crew: Crew) -> None:
    """Write a table with a crew."""
    write_blocks(job, out, crew.executor, ahead=crew.ahead, lost=crew.lost)


@pytest.mark.parametrize(
    ("job", "workers", "kind"),
    [
        (SMALL, None, ThreadPoolExecutor),
        (SMALL, 1, ThreadPoolExecutor),
        (SMALL, 2, ProcessPoolExecutor),
        (LARGE, 1, ThreadPoolExecutor),
        (LARGE, 3, ProcessPoolExecutor),
        (replace(LARGE, rows=LARGE_PAIRS), 3, ThreadPoolExecutor),
    ],
)
def test_a_small_table_or_a_single_block_stays_here(
    job: Job, workers: int | None, kind: type
) -> None:
    with crew_for(job, workers=workers) as crew:
        assert isinstance(crew.executor, kind)
        assert crew.ahead >= 2


def test_a_cluster_writes_the_same_table(name: str, tmp_path: Path) -> None:
    with (
        cluster_of(workers=2) as dask,
        crew_for(make_job(name), scheduler=dask.address) as crew,
    ):
        assert crew.ahead == 4
        write(make_job(name), tmp_path / "t.parquet", crew)
    found = pd.read_parquet(tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(found, as_written(in_one_piece(name), tmp_path))


def test_a_cluster_that_loses_its_workers_is_named(name: str, tmp_path: Path) -> None:
    """Its only one dies of the second block; the second call goes on from the first."""
    job, out = make_job(name), tmp_path / "t.parquet"
    with (
        cluster_of(workers=1) as dask,
        cluster(dask.address) as crew,
        pytest.raises(WorkersError, match="one block of 5 is kept"),
    ):
        write_blocks(job, out, Deadly(crew.executor, at=3), ahead=1, lost=crew.lost)
    with crew_for(job) as crew:
        assert write_blocks(job, out, crew.executor).kept == 1


def test_a_scheduler_that_dies_is_named_without_a_traceback(name: str, tmp_path: Path) -> None:
    """Killed when the first block is there; that block is kept, and nothing else is printed."""
    job, out, printed = make_job(name), tmp_path / "t.parquet", io.StringIO()
    log, handler = logging.getLogger("distributed.client"), logging.StreamHandler(printed)
    with cluster_of(workers=1) as dask:

        def kill_scheduler(*_told: object) -> None:
            dask.scheduler.kill()
            dask.scheduler.join()

        log.addHandler(handler)
        with (
            cluster(dask.address) as crew,
            pytest.raises(WorkersError, match="one block of 5 is kept"),
        ):
            write_blocks(job, out, crew.executor, ahead=1, lost=crew.lost, progress=kill_scheduler)
        log.removeHandler(handler)
    assert printed.getvalue() == ""
    with crew_for(job) as crew:
        assert write_blocks(job, out, crew.executor).kept == 1


def test_two_processes_write_the_table(name: str, tmp_path: Path) -> None:
    with crew_for(make_job(name), workers=2) as crew:
        write(make_job(name), tmp_path / "t.parquet", crew)
    found = pd.read_parquet(tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(found, as_written(in_one_piece(name), tmp_path))


def test_the_program_that_runs_is_there_again_though_two_hide_it_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = ModuleType("__main__")
    monkeypatch.setitem(sys.modules, "__main__", program)
    first, second = _Hider(), _Hider()
    with ThreadPoolExecutor(2) as threads:
        done = threads.submit(first.hide)
        assert first.hiding.wait(10)
        threads.submit(second.hide)
        second.hiding.wait(0.1)  # it has to wait for the first, which two could not tell apart
        first.enough.set()
        done.result(10)
        assert second.hiding.wait(10)
        second.enough.set()
    assert sys.modules["__main__"] is program


class _Hider:
    """Hides the program that runs until told that it is enough."""

    def __init__(self) -> None:
        self.hiding, self.enough = Event(), Event()

    def hide(self) -> None:
        with without_main():
            self.hiding.set()
            self.enough.wait(10)


def test_a_worker_that_dies_is_named_and_the_blocks_done_are_kept(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The outline and two blocks are done; the third block finds its process killed.

    A page was run in this process before, and left a main program that is gone.
    """
    page = ModuleType("__main__")
    page.__file__ = str(tmp_path / "page.py")
    monkeypatch.setitem(sys.modules, "__main__", page)
    out = tmp_path / "travel.parquet"
    with Mortal(dies_at=4) as pool, pytest.raises(WorkersError) as told:
        write_blocks(make_job(name), out, pool, ahead=1)
    assert str(told.value) == (
        "A worker or its scheduler stopped half-way; 2 blocks of 5 are kept. "
        "Give the same command again: it goes on from there."
    )
    assert not out.exists()
    with Counting() as pool:
        written = write_blocks(make_job(name), out, pool)
        assert pool.given == 1 + 3
    assert written.kept == 2
    pd.testing.assert_frame_equal(pd.read_parquet(out), as_written(in_one_piece(name), tmp_path))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{free}", "nonsense://here"])
def test_nobody_at_an_address_is_named(address: str) -> None:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        free = asked.getsockname()[1]
    with pytest.raises(OnlineError, match="answers at"), cluster(address.format(free=free)):
        pass


def test_a_missing_package_is_told_with_the_way_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SettingError, match="extra “dask”"), cluster("tcp://127.0.0.1:1"):
        pass


@pytest.mark.parametrize(
    ("workers", "scheduler", "told"),
    [(2, "tcp://127.0.0.1:1", "not both"), (0, None, "do nothing"), (-3, None, "do nothing")],
)
def test_a_wrong_crew_is_refused(workers: int, scheduler: str | None, told: str) -> None:
    with (
        pytest.raises(SettingError, match=told),
        crew_for(SMALL, workers=workers, scheduler=scheduler),
    ):
        pass
