"""Who works: this process, several of this machine, or a cluster by its address."""

from __future__ import annotations

import io
import logging
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import dask
import pandas as pd
import pytest
from distributed import LocalCluster
from distributed.utils import get_mp_context

from gis.block_job import Job
from gis.blocks import write_blocks
from gis.executors import LARGE_PAIRS, Crew, cluster, crew_for
from layers.errors import OnlineError, SettingError, WorkersError
from tests.data.truth import PROJECT
from tests.gis.block_stories import as_written, in_one_piece, keep, make_job, town

Process: TypeAlias = subprocess.Popen[str]
SMALL = Job("town", "0", "drive", 500, sites=5, points=4, rows=1, columns=4)
LARGE = replace(SMALL, sites=LARGE_PAIRS)


@pytest.fixture(scope="module")
def name(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A town on disk."""
    return keep(town(), tmp_path_factory.mktemp("areas"))


@pytest.fixture(scope="module")
def two_workers() -> Iterator[LocalCluster]:
    """A Dask cluster of two processes, without its web page, until the last story kills them.

    A block whose worker dies is given up, not tried again. What they import is imported once.
    """
    ways = {"scheduler.allowed-failures": 0, "worker.multiprocessing-method": "forkserver"}
    with dask.config.set({f"distributed.{name}": value for name, value in ways.items()}):
        get_mp_context().set_forkserver_preload(["distributed", "gis.block_job"])
        with LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as made:
            yield made


@contextmanager
def scheduler_and_worker() -> Iterator[tuple[Process, str]]:
    """A scheduler and its worker, each a process of its own; the scheduler's address too."""
    with (
        serving("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard") as asked,
        serving("dask_worker", heard(asked, r"Scheduler at: +(\S+)"), "--no-nanny") as worker,
    ):
        yield asked, heard(worker, r"Registered to: +(\S+)")


@contextmanager
def serving(module: str, *words: str) -> Iterator[Process]:
    """Run a program of Dask until the story is over."""
    command = [sys.executable, "-m", f"distributed.cli.{module}", *words]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:  # noqa: S603 - our own command
        yield process
        process.kill()


def heard(process: Process, pattern: str) -> str:
    """Listen until a program says something, and give the part in brackets."""
    assert process.stderr is not None
    said = (re.search(pattern, line) for line in process.stderr)
    return next(found[1] for found in said if found)


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


def test_two_processes_write_the_table(name: str, tmp_path: Path) -> None:
    with crew_for(make_job(name), workers=2) as crew:
        write(make_job(name), tmp_path / "t.parquet", crew)
    found = pd.read_parquet(tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(found, as_written(in_one_piece(name), tmp_path))


def test_a_cluster_writes_the_same_table(
    name: str, two_workers: LocalCluster, tmp_path: Path
) -> None:
    with crew_for(make_job(name), scheduler=two_workers.scheduler_address) as crew:
        assert crew.ahead == 4
        write(make_job(name), tmp_path / "t.parquet", crew)
    found = pd.read_parquet(tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(found, as_written(in_one_piece(name), tmp_path))


def test_a_cluster_that_loses_its_workers_is_named(
    name: str, two_workers: LocalCluster, tmp_path: Path
) -> None:
    """Both are killed when the first block is there; the second call goes on from it."""
    job, out = make_job(name), tmp_path / "t.parquet"

    def kill(*_told: object) -> None:
        for nanny in two_workers.workers.values():
            os.kill(nanny.pid, signal.SIGKILL)

    with cluster(two_workers.scheduler_address) as crew, pytest.raises(WorkersError) as told:
        write_blocks(job, out, crew.executor, ahead=1, lost=crew.lost, progress=kill)
    assert "blocks of 5" in str(told.value) or "block of 5" in str(told.value)
    with crew_for(job) as crew:
        assert write_blocks(job, out, crew.executor).kept >= 1


def test_a_scheduler_that_dies_is_named_without_a_traceback(name: str, tmp_path: Path) -> None:
    """Killed when the first block is there; that block is kept, and nothing else is printed."""
    job, out, printed = make_job(name), tmp_path / "t.parquet", io.StringIO()
    log, handler = logging.getLogger("distributed.client"), logging.StreamHandler(printed)
    with scheduler_and_worker() as (scheduler, address):

        def kill(*_told: object) -> None:
            scheduler.kill()
            scheduler.wait()

        log.addHandler(handler)
        with cluster(address) as crew, pytest.raises(WorkersError, match="one block of 5 is kept"):
            write_blocks(job, out, crew.executor, ahead=1, lost=crew.lost, progress=kill)
        log.removeHandler(handler)
    assert printed.getvalue() == ""
    with crew_for(job) as crew:
        assert write_blocks(job, out, crew.executor).kept == 1


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
