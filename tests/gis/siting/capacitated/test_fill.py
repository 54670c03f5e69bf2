"""Zones that can be full: no choice is cheaper, none is fuller than it can be, all is proven."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.distance import Floats
from gis.siting.capacitated import Filled, fill
from gis.siting.capacitated.model import Part
from gis.siting.capacitated.repair import start_of
from gis.siting.capacitated.task import Plan
from gis.siting.watch import Progress, Watch
from tests.gis.siting.capacitated.small import Story, best_by_trying, stories

ORLIB = Path(__file__).parents[5] / "shared" / "data" / "benchmarks" / "pmedcap"
SPLIT = pytest.mark.parametrize("split", [True, False])


def check(filled: Filled, story: Story) -> None:
    """Work out from the shares alone that the answer holds, and costs what it says."""
    share = filled.share.toarray()
    opened = np.isin(np.arange(len(story.fee)), filled.sites)
    assert (share >= 0).all()
    assert not share[~opened].any()
    assert (share.sum(axis=0) <= 1 + 1e-9).all()
    assert opened.sum() <= story.zones
    assert opened[story.locked].all()
    assert not (opened & story.banned).any()
    assert (share @ story.demand.T <= story.capacity.T + 1e-6).all()
    left = 1 - share.sum(axis=0)
    assert (left[np.isinf(story.skip)] <= 1e-6).all()
    paid = np.where(share > 0, np.nan_to_num(story.cost, nan=np.inf), 0) * np.maximum(share, 1e-300)
    lost = np.where(left > 1e-6, np.nan_to_num(story.skip, posinf=0) * left, 0)
    assert filled.value == pytest.approx(paid.sum() + story.fee[opened].sum() + lost.sum())
    assert filled.bound <= filled.value
    if not story.split:
        assert set(np.unique(share)) <= {0.0, 1.0}


@SPLIT
@pytest.mark.filterwarnings("error::RuntimeWarning")
@given(data=st.data())
def test_no_choice_is_cheaper(data: st.DataObject, split: bool) -> None:  # noqa: FBT001 - by name
    story = data.draw(stories(split=split).filter(lambda it: not (it.locked & it.banned).any()))
    best, filled = best_by_trying(story), story.asked()
    if np.isinf(best):
        assert filled is None
        return
    assert filled is not None
    check(filled, story)
    assert filled.value == pytest.approx(best)
    assert filled.bound == pytest.approx(best)


def test_a_plan_that_opens_nothing_is_a_start_too() -> None:
    part = Part(np.arange(2), np.zeros(1, int), np.zeros(1, int), np.ones(1), np.ones(1), 1, NONE)
    nothing = Plan(np.zeros(0, int), np.zeros((0, 1)), 1.0, np.ones(1), lacking=False)
    assert start_of(part, nothing).tolist() == [0.0, 0.0, 0.0, 1.0]


NONE = np.zeros(2, bool)


@given(story=stories(split=True))
@settings(max_examples=10)
def test_more_room_never_costs_more(story: Story) -> None:
    now, then = story.asked(), replace(story, capacity=story.capacity + 2).asked()
    assert (now.value if now else np.inf) >= (then.value if then else np.inf) - 1e-6


def made(*, split: bool, slack: float = 1.2) -> Story:
    """Give 168 sites and 60 points on a plane, enough to be worked on in parts."""
    rng = np.random.default_rng(5)
    sites, points = rng.random((168, 2)), rng.random((60, 2))
    demand = rng.integers(20, 200, 60).astype(float)
    far = np.hypot(*(sites[:, None] - points).transpose(2, 0, 1))
    held = np.full((1, 168), np.ceil(demand.sum() * slack / 8))
    none = np.zeros(168, bool)
    free, must = np.zeros(168), np.full(60, np.inf)
    return Story(far * demand, demand[None], held, 8, split, none, none, free, must)


@SPLIT
def test_a_larger_task_is_solved_in_parts_to_the_gap_that_was_asked_for(*, split: bool) -> None:
    filled = to_a_twentieth(split=split)
    assert filled is not None
    check(filled, made(split=split))
    assert filled.bound >= 0.95 * filled.value


@cache
def to_a_twentieth(*, split: bool) -> Filled | None:
    """Solve the larger task to a gap of a twentieth, once for all who look at it."""
    return made(split=split).asked(gap=0.05)


def test_what_cuts_leave_open_of_a_larger_task_is_decided_by_an_exact_model() -> None:
    """Of the task as it was asked: where cuts are charged for, a plan costs less than it does."""
    story = made(split=True, slack=1.25)
    filled = story.asked()
    assert filled is not None
    check(filled, story)
    assert filled.bound == filled.value


def test_whole_points_find_a_place_where_zones_have_hardly_more_room_than_they_need() -> None:
    story = made(split=False, slack=1.05)
    filled = story.asked(gap=0.1)
    assert filled is not None
    check(filled, story)
    assert filled.bound >= 0.9 * filled.value


def test_the_same_task_has_the_same_answer() -> None:
    first, second = to_a_twentieth(split=True), made(split=True).asked(gap=0.05)
    assert first is not None
    assert second is not None
    assert first.sites.tolist() == second.sites.tolist()
    assert np.array_equal(first.share.toarray(), second.share.toarray())
    assert first.bound == second.bound


@pytest.mark.filterwarnings("error::RuntimeWarning")
@SPLIT
def test_a_site_that_is_never_full_is_one_with_room_for_everybody(*, split: bool) -> None:
    """Told by no end or by a number: the same bound is proven, of the same choice."""
    story = made(split=split)
    story.capacity[0, ::5] = np.inf
    everybody = np.minimum(story.capacity, story.demand.sum())
    endless, ended = (
        replace(story, capacity=each).asked(gap=0.05) for each in (story.capacity, everybody)
    )
    assert endless is not None
    assert ended is not None
    check(endless, story)
    assert (endless.value, endless.bound) == (ended.value, ended.bound)
    assert endless.bound >= 0.95 * endless.value


def test_a_solve_that_is_stopped_gives_its_best_and_a_bound() -> None:
    story, heard = made(split=True), list[Progress]()
    watch = Watch(tell=heard.append, stopped=lambda: any(each.incumbent > 0 for each in heard))
    filled = story.asked(watch=watch)
    assert filled is not None
    check(filled, story)
    assert 0 < filled.bound < filled.value


def test_a_solve_that_may_not_begin_has_found_nothing_and_says_so() -> None:
    filled = made(split=True).asked(watch=Watch(seconds=0))
    assert filled is not None
    assert np.isinf(filled.value)
    assert np.isfinite(filled.bound)
    assert not filled.sites.size


@pytest.mark.parametrize(
    ("capacity", "zones"), [([[9.0, 9.0]], 1), ([[3.0, 12.0]], 2), ([[0.0, 0.0]], 2)]
)
def test_where_the_zones_cannot_hold_everyone_there_is_none(
    capacity: list[list[float]], zones: int
) -> None:
    """Three points of 6: too few zones, too small ones, none at all."""
    found = fill(
        np.ones((2, 3)),
        demand=np.full((1, 3), 6.0),
        capacity=np.array(capacity),
        zones=zones,
        split=True,
    )
    assert found is None


def test_points_that_fit_together_only_when_shared_are_shared() -> None:
    asked = {"demand": np.full((1, 3), 6.0), "capacity": np.full((1, 2), 9.0), "zones": 2}
    shared = fill(np.ones((2, 3)), split=True, **asked)  # type: ignore[arg-type]
    assert shared is not None
    assert shared.value == pytest.approx(3)
    assert fill(np.ones((2, 3)), split=False, **asked) is None  # type: ignore[arg-type]


def nodes(number: int) -> tuple[int, int, float, Floats, Floats]:
    """Read an instance: optimum, zones, capacity, distances rounded down, demands."""
    words = (ORLIB / f"pmedcap1_{number}.txt").read_text(encoding="utf-8").split()
    rows = np.array(words[5:], float).reshape(-1, 4)
    far = np.hypot(*(rows[:, None, 1:3] - rows[None, :, 1:3]).transpose(2, 0, 1))
    return int(words[1]), int(words[3]), float(words[4]), np.floor(far), rows[:, 3]


@pytest.mark.skipif(not ORLIB.is_dir(), reason="../shared/data is not on this machine")
@pytest.mark.parametrize("number", [2, 4, 6])
def test_the_published_optimum_is_found_and_proven(number: int) -> None:
    optimum, zones, held, far, demand = nodes(number)
    filled = fill(
        far,
        demand=demand[None],
        capacity=np.full((1, len(far)), held),
        zones=zones,
        split=False,
    )
    assert filled is not None
    assert (filled.value, filled.bound) == (optimum, optimum)
