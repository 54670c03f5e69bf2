"""Who measures the blocks of a table: this process, several of this machine, or a Dask cluster.

Each is a ``concurrent.futures.Executor`` in a ``Crew`` that says how many blocks it takes at once,
and by which errors it tells that a worker is gone. Dask is imported when it is asked for only.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from gis.block_job import Job, cells_of
from gis.blocks import LOST, Lost
from i18n import msg
from layers.errors import OnlineError, SettingError

if TYPE_CHECKING:
    from distributed import Client

P = ParamSpec("P")
T = TypeVar("T")

# Below this a second process costs more than it brings: it opens the area again. At 10 million
# pairs that was so but once (docs/scale.md); that it pays at twice as many is assumed.
LARGE_PAIRS = 20_000_000
_ANSWER_SECONDS = 10
_AHEAD = 2  # blocks a worker: one under way and one waiting
_HIDING = RLock()  # of the program that runs


@dataclass(frozen=True)
class Crew:
    """An executor, how many blocks it is given at once, and how it tells a worker that is gone."""

    executor: Executor
    ahead: int
    lost: Lost = LOST


@contextmanager
def crew_for(
    job: Job, *, workers: int | None = None, scheduler: str | None = None
) -> Iterator[Crew]:
    """Open the crew of a table: as asked, else processes for a large one and a thread for a small.

    Raises SettingError for both a number and an address, or fewer than one worker; OnlineError.
    """
    _check(workers, scheduler)
    if scheduler is not None:
        with cluster(scheduler) as crew:
            yield crew
        return
    asked = workers or (_cores() if job.pairs >= LARGE_PAIRS else 1)
    count = max(1, min(asked, job.blocks))
    with here() if count == 1 else processes(count) as crew:
        yield crew


@contextmanager
def here() -> Iterator[Crew]:
    """Work in this process, on one thread."""
    with ThreadPoolExecutor(max_workers=1) as executor:
        yield Crew(executor, _AHEAD)


@contextmanager
def processes(count: int) -> Iterator[Crew]:
    """Work in processes of this machine; each holds the area and its roads."""
    executor = Processes(count)
    try:
        yield Crew(executor, _AHEAD * count)
    finally:
        executor.shutdown(cancel_futures=True)


class Processes(ProcessPoolExecutor):
    """Processes that import what a block needs, and not the program that runs.

    A piece of work that finds nobody idle starts one more of them.
    """

    def __init__(self, count: int) -> None:
        """Have at most so many."""
        super().__init__(max_workers=count, mp_context=_context())

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand work on, as every executor does."""
        with without_main():
            return super().submit(fn, *args, **kwargs)


def _context() -> BaseContext:
    """Give the way processes start: none is a fork of this one, whose threads may hold locks.

    On Linux they are forks of a process that has imported all they need and does nothing else: the
    import takes a second or two, once and not in each of them.
    """
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([cells_of.__module__])
    return context


@contextmanager
def without_main() -> Iterator[None]:
    """Hide the program that runs while workers start.

    Each would import it first, for seconds and for nothing; and where a page was run in this
    process, that program is a file which may be gone. One thread at a time: of two, the later would
    put back what the other had put there.
    """
    with _HIDING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """Work on a Dask cluster, whose workers must have Bivouac and read the area's folder.

    Raises SettingError without the package ``distributed``, OnlineError if nobody answers there.
    """
    client = _client(address)
    from distributed.scheduler import KilledWorker  # noqa: PLC0415 - the package is optional

    with _still("distributed.client"):
        try:
            threads = sum(client.nthreads().values())
            yield Crew(client.get_executor(pure=False), _AHEAD * threads, (*LOST, KilledWorker))
        finally:
            client.close()


@contextmanager
def _still(name: str) -> Iterator[None]:
    """Keep a log still: what it would tell with a traceback, the caller tells in one sentence."""
    log = logging.getLogger(name)
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def _client(address: str) -> Client:
    try:
        from distributed import Client  # noqa: PLC0415 - the package is optional
    except ModuleNotFoundError as cause:
        raise SettingError(
            msg("A scheduler is reached through the package “distributed”, which is not here."),
            msg("Install Bivouac with its extra “dask”, or leave --scheduler out."),
        ) from cause
    try:
        client = Client(address, timeout=_ANSWER_SECONDS)
        client.wait_for_workers(1, timeout=_ANSWER_SECONDS)
    except (OSError, ValueError) as cause:
        raise OnlineError(
            msg("No scheduler with a worker answers at “{address}”.", address=address),
            msg("Check the address, and that the cluster runs."),
        ) from cause
    return client


def _check(workers: int | None, scheduler: str | None) -> None:
    if workers is not None and scheduler is not None:
        raise SettingError(
            msg("A cluster has its own number of workers."),
            msg("Give --workers or --scheduler, not both."),
        )
    if workers is not None and workers < 1:
        raise SettingError(msg("{n} workers do nothing.", n=workers), msg("Give one or more."))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
