"""What the record admits: an act on a scenario that stands, over nobody's head, undoing one's own.

Pure functions over the entries that stand already; ``plans/record.py`` asks them under its lock.
"""

from __future__ import annotations

from collections.abc import Sequence

from i18n import Message, msg
from layers.errors import MeanwhileError, SettingError
from plans.chain import canonical
from plans.entry import MAIN, Act, Entry
from plans.events import (
    Event,
    Redone,
    ScenarioBranched,
    ScenarioDiscarded,
    ScenarioNamed,
    Undone,
    kind_of,
)
from plans.naming import NameOf
from plans.scenarios import branching, discarding, offered, renaming
from plans.state import branch_of, line_of
from plans.undo import built_on, conflicting, redoable, undoable

_TOLD = 3  # entries that the sentence of a MeanwhileError names


def admit(act: Act, entries: Sequence[Entry], *, name_of: NameOf = str) -> None:
    """Refuse an act that cannot stand behind these entries.

    Raises SettingError, or MeanwhileError where somebody else came first.
    """
    offered(entries, act.scenario)
    if act.seen is not None:
        _look_back(act, act.seen, entries, name_of)
    for event in act.events:
        _on_record(event, act, entries, name_of)


def overtaken(entries: tuple[Entry, ...], *, name_of: NameOf = str) -> MeanwhileError:
    """Make the error that tells what others did first; ``name_of`` names sites and places."""
    told: tuple[Message, ...] = tuple(
        msg("{author}: {what}", author=entry.author, what=entry.event.told(name_of))
        for entry in entries[-_TOLD:]
    )
    return MeanwhileError(
        msg("Somebody else decided on the same meanwhile ({what}).", what=told),
        msg("Nothing was recorded. Look at what they did, then decide again."),
        entries,
    )


def same(act: Act, recorded: Sequence[Entry]) -> bool:
    """Tell whether what is recorded under an act's id is that act."""
    mine = [(act.author, act.scenario, *_plain(event)) for event in act.events]
    theirs = [(each.author, each.scenario, *_plain(each.event)) for each in recorded]
    return mine == theirs


def _plain(event: Event) -> tuple[str, str]:
    return kind_of(event), canonical(event.as_json())


def _look_back(act: Act, seen: int, entries: Sequence[Entry], name_of: NameOf) -> None:
    if seen > (entries[-1].seq if entries else 0):
        raise MeanwhileError(
            msg("The record was restored from a backup since you last looked."),
            msg("Nothing was recorded. Look at the plan as it is now, then decide again."),
        )
    since = [entry for entry in entries[_index(entries, seen) :] if entry.seq > seen]
    if run_over := conflicting(act, since, record=entries):
        raise overtaken(run_over, name_of=name_of)


def _index(entries: Sequence[Entry], seen: int) -> int:
    """Give where to begin to look: entries count from 1 without a gap."""
    return max(0, min(seen, len(entries)))


def _on_record(event: Event, act: Act, entries: Sequence[Entry], name_of: NameOf) -> None:
    match event:
        case Undone() | Redone():
            line = line_of(entries, act.scenario)
            _turning(event, line, act.author)
            if others := built_on(line, event.act):
                raise overtaken(others, name_of=name_of)
        # What these three would not make is refused.
        case ScenarioBranched():
            _branching(event, entries)
        case ScenarioNamed():
            renaming(entries, event.scenario, event.name)
        case ScenarioDiscarded():
            discarding(entries, event.scenario)


def _turning(event: Undone | Redone, line: Sequence[Entry], author: str) -> None:
    """Refuse to undo or redo any act but the author's own last one."""
    if isinstance(event, Undone):
        last, why = undoable, msg("This cannot be undone: it is not what you did last.")
    else:
        last, why = redoable, msg("This cannot be redone: it is not what you undid last.")
    if last(line, author) != event.act:
        raise SettingError(why, msg("See in the history what was done since."))


def _branching(event: ScenarioBranched, entries: Sequence[Entry]) -> None:
    if event.scenario == MAIN or branch_of(entries, event.scenario) is not None:
        raise SettingError(
            msg("The scenario “{name}” cannot begin there.", name=event.name),
            msg("Branch it again, from an event that is in the history."),
        )
    branching(entries, event.name, event.parent, at=event.at)
