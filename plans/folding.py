"""The plans of a record that grows: each is taken on from where it was, not made anew.

What comes out is what ``plans.state.state`` gives; a test holds the two equal. With thousands of
entries and fifty people at work a plan from the first entry on, at each decision, would be dear.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock

from plans.entry import MAIN, Entry
from plans.events import Event, Redone, ScenarioBranched, Undone
from plans.plan import SEASON, Plan
from plans.state import applied, counting, line_of

_KEPT = 64  # scenarios of areas; the one used longest ago goes


@dataclass(frozen=True)
class _Fold:
    """A plan as of the first ``count`` entries of a record, the last of which bears ``seal``."""

    count: int
    seal: str
    plan: Plan


class Folds:
    """The newest plan of each scenario that somebody asked for. Threads may share it."""

    def __init__(self) -> None:
        """Begin with none."""
        self._folds: OrderedDict[tuple[object, ...], _Fold] = OrderedDict()
        self._lock = Lock()

    def plan(
        self,
        area: str,
        entries: Sequence[Entry],
        *,
        on: date,
        scenario: str = MAIN,
        season: tuple[date, date] = SEASON,
    ) -> Plan:
        """Do as ``state`` for the whole record of an area, whose entries stand in their order."""
        key = (area, scenario, season)
        with self._lock:
            known = self._folds.get(key)
        fold = _taken_on(known, entries, scenario) or _anew(entries, scenario, season)
        with self._lock:
            self._folds[key] = fold
            self._folds.move_to_end(key)
            while len(self._folds) > _KEPT:
                self._folds.popitem(last=False)
        return replace(fold.plan, on=on)


def _taken_on(known: _Fold | None, entries: Sequence[Entry], scenario: str) -> _Fold | None:
    """Put later entries upon a plan; None where that would not do.

    An act that is undone or redone changes what stands before, and another record begins anew.
    """
    if known is None or not 0 < known.count <= len(entries):
        return None
    if entries[known.count - 1].hash != known.seal:
        return None
    later = entries[known.count :]
    new = [entry for entry in later if entry.scenario == scenario]
    if any(isinstance(entry.event, Undone | Redone) for entry in new):
        return None
    if any(_begins(entry.event, scenario) for entry in later):
        return None
    return _Fold(len(entries), entries[-1].hash, applied(known.plan, new))


def _begins(event: Event, scenario: str) -> bool:
    """Tell whether an event is the one by which a scenario begins."""
    return isinstance(event, ScenarioBranched) and event.scenario == scenario


def _anew(entries: Sequence[Entry], scenario: str, season: tuple[date, date]) -> _Fold:
    """Make a plan from the first entry on."""
    first = Plan(on=date.min, season=season)
    line = counting(line_of(entries, scenario))
    return _Fold(len(entries), entries[-1].hash if entries else "", applied(first, line))
