"""Small tables of travel that siting stories share, and an oracle that tries every choice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import strategies as st

from gis.siting.choice import Choice, covered_part, measure, nearest
from gis.siting.goals import Goal, Model
from gis.siting.problem import Problem
from gis.siting.propose import asked, goals_of

MAX_SIDE = 6


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


@st.composite
def problems(draw: st.DrawFn, *, model: Model) -> Problem:
    """Give any small problem without capacity: holes, locks, bans, backup, budget, a plan."""
    sites, points = draw(st.integers(1, MAX_SIDE)), draw(st.integers(1, MAX_SIDE))
    whole = st.integers(0, 9).map(float)
    cells = st.one_of(whole, whole, whole, st.just(float("nan")))
    cost = [draw(st.lists(cells, min_size=points, max_size=points)) for _ in range(sites)]
    names = "abcdefghij"[:sites]
    banned = draw(st.frozensets(st.sampled_from(names), max_size=sites - 1))
    free = sorted(set(names) - banned)
    locked = draw(st.frozensets(st.sampled_from(free), max_size=1))
    zones = draw(st.integers(max(1, len(locked)), len(free)))
    per_site = st.lists(st.integers(0, 5).map(float), min_size=sites, max_size=sites)
    fee = draw(st.none() | per_site)
    dear = 0.0 if fee is None else sum(fee[names.index(name)] for name in locked)
    weight = st.lists(st.integers(0, 5).map(float), min_size=points, max_size=points)
    return make_problem(
        cost,
        weight=draw(weight.filter(any)),
        cutoff=draw(st.lists(st.integers(1, 9).map(float), min_size=points, max_size=points)),
        zones=None if model is Model.SET_COVER and draw(st.booleans()) else zones,
        locked=locked,
        banned=banned,
        fee=fee,
        budget=dear + draw(st.integers(0, 9)) if fee is not None else float("inf"),
        backup=draw(st.integers(1, min(2, zones))),
        within=draw(st.booleans()) if model is Model.P_MEDIAN else False,
        present=draw(st.frozensets(st.sampled_from(names), max_size=3)),
        switching=draw(st.none() | per_site),
        shortcoming=draw(st.none() | per_site),
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
