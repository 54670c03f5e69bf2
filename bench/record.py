"""Measure fifty planners on one record: is anything lost or doubled, how long does an act take.

Each planner is a thread with a screen of its own: it asks for the head each second, reads what is
new, and acts every ten seconds on what it saw: picks, drops, locks, claims, units, overrules, acts
of several events, undo and redo, and now and then the same act sent twice. Twenty minutes of that
are run with every pause divided (``--faster``). All threads in one process are the app as it is;
shared out among several they are several servers on one database. Asserts nothing about seconds.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from multiprocessing import get_context
from pathlib import Path

from bench.page import conditions, put, table
from gis.strength import Strength
from layers.errors import BivouacError, MeanwhileError
from plans.chain import first_fault
from plans.claims import ClaimRow
from plans.database import database_of
from plans.entry import Act, Entry
from plans.events import (
    ClaimAdded,
    Event,
    ForceRecorded,
    Redone,
    Undone,
    VerdictOverruled,
    ZoneDropped,
    ZoneLocked,
    ZonePicked,
)
from plans.forces import ForceEvent, Move
from plans.record import Record
from plans.role_table import RoleTable
from plans.roles import Role
from plans.state import state
from plans.undo import redoable, undoable
from tests.plans.clusters import cluster
from tests.plans.find_postgres import why_not

AREA, SITES, DAY = "paris2024", 382, date(2024, 7, 27)
POLL_S, ACT_S, MINUTES = 1.0, 10.0, 20.0
TWICE = 0.05  # the share of acts that are sent again


@dataclass
class Done:
    """What a planner, or all of them, did and how long it took (ms)."""

    told: list[str] = field(default_factory=list)
    acts: list[float] = field(default_factory=list)
    polls: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    def add(self, other: Done) -> None:
        """Put another's beside it."""
        self.told += other.told
        self.acts += other.acts
        self.polls += other.polls
        self.outcomes += other.outcomes


@dataclass
class Planner:
    """One who looks, waits and acts."""

    record: Record
    name: str
    faster: float
    done: Done = field(default_factory=Done)

    def work(self) -> Done:
        """Work for twenty minutes, compressed."""
        dice = random.Random(self.name)  # noqa: S311 - a share of work, not a secret
        self.entries = self.record.entries(AREA)
        end = time.perf_counter() + MINUTES * 60 / self.faster
        next_act = time.perf_counter() + dice.uniform(0, ACT_S) / self.faster
        while time.perf_counter() < end:
            time.sleep(POLL_S / self.faster)
            self._follow()
            if time.perf_counter() >= next_act:
                self._act(dice)
                next_act += dice.uniform(0, 2 * ACT_S) / self.faster
        return self.done

    def _follow(self) -> None:
        begun = time.perf_counter()
        if self.record.head(AREA) != (self.entries[-1].seq if self.entries else 0):
            self.entries = self.record.entries(AREA)
        self.done.polls.append((time.perf_counter() - begun) * 1e3)

    def _act(self, dice: random.Random) -> None:
        events = deed(dice, self.entries, self.name)
        seen = self.entries[-1].seq if self.entries else 0
        act = Act(self.name, events, reason="compressed work", seen=seen)
        begun = time.perf_counter()
        try:
            self.record.append(AREA, act)
            self.entries = self.record.entries(AREA)
        except BivouacError as error:
            self.done.outcomes[type(error).__name__] += 1
            if isinstance(error, MeanwhileError):
                self.entries = self.record.entries(AREA)
        else:
            self.done.told.append(act.id)
            self.done.outcomes["recorded"] += 1
        self.done.acts.append((time.perf_counter() - begun) * 1e3)
        if dice.random() < TWICE and act.id in self.done.told[-1:]:
            self.record.append(AREA, act)  # as after a connection that broke
            self.done.outcomes["sent twice"] += 1


def deed(dice: random.Random, entries: tuple[Entry, ...], author: str) -> tuple[Event, ...]:
    """Choose what to do."""
    site = f"site-{dice.randrange(SITES)}"
    kind = dice.choices(
        ["pick", "drop", "lock", "many", "claim", "unit", "overrule", "undo", "redo"],
        [40, 12, 6, 8, 5, 10, 6, 9, 4],
    )[0]
    unit = ForceEvent(f"Unit {dice.randrange(10**9)}", Move.ARRIVES, DAY, "venue-1", Strength(75))
    claim = ClaimRow(
        f"claim-{dice.randrange(10**9)}", "A claim", "organisers", "bench", site_id=site
    )
    undo = undoable(entries, author) if kind == "undo" else None
    redo = redoable(entries, author) if kind == "redo" else None
    chosen: dict[str, tuple[Event, ...]] = {
        "drop": (ZoneDropped(site),),
        "lock": (ZoneLocked(site),),
        "many": tuple(ZonePicked(f"site-{dice.randrange(SITES)}") for _ in range(5)),
        "claim": (ClaimAdded(claim),),
        "unit": (ForceRecorded(unit),),
        "overrule": (VerdictOverruled(site, "too-small"),),
        "undo": (Undone(undo),) if undo else (),
        "redo": (Redone(redo),) if redo else (),
    }
    return chosen.get(kind) or (ZonePicked(site),)


def serve(url: str, folder: str, names: list[str], faster: float) -> Done:
    """Let some planners work in this process, a thread each."""
    total = Done()
    with closing(database_of(url, Path(folder))) as database:
        record = Record(database, role_of=RoleTable(database).role_of)
        with ThreadPoolExecutor(len(names)) as threads:
            working = [threads.submit(Planner(record, each, faster).work) for each in names]
            for each in working:
                total.add(each.result())
    return total


def run(url: str, folder: Path, *, planners: int, processes: int, faster: float) -> Done:
    """Let all planners work, shared out among processes."""
    names = [f"planner-{n}" for n in range(planners)]
    with closing(database_of(url, folder)) as database:
        for name in names:
            RoleTable(database).give(name, Role.CHIEF, by="bench")
    shares = [names[n::processes] for n in range(processes)]
    total = Done()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(serve, url, str(folder), each, faster) for each in shares]:
            total.add(done.result())
    return total


def audited(url: str, folder: Path, done: Done) -> tuple[int, str]:
    """Count the entries, and say in words whether all is there, once, under its seals."""
    with closing(database_of(url, folder)) as database:
        record = Record(database)
        entries, lines = record.entries(AREA), record.lines(AREA)
    held, _, fault = first_fault(lines)
    acts = Counter(entry.act for entry in entries)
    lost = [act for act in done.told if act not in acts]
    untold = acts.keys() - set(done.told)
    doubled = len(done.told) - len(set(done.told))
    sound = fault is None and held == len(entries)
    chain = "intact" if sound else "BROKEN"
    began = time.perf_counter()
    state(entries, on=DAY)
    taken = (time.perf_counter() - began) * 1e3
    words = f"lost {len(lost)}, doubled {doubled}, untold {len(untold)}, chain {chain}"
    return len(entries), f"{words}; plan of a day from all entries {taken:.0f} ms"


def main() -> None:
    """Run both databases in both shapes, print the table, and write it to the page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--planners", type=int, default=50)
    parser.add_argument("--faster", type=float, default=5.0)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 5])
    parser.add_argument("--page", type=Path)
    given = parser.parse_args()
    rows, notes = [], []
    folder = Path(tempfile.mkdtemp(prefix="bivouac-bench-"))
    for name, processes in product(("SQLite", "PostgreSQL"), given.processes):
        if name == "PostgreSQL" and (reason := why_not()) is not None:
            notes.append(reason)
            continue
        with _place(name, folder, processes) as url:
            done = run(
                url, folder, planners=given.planners, processes=processes, faster=given.faster
            )
            count, words = audited(url, folder, done)
        acts, polls = (_figures(each) for each in (done.acts, done.polls))
        shape = "one process" if processes == 1 else f"{processes} processes"
        rows.append([name, shape, f"{len(done.acts):,}", f"{count:,}", *acts, polls[1], polls[2]])
        print(rows[-1], flush=True)
        notes.append(f"{name}, {shape}: {dict(done.outcomes.most_common())}; {words}.")
    heading = ["database", "planners in", "acts", "entries", "p50 ms", "p95 ms", "worst ms"]
    heading += ["look p95 ms", "look worst ms"]
    begun = (
        f"{conditions()}. {given.planners} planners, {MINUTES:.0f} minutes of work "
        f"{given.faster:.0f} times as fast. An act is recorded and what is new read; "
        "a look asks for the head and reads what is new."
    )
    told = "\n".join([begun, "", *table(heading, rows), "", *(f"- {note}" for note in notes)])
    print(told)
    if given.page:
        put(given.page, "The record", told)


@contextmanager
def _place(name: str, folder: Path, processes: int) -> Iterator[str]:
    if name == "SQLite":
        yield f"sqlite:///{folder}/record-{processes}.db"
        return
    with cluster() as server:
        yield server.new_database()


def _figures(values: list[float]) -> list[str]:
    cuts = statistics.quantiles(values, n=100)
    return [f"{cuts[49]:.1f}", f"{cuts[94]:.1f}", f"{max(values):.0f}"]


if __name__ == "__main__":
    main()
