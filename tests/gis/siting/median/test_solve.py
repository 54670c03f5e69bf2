"""The p-median engine: the best choice, proven; held against all choices on small tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.distance import Floats
from gis.siting.median.solve import p_median
from gis.siting.median.task import Limit, Placed
from gis.siting.watch import Progress, Watch
from tests.gis.siting.median.median_stories import Story, pmed, stories


def holds_up(story: Story) -> None:
    """Check an answer: the best value, proven, and what it says of sites and zones is true."""
    placed, best = story.solve(), story.best()
    if placed is None:
        assert np.isinf(best)
        return
    assert placed.value == pytest.approx(best)
    assert placed.bound == placed.value
    assert placed.value == pytest.approx(story.value(placed.sites, placed.zone))
    assert len(placed.sites) <= story.zones
    assert set(placed.zone) <= set(placed.sites)
    assert story.locked[placed.sites].sum() == story.locked.sum()
    assert not story.banned[placed.sites].any()
    assert all(story.keeps(limit, placed.sites, placed.zone) for limit in story.limits)


@given(story=stories())
def test_no_choice_is_better(story: Story) -> None:
    holds_up(story)


@given(story=stories(most_points=4, pair_limits=True))
def test_no_choice_that_keeps_limits_on_pairs_is_better(story: Story) -> None:
    holds_up(story)


def town(seed: int, sites: int = 60, points: int = 40) -> Floats:
    """Give straight distances between random places, whose relaxation is not whole."""
    random = np.random.default_rng(seed)
    here, there = random.random((sites, 1, 2)), random.random((1, points, 2))
    return np.asarray(np.hypot(*np.moveaxis(here - there, 2, 0)) * random.integers(1, 9, points))


def solved(cost: Floats, **options: object) -> Placed:
    """Solve what can be solved."""
    placed = p_median(cost, **options)  # type: ignore[arg-type] # passed on as they are
    assert placed is not None
    return placed


@settings(max_examples=10)
@given(seed=st.integers(0, 1000), zones=st.integers(1, 12))
def test_one_more_zone_never_costs_more(seed: int, zones: int) -> None:
    cost = town(seed)
    fewer, more = solved(cost, zones=zones), solved(cost, zones=zones + 1)
    assert more.bound == more.value <= fewer.value == fewer.bound


@settings(max_examples=10)
@given(seed=st.integers(0, 1000), site=st.integers(0, 59))
def test_neither_a_lock_nor_a_ban_helps(seed: int, site: int) -> None:
    cost, flag = town(seed), np.arange(60) == site
    free = solved(cost, zones=6).value * (1 - 1e-9)
    assert solved(cost, zones=6, locked=flag).value >= free
    assert solved(cost, zones=6, banned=flag).value >= free


def test_a_choice_that_must_change_little_keeps_its_sites() -> None:
    cost, present = town(7), np.arange(60) < 8
    moved = np.where(present, -1.0, 0.0)
    values = []
    prices = None
    for changes in range(9):
        limit = Limit(changes - 8.0, sites=moved)
        placed = solved(cost, zones=8, limits=[limit], start=np.flatnonzero(present), prices=prices)
        assert placed.bound == placed.value
        assert present[placed.sites].sum() >= 8 - changes
        values.append(placed.value)
        prices = placed.prices
    assert values == sorted(values, reverse=True)
    assert values[0] == pytest.approx(cost[present].min(axis=0).sum())
    assert values[8] == pytest.approx(solved(cost, zones=8).value)


def test_cover_comes_before_travel_where_the_limit_says_so() -> None:
    cost = town(3)
    beyond = np.where(cost > 0.3, 1.0, 0.0)
    fewest = solved(beyond, zones=6)
    placed = solved(cost, zones=6, limits=[Limit(fewest.value, pairs=beyond)], start=fewest.sites)
    assert placed.bound == placed.value
    assert beyond[placed.zone, np.arange(40)].sum() == fewest.value
    assert placed.value <= cost[fewest.sites].min(axis=0).sum()


def test_the_same_question_has_the_same_answer() -> None:
    one, other = (solved(town(5), zones=7) for _ in range(2))
    assert one.sites.tolist() == other.sites.tolist()
    assert one.zone.tolist() == other.zone.tolist()


def test_points_for_whom_all_sites_are_alike_count_and_go_somewhere() -> None:
    cost = town(2)
    placed = solved(np.hstack([cost, np.zeros((60, 3)), np.full((60, 1), 5.0)]), zones=4)
    assert placed.value == pytest.approx(solved(cost, zones=4).value + 5)
    assert placed.bound == placed.value
    assert set(placed.zone[40:]) <= set(placed.sites)


@pytest.mark.parametrize(
    ("cost", "zones"),
    [
        (np.array([[1.0, np.inf], [2.0, np.inf]]), 2),
        (np.array([[0.0, np.inf], [np.inf, 0.0]]), 1),
        (np.array([[1.0]]), 0),
    ],
)
def test_where_no_choice_is_possible_there_is_none(cost: Floats, zones: int) -> None:
    assert p_median(cost, zones=zones) is None


def test_more_locks_than_zones_or_a_lock_upon_a_ban_leave_no_choice() -> None:
    both = np.array([True, True])
    assert p_median(np.ones((2, 2)), zones=1, locked=both) is None
    assert p_median(np.ones((2, 2)), zones=2, locked=both, banned=both) is None


def test_a_stopped_solve_gives_its_best_and_a_bound_that_holds() -> None:
    cost = town(11, sites=200, points=150)
    best = solved(cost, zones=9).value
    for asked in (1, 40, 400):
        left = iter(range(asked))
        watch = Watch(stopped=lambda left=left: next(left, None) is None)  # type: ignore[misc]
        placed = solved(cost, zones=9, watch=watch)
        assert placed.bound <= best * (1 + 1e-9) <= placed.value * (1 + 2e-9)
        assert placed.value == pytest.approx(cost[placed.zone, np.arange(150)].sum())


def test_a_watched_solve_tells_values_that_fall_and_ends_where_they_meet() -> None:
    told: list[Progress] = []
    placed = solved(town(11), zones=5, watch=Watch(tell=told.append))
    found = [each.incumbent for each in told]
    assert found == sorted(found, reverse=True)
    assert all(each.bound <= placed.value * (1 + 1e-9) for each in told)
    assert told[-1].incumbent == told[-1].bound == placed.value


@pytest.mark.parametrize("number", [1, 4, 5, 7, 8, 13])
def test_or_library_at_the_published_optimum_and_proven(number: int) -> None:
    cost, zones, published = pmed(number)
    placed = solved(cost, zones=zones)
    assert placed.value == placed.bound == published
