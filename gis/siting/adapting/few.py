"""The best choices by number of moves: searched, and proven where the table is small."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from gis.siting.adapting.exactly import exact_choice
from gis.siting.adapting.found import Found, better
from gis.siting.adapting.moves import count, free_hand, kept_zones
from gis.siting.adapting.proven import Proven, proven_by_moves
from gis.siting.adapting.terrain import Terrain
from gis.siting.choice import reached
from gis.siting.engines import any_choice, best_choice
from gis.siting.goals import Goal, Model
from gis.siting.problem import Problem
from gis.siting.proposal import Reached
from gis.siting.watch import Watch

SMALL = 40_000  # sites × points: what one exact model after the other proves in a moment
LARGE = 200_000  # and more than what can be written down as one, with room or backup to count
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
    modelled = _modelled(problem)
    apart = not _plain(problem) and _pairs(problem) > SMALL and levels[-1] >= free_hand(problem)
    searched = _searched(problem, goals, levels, _half(watch) if apart else watch)
    proposed = None
    if apart:
        proposed = _proposed(problem, goals, _half(watch) if modelled else watch, whole=modelled)
    best = nothing if nothing.holds else None
    for done, most in enumerate(levels):
        best = _best(best and _measured(best, goals), searched.get(most), goals)
        if proposed and count(proposed.problem, proposed.choice.sites).moves <= most:
            best = _best(best, proposed, goals)
        if modelled:
            part = watch.within(watch.left / (len(levels) - done))
            start = best.whole(problem) if best else None
            choice = exact_choice(problem, goals, most, watch=part, start=start)
            best = _best(best, Found.of_choice(problem, choice) if choice else None, goals)
        if best:
            yield Level(most, _within(best, proposed) if proposed else best)


def _within(found: Found, proposed: Found) -> Found:
    """Give a choice with the bound of cover that holds for all, where it is the tighter one."""
    cover, *others = found.choice.reached
    bound = float(np.fmin(cover.bound, proposed.choice.reached[0].bound))
    return found.reaching((replace(cover, bound=bound), *others))


def _half(watch: Watch) -> Watch:
    return watch.within(watch.left / 2)


def _proposed(
    problem: Problem, goals: tuple[Goal, ...], watch: Watch, *, whole: bool
) -> Found | None:
    """Choose anew, as a proposal does, with an engine that knows what the search leaves out.

    Where a model of the whole table comes after it, it is for cover alone. Where zones can be full
    and backup or a budget counts as well, no engine knows both: then it is a first choice, and no
    model is written down that is as large as the table.
    """
    several = problem.capacitated and (problem.backup > 1 or problem.budgeted)
    choose = any_choice if several else best_choice
    choice = choose(problem, Model.MAX_COVER, goals[:1] if whole else goals, watch)
    if choice is None:
        return None
    found = Found.of_choice(problem, choice)
    told = {each.goal: each for each in choice.reached}
    return found.reaching(
        tuple(told.get(goal, Reached(goal, found.value(goal), math.nan)) for goal in goals)
    )


def _searched(
    problem: Problem, goals: tuple[Goal, ...], levels: tuple[int, ...], watch: Watch
) -> dict[int, Found]:
    """Search at every number of moves, as if no zone were ever full and one were enough."""
    terrain = Terrain.of(problem)
    if not all(terrain.shape):
        return {}
    found = {}
    for each in proven_by_moves(terrain, levels, watch):
        here = Found.of_sites(problem, terrain.places[each.sites])
        found[each.most] = here.reaching(_reached(here, goals, terrain, each))
    return found


def _reached(
    found: Found, goals: tuple[Goal, ...], terrain: Terrain, proven: Proven
) -> tuple[Reached, ...]:
    """Give the values of the goals, and of the first three what is proven.

    What the search leaves out can only make cover smaller; of travel it then proves nothing.
    """
    whole = float(terrain.weight.sum())
    unserved = whole - found.value(Goal.SERVED)
    bounds = {
        Goal.COVER: whole - proven.uncovered,
        Goal.SERVED: whole,
        Goal.TRAVEL: max(0.0, proven.travel - terrain.beyond * unserved)
        if _plain(found.problem)
        else math.nan,
    }
    return tuple(
        reached(goal, found.problem, found.choice, bounds.get(goal, math.nan)) for goal in goals
    )


def _best(one: Found | None, other: Found | None, goals: tuple[Goal, ...]) -> Found | None:
    """Give the better of two choices, of equals the one of which more is proven, or the second."""
    if other is None or not other.holds:
        return one
    if one is None or better(other.values(goals), one.values(goals)):
        return other
    level = not better(one.values(goals), other.values(goals))
    return other if level and _unproven(other) <= _unproven(one) else one


def _unproven(found: Found) -> int:
    """Count the goals of which nothing is proven."""
    return sum(math.isnan(each.bound) for each in found.choice.reached)


def _measured(found: Found, goals: tuple[Goal, ...], *, proven: bool = False) -> Found:
    """Give a choice with the values of the goals."""
    values = [(goal, found.value(goal)) for goal in goals]
    return found.reaching(
        tuple(Reached(goal, value, value if proven else math.nan) for goal, value in values)
    )


def _modelled(problem: Problem) -> bool:
    """Tell whether exact models are asked: to prove, and for what the search leaves out."""
    return _pairs(problem) <= (SMALL if _plain(problem) else LARGE)


def _pairs(problem: Problem) -> int:
    return problem.shape[0] * problem.shape[1]


def _plain(problem: Problem) -> bool:
    """Tell whether the search knows all that the problem asks."""
    return problem.backup == 1 and not problem.capacitated and not problem.budgeted
