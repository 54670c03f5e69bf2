"""Force events: a unit arrives, leaves, is reinforced, reduced or moves, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import Any

from gis.strength import NOBODY, Posted, Strength
from i18n import Message, msg
from layers.errors import SettingError
from plans.naming import NameOf


class Move(StrEnum):
    """What happens to a unit."""

    ARRIVES = "arrives"
    LEAVES = "leaves"
    REINFORCED = "reinforced"
    REDUCED = "reduced"
    MOVES = "moves"

    @property
    def label(self) -> Message:
        """The word on screen."""
        return _LABELS[self]


_LABELS = {
    Move.ARRIVES: msg("arrives"),
    Move.LEAVES: msg("leaves"),
    Move.REINFORCED: msg("is reinforced"),
    Move.REDUCED: msg("is reduced"),
    Move.MOVES: msg("moves"),
}
TO_A_POINT = frozenset({Move.ARRIVES, Move.MOVES})
BY_A_STRENGTH = frozenset({Move.ARRIVES, Move.REINFORCED, Move.REDUCED})


@dataclass(frozen=True)
class ForceEvent:
    """One thing that happens to one unit on one day; it counts from that day on.

    ``point`` is the id of the demand point that it arrives at or moves to, empty otherwise;
    ``strength`` is who arrives, joins or goes. ``source`` says where it is known from; with
    ``assumed`` nobody said it. Raises SettingError for what makes no sense by itself.
    """

    unit: str
    move: Move
    on: date
    point: str = ""
    strength: Strength = NOBODY
    source: str = ""
    assumed: bool = False

    def __post_init__(self) -> None:
        """Check the words, and that what the move needs is there."""
        if not (isinstance(self.unit, str) and isinstance(self.point, str)):
            raise TypeError(self.unit)
        object.__setattr__(self, "unit", self.unit.strip())
        if not self.unit:
            raise self._refused(msg("its unit has no name"), msg("Name the unit."))
        if self.move not in tuple(Move):
            raise self._refused(
                msg("“{word}” is no move of a unit", word=str(self.move)),
                msg("Use one of: {words}.", words=tuple(move.value for move in Move)),
            )
        object.__setattr__(self, "move", Move(self.move))
        if bool(self.point) != (self.move in TO_A_POINT):
            raise self._refused(
                msg("a unit that {move} needs a place", move=self.move.label)
                if self.move in TO_A_POINT
                else msg("a unit that {move} takes no place", move=self.move.label),
                msg("Give a place where a unit arrives or moves, and nowhere else."),
            )
        if (self.strength != NOBODY) != (self.move in BY_A_STRENGTH):
            raise self._refused(
                msg("a unit that {move} needs a strength", move=self.move.label)
                if self.move in BY_A_STRENGTH
                else msg("a unit that {move} takes no strength", move=self.move.label),
                msg("Give officers where a unit arrives, is reinforced or reduced."),
            )

    def told(self, name_of: NameOf) -> Message:
        """Tell it in words."""
        words: dict[str, Any] = {"unit": self.unit, "day": self.on, "n": self.strength.officers}
        match self.move:
            case Move.ARRIVES:
                return msg(
                    "{unit} ({n} officers) arrives at “{point}” on {day}",
                    point=name_of(self.point),
                    **words,
                )
            case Move.MOVES:
                return msg("{unit} moves to “{point}” on {day}", point=name_of(self.point), **words)
            case Move.REINFORCED:
                return msg("{unit} is reinforced by {n} officers on {day}", **words)
            case Move.REDUCED:
                return msg("{unit} is reduced by {n} officers on {day}", **words)
            case Move.LEAVES:
                return msg("{unit} leaves on {day}", **words)

    def as_json(self) -> dict[str, Any]:
        """Give it as plain JSON."""
        return {**asdict(self), "move": self.move.value, "on": self.on.isoformat()}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> ForceEvent:
        """Read back what ``as_json`` gave, checked again."""
        typed = {"on": date.fromisoformat(plain["on"]), "strength": Strength(**plain["strength"])}
        return cls(**{**plain, **typed})

    def _refused(self, reason: Message, remedy: Message) -> SettingError:
        what = msg(
            "The force event of “{unit}” cannot be used: {reason}.", unit=self.unit, reason=reason
        )
        return SettingError(what, remedy)


@dataclass(frozen=True)
class Unit:
    """A unit as it stands on a day; ``assumed`` where any of what made it so is."""

    name: str
    point: str
    strength: Strength
    assumed: bool = False


@dataclass(frozen=True)
class Muster:
    """The units on a day, by name, and the events that could not be followed."""

    units: tuple[Unit, ...]
    unheeded: tuple[ForceEvent, ...]

    @property
    def by_point(self) -> Mapping[str, Posted]:
        """Who stands at each point that has a unit."""
        sums: dict[str, Posted] = {}
        for unit in self.units:
            sums[unit.point] = sums.get(unit.point, Posted(NOBODY)) + Posted(
                unit.strength, unit.assumed
            )
        return MappingProxyType(sums)


def in_order(forces: Iterable[ForceEvent]) -> tuple[ForceEvent, ...]:
    """Put force events by unit and day; of one unit on one day as they were recorded."""
    return tuple(sorted(forces, key=lambda force: (force.unit, force.on)))


def muster(forces: Iterable[ForceEvent], on: date) -> Muster:
    """Follow every unit up to a day, that day's events included.

    What cannot be followed changes nothing and is named: a unit that is not there is moved, one
    that is there arrives again, or more go than are there.
    """
    units, unheeded = [], []
    due = (force for force in in_order(forces) if force.on <= on)
    for _, events in groupby(due, key=lambda force: force.unit):
        unit: Unit | None = None
        for event in events:
            if (unit is None) != (event.move is Move.ARRIVES) or not _can_spare(unit, event):
                unheeded.append(event)
                continue
            unit = _after(unit, event)
        if unit is not None:
            units.append(unit)
    return Muster(tuple(units), tuple(unheeded))


def _can_spare(unit: Unit | None, event: ForceEvent) -> bool:
    return event.move is not Move.REDUCED or (
        unit is not None and event.strength.within(unit.strength)
    )


def _after(unit: Unit | None, event: ForceEvent) -> Unit | None:
    """Give the unit after an event that can be followed."""
    if unit is None:
        return Unit(event.unit, event.point, event.strength, event.assumed)
    assumed = unit.assumed or event.assumed
    match event.move:
        case Move.LEAVES:
            return None
        case Move.MOVES:
            return replace(unit, point=event.point, assumed=assumed)
        case Move.REDUCED:
            return replace(unit, strength=unit.strength - event.strength, assumed=assumed)
        case _:
            return replace(unit, strength=unit.strength + event.strength, assumed=assumed)
