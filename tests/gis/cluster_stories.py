"""A Dask cluster for stories: a scheduler and workers, each a process of its own to be killed.

They are forks of a process that imports Dask and what a worker needs once; it begins with the first
of them, unless the product began one before.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import Process, get_context
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

from distributed import Scheduler, Worker

P = ParamSpec("P")
T = TypeVar("T")
CONTEXT = get_context("forkserver")


@dataclass(frozen=True)
class Cluster:
    """A scheduler, and its address."""

    address: str
    scheduler: Process


@contextmanager
def cluster_of(*, workers: int) -> Iterator[Cluster]:
    """Run a scheduler and so many workers of one thread, until the story is over.

    A block whose worker dies is given up, not tried again.
    """
    CONTEXT.set_forkserver_preload([__name__, "gis.block_job"])
    with ExitStack() as open_:
        scheduler, address = open_.enter_context(_running(_scheduler))
        for _ in range(workers):
            open_.enter_context(_running(_worker, address))
        yield Cluster(address, scheduler)


class Deadly(Executor):
    """Hands work on, but for the nth piece: in its place the worker gets its death."""

    def __init__(self, executor: Executor, *, at: int) -> None:
        """Count the pieces from 1."""
        self._executor, self._left = executor, at

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand it on, or death."""
        self._left -= 1
        return self._executor.submit(fn if self._left else _die, *args, **kwargs)  # type: ignore[arg-type] # it answers nothing


def _die(*_asked: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def _running(program: Callable[..., None], *words: str) -> Iterator[tuple[Process, str]]:
    """Run a program; give its process and the address that it tells when it is ready."""
    hearing, telling = CONTEXT.Pipe(duplex=False)
    process: Any = CONTEXT.Process(target=program, args=(telling, *words), daemon=True)
    process.start()
    telling.close()  # so that one that dies before it is ready is heard of
    try:
        yield process, hearing.recv()
    finally:
        process.kill()
        process.join()


def _scheduler(telling: Connection) -> None:
    async def serve() -> None:
        async with Scheduler(
            host="127.0.0.1", port=0, dashboard=False, allowed_failures=0
        ) as server:
            telling.send(server.address)
            await server.finished()

    asyncio.run(serve())


def _worker(telling: Connection, scheduler: str) -> None:
    async def serve() -> None:
        async with Worker(scheduler, nthreads=1, dashboard=False) as server:
            telling.send(server.address)
            await server.finished()

    asyncio.run(serve())
