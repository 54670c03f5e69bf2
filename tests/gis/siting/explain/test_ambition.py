"""The curves of ambition hold the best plans, or say how far from the best they may be."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from gis.siting.explain.ambition import Axis, by_cutoff, by_zones
from gis.siting.goals import Model
from gis.siting.problem import Problem
from gis.siting.watch import Progress, Watch
from tests.gis.siting.tables import best_by_trying, make_problem, problems

TOWN = [[1, 8, 9, 9], [9, 2, 9, 3], [9, 3, 4, 9], [7, 7, 7, 7]]


def small_town(**given: object) -> Problem:
    """Give four places and four sites, near enough within five minutes."""
    return make_problem(TOWN, weight=[10, 20, 30, 5], cutoff=[5, 5, 5, 5], **given)


@given(problems(model=Model.MAX_COVER))
def test_each_number_of_zones_covers_the_most_that_so_many_can(problem: Problem) -> None:
    problem = replace(problem, present=frozenset(), shortcoming=None)
    curve = by_zones(problem)
    assert curve.whole
    for point in curve.points:
        best = best_by_trying(replace(problem, zones=point.zones), Model.MAX_COVER)
        assert best is not None
        assert point.covered == pytest.approx(best[0])
        assert point.proven
        assert set(point.chosen) >= problem.locked
        assert not set(point.chosen) & problem.banned


@given(problems(model=Model.MAX_COVER))
def test_a_bound_holds_without_any_proof(problem: Problem) -> None:
    calm = Watch(stopped=lambda: False)
    found = by_zones(problem, watch=calm).points
    for point in by_zones(problem, watch=_over_after(len(found) * 3)).points:
        best = best_by_trying(
            replace(problem, zones=point.zones, present=frozenset()), Model.MAX_COVER
        )
        assert best is not None
        assert point.covered <= best[0] <= point.bound + 1e-9


def test_more_zones_never_serve_fewer() -> None:
    rng = np.random.default_rng(3)
    problem = make_problem(rng.integers(1, 40, (14, 30)), cutoff=np.full(30, 6.0))
    points = by_zones(problem, most=9).points
    assert [each.zones for each in points] == list(range(1, 10))
    assert [each.covered for each in points] == sorted(each.covered for each in points)


def test_the_figures_of_a_point_are_those_of_its_plan() -> None:
    one, two = by_zones(small_town(), most=2).points
    assert (one.chosen, one.covered, one.share) == (("c",), 50, 50 / 65)
    assert two.chosen == ("a", "c")
    assert two.covered == 60
    assert two.mean == pytest.approx((10 + 60 + 120 + 45) / 65)
    assert (two.p90, two.worst) == (4, 9)


def test_the_plan_as_it_is_stands_beside_the_curve() -> None:
    curve = by_zones(small_town(present=frozenset("ad")), most=2)
    assert curve.present is not None
    assert (curve.present.zones, curve.present.covered) == (2, 10)
    assert math.isnan(curve.present.bound)
    assert not curve.present.proven
    assert by_zones(small_town(), most=2).present is None


def test_a_longer_cutoff_serves_more() -> None:
    curve = by_cutoff(small_town(), zones=1, factors=(2, 0.2, 0.5, 1))
    assert curve.axis is Axis.CUTOFF
    assert [each.cutoff for each in curve.points] == [1, 2.5, 5, 10]
    assert [each.covered for each in curve.points] == [10, 20, 50, 65]
    assert all(each.proven for each in curve.points)


def test_the_cutoff_told_is_that_of_most_people() -> None:
    problem = make_problem(TOWN, weight=[10, 20, 30, 5], cutoff=[5, 5, 8, 8])
    assert by_cutoff(problem, zones=1, factors=(1,)).points[0].cutoff == 8


def test_a_curve_that_is_stopped_has_fewer_points() -> None:
    curve = by_zones(small_town(), watch=_over_after(3))
    assert 0 < len(curve.points) < 4
    assert not curve.whole


def test_the_watch_is_told_how_far_the_curve_is() -> None:
    told: list[Progress] = []
    by_zones(small_town(), most=3, watch=Watch(tell=told.append))
    assert [(each.incumbent, each.bound) for each in told if each.bound == 3][:3] == [
        (0, 3),
        (1, 3),
        (2, 3),
    ]


def test_it_is_said_that_room_is_left_out() -> None:
    full = small_town(demand={"officers": np.ones(4)}, capacity={"officers": np.ones(4)})
    assert by_zones(full, most=2).points[1].covered == 60
    assert "Room is left out" in str(by_zones(full, most=2).remarks[0])


def _over_after(times: int) -> Watch:
    """Give a watch that is over after it was asked so many times."""
    asked = iter(range(times))
    return Watch(stopped=lambda: next(asked, None) is None)
