"""How fast each class of street goes, by car and on foot, and what a speed limit's tag says.

Free flow comes first: a limit or a class, whichever is lower; one factor then stands for lights,
crossings and turns. Traffic of the hour is not known here, and every table says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, TypeAlias

from i18n import Message, msg

Mode: TypeAlias = Literal["drive", "walk"]
MODES: tuple[Mode, ...] = ("drive", "walk")
MODE_NAMES: Mapping[Mode, Message] = {"drive": msg("by car"), "walk": msg("on foot")}

# km/h at free flow where no limit is tagged. From the code de la route: 130 on motorways and 80 or
# more outside towns (R413-2), 50 inside (R413-3), 20 where people on foot have priority (R110-2).
# ASSUMED: whether a street lies in a town is not tagged, so main roads stand between the two
# limits; and the speeds of links, service roads and streets of no class.
DRIVE_KMH: Mapping[str, float] = {
    "motorway": 130,
    "motorway_link": 60,
    "trunk": 90,
    "trunk_link": 50,
    "primary": 60,
    "primary_link": 40,
    "secondary": 50,
    "secondary_link": 40,
    "tertiary": 45,
    "tertiary_link": 30,
    "unclassified": 40,
    "residential": 30,
    "living_street": 20,
    "service": 15,
    "road": 30,
    "busway": 30,
    "track": 15,
    "pedestrian": 10,
}
# ASSUMED: what lights, crossings and turns leave of free flow; hour and traffic are not known.
DRIVE_FACTOR = 0.8
WALK_KMH = 4.8  # 80 metres a minute, the usual figure of town planning
STEPS_KMH = 2.4  # ASSUMED: half of it on stairs
YARD_KMH = 10.0  # ASSUMED: driving between a street and a point beside it
ACCESS_KMH: Mapping[Mode, float] = {"drive": YARD_KMH, "walk": WALK_KMH}

# Limits written as words; those of a country (``FR:urban``) are read as France's.
_WORDS: Mapping[str, float] = {
    "motorway": 130,
    "trunk": 110,
    "rural": 80,
    "urban": 50,
    "zone30": 30,
    "zone:30": 30,
    "zone20": 20,
    "zone:20": 20,
    "living_street": 20,
    "walk": 6,
}
NO_LIMIT = float("inf")
_NONE = frozenset({"", "none", "signals", "variable", "implicit"})
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d+)?) ?(km/h|kmh|kph|mph)?", re.ASCII)
_COUNTRY = re.compile(r"^[a-z]{2}:")  # a bare number behind it is a zone: ``FR:30``
_KM_IN_A_MILE = 1.609_344
_FASTEST_KMH = 200.0


@cache
def speed_limit(tag: str) -> float | None:
    """Read a ``maxspeed`` in km/h; NO_LIMIT where it sets none, None where it cannot be read.

    Of several values (``50;30``) the lowest counts, and one that cannot be read spoils them all.
    """
    limits = [_one_limit(part.strip()) for part in tag.lower().split(";")]
    known = [limit for limit in limits if limit is not None]
    return min(known) if len(known) == len(limits) else None


def drive_kmh(street_class: str, limit: float) -> float:
    """Give the driving speed on a class of street under a limit, in km/h."""
    return min(DRIVE_KMH[street_class], limit) * DRIVE_FACTOR


def walk_kmh(street_class: str) -> float:
    """Give the walking speed on a class of street, in km/h."""
    return STEPS_KMH if street_class == "steps" else WALK_KMH


def _one_limit(text: str) -> float | None:
    if text in _NONE:
        return NO_LIMIT
    if number := _NUMBER.fullmatch(text):
        value = float(number[1]) * (_KM_IN_A_MILE if number[2] == "mph" else 1.0)
        return value if 0 < value <= _FASTEST_KMH else None
    word = _COUNTRY.sub("", text)
    return float(word) if word in {"20", "30"} else _WORDS.get(word)
