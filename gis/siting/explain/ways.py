"""A way out of a problem that cannot be solved: what would have to change, and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from gis.siting.explain.words import DEMAND, PLAIN, Words, written
from gis.siting.problem import Problem
from gis.tally import Flags
from i18n import Message, msg, msgs


class Way(StrEnum):
    """What would have to change."""

    CUTOFF = "cutoff"
    RAISE = "raise"
    RELEASE = "release"
    ZONES = "zones"
    UNLOCK = "unlock"
    BUDGET = "budget"
    BACKUP = "backup"
    SPLIT = "split"
    ROOM = "room"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way out; ``also`` are those that must come with it.

    ``amount`` is the new cutoff of ``points`` (CUTOFF), what is added to every cutoff (RAISE), the
    new number of zones, of which ``sites`` could be the further ones (ZONES), the new budget
    (BUDGET), how many zones within reach are enough (BACKUP), or the room to be added at ``sites``
    for a ``component`` (ROOM). ``sites`` are to be released (RELEASE) or unlocked (UNLOCK),
    ``points`` to be left without a zone, ``amount`` their weight (LEAVE). ``travel`` is that to a
    released site, of the point in question. ``least`` says that no smaller change of its kind
    does.
    """

    way: Way
    sites: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    amount: float = float("nan")
    component: str = ""
    travel: float = float("nan")
    also: tuple[WayOut, ...] = ()
    least: bool = True
    words: Words = PLAIN

    def mended(self, problem: Problem) -> Problem:
        """Give the problem with this way out taken; of two that widen the same, the wider holds."""
        mended = _MENDS[self.way](problem, self)
        for other in self.also:
            mended = other.mended(mended)
        return mended

    def worded(self, words: Words) -> WayOut:
        """Give the same, to be told in other words."""
        return replace(self, words=words, also=tuple(each.worded(words) for each in self.also))

    @property
    def message(self) -> Message:
        """What would have to change, as part of a sentence."""
        told = _TOLD[self.way](self)
        if not self.also:
            return told
        others = tuple(each.message for each in self.also)
        return msg("{first} together with {others}", first=told, others=others)


def _with_cutoff(problem: Problem, way: WayOut) -> Problem:
    longer = np.maximum(problem.cutoff, way.amount)
    return replace(problem, cutoff=np.where(_at(problem, way), longer, problem.cutoff))


def _with_zones(problem: Problem, way: WayOut) -> Problem:
    zones = None if problem.zones is None else max(problem.zones, int(way.amount))
    return replace(problem, zones=zones)


def _with_room(problem: Problem, way: WayOut) -> Problem:
    room = problem.capacity[way.component] + way.amount * problem.flags(frozenset(way.sites))
    return replace(problem, capacity={**problem.capacity, way.component: room})


def _without(problem: Problem, way: WayOut) -> Problem:
    kept = ~_at(problem, way)
    return replace(
        problem,
        weight=problem.weight * kept,
        demand={name: demand * kept for name, demand in problem.demand.items()},
    )


def _at(problem: Problem, way: WayOut) -> Flags:
    points = frozenset(way.points)
    return np.array([point in points for point in problem.point_ids], dtype=bool)


_MENDS: Mapping[Way, Callable[[Problem, WayOut], Problem]] = {
    Way.CUTOFF: _with_cutoff,
    Way.RAISE: lambda problem, way: replace(problem, cutoff=problem.cutoff + way.amount),
    Way.RELEASE: lambda problem, way: replace(problem, banned=problem.banned.difference(way.sites)),
    Way.ZONES: _with_zones,
    Way.UNLOCK: lambda problem, way: replace(problem, locked=problem.locked.difference(way.sites)),
    Way.BUDGET: lambda problem, way: replace(problem, budget=max(problem.budget, way.amount)),
    Way.BACKUP: lambda problem, way: replace(problem, backup=min(problem.backup, int(way.amount))),
    Way.SPLIT: lambda problem, _: replace(problem, split=True),
    Way.ROOM: _with_room,
    Way.LEAVE: _without,
}


def _cutoff(way: WayOut) -> Message:
    return msg(
        "a cutoff of {travel} for {points}",
        travel=way.words.limit(way.amount),
        points=way.words.several(way.points),
    )


def _raise(way: WayOut) -> Message:
    return msg("a cutoff longer by {travel} for every place", travel=way.words.limit(way.amount))


def _release(way: WayOut) -> Message:
    released = tuple(clause for site in way.sites for clause in way.words.released(site))
    if np.isnan(way.travel):
        return msg("{released}", released=released)
    return msg("{released} ({travel})", released=released, travel=way.words.amount(way.travel))


def _zones(way: WayOut) -> Message:
    return msgs(
        "one more zone, at {sites}",
        "{n} more zones, for instance at {sites}",
        len(way.sites),
        sites=way.words.several(way.sites),
    )


def _unlock(way: WayOut) -> Message:
    return msgs(
        "{sites} no longer locked",
        "{sites} no longer locked",
        len(way.sites),
        sites=way.words.several(way.sites),
    )


def _backup(way: WayOut) -> Message:
    return msgs(
        "only one zone within reach of each place",
        "only {n} zones within reach of each place",
        int(way.amount),
    )


def _room(way: WayOut) -> Message:
    if way.component == DEMAND:
        return msg(
            "room for {n} more at {sites}",
            n=round(way.amount),
            sites=way.words.several(way.sites),
        )
    return msg(
        "room for {n} more ({component}) at {sites}",
        n=round(way.amount),
        component=way.words.component(way.component),
        sites=way.words.several(way.sites),
    )


def _leave(way: WayOut) -> Message:
    return msg(
        "to leave {points} beyond the standard ({officers})",
        points=way.words.several(way.points),
        officers=way.words.weight(way.amount),
    )


_TOLD: Mapping[Way, Callable[[WayOut], Message]] = {
    Way.CUTOFF: _cutoff,
    Way.RAISE: _raise,
    Way.RELEASE: _release,
    Way.ZONES: _zones,
    Way.UNLOCK: _unlock,
    Way.BUDGET: lambda way: msg("a budget of {amount}", amount=written(way.amount)),
    Way.BACKUP: _backup,
    Way.SPLIT: lambda _: msg("places that may be shared between zones"),
    Way.ROOM: _room,
    Way.LEAVE: _leave,
}
