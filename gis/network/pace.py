"""The pace: every constant of travel times, each with where it comes from.

``gis/network/pace_table.py`` reads the table; ``docs/travel-times.md`` tells what each figure does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from gis.network.speeds import Mode
from i18n import Message, msg
from layers.errors import SettingError

HOURS = range(24)
_DRIVE, _LIMIT = "drive-", "limit-"
_BESIDE, _JUNCTION, _SIGNAL = "drive-beside", "drive-junction", "drive-signal"
_TITLES: Mapping[str, Message] = {
    _BESIDE: msg("By car, between a street and a point beside it"),
    _JUNCTION: msg("By car, each junction"),
    _SIGNAL: msg("By car, each traffic signal"),
    "walk-street": msg("On foot"),
    "walk-steps": msg("On foot, on stairs"),
}


@dataclass(frozen=True)
class Figure:
    """One row of the table: a constant, its unit, who says so, and whether nobody does."""

    key: str
    value: float
    unit: str
    source: str
    assumed: bool
    note: str = field(default="", compare=False)

    @property
    def title(self) -> Message:
        """What the figure is, as a person reads it."""
        if self.key in _TITLES:
            return _TITLES[self.key]
        group, _, word = self.key.partition("-")
        if group == "hour":
            return msg("By car, at {hour} h: times free traffic", hour=word)
        if group == "limit":
            return msg("By car, under a limit that says “{word}”", word=word)
        return msg("By car, “{word}” without a limit", word=word)


@dataclass(frozen=True)
class Pace:
    """All figures, and the hour of the day they are read at; None is free traffic.

    ``shortest`` asks for the shortest path instead of the fastest.
    """

    figures: tuple[Figure, ...]
    hour: int | None = None
    shortest: bool = False

    def at(self, hour: int | None, *, shortest: bool = False) -> Pace:
        """Give the same figures at an hour of the day. Raises SettingError."""
        check_hour(hour)
        return replace(self, hour=hour, shortest=shortest)

    def __getitem__(self, key: str) -> float:
        """Give a figure's value by its key."""
        return self._by_key[key].value

    @property
    def factor(self) -> float:
        """By how much traffic lengthens a journey by car; 1 where no hour is given."""
        return 1.0 if self.hour is None else self[f"hour-{self.hour}"]

    @property
    def hour_is_assumed(self) -> bool:
        """Whether no source gives the factor of the hour."""
        return self.hour is not None and self._by_key[f"hour-{self.hour}"].assumed

    @property
    def junction_s(self) -> float:
        """What a junction costs a car, in seconds."""
        return self[_JUNCTION]

    @property
    def signal_s(self) -> float:
        """What a traffic signal costs a car, in seconds."""
        return self[_SIGNAL]

    @cached_property
    def drive_kmh(self) -> Mapping[str, float]:
        """Give the speed of a car where no limit is tagged, in km/h by class of street."""
        others = {_BESIDE, _JUNCTION, _SIGNAL}
        return {k: v for k, v in self._group(_DRIVE) if f"{_DRIVE}{k}" not in others}

    @cached_property
    def limits(self) -> Mapping[str, float]:
        """Give the limits that are written as words, in km/h."""
        return dict(self._group(_LIMIT))

    def walk_kmh(self, street_class: str) -> float:
        """Give the walking speed on a class of street, in km/h."""
        return self["walk-steps" if street_class == "steps" else "walk-street"]

    def beside_kmh(self, mode: Mode) -> float:
        """Give the speed between a street and a point beside it, in km/h."""
        return self[_BESIDE if mode == "drive" else "walk-street"]

    @cached_property
    def digest(self) -> str:
        """Give a text that changes with any figure, and with the hour."""
        told = [(each.key, each.value) for each in self.figures]
        return sha256(repr((told, self.hour, self.shortest)).encode()).hexdigest()[:16]

    @cached_property
    def _by_key(self) -> Mapping[str, Figure]:
        return {each.key: each for each in self.figures}

    def _group(self, prefix: str) -> Iterator[tuple[str, float]]:
        for each in self.figures:
            if each.key.startswith(prefix):
                yield each.key.removeprefix(prefix), each.value


def check_hour(hour: int | None) -> None:
    """Raise SettingError for what is no hour of the day; None is free traffic."""
    if hour is not None and (type(hour) is not int or hour not in HOURS):
        raise SettingError(
            msg("“{hour}” is not an hour of the day.", hour=str(hour)),
            msg("Give a whole number from 0 to 23."),
        )
