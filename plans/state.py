"""The plan on a day, as known at a moment: a pure function of the record."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from plans.entry import MAIN, Entry
from plans.events import Redone, ScenarioBranched, Undone
from plans.plan import SEASON, Plan


def state(
    entries: Iterable[Entry],
    *,
    on: date,
    as_known_at: datetime | None = None,
    scenario: str = MAIN,
    season: tuple[date, date] = SEASON,
) -> Plan:
    """Give the plan of a scenario, looked at on a day.

    ``season`` are the days planned until an event names others (``first_plan`` knows an area's).
    ``entries`` may come in any order; what was recorded after ``as_known_at`` is not known yet.
    """
    line = counting(line_of(known(entries, as_known_at), scenario))
    return applied(Plan(on=on, season=season), line)


def applied(plan: Plan, line: Sequence[Entry]) -> Plan:
    """Put entries upon a plan that is in order, one after the other; gives one in order again."""
    for entry in line:
        plan = entry.event.applied(plan, entry.stamp)
    return plan.in_order if line else plan


def known(entries: Iterable[Entry], as_known_at: datetime | None) -> tuple[Entry, ...]:
    """Give what was recorded by a moment, in the order of the record."""
    here = (each for each in entries if as_known_at is None or each.at <= as_known_at)
    return tuple(sorted(here, key=lambda entry: entry.seq))


def line_of(entries: Sequence[Entry], scenario: str = MAIN) -> tuple[Entry, ...]:
    """Give the entries of a scenario: those of its parent up to the branch, then its own."""
    pieces, older, until = [], tuple(entries), math.inf
    while True:
        pieces.append([e for e in older if e.scenario == scenario and e.seq <= until])
        begun = _begun(older, scenario)
        if begun is None:
            return tuple(entry for piece in reversed(pieces) for entry in piece)
        seq, branch = begun
        # A parent is older than its branch: whatever a damaged record says, this comes to an end.
        older = tuple(entry for entry in older if entry.seq < seq)
        scenario, until = branch.parent, min(until, branch.at)


def branch_of(entries: Iterable[Entry], scenario: str) -> ScenarioBranched | None:
    """Give the event by which a scenario began; None for the main one, or one that never did."""
    begun = _begun(entries, scenario)
    return begun and begun[1]


def _begun(entries: Iterable[Entry], scenario: str) -> tuple[int, ScenarioBranched] | None:
    """Give the number and the event of a scenario's beginning; the main one has none."""
    begun = (
        (entry.seq, entry.event)
        for entry in entries
        if isinstance(entry.event, ScenarioBranched)
        and entry.event.scenario == scenario
        and scenario not in {MAIN, entry.event.parent}
    )
    return next(begun, None)


def counting(line: Sequence[Entry]) -> tuple[Entry, ...]:
    """Leave out the entries whose act has been undone and not redone."""
    off = undone_acts(line)
    return tuple(entry for entry in line if entry.act not in off)


def undone_acts(line: Iterable[Entry]) -> frozenset[str]:
    """Give the acts of a scenario that count for nothing now."""
    off: set[str] = set()
    for entry in line:
        if isinstance(entry.event, Undone):
            off.add(entry.event.act)
        elif isinstance(entry.event, Redone):
            off.discard(entry.event.act)
    return frozenset(off)
