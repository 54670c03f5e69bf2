"""What has changed since a plan was made, and the problem that stands after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from gis.distance import Floats
from gis.siting.problem import Problem
from gis.tally import Flags
from i18n import Message, msg
from layers.errors import SettingError, UnknownIdError


@dataclass(frozen=True, eq=False)
class NewPoint:
    """A demand point that was not there before.

    ``cost`` (sites, in the order of the problem's) is the travel from it to every site, NaN where
    there is no journey. ``demand`` is what stands there, by component.
    """

    id: str
    cost: Floats
    weight: float
    cutoff: float = float("inf")
    demand: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Change:
    """What is otherwise than when the plan was made; what is not named stays as it was.

    ``weight``, ``cutoffs`` and ``demand`` (by component) are by point, ``cutoff`` is for all
    points, and one by point wins. ``gone`` points are no longer there, ``new`` ones are.
    ``lost`` sites may no longer be chosen, locked or not; ``freed`` ones may again: that is also
    what claims do that start and end. ``cost`` is a whole new table in the order of the problem's
    ids as it was. ``zones`` is how many there may be from now on; without it as many as before, or
    all sites that may still be chosen where those are fewer.
    """

    weight: Mapping[str, float] = field(default_factory=dict)
    demand: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    new: tuple[NewPoint, ...] = ()
    lost: frozenset[str] = frozenset()
    freed: frozenset[str] = frozenset()
    cost: Floats | None = None
    cutoff: float | None = None
    cutoffs: Mapping[str, float] = field(default_factory=dict)
    zones: int | None = None


def changed(problem: Problem, change: Change) -> Problem:
    """Give the problem as it is after a change; the present plan stays what it was.

    Raises UnknownIdError for a site or a point that is not there, SettingError for a new point
    that is there already, for a table of another shape, and for a site both lost and freed.
    """
    _check(problem, change)
    edited = _with_points(_with_values(problem, change), change)
    after = replace(
        edited,
        banned=(edited.banned - change.freed) | change.lost,
        locked=edited.locked - change.lost,
    )
    as_before = None if problem.zones is None else still(after, problem.zones)
    return replace(after, zones=as_before if change.zones is None else change.zones)


def still(problem: Problem, zones: int) -> int:
    """Give how many of so many zones there may still be; one where none is: that is told apart.

    It is for a number that nobody asked for anew: sites that are lost make it smaller.
    """
    return min(zones, max(1, int((~problem.is_banned).sum())))


def _with_values(problem: Problem, change: Change) -> Problem:
    """Change the figures of the points that were there before."""
    cutoff = problem.cutoff
    if change.cutoff is not None:
        cutoff = np.full(len(problem.point_ids), change.cutoff)
    return replace(
        problem,
        cost=problem.cost if change.cost is None else change.cost,
        weight=_put(problem.point_ids, problem.weight, change.weight),
        cutoff=_put(problem.point_ids, cutoff, change.cutoffs),
        demand={
            name: _put(problem.point_ids, values, change.demand.get(name, {}))
            for name, values in problem.demand.items()
        },
    )


def _with_points(problem: Problem, change: Change) -> Problem:
    """Take points away, and add others behind the rest."""
    if not change.gone and not change.new:
        return problem
    stay = np.array([name not in change.gone for name in problem.point_ids], dtype=bool)
    kept = _taken(problem, stay)
    new = change.new
    return replace(
        kept,
        point_ids=(*kept.point_ids, *(each.id for each in new)),
        cost=np.column_stack([kept.cost, *(each.cost for each in new)]),
        weight=np.append(kept.weight, [each.weight for each in new]),
        cutoff=np.append(kept.cutoff, [each.cutoff for each in new]),
        demand={
            name: np.append(values, [each.demand.get(name, 0.0) for each in new])
            for name, values in kept.demand.items()
        },
    )


def _taken(problem: Problem, stay: Flags) -> Problem:
    """Keep some points."""
    return replace(
        problem,
        point_ids=tuple(np.array(problem.point_ids, dtype=object)[stay]),
        cost=problem.cost[:, stay],
        weight=problem.weight[stay],
        cutoff=problem.cutoff[stay],
        demand={name: values[stay] for name, values in problem.demand.items()},
    )


def _put(ids: tuple[str, ...], values: Floats, given: Mapping[str, float]) -> Floats:
    """Give the values of all points, some of them replaced."""
    if not given:
        return values
    return np.array([given.get(name, old) for name, old in zip(ids, values, strict=True)], float)


def _check(problem: Problem, change: Change) -> None:
    _known_sites(problem, change.lost | change.freed)
    named = {*change.weight, *change.cutoffs, *change.gone}
    named.update(*(amounts for amounts in change.demand.values()))
    _known_points(problem, named)
    if both := sorted(change.lost & change.freed):
        raise SettingError(
            msg("“{id}” is lost, and free again.", id=both[0]), msg("Say one of the two.")
        )
    twice = sorted({each.id for each in change.new} & (set(problem.point_ids) - change.gone))
    if twice:
        raise SettingError(
            msg("There is a demand point “{id}” already.", id=twice[0]),
            msg("Change its officers, or give the new one an id of its own."),
        )
    if change.cost is not None:
        _check_length(change.cost.shape, problem.shape, msg("the new table"))
    for each in change.new:
        _check_length(each.cost.shape, problem.shape[:1], msg("the new point “{id}”", id=each.id))


def _check_length(given: tuple[int, ...], wanted: tuple[int, ...], what: Message) -> None:
    if given != wanted:
        raise SettingError(
            msg(
                "The travel of {what} has {given} values, not {wanted}.",
                what=what,
                given=" × ".join(map(str, given)),
                wanted=" × ".join(map(str, wanted)),
            ),
            msg("Give one cost for every site and point, sites in rows."),
        )


def _known_sites(problem: Problem, ids: Iterable[str]) -> None:
    if strange := sorted(set(ids).difference(problem.site_ids)):
        raise UnknownIdError(
            msg("There is no candidate site “{site}”.", site=strange[0]),
            msg("Choose a site from the table of candidates."),
        )


def _known_points(problem: Problem, ids: Iterable[str]) -> None:
    if strange := sorted(set(ids).difference(problem.point_ids)):
        raise UnknownIdError(
            msg("There is no demand point “{id}”.", id=strange[0]),
            msg("Choose a venue, a station or an airport of this area."),
        )
