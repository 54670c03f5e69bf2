"""Scenarios: lines of the record that begin at an entry of another and go their own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from i18n import Message, msg
from layers.errors import SettingError
from plans.entry import MAIN, Entry
from plans.events import ScenarioBranched, ScenarioDiscarded, ScenarioNamed
from plans.naming import new_id
from plans.state import line_of

LONGEST_NAME = 80  # letters


@dataclass(frozen=True)
class Scenario:
    """A scenario: all of ``parent`` up to entry ``at`` counts in it, and then its own.

    The main one has no parent, no author, no beginning and no name; its ``label`` is a message.
    """

    id: str
    name: str = ""
    parent: str = ""
    at: int = 0
    begun: datetime | None = None
    author: str = ""
    discarded: bool = False

    @property
    def label(self) -> str | Message:
        """What it is called on screen."""
        return self.name or (msg("Main plan") if self.id == MAIN else self.id)


def scenarios(entries: Iterable[Entry]) -> tuple[Scenario, ...]:
    """Give all scenarios of a record, the main one first, then in the order they were branched.

    Those thrown away are among them and say so; what branched from one stays.
    """
    found = {MAIN: Scenario(MAIN)}
    for entry in sorted(entries, key=lambda each: each.seq):
        match entry.event:
            case ScenarioBranched(scenario, name, parent, at) if scenario not in found:
                found[scenario] = Scenario(scenario, name, parent, at, entry.at, entry.author)
            case ScenarioNamed(scenario, name) if scenario in found and scenario != MAIN:
                found[scenario] = replace(found[scenario], name=name)
            case ScenarioDiscarded(scenario) if scenario in found and scenario != MAIN:
                found[scenario] = replace(found[scenario], discarded=True)
    return tuple(found.values())


def offered(entries: Iterable[Entry], scenario: str) -> Scenario:
    """Give a scenario that may be acted in and branched from.

    Raises SettingError for one that never began, and for one that was thrown away.
    """
    if scenario == MAIN:
        return Scenario(MAIN)  # always there: every act asks
    found = next((each for each in scenarios(entries) if each.id == scenario), None)
    if found is None:
        raise SettingError(
            msg("There is no scenario “{name}”.", name=scenario),
            msg("Choose one of the scenarios of this plan."),
        )
    if found.discarded:
        raise SettingError(
            msg("Scenario “{name}” was thrown away.", name=found.label),
            msg("Choose another scenario, or branch a new one."),
        )
    return found


def branching(
    entries: Sequence[Entry], name: str, parent: str = MAIN, *, at: int | None = None
) -> ScenarioBranched:
    """Make the event that begins a scenario after entry ``at`` of its parent, or after its last.

    An act is not cut in two: the branch begins behind all of it. Raises SettingError for a name
    that is empty, too long or in use, for a parent that is not there or was thrown away, and for an
    entry that the parent does not have.
    """
    offered(entries, parent)
    named = _checked_name(entries, name)
    line = line_of(sorted(entries, key=lambda each: each.seq), parent)
    last = line[-1].seq if line else 0
    return ScenarioBranched(
        new_id("scenario"), named, parent, last if at is None else _end_of_act(line, at)
    )


def renaming(entries: Sequence[Entry], scenario: str, name: str) -> ScenarioNamed:
    """Make the event that names a scenario anew; the main one keeps its name.

    Raises SettingError as ``branching`` does.
    """
    offered(entries, scenario)
    if scenario == MAIN:
        raise SettingError(
            msg("The main plan cannot be named anew."), msg("Choose another scenario.")
        )
    return ScenarioNamed(scenario, _checked_name(entries, name, but=scenario))


def discarding(entries: Sequence[Entry], scenario: str) -> ScenarioDiscarded:
    """Make the event that throws a scenario away; the main one stays. Raises SettingError."""
    found = offered(entries, scenario)
    if scenario == MAIN:
        raise SettingError(
            msg("The main plan cannot be thrown away."), msg("Choose another scenario.")
        )
    return ScenarioDiscarded(scenario, found.name)


def _checked_name(entries: Iterable[Entry], name: str, *, but: str = "") -> str:
    """Give a name without the blanks around it, if it is one and nobody has it."""
    named = " ".join(name.split())
    if not named:
        raise SettingError(msg("A scenario needs a name."), msg("Give it one."))
    if len(named) > LONGEST_NAME:
        raise SettingError(
            msg("“{word}…” is longer than {n} letters.", word=named[:40], n=LONGEST_NAME),
            msg("Shorten it."),
        )
    others = (each for each in scenarios(entries) if each.id != but and not each.discarded)
    if named.casefold() in {each.name.casefold() for each in others}:
        raise SettingError(
            msg("There is a scenario “{name}” already.", name=named), msg("Give it another name.")
        )
    return named


def _end_of_act(line: Sequence[Entry], at: int) -> int:
    """Give the number of the last entry of the act that entry ``at`` belongs to; 0 stays 0."""
    if at == 0:
        return 0
    act = next((entry.act for entry in line if entry.seq == at), None)
    if act is None:
        raise SettingError(
            msg("The plan that is branched from has no entry {n}.", n=at),
            msg("Choose a line of its history."),
        )
    return max(entry.seq for entry in line if entry.act == act)
