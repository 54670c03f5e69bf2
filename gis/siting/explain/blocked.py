"""What keeps a problem from being solved, as values and in words, with the ways out of each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from gis.siting.explain.ways import WayOut
from gis.siting.explain.words import PLAIN, Words, written
from i18n import Message, msg, msgs
from layers.errors import ImpossibleError


class Cause(StrEnum):
    """What stands in the way.

    ALONE: no allowed site is within the cutoff of a place. BACKUP: fewer than it is to have. ZONES,
    LOCKS, BUDGET and ROOM: every place could be reached, but not with so many zones, with these
    locks, for so much, or with so much room. TOGETHER: none of these alone mends it. UNKNOWN: no
    choice was found in time, nor that there is none.
    """

    ALONE = "alone"
    BACKUP = "backup"
    ZONES = "zones"
    LOCKS = "locks"
    BUDGET = "budget"
    ROOM = "room"
    TOGETHER = "together"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Blocked:
    """One thing in the way, and the ways out: any one of them mends it, the cheapest first.

    Of ALONE and BACKUP: the ``point``, its ``weight`` and ``cutoff``, how many allowed sites are
    ``near`` it and how many it is to have (``need``), the ``nearest`` allowed site beyond and the
    ``travel`` there (empty and NaN where none is reached). Of the others: what was ``asked``
    (zones, budget, or officers to serve) and what is ``needed`` (or, of ROOM, can be served), NaN
    where that is not known; ``cutoff`` is the largest, infinite where there is none.

    ``checked`` says that with any one of the ways the whole problem was found to have a solution,
    the first way of every other obstacle taken. Where the time did not allow that, the ways mend
    this obstacle, and others may come to light.
    """

    cause: Cause
    ways: tuple[WayOut, ...] = ()
    point: str = ""
    weight: float = math.nan
    cutoff: float = math.nan
    near: int = 0
    need: int = 1
    nearest: str = ""
    travel: float = math.nan
    asked: float = math.nan
    needed: float = math.nan
    checked: bool = True
    words: Words = PLAIN

    def worded(self, words: Words) -> Blocked:
        """Give the same, to be told in other words."""
        return replace(self, words=words, ways=tuple(way.worded(words) for way in self.ways))

    @property
    def what(self) -> Message:
        """What stands in the way."""
        return _TOLD[self.cause](self)

    @property
    def remedy(self) -> Message:
        """What mends it."""
        if not self.ways:
            return msg("No single change was found that mends it.")
        ways = self.ways[-1].message
        for way in reversed(self.ways[:-1]):
            ways = msg("{way}; {others}", way=way.message, others=ways)
        if not self.checked:
            return msg("This could mend it, but was not tried to the end: {ways}.", ways=ways)
        return msgs(
            "This mends it: {ways}.",
            "Any one of these mends it: {ways}.",
            len(self.ways),
            ways=ways,
        )

    @property
    def message(self) -> Message:
        """Both as one."""
        return msg("{what} {remedy}", what=self.what, remedy=self.remedy)


def refusal(found: tuple[Blocked, ...]) -> ImpossibleError:
    """Give the error that tells the worst obstacle with its ways out, and carries them all."""
    worst, others = found[0], found[1:]
    if not others:
        return ImpossibleError(worst.what, worst.remedy, found)
    places = [each.point for each in others if each.point]
    limits = [each.message for each in others if not each.point]
    if not places:
        return ImpossibleError(worst.message, limits[0], found)
    rest = msgs(
        "One more place needs a remedy of its own: {places}.",
        "{n} more places need a remedy of their own: {places}.",
        len(places),
        places=worst.words.several(places),
    )
    for limit in limits:
        rest = msg("{what} {remedy}", what=rest, remedy=limit)
    return ImpossibleError(worst.message, rest, found)


def worded(error: ImpossibleError, words: Words) -> ImpossibleError:
    """Give the error again, told in other words."""
    found = tuple(each.worded(words) for each in error.blocked)
    return refusal(found) if found else error


def _alone(blocked: Blocked) -> Message:
    words = blocked.words
    if math.isinf(blocked.cutoff):
        return msg(
            "“{point}” ({officers}) reaches no allowed site.",
            point=words.name(blocked.point),
            officers=words.weight(blocked.weight),
        )
    return msg(
        "“{point}” ({officers}) has no allowed site within {cutoff}. {nearest}",
        point=words.name(blocked.point),
        officers=words.weight(blocked.weight),
        cutoff=words.travel(blocked.cutoff),
        nearest=_nearest(blocked),
    )


def _backup(blocked: Blocked) -> Message:
    words = blocked.words
    if math.isinf(blocked.cutoff):
        return msgs(
            "“{point}” ({officers}) is to have {need} zones, and reaches only one allowed site.",
            "“{point}” ({officers}) is to have {need} zones, and reaches only {n} allowed sites.",
            blocked.near,
            point=words.name(blocked.point),
            officers=words.weight(blocked.weight),
            need=blocked.need,
        )
    return msgs(
        "“{point}” ({officers}) is to have {need} zones within {cutoff}, and has only one allowed "
        "site. {nearest}",
        "“{point}” ({officers}) is to have {need} zones within {cutoff}, and has only {n} allowed "
        "sites. {nearest}",
        blocked.near,
        point=words.name(blocked.point),
        officers=words.weight(blocked.weight),
        need=blocked.need,
        cutoff=words.travel(blocked.cutoff),
        nearest=_nearest(blocked),
    )


def _nearest(blocked: Blocked) -> Message:
    words = blocked.words
    if not blocked.nearest:
        return msg("No other site is reached from there at all.")
    return msg(
        "The next site is “{site}”, {travel}.",
        site=words.name(blocked.nearest),
        travel=words.amount(blocked.travel),
    )


def _zones(blocked: Blocked) -> Message:
    if math.isnan(blocked.needed):
        return msgs(
            "One zone cannot serve everyone.",
            "{n} zones cannot serve everyone.",
            round(blocked.asked),
        )
    return msgs(
        "One zone cannot serve everyone: it takes {needed}.",
        "{n} zones cannot serve everyone: it takes {needed}.",
        round(blocked.asked),
        needed=round(blocked.needed),
    )


def _locks(blocked: Blocked) -> Message:
    return msgs(
        "One zone cannot serve everyone while it is the locked site.",
        "{n} zones cannot serve everyone while the locked sites are among them.",
        round(blocked.asked),
    )


def _budget(blocked: Blocked) -> Message:
    if math.isnan(blocked.needed):
        return msg("A budget of {asked} cannot serve everyone.", asked=written(blocked.asked))
    return msg(
        "A budget of {asked} cannot serve everyone: it takes {needed}.",
        asked=written(blocked.asked),
        needed=written(blocked.needed),
    )


def _room(blocked: Blocked) -> Message:
    left = blocked.words.weight(blocked.asked - blocked.needed)
    if math.isinf(blocked.cutoff):
        if math.isnan(blocked.needed):
            return msg("The zones have no room for everyone.")
        return msg(
            "The zones have no room for everyone. Left over: {left} of {asked}.",
            left=left,
            asked=written(blocked.asked),
        )
    if math.isnan(blocked.needed):
        return msg("The zones have no room for everyone within the standard.")
    return msg(
        "The zones have no room for everyone within the standard. Left over: {left} of {asked}.",
        left=left,
        asked=written(blocked.asked),
    )


def _together(blocked: Blocked) -> Message:
    del blocked
    return msg("Every place has a site near enough, but no allowed choice of zones serves all.")


def _unknown(blocked: Blocked) -> Message:
    del blocked
    return msg("No choice of zones that serves everyone was found in the time there was.")


_TOLD: Mapping[Cause, Callable[[Blocked], Message]] = {
    Cause.ALONE: _alone,
    Cause.BACKUP: _backup,
    Cause.ZONES: _zones,
    Cause.LOCKS: _locks,
    Cause.BUDGET: _budget,
    Cause.ROOM: _room,
    Cause.TOGETHER: _together,
    Cause.UNKNOWN: _unknown,
}
