"""The plan on a day, as known at a moment: a pure function of the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from plans.entry import MAIN, Entry
from plans.events import Redone, ScenarioBranched, Undone
from plans.plan import Plan


def state(
    entries: Iterable[Entry],
    *,
    on: date,
    as_known_at: datetime | None = None,
    scenario: str = MAIN,
) -> Plan:
    """Give the plan of a scenario, looked at on a day.

    ``entries`` may come in any order; what was recorded after ``as_known_at`` is not known yet.
    """
    plan = Plan(on=on)
    for entry in counting(line_of(known(entries, as_known_at), scenario)):
        plan = entry.event.applied(plan, entry.stamp)
    return plan.in_order


def known(entries: Iterable[Entry], as_known_at: datetime | None) -> tuple[Entry, ...]:
    """Give what was recorded by a moment, in the order of the record."""
    here = (each for each in entries if as_known_at is None or each.at <= as_known_at)
    return tuple(sorted(here, key=lambda entry: entry.seq))


def line_of(entries: Sequence[Entry], scenario: str = MAIN) -> tuple[Entry, ...]:
    """Give the entries of a scenario: those of its parent up to the branch, then its own."""
    own = tuple(entry for entry in entries if entry.scenario == scenario)
    branch = branch_of(entries, scenario)
    if branch is None:
        return own
    before = (entry for entry in line_of(entries, branch.parent) if entry.seq <= branch.at)
    return (*before, *own)


def branch_of(entries: Iterable[Entry], scenario: str) -> ScenarioBranched | None:
    """Give the event by which a scenario began; None for the main one, or one that never did."""
    begun = (
        entry.event
        for entry in entries
        if isinstance(entry.event, ScenarioBranched)
        and entry.event.scenario == scenario
        # A parent is always older than its branch, whatever a damaged record says.
        and entry.event.parent != scenario
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
