"""Small tables of travel that siting stories share, and an oracle that tries every choice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import strategies as st

from gis.siting.choice import Choice, covered_part, measure, nearest
from gis.siting.goals import Goal, Model
from gis.siting.problem import Problem
from gis.siting.propose import asked, goals_of

SIDE, BUDGET, EITHER = st.integers(1, 6), st.integers(0, 9), st.booleans()


def make_problem(cost: Any, **given: Any) -> Problem:  # noqa: ANN401 - rows as a story writes them
    """Give a problem from rows of costs; sites are a, b, c …, points p0, p1 …; weights are 1."""
    table = np.array(cost, dtype=float)
    sites, points = table.shape
    given = {"weight": np.ones(points), "cutoff": np.full(points, np.inf)} | given
    for name in ("weight", "cutoff", "fee", "switching", "shortcoming"):
        if given.get(name) is not None:
            given[name] = np.array(given[name], dtype=float)
    ids = tuple("abcdefghijklmnopqrstuvwxyz"[:sites]), tuple(f"p{n}" for n in range(points))
    return Problem(*ids, cost=table, **given)


@cache
def numbers(count: int, low: int, high: int) -> st.SearchStrategy[list[float]]:
    """Give so many whole numbers; made once: to look a strategy over takes as long as a draw."""
    return st.lists(st.integers(low, high).map(float), min_size=count, max_size=count)


@cache
def _rows(sites: int, points: int) -> st.SearchStrategy[list[list[float]]]:
    """Give a table with holes."""
    whole = st.integers(0, 9).map(float)
    cells = st.one_of(whole, whole, whole, st.just(float("nan")))
    row = st.lists(cells, min_size=points, max_size=points)
    return st.lists(row, min_size=sites, max_size=sites)


@cache
def _some(names: str, most: int) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(names), max_size=most)


@cache
def _prices(sites: int) -> st.SearchStrategy[list[float] | None]:
    return st.none() | numbers(sites, 0, 5)


@cache
def _weights(points: int) -> st.SearchStrategy[list[float]]:
    return numbers(points, 0, 5).filter(any)


@st.composite
def problems(draw: st.DrawFn, *, model: Model) -> Problem:
    """Give any small problem without capacity: holes, locks, bans, backup, budget, a plan."""
    sites, points = draw(SIDE), draw(SIDE)
    cost = draw(_rows(sites, points))
    names = "abcdefghij"[:sites]
    banned = draw(_some(names, sites - 1))
    free = "".join(sorted(set(names) - banned))
    locked = draw(_some(free, 1))
    zones = draw(st.integers(max(1, len(locked)), len(free)))
    fee = draw(_prices(sites))
    dear = 0.0 if fee is None else sum(fee[names.index(name)] for name in locked)
    return make_problem(
        cost,
        weight=draw(_weights(points)),
        cutoff=draw(numbers(points, 1, 9)),
        zones=None if model is Model.SET_COVER and draw(EITHER) else zones,
        locked=locked,
        banned=banned,
        fee=fee,
        budget=dear + draw(BUDGET) if fee is not None else float("inf"),
        backup=draw(st.integers(1, min(2, zones))),
        within=draw(EITHER) if model is Model.P_MEDIAN else False,
        present=draw(_some(names, 3)),
        switching=draw(_prices(sites)),
        shortcoming=draw(_prices(sites)),
    )


def best_by_trying(problem: Problem, model: Model) -> tuple[float, ...] | None:
    """Give the best values of the model's goals, by looking at every choice; None where none is."""
    problem = asked(problem, model)
    goals = goals_of(problem, model)
    ranked = [
        tuple(goal.sign * measure(goal, problem, choice) for goal in goals)
        for choice in choices(problem)
    ]
    return None if not ranked else _unsigned(min(ranked), goals)


def _unsigned(values: tuple[float, ...], goals: tuple[Goal, ...]) -> tuple[float, ...]:
    return tuple(goal.sign * value for goal, value in zip(goals, values, strict=True))


def choices(problem: Problem) -> Iterator[Choice]:
    """Give every choice that a problem allows."""
    locked = set(problem.places(problem.locked).tolist())
    free = [int(n) for n in np.flatnonzero(~problem.is_banned) if n not in locked]
    most = len(free) + len(locked) if problem.zones is None else problem.zones
    for size in range(max(0, most - len(locked)) + 1):
        for others in combinations(free, size):
            sites = np.array(sorted({*locked, *others}), dtype=np.int64)
            if problem.fees[sites].sum() > problem.budget:
                continue
            choice = Choice(sites, nearest(problem, sites))
            if problem.within and (covered_part(problem, choice)[problem.weight > 0] < 1).any():
                continue
            yield choice
