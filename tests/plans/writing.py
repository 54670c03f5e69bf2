"""Processes that write to a record until they are killed, and what must hold afterwards."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from gis.executors import without_main
from plans.chain import first_fault
from plans.database import database_of
from plans.entry import Act
from plans.events import ZonePicked
from plans.record import Record
from tests.plans.acts import AREA

MOST = 4  # events in an act of these writers
# Children of a server that has all modules: a child is there in hundredths of a second.
_CONTEXT = get_context("forkserver")


def warm() -> None:
    """Have the server of forks begin anew: one that another test began lacks our modules.

    Each child would then import them all, which takes longer than what it is watched for.
    """
    forkserver._forkserver._stop()  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
    _CONTEXT.set_forkserver_preload(
        ["tests.plans.writing", "psycopg", "sqlalchemy.dialects.sqlite"]
    )


def write_for_ever(url: str, folder: str, area: str, told: Connection) -> None:
    """Append acts of one to four events; tell the id of each once the record has taken it."""
    record = Record(database_of(url, Path(folder)))
    told.send("open")
    for n in range(1_000_000):
        events = tuple(ZonePicked(f"site-{n}-{k}") for k in range(n % MOST + 1))
        act = Act(f"writer-{os.getpid()}", events)
        record.append(area, act)
        told.send(act.id)


def write_some(url: str, folder: str, count: int) -> list[str]:
    """Append so many acts, each seen to the end, and give the ids that the record has taken."""
    told = []
    with closing(database_of(url, Path(folder))) as database:
        record = Record(database)
        for n in range(count):
            events = tuple(ZonePicked(f"site-{n}-{k}") for k in range(n % MOST + 1))
            act = Act(f"writer-{os.getpid()}", events, seen=record.head(AREA))
            record.append(AREA, act)
            told.append(act.id)
    return told


def write_together(url: str, folder: Path, *, processes: int, count: int) -> list[str]:
    """Let several processes write at once; gives all that they were told."""
    with without_main(), ProcessPoolExecutor(processes, mp_context=_CONTEXT) as pool:
        doing = [pool.submit(write_some, url, str(folder), count) for _ in range(processes)]
        return [act for each in doing for act in each.result()]


@contextmanager
def writer(url: str, folder: Path, area: str = AREA) -> Iterator[tuple[BaseProcess, Connection]]:
    """Give a process that writes, and where it tells what the record has taken."""
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    words = (url, str(folder), area, theirs)
    process = _CONTEXT.Process(target=write_for_ever, args=words, daemon=True)
    with without_main():  # a page that was drawn in this process left a program behind
        process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


def told_by(pipe: Connection) -> list[str]:
    """Give the ids that a writer told before its end; a half-told one was not."""
    found: list[str] = []
    try:
        while pipe.poll():
            found.append(pipe.recv())
    except (EOFError, OSError):
        pass
    return [word for word in found if word != "open"]


def kill_writer(url: str, folder: Path, area: str, dice: random.Random) -> list[str]:
    """Let a writer do a few acts and something of the next, kill it with -9; gives what it told.

    The acts are counted, since on a busy machine a writer does none for a while.
    """
    with writer(url, folder, area) as (process, pipe):
        first: list[str] = []
        if dice.random() < 0.8:  # else it may die while it opens the database
            first = [pipe.recv() for _ in range(dice.randrange(1, 6)) if pipe.poll(30)]
        time.sleep(dice.uniform(0, 0.02))  # not to wait for anything: the random instant itself
        process.kill()
        process.join()
        return [word for word in first if word != "open"] + told_by(pipe)


@dataclass
class Books:
    """What was acknowledged of a record; each ``check`` looks at what came since the last."""

    url: str
    folder: Path
    area: str = AREA
    checked: int = 0
    acts: int = 0

    def check(self, told: list[str], *, untold: int = 2) -> None:
        """Open the record as anybody would: all that was told is there, whole.

        ``untold`` is how many acts may be there beside them: the one under way at the kill, and,
        since a server may still finish what a killed client asked, that of the kill before.
        """
        with closing(database_of(self.url, self.folder)) as database:
            entries = Record(database).entries(self.area, after=self.checked)
        sizes: dict[str, int] = {}
        for entry in entries:
            sizes[entry.act] = sizes.get(entry.act, 0) + 1
        lost = [act for act in told if act not in sizes]
        assert lost == [], f"told and not there: {lost}"
        for entry in entries:
            assert isinstance(entry.event, ZonePicked)
            n = int(entry.event.site.split("-")[1])
            assert sizes[entry.act] == n % MOST + 1, f"act {entry.act} is there in part"
        assert len(sizes) - len(told) <= untold, "acts are there that nobody was doing"
        self.checked += len(entries)
        self.acts += len(sizes)

    def follow_chain(self) -> None:
        """Follow the whole chain: no entry lost, doubled, changed or moved."""
        with closing(database_of(self.url, self.folder)) as database:
            held, _, fault = first_fault(Record(database).lines(self.area))
        assert fault is None
        assert held == self.checked
