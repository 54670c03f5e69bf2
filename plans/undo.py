"""What an author may undo or redo: their own last act, unless somebody has built on it."""

from __future__ import annotations

from collections.abc import Sequence

from plans.entry import Act, Entry
from plans.events import EVERYTHING, Event, ForceRecorded, OnRecord, Redone, Undone
from plans.state import undone_acts


def undoable(line: Sequence[Entry], author: str) -> str | None:
    """Give the author's last act that counts; None where there is none left."""
    off = undone_acts(line)
    own = (entry.act for entry in reversed(line) if entry.author == author and _plain(entry))
    return next((act for act in own if act not in off), None)


def redoable(line: Sequence[Entry], author: str) -> str | None:
    """Give the act that the author undid last; None once they have done something else since."""
    off = undone_acts(line)
    for entry in reversed(line):
        if entry.author != author:
            continue
        if isinstance(entry.event, Undone) and entry.event.act in off:
            return entry.event.act
        if _plain(entry):
            return None
    return None


def built_on(line: Sequence[Entry], act: str) -> tuple[Entry, ...]:
    """Give the later entries of others that decide on what an act decided on."""
    own = [entry for entry in line if entry.act == act]
    if not own:
        return ()
    touches = frozenset().union(*(entry.event.touches for entry in own))
    off = undone_acts(line)
    return tuple(
        entry
        for entry in line
        if entry.seq > own[-1].seq
        and entry.author != own[-1].author
        and entry.act not in off
        and meet(entry.event.touches, touches)
    )


def conflicting(
    act: Act, since: Sequence[Entry], *, record: Sequence[Entry] = ()
) -> tuple[Entry, ...]:
    """Give the entries, recorded since the author last looked, that the act would run over.

    Those of others that decide on the same and not the same way. What the author did elsewhere
    meanwhile, in another window, is not held against them. ``record`` are all entries: by them an
    undoing decides on what the act that it names decided on.
    """
    whole = record or since
    ours = frozenset().union(*(_reach(event, whole) for event in act.events))
    return tuple(
        entry
        for entry in since
        if entry.author != act.author
        and entry.scenario == act.scenario
        and not _agreed(entry.event, act)
        and meet(_reach(entry.event, whole), ours)
    )


def _agreed(event: Event, act: Act) -> bool:
    """Tell whether an act decides the same; a unit reinforced twice over is reinforced twice."""
    return event in act.events and not isinstance(event, ForceRecorded)


def _reach(event: Event, record: Sequence[Entry]) -> frozenset[str]:
    """Give what an event decides on; what is undone or redone is decided on too."""
    if not isinstance(event, Undone | Redone):
        return event.touches
    named = (entry.event.touches for entry in record if entry.act == event.act)
    return event.touches.union(*named)


def meet(some: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether two sets of touches have anything in common."""
    if EVERYTHING in some or EVERYTHING in others:
        return bool(some) and bool(others)
    return bool(some & others)


def _plain(entry: Entry) -> bool:
    """Tell whether an entry decides on the plan, and not on the record."""
    return not isinstance(entry.event, OnRecord)
