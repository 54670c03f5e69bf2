"""Who may use which street in which direction, and at what pace: tags in, arrays out.

No vehicle is taken to have a right that its tags do not give: a street barred to others is barred
to the police here too, because nobody has said which ones are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from gis.network.speeds import Mode, speed_limit
from i18n import Message, msg, msgs
from layers.access import CLOSED, FOOT_TAGS, OPEN, VEHICLE_TAGS, access_words, is_open

Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

TAGS_IN_ORDER: Mapping[Mode, tuple[str, ...]] = {"drive": VEHICLE_TAGS, "walk": FOOT_TAGS}
_NOT_ON_FOOT = frozenset({"motorway", "motorway_link", "trunk", "trunk_link", "busway", "cycleway"})
# Only a tag about motor vehicles opens these to cars; ``access=yes`` on a lane means people.
_OPENED_BY_TAG = frozenset({"busway", "track", "pedestrian"})
_FORWARD = frozenset({"yes", "true", "1"})
_BACKWARD = frozenset({"-1", "reverse"})
_BOTH = frozenset({"no", "false", "0", "alternating"})
_NEITHER = frozenset({"reversible"})  # which way it goes depends on an hour that is not known
_ROUND = frozenset({"roundabout", "circular"})
# Where nobody gives way: a drive that leaves a street is no junction, nor is a motorway's exit.
_WITHOUT_JUNCTIONS = frozenset({"motorway", "trunk", "service", "track", "pedestrian", "busway"})
_TOLD = 3


@dataclass(frozen=True, eq=False)
class WayRules:
    """What each street allows in one mode, one entry a row of the streets table.

    ``forward`` and ``backward`` follow the order of its vertices; ``kmh`` is its speed in that
    mode (1 where it is closed). ``joins`` tells whether its ends make a junction for cars.
    ``warnings`` tell the tags that could not be read, and how often.
    """

    mode: Mode
    forward: Flags
    backward: Flags
    kmh: Floats
    joins: Flags
    pace: Pace
    warnings: tuple[Message, ...]


def way_rules(streets: gpd.GeoDataFrame, *, mode: Mode, pace: Pace = STANDARD_PACE) -> WayRules:
    """Read access, one-ways and speed of every street from its tags."""
    rows = _rows(streets, _COLUMNS[mode])
    rule = _drive_rule if mode == "drive" else _walk_rule
    known = {row: rule(pace, *row) for row in set(rows)}
    table = np.array([known[row] for row in rows], dtype=np.float64).reshape(-1, 3)
    return WayRules(
        mode=mode,
        forward=table[:, 0] > 0,
        backward=table[:, 1] > 0,
        kmh=table[:, 2],
        joins=~streets["kind"].isin(_WITHOUT_JUNCTIONS).to_numpy(dtype=bool),
        pace=pace,
        warnings=_warnings(rows, mode, pace),
    )


_Rule: TypeAlias = tuple[bool, bool, float]
_COLUMNS: Mapping[Mode, tuple[str, ...]] = {
    "drive": ("kind", "oneway", "junction", "maxspeed", *TAGS_IN_ORDER["drive"]),
    "walk": ("kind", "oneway_foot", *TAGS_IN_ORDER["walk"]),
}
_CLOSED_WAY: _Rule = (False, False, 1.0)


def _drive_rule(
    pace: Pace, kind: str, oneway: str, junction: str, maxspeed: str, *tags: str
) -> _Rule:
    needs_leave = kind in _OPENED_BY_TAG
    usual = pace.drive_kmh.get(kind)
    if usual is None or not is_open(tags[:2] if needs_leave else tags, otherwise=not needs_leave):
        return _CLOSED_WAY
    limit = speed_limit(maxspeed, pace.limits)
    forward, backward = _directions(oneway, kind, junction)
    return forward, backward, usual if limit is None else min(usual, limit)


def _walk_rule(pace: Pace, kind: str, oneway_foot: str, *tags: str) -> _Rule:
    needs_leave = kind in _NOT_ON_FOOT
    if not is_open(tags[:1] if needs_leave else tags, otherwise=not needs_leave):
        return _CLOSED_WAY
    forward, backward = _directions(oneway_foot)
    return forward, backward, pace.walk_kmh(kind)


def _directions(oneway: str, kind: str = "", junction: str = "") -> tuple[bool, bool]:
    """Tell whether a street may be used along its vertices, and against them."""
    word = oneway.strip().lower()
    if word in _NEITHER:
        return False, False
    if word in _BACKWARD:
        return False, True
    implied = word not in _BOTH and (junction.lower() in _ROUND or kind == "motorway")
    return True, not (word in _FORWARD or implied)


def _rows(streets: gpd.GeoDataFrame, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    return list(zip(*(streets[name].to_numpy(dtype=object) for name in columns), strict=True))


def _warnings(rows: list[tuple[str, ...]], mode: Mode, pace: Pace) -> tuple[Message, ...]:
    """Tell the words that no rule knows: they are read as if the tag were not there."""
    columns = _COLUMNS[mode]
    found: list[Message] = []
    for position, name in enumerate(columns):
        known = _readers(pace).get(name)
        if known is None:
            continue
        counts = Counter(row[position] for row in rows)
        unread = Counter({tag: n for tag, n in counts.items() if tag and not known(tag)})
        if unread:
            found.append(_unread(name, unread))
    return tuple(found)


def _unread(name: str, unread: Counter[str]) -> Message:
    words = tuple(
        msg("{value} ({n})", value=value[:40], n=n) for value, n in unread.most_common(_TOLD)
    )
    return msgs(
        "One street has a tag “{tag}” that cannot be read and is passed over: {words}.",
        "{n} streets have a tag “{tag}” that cannot be read and is passed over: {words}.",
        unread.total(),
        tag=name,
        words=words,
    )


def _known_access(tag: str) -> bool:
    return access_words(tag) <= OPEN | CLOSED


def _known_oneway(tag: str) -> bool:
    return tag.strip().lower() in _FORWARD | _BACKWARD | _BOTH | _NEITHER


def _readers(pace: Pace) -> Mapping[str, Callable[[str], bool]]:
    """Give, for each tag that is read, how to tell whether one of its values can be."""
    return {
        "oneway": _known_oneway,
        "oneway_foot": _known_oneway,
        "maxspeed": lambda tag: speed_limit(tag, pace.limits) is not None,
    } | dict.fromkeys({*VEHICLE_TAGS, *FOOT_TAGS}, _known_access)
