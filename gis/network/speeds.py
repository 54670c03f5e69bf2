"""The ways of travel, and what a speed limit's tag says.

No speed stands here: those of classes and of limits in words are in the table of travel times.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from i18n import Message, msg

Mode: TypeAlias = Literal["drive", "walk"]
MODES: tuple[Mode, ...] = ("drive", "walk")
MODE_NAMES: Mapping[Mode, Message] = {"drive": msg("by car"), "walk": msg("on foot")}

NO_LIMIT = float("inf")
_NONE = frozenset({"", "none", "signals", "variable", "implicit"})
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d+)?) ?(km/h|kmh|kph|mph)?", re.ASCII)
_COUNTRY = re.compile(r"^[a-z]{2}:")  # ``FR:urban``; one country's words are read as any other's
_ZONE = re.compile(r"(?:zone:?)?(20|30)")  # ``FR:zone30``, ``FR:30``
_KM_IN_A_MILE = 1.609_344
_FASTEST_KMH = 200.0


def speed_limit(tag: str, words: Mapping[str, float]) -> float | None:
    """Read a ``maxspeed`` in km/h; NO_LIMIT where it sets none, None where it cannot be read.

    ``words`` are the limits that are written as words.

    Of several values (``50;30``) the lowest counts, and one that cannot be read spoils them all.
    """
    limits = [_one_limit(part.strip(), words) for part in tag.lower().split(";")]
    known = [limit for limit in limits if limit is not None]
    return min(known) if len(known) == len(limits) else None


def _one_limit(text: str, words: Mapping[str, float]) -> float | None:
    if text in _NONE:
        return NO_LIMIT
    if number := _NUMBER.fullmatch(text):
        value = float(number[1]) * (_KM_IN_A_MILE if number[2] == "mph" else 1.0)
        return value if 0 < value <= _FASTEST_KMH else None
    word = _COUNTRY.sub("", text)
    if zone := _ZONE.fullmatch(word):
        return float(zone[1])
    return words.get(word)
