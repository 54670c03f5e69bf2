"""The best choices by number of moves: searched, and proven where the table is small."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gis.siting.adapting.exactly import exact_choice
from gis.siting.adapting.found import Found, better
from gis.siting.adapting.moves import kept_zones
from gis.siting.adapting.search import Search
from gis.siting.adapting.terrain import Terrain
from gis.siting.goals import Goal
from gis.siting.problem import Problem
from gis.siting.proposal import Reached
from gis.siting.watch import Watch

SMALL = 40_000  # sites × points: what one exact model after the other proves in a moment
_BUYS = (Goal.COVER, Goal.SERVED, Goal.TRAVEL)


@dataclass(frozen=True, eq=False)
class Level:
    """What was found with at most so many moves."""

    most: int
    found: Found


def choices_by_moves(
    problem: Problem, goals: tuple[Goal, ...], levels: tuple[int, ...], watch: Watch
) -> tuple[Level, ...]:
    """Give "change nothing", and of every number of moves a choice that buys something.

    The first may not do what the problem asks; the others all do. ``problem`` has its sites in the
    order in which ties break.
    """
    nothing = Found.of_sites(problem, np.flatnonzero(kept_zones(problem)))
    proven = nothing.holds and not problem.capacitated  # there is no other without a move
    chosen = [Level(0, _measured(nothing, goals, proven=proven))]
    for level in _by_level(problem, goals, levels, nothing, watch):
        before = chosen[-1].found
        if not before.holds or better(level.found.values(_BUYS), before.values(_BUYS)):
            chosen.append(level)
        watch.tell(incumbent=level.found.value(Goal.COVER))
    return tuple(chosen)


def _by_level(
    problem: Problem,
    goals: tuple[Goal, ...],
    levels: tuple[int, ...],
    nothing: Found,
    watch: Watch,
) -> Iterator[Level]:
    """Give the best known choice at each number of moves that has any."""
    plain = _plain(problem)
    searched = _searched(problem, goals, levels, watch) if plain else {}
    best = nothing if nothing.holds else None
    for done, most in enumerate(levels):
        best = _best(best, searched.get(most), goals)
        if not plain or problem.shape[0] * problem.shape[1] <= SMALL:
            part = watch.within(watch.left / (len(levels) - done))
            start = best.whole(problem) if best else None
            choice = exact_choice(problem, goals, most, watch=part, start=start)
            best = _best(best, Found.of_choice(problem, choice) if choice else None, goals)
        if best:
            yield Level(most, best)


def _searched(
    problem: Problem, goals: tuple[Goal, ...], levels: tuple[int, ...], watch: Watch
) -> dict[int, Found]:
    """Search at every number of moves."""
    terrain = Terrain.of(problem)
    search = Search(terrain)
    for _ in search.through(levels, watch):
        met = search.pool.best(levels[-1])
        watch.tell(incumbent=float(terrain.weight.sum()) - met[0][0] if met else math.nan)
    found = {}
    for most in levels:
        met = search.pool.best(most)
        if met:
            here = Found.of_sites(problem, terrain.places[met[1]])
            found[most] = _measured(here, goals)
    return found


def _best(one: Found | None, other: Found | None, goals: tuple[Goal, ...]) -> Found | None:
    """Give the better of two choices, of equals the second: more is proven of it."""
    if other is None or not other.holds:
        return one
    if one is None or not better(one.values(goals), other.values(goals)):
        return other
    return one


def _measured(found: Found, goals: tuple[Goal, ...], *, proven: bool = False) -> Found:
    """Give a choice with the values of the goals."""
    values = [(goal, found.value(goal)) for goal in goals]
    return found.reaching(
        tuple(Reached(goal, value, value if proven else math.nan) for goal, value in values)
    )


def _plain(problem: Problem) -> bool:
    """Tell whether the search knows all that the problem asks."""
    return problem.backup == 1 and not problem.capacitated and not problem.budgeted
