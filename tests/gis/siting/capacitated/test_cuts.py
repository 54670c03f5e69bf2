"""Cuts take nothing from any plan, and lift the bound above that of the plain prices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.distance import Floats
from gis.siting.capacitated.ascent import Dual, ascend, weighed
from gis.siting.capacitated.cuts import Cut, Shares, tightened, violated
from gis.siting.capacitated.model import Part, model_of
from gis.siting.capacitated.relaxation import Relaxation
from gis.siting.capacitated.relaxed import begin, grow, strengthen
from gis.siting.capacitated.task import Task
from gis.siting.highs import filled
from gis.siting.watch import Watch
from tests.gis.siting.capacitated.small import Story, best_by_trying, stories
from tests.gis.siting.capacitated.test_fill import made


def task_of(story: Story) -> Task:
    """Write a story as a task; what a site cannot serve is infinite, what it holds is not."""
    return Task(
        cost=np.nan_to_num(story.cost, nan=np.inf),
        demand=story.demand,
        capacity=np.minimum(story.capacity, story.demand.sum(axis=1, keepdims=True)),
        zones=story.zones,
        split=story.split,
        free=~story.banned,
        locked=story.locked,
        fee=story.fee,
        skip=story.skip,
    )


def strong(task: Task, *, rounds: int = 8) -> Dual:
    """Prices of few steps, then of the relaxation with cuts."""
    return strengthen(ascend(task, steps=10, watch=Watch()), watch=Watch(), rounds=rounds)


@given(story=stories(split=True).filter(lambda it: not (it.locked & it.banned).any()))
def test_no_plan_is_cheaper_than_the_bound_with_cuts(story: Story) -> None:
    if int(story.locked.sum()) > story.zones or story.banned.all():
        return  # refused before any price is asked for
    assert strong(task_of(story)).bound <= best_by_trying(story) + 1e-6


def test_cuts_lift_the_bound_of_zones_that_are_nearly_full() -> None:
    task = task_of(made(split=True, slack=1.05))
    plain = ascend(task, steps=600, watch=Watch())
    assert strong(task, rounds=30).bound > 1.005 * plain.bound


@pytest.mark.parametrize("slack", [1.02, 2.0])
def test_where_nothing_more_pays_the_bound_is_that_of_all_sites_and_arcs(slack: float) -> None:
    """Nor is a site left with room to spare for want of an arc that would fill it."""
    task = task_of(made(split=True, slack=slack))
    dual, relaxation = ascend(task, steps=10, watch=Watch()), Relaxation(task, Watch())
    begin(relaxation, dual)
    growing = True
    while growing and relaxation.solve():
        dual, sent = weighed(task, relaxation.prices, relaxation.room)
        growing = grow(relaxation, dual, sent)
    assert dual.bound == pytest.approx(whole_relaxation(task), rel=1e-7)


def whole_relaxation(task: Task) -> float:
    """Solve the linear relaxation with every site and arc in it."""
    sites, points = task.cost.shape
    site, point = np.nonzero(np.isfinite(task.cost))
    every = np.arange(sites)
    part = Part(every, site, point, np.ones(points), task.skip, task.zones, task.locked)
    solver = filled(model_of(task, part), relaxed=True)
    solver.run()
    return float(solver.getInfo().objective_function_value)


@given(seed=st.integers(0, 10_000))
def test_every_plan_holds_every_cut_whatever_shares_it_came_from(seed: int) -> None:
    rng = np.random.default_rng(seed)
    task = a_task(rng)
    parts = rng.random(task.cost.shape) * (rng.random(task.cost.shape) < 0.5)
    parts /= np.maximum(parts.sum(axis=0), 1e-9)
    opened = np.clip(parts @ task.demand[0] / task.capacity[0], 0.01, 0.99)
    filled = rng.random(task.cost.shape)
    cuts = violated(task, Shares(np.arange(len(opened)), opened, parts), filled)
    for _ in range(30):
        whole, sent = a_plan(task, rng)
        assert all(held(cut, whole, sent) >= -1e-6 for cut in cuts)


def test_zones_that_are_open_in_part_are_cut() -> None:
    """Two zones of 10 for a demand of 12 that are open to six tenths each: both must be open."""
    task = a_task(np.random.default_rng(1), sites=2, points=12)
    task = replace(task, demand=np.ones((1, 12)), capacity=np.full((1, 2), 10.0))
    opened, parts = np.full(2, 0.6), np.full((2, 12), 0.5)
    (cut,) = violated(task, Shares(np.arange(2), opened, parts), parts)
    assert held(cut, opened, parts) < 0
    assert held(cut, np.ones(2), parts) == 0


def test_a_task_charged_for_cuts_costs_no_plan_more() -> None:
    rng = np.random.default_rng(3)
    task = replace(a_task(rng), demand=np.ones((1, 9)), capacity=np.full((1, 6), 8.0))
    parts, opened = np.zeros((6, 9)), np.zeros(6)
    parts[:2], opened[:2] = 0.5, 0.6
    cuts = violated(task, Shares(np.arange(6), opened, parts), parts)
    assert cuts
    charged, added = tightened(task, cuts, rng.random(len(cuts)))
    for _ in range(30):
        whole, sent = a_plan(task, rng)
        before = (task.cost * sent).sum() + task.fee @ whole
        assert (charged.cost * sent).sum() + charged.fee @ whole + added <= before + 1e-6


def a_task(rng: np.random.Generator, *, sites: int = 6, points: int = 9) -> Task:
    """Give a small task without options; all of its sites together can hold everyone."""
    none = np.zeros(sites, bool)
    return Task(
        cost=rng.random((sites, points)),
        demand=rng.integers(1, 9, (1, points)).astype(float),
        capacity=rng.integers(8, 20, (1, sites)).astype(float) + 8,
        zones=sites,
        split=True,
        free=~none,
        locked=none,
        fee=np.zeros(sites),
        skip=np.full(points, np.inf),
    )


def a_plan(task: Task, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Open as few sites as hold everyone, in any order, and fill them in any order."""
    sent, room = np.zeros(task.cost.shape), np.zeros(len(task.fee))
    order = rng.permutation(len(room)).tolist()
    while room.sum() < task.demand.sum():
        site = order.pop()
        room[site] = task.capacity[0, site]
    opened = (room > 0).astype(float)
    for point in rng.permutation(task.cost.shape[1]).tolist():
        for site in rng.permutation(len(room)).tolist():
            want = 1.0 - sent[:, point].sum()
            part = min(want, room[site] / task.demand[0, point])
            sent[site, point] += part
            room[site] -= part * task.demand[0, point]
    return opened, sent


def held(cut: Cut, opened: Floats, parts: Floats) -> float:
    """Say by how much shares hold a cut."""
    return float(cut.site @ opened + cut.flow @ parts @ cut.point) - cut.least
