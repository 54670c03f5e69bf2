"""The general model against every choice there is, where zones can be full."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from gis.distance import Floats
from gis.siting.choice import Choice, nearest
from gis.siting.exact import exact
from gis.siting.goals import Goal
from gis.siting.problem import Problem
from gis.siting.watch import Watch
from tests.gis.siting.tables import make_problem

GOALS = (Goal.SERVED, Goal.TRAVEL)


@st.composite
def crowded(draw: st.DrawFn, *, split: bool) -> Problem:
    """Give a small problem in which zones can be full of officers and of horses."""
    sites, points = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    row = st.lists(st.integers(1, 9).map(float), min_size=points, max_size=points)
    per_site = st.lists(st.integers(0, 9).map(float), min_size=sites, max_size=sites)
    names = ("officers", "horses")[: draw(st.integers(1, 2))]
    return make_problem(
        [draw(row) for _ in range(sites)],
        weight=draw(row),
        zones=draw(st.integers(1, sites)),
        demand={name: np.array(draw(row)) for name in names},
        capacity={name: np.array(draw(per_site)) for name in names},
        split=split,
    )


@given(data=st.data())
def test_whole_points_go_where_no_other_way_is_better(data: st.DataObject) -> None:
    problem = data.draw(crowded(split=False))
    found = exact(problem, GOALS)
    assert found is not None
    assert [each.value for each in found.reached] == pytest.approx(_best_whole(problem))
    assert all(each.gap == 0 for each in found.reached)
    _holds(problem, found)
    assert set(found.share.data.tolist()) <= {1.0}


@given(data=st.data())
def test_parts_go_where_no_other_way_is_better(data: st.DataObject) -> None:
    problem = data.draw(crowded(split=True))
    found = exact(problem, GOALS)
    assert found is not None
    assert [each.value for each in found.reached] == pytest.approx(_best_parts(problem), abs=1e-5)
    _holds(problem, found)


def test_a_goal_that_was_reached_before_is_held() -> None:
    """One zone at a serves two of three: whoever asks for less travel then, may not serve fewer."""
    problem = make_problem([[9, 9, float("nan")], [1, float("nan"), float("nan")]], zones=1)
    found = exact(problem, GOALS)
    assert found is not None
    assert found.sites.tolist() == [0]
    assert [each.value for each in found.reached] == [2, 18]
    alone = exact(problem, (Goal.ZONES, Goal.TRAVEL))
    assert alone is not None
    assert [each.value for each in alone.reached] == [0, 0]


def test_it_goes_on_from_what_another_engine_reached() -> None:
    problem = make_problem([[1, 3], [3, 1], [2, 2]], zones=1, shortcoming=[5, 4, 6])
    first = exact(problem, GOALS)
    assert first is not None
    assert first.reached[1].value == 4
    went_on = exact(problem, (Goal.QUALITY,), start=first)
    assert went_on is not None
    assert [(each.goal, each.value) for each in went_on.reached] == [
        (Goal.SERVED, 2),
        (Goal.TRAVEL, 4),
        (Goal.QUALITY, 4),
    ]
    assert went_on.sites.tolist() == [1]


def test_of_equals_the_first_stays() -> None:
    problem = make_problem([[5, 5]] * 4, zones=1)
    start = Choice(np.array([0]), nearest(problem, [0]))
    found = exact(problem, GOALS, start=start)
    assert found is not None
    assert found.sites.tolist() == [0]


def test_what_cannot_be_is_none() -> None:
    problem = make_problem([[9]], cutoff=[5], within=True, zones=1)
    assert exact(problem, (Goal.ZONES,)) is None


def test_when_the_watch_is_over_the_start_is_given_with_nothing_proven() -> None:
    problem = make_problem([[1, 9], [9, 1]], zones=1)
    start = Choice(np.array([1]), nearest(problem, [1]))
    found = exact(problem, GOALS, watch=Watch(seconds=0), start=start)
    assert found is not None
    assert found.sites.tolist() == [1]
    assert [each.value for each in found.reached] == [2, 10]
    assert all(each.gap == np.inf for each in found.reached)
    assert exact(problem, GOALS, watch=Watch(seconds=0)) is None


def _holds(problem: Problem, found: Choice) -> None:
    """No zone is beyond its room, none serves that is not chosen, no point is served twice."""
    share = found.share.toarray()
    assert len(found.sites) <= (problem.zones or 0)
    assert not np.delete(share, found.sites, axis=0).any()
    assert share.sum(axis=0).max() <= 1 + 1e-6
    for name, demand in problem.demand.items():
        assert (share @ demand <= problem.capacity[name] + 1e-5).all()


def _best_whole(problem: Problem) -> tuple[float, float]:
    """Try every choice of zones, and in each every way of sending whole points."""
    sites, points = problem.shape
    best = (0.0, 0.0)
    for chosen in combinations(range(sites), problem.zones or 0):
        for sent in product((*chosen, None), repeat=points):
            share = np.zeros(problem.shape)
            for point, site in enumerate(sent):
                if site is not None:
                    share[site, point] = 1
            if any(
                (share @ need > problem.capacity[n]).any() for n, need in problem.demand.items()
            ):
                continue
            served = float(problem.weight @ share.sum(axis=0))
            travel = float((problem.weight * problem.cost * share).sum())
            best = max(best, (served, -travel))
    return best[0], -best[1]


def _best_parts(problem: Problem) -> tuple[float, float]:
    """Solve a linear program for every choice of zones: first who is served, then the travel."""
    best = (0.0, 0.0)
    for chosen in combinations(range(problem.shape[0]), problem.zones or 0):
        cost = problem.cost[list(chosen)]
        n, points = cost.shape
        once = np.tile(np.eye(points), n)
        rooms = [np.kron(np.eye(n), need) for need in problem.demand.values()]
        rows = np.vstack([once, *rooms])
        room = [capacity[list(chosen)] for capacity in problem.capacity.values()]
        most = np.concatenate([np.ones(points), *room])
        worth = np.tile(problem.weight, n)
        served = -_least(-worth, rows, most)
        held = np.append(most, -served + 1e-9)
        travel = _least((problem.weight * cost).ravel(), np.vstack([rows, -worth]), held)
        if served > best[0] + 1e-7 or (abs(served - best[0]) <= 1e-7 and -travel > best[1]):
            best = (served, -travel)
    return best[0], -best[1]


def _least(cost: Floats, rows: Floats, most: Floats) -> float:
    """Give the least cost of parts between 0 and 1 that stay below some ends."""
    found = optimize.linprog(cost, A_ub=rows, b_ub=most, bounds=(0, 1))
    assert found.fun is not None
    return float(found.fun)
