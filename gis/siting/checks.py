"""What a problem of siting may not be: each a sentence that names the culprit.

Nothing here asks whether a solution exists; it refuses what could mean nothing, or what contradicts
itself. What merely counts for nothing is told in remarks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from gis.distance import Floats
from gis.siting.emptiness import why_nobody
from gis.siting.explain.words import DEMAND, counted, written
from gis.siting.goals import Model
from gis.siting.problem import Problem
from i18n import Message, msg, msgs
from layers.errors import SettingError

Doubt: TypeAlias = tuple[Message, Message]
_TOLD = 5
# No number of a table is larger. Two of them multiplied stay below 1e20, which the solver takes for
# infinite, and their sums are whole far enough to be proven best and to be counted again: with
# 1e12 half of all small tables are left unproven, with 1e15 the recount differs.
MOST = 1_000_000_000


def checked(problem: Problem, model: Model) -> Problem:
    """Give the problem back. Raises SettingError for the first thing wrong with it."""
    for check in _CHECKS:
        for what, remedy in check(problem, model):
            raise SettingError(what, remedy)
    return problem


def remarks(problem: Problem) -> tuple[Message, ...]:
    """Name what counts for nothing: points without weight, points and sites without a journey.

    Where no choice can cover anybody, say why.
    """
    reach = problem.reach & ~problem.is_banned[:, None]
    idle = _named(problem.point_ids, ~problem.counts)
    lost = _named(problem.point_ids, problem.counts & ~reach.any(axis=0))
    apart = _named(problem.site_ids, ~problem.is_banned & ~problem.reach.any(axis=1))
    told = (
        msgs(
            "One place has nobody and counts for nothing: {names}.",
            "{n} places have nobody and count for nothing: {names}.",
            len(idle),
            names=_some(idle),
        ),
        msgs(
            "No allowed site is reached from one place: {names}.",
            "No allowed site is reached from {n} places: {names}.",
            len(lost),
            names=_some(lost),
        ),
        msgs(
            "One site is reached from nowhere: {names}.",
            "{n} sites are reached from nowhere: {names}.",
            len(apart),
            names=_some(apart),
        ),
    )
    return (*(each for each in told if each.count), *why_nobody(problem))


def _shapes(problem: Problem, model: Model) -> Iterator[Doubt]:
    del model
    sites, points = problem.shape
    if not sites:
        yield msg("There is no candidate site."), msg("Take an area or a table that has some.")
    if not points:
        yield msg("There is no demand point."), msg("Take an area or a table that has some.")
    if problem.cost.shape != (sites, points):
        rows, columns = (*problem.cost.shape, 0, 0)[:2]
        yield (
            msg(
                "The table has {rows} × {columns} costs for {sites} sites and {points} points.",
                rows=rows,
                columns=columns,
                sites=sites,
                points=points,
            ),
            msg("Give one cost for every site and point, sites in rows."),
        )
    for name, values, wanted in _columns(problem):
        if values.shape != (wanted,):
            yield (
                msgs(
                    "“{name}” has one value, not {wanted}.",
                    "“{name}” has {n} values, not {wanted}.",
                    values.size,
                    name=name,
                    wanted=wanted,
                ),
                msg("Give one for each."),
            )
    for ids in (problem.site_ids, problem.point_ids):
        if len(set(ids)) < len(ids):
            twice = next(name for n, name in enumerate(ids) if name in ids[:n])
            yield msg("The id “{id}” stands twice.", id=twice), msg("Give each its own.")


def _columns(problem: Problem) -> Iterator[tuple[str, Floats, int]]:
    """Give every column of values by its name, with the length it should have."""
    sites, points = problem.shape
    yield "weight", problem.weight, points
    yield "cutoff", problem.cutoff, points
    for name, values in (
        ("fee", problem.fee),
        ("switching", problem.switching),
        ("shortcoming", problem.shortcoming),
    ):
        if values is not None:
            yield name, values, sites
    for name, values in problem.demand.items():
        yield _label("demand", name), values, points
    for name, values in problem.capacity.items():
        yield _label("capacity", name), values, sites


def _label(column: str, component: str) -> str:
    """Name a column of one component; a bare table has one only, and calls it demand."""
    return column if component == DEMAND else f"{column}: {component}"


def _values(problem: Problem, model: Model) -> Iterator[Doubt]:
    del model
    for name, values, _ in _columns(problem):
        ids = (
            problem.point_ids
            if name in _OF_POINTS or name.startswith("demand")
            else problem.site_ids
        )
        endless = np.isinf(values) & (name == "cutoff" or name.startswith("capacity"))
        wrong = ~((values >= 0) & (values <= MOST) | endless & (values > 0))
        if wrong.any():
            first = int(wrong.argmax())
            yield (
                msg(
                    "“{name}” of “{id}” is {value}.",
                    name=name,
                    id=ids[first],
                    value=written(float(values[first])),
                ),
                _number(float(values[first])),
            )
    wrong_cost = (problem.cost < 0) | (np.isfinite(problem.cost) & (problem.cost > MOST))
    if wrong_cost.any():
        row, column = np.argwhere(wrong_cost)[0]
        value = float(problem.cost[row, column])
        yield (
            msg(
                "The travel from “{point}” to “{site}” is {value}.",
                point=problem.point_ids[column],
                site=problem.site_ids[row],
                value=written(value),
            ),
            msg("Give a number, zero or more; leave it empty where there is no journey.")
            if value < 0
            else msg("Give {most} at most; leave it empty where there is no journey.", most=MOST),
        )
    if not problem.weight.any():
        yield (
            msg("Nobody stands at any place: there is no one to choose zones for."),
            msg("Look at another day, or give the places officers (in a table: weight)."),
        )


def _number(value: float) -> Message:
    """Say what is wanted in the place of a value."""
    if MOST < value < math.inf:
        return msg("Give {most} at most.", most=MOST)
    return msg("Give a number, zero or more.")


_OF_POINTS = ("weight", "cutoff")


def _sites(problem: Problem, model: Model) -> Iterator[Doubt]:
    del model
    known = frozenset(problem.site_ids)
    for ids in (problem.locked, problem.banned, problem.present):
        if strange := sorted(ids - known):
            yield (
                msg("There is no candidate site “{site}”.", site=strange[0]),
                msg("Choose a site from the table of candidates."),
            )
    if both := sorted(problem.locked & problem.banned):
        yield (
            msgs(
                "One site is locked and must not be chosen: {names}.",
                "{n} sites are locked and must not be chosen: {names}.",
                len(both),
                names=_some(tuple(both)),
            ),
            msg("Unlock it, or allow it."),
        )
    if problem.is_banned.all():
        yield (
            msg("No site may be chosen: all {n} are refused or banned.", n=len(problem.site_ids)),
            msg("Overrule a verdict, or load candidates."),
        )


def _zones(problem: Problem, model: Model) -> Iterator[Doubt]:
    zones, free = problem.zones, int((~problem.is_banned).sum())
    if zones is None:
        if model is not Model.SET_COVER:
            yield (
                msg("It was not said how many zones there may be."),
                msg("Give a number of zones."),
            )
        return
    if zones < 1:
        yield (
            msg("{n} zones serve nobody.", n=zones),
            msg("Give a number of zones, one or more."),
        )
    if zones > free:
        yield (
            msgs(
                "{zones} zones are more than the one site that may be chosen.",
                "{zones} zones are more than the {n} sites that may be chosen.",
                free,
                zones=zones,
            ),
            msg("Ask for fewer zones, or allow more sites."),
        )
    if len(problem.locked) > zones:
        yield (
            msgs(
                "{locked} sites are locked, but only one zone is asked for: {names}.",
                "{locked} sites are locked, but only {n} zones are asked for: {names}.",
                zones,
                locked=len(problem.locked),
                names=_some(tuple(sorted(problem.locked))),
            ),
            msg("Ask for more zones, or unlock some."),
        )


def _extras(problem: Problem, model: Model) -> Iterator[Doubt]:
    del model
    if problem.backup < 1:
        yield (
            msg("Every place needs at least one zone, not {n}.", n=problem.backup),
            msg("Give one or more."),
        )
    if problem.zones is not None and problem.backup > problem.zones:
        yield (
            msgs(
                "One zone cannot give every place {backup} within reach.",
                "{n} zones cannot give every place {backup} within reach.",
                problem.zones,
                backup=problem.backup,
            ),
            msg("Ask for more zones."),
        )
    if not problem.budget >= 0:
        yield (
            msg("A budget of {value} buys nothing.", value=written(problem.budget)),
            msg("Give more."),
        )
    if MOST < problem.budget < math.inf:
        yield (
            msg("The budget is {value}.", value=written(problem.budget)),
            msg("Give {most} at most.", most=MOST),
        )
    dear = float(problem.fees[problem.is_locked].sum())
    if dear > problem.budget:
        yield (
            msg(
                "The locked sites alone cost {cost}, more than the budget of {budget}.",
                cost=written(dear),
                budget=written(problem.budget),
            ),
            msg("Raise the budget, or unlock some."),
        )
    if odd := sorted(set(problem.demand) ^ set(problem.capacity)):
        yield (
            msg("“{name}” is given as demand or as capacity, not as both.", name=odd[0]),
            msg("Give both, or neither."),
        )


def short_of_room(problem: Problem, model: Model) -> bool:
    """Tell whether the demand is plainly larger than the room, so that there is no need to try."""
    return any(_lacking(problem, model))


def _room(problem: Problem, model: Model) -> Iterator[Doubt]:
    """Refuse a demand that no choice could hold.

    Where sites that must not be chosen have the room, what releases them is told by ``explain``.
    """
    if short_of_room(replace(problem, banned=frozenset()), model):
        yield from _lacking(problem, model)


def _lacking(problem: Problem, model: Model) -> Iterator[Doubt]:
    """Give the demands that no choice could hold; only the most covered can do with less.

    Who reaches no allowed site takes no room; whether everybody has to is not asked here.
    """
    if model is Model.MAX_COVER and not problem.within:
        return
    free = ~problem.is_banned
    for name, all_demand in problem.demand.items():
        demand = np.where(problem.counts & problem.reachable, all_demand, 0.0)
        room, needed = _most_room(problem, problem.capacity[name]), float(demand.sum())
        if needed > room:
            yield (
                msg(
                    "The demand of {needed} is larger than all the room there is, {room}.",
                    needed=counted(needed, name),
                    room=written(room),
                ),
                msg("Ask for more zones, allow larger sites, or have fewer to serve."),
            )
        largest = problem.capacity[name][free].max(initial=0.0)
        if not problem.split and (demand > largest).any():
            worst = int(demand.argmax())
            yield (
                msg(
                    "“{point}” has {needed}, and no site has room for more than {room}.",
                    point=problem.point_ids[worst],
                    needed=counted(float(demand[worst]), name),
                    room=written(float(largest)),
                ),
                msg("Let its demand be split between zones."),
            )


def _most_room(problem: Problem, capacity: Floats) -> float:
    """Give the most that the zones can hold together: the locked ones, and the largest others."""
    held = capacity[problem.is_locked]
    others = np.sort(capacity[~problem.is_banned & ~problem.is_locked])[::-1]
    left = len(others) if problem.zones is None else problem.zones - len(held)
    return float(held.sum() + others[:left].sum())


def _named(ids: tuple[str, ...], which: npt.NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(ids[n] for n in np.flatnonzero(which))


def _some(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) <= _TOLD else (*names[:_TOLD], "…")


_CHECKS: tuple[Callable[[Problem, Model], Iterator[Doubt]], ...] = (
    _shapes,
    _values,
    _sites,
    _zones,
    _extras,
    _room,
)
