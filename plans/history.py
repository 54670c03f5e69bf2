"""The record as lines for people: who decided what, when and why, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from i18n import Message, msgs
from plans.entry import Entry
from plans.events import ClaimAdded, ClaimChanged, ClosureAdded, OnRecord
from plans.naming import NameOf
from plans.scenarios import scenarios
from plans.state import line_of, undone_acts


@dataclass(frozen=True)
class Line:
    """One act, however many events it has (``count``); ``seq`` is the number of its last entry.

    ``undone`` says that it counts for nothing now in the scenario that it was done in.
    """

    seq: int
    at: datetime
    author: str
    told: Message
    reason: str
    undone: bool
    scenario: str
    act: str
    count: int


def history(entries: Iterable[Entry], name_of: NameOf) -> tuple[Line, ...]:
    """Give a line for each act, newest first; ``name_of`` is best made by ``naming``."""
    whole = _in_order(entries)
    acts = [tuple(own) for _, own in groupby(whole, key=lambda entry: entry.act)]
    off = {name: undone_acts(line_of(whole, name)) for name in {e.scenario for e in whole}}
    return tuple(
        Line(
            seq=own[-1].seq,
            at=own[-1].at,
            author=own[-1].author,
            told=_told(own, name_of),
            reason=own[-1].reason,
            undone=own[-1].act in off[own[-1].scenario],
            scenario=own[-1].scenario,
            act=own[-1].act,
            count=len(own),
        )
        for own in reversed(acts)
    )


def naming(entries: Iterable[Entry], names: NameOf) -> NameOf:
    """Name what only a record knows: its claims, closures and scenarios, and acts by what they did.

    ``names`` are asked for all else (``names_in``).
    """
    whole = _in_order(entries)
    things: dict[str, str | Message] = {each.id: each.label for each in scenarios(whole)}
    for entry in whole:
        match entry.event:
            case ClaimAdded(claim) | ClaimChanged(claim):
                things[claim.id] = claim.name
            case ClosureAdded(closure):
                things[closure.id] = closure.name
    acts = _by_act(whole)
    told: dict[str, Message] = {}

    def name_thing(key: str) -> str | Message:
        return things.get(key) or names(key)

    def name_of(key: str) -> str | Message:
        # An act is told by the names of things alone: two acts that name each other, in a damaged
        # record, are not followed in circles.
        if key in acts and key not in told:
            told[key] = _told(acts[key], name_thing)
        return told[key] if key in told else name_thing(key)

    return name_of


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.seq))


def _by_act(entries: Iterable[Entry]) -> Mapping[str, Sequence[Entry]]:
    acts: dict[str, list[Entry]] = {}
    for entry in entries:
        acts.setdefault(entry.act, []).append(entry)
    return acts


def _told(own: Sequence[Entry], name_of: NameOf) -> Message:
    """Tell an act by its first event, and count the others; what decides on the plan goes first."""
    first = min(own, key=lambda entry: (isinstance(entry.event, OnRecord), entry.seq))
    told = first.event.told(name_of)
    if len(own) == 1:
        return told
    return msgs(
        "{first}, and one decision more",
        "{first}, and {n} decisions more",
        len(own) - 1,
        first=told,
    )
