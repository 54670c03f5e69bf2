"""p-center: the smallest worst travel, against trying every choice, and on published graphs."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse.csgraph import shortest_path

from gis.distance import Floats
from gis.siting.center.p_center import Centred, p_center
from gis.siting.watch import Progress, Watch
from tests.data.truth import SHARED, needs_shared
from tests.gis.siting.covering.cover_stories import Asked, questions


def answer(asked: Asked, watch: Watch | None = None) -> Centred | None:
    """Ask for the smallest worst travel."""
    return p_center(asked.cost, zones=asked.zones, watch=watch, **asked.options)


def worst(asked: Asked, sites: list[int]) -> float:
    """Give the travel of the worst point to the last of the sites that it needs."""
    cost = np.sort(np.where(np.isnan(asked.cost[sites]), np.inf, asked.cost[sites]), axis=0)
    need = asked.options["need"]
    return float(cost[need - 1].max()) if len(sites) >= need else math.inf


def full(asked: Asked) -> Asked:
    """Fill most holes of the table, so that most questions have an answer."""
    return replace(asked, cost=np.where(np.isnan(asked.cost), 7.0, asked.cost))


@pytest.mark.parametrize("holes", [True, False])
@given(questions())
def test_no_choice_is_nearer(holes: bool, asked: Asked) -> None:  # noqa: FBT001 - a parameter
    """With locks, bans, fees, a budget, and up to three zones to each point."""
    asked = asked if holes else full(asked)
    best = min((worst(asked, each) for each in asked.choices()), default=math.inf)
    found = answer(asked)
    if found is None:
        assert math.isinf(best)
        return
    assert asked.allows(found.sites)
    assert found.value == found.bound == best == worst(asked, list(found.sites))


@given(questions().map(full), st.integers(0, 5))
def test_more_zones_are_never_farther_and_a_lock_never_helps(asked: Asked, site: int) -> None:
    """A ban does not either."""
    fewer, more = answer(asked), answer(replace(asked, zones=asked.zones + 1))
    if fewer is None:
        return
    assert more is not None
    assert more.value <= fewer.value
    for kind in ("locked", "banned"):
        bound = asked.options[kind].copy()
        bound[site % len(bound)] = True
        under = answer(replace(asked, options=asked.options | {kind: bound}))
        assert under is None or under.value >= fewer.value


@given(questions().map(full))
def test_a_search_that_is_stopped_at_once_gives_what_it_has(asked: Asked) -> None:
    """The bound holds, whatever it has."""
    found, best = answer(asked, Watch(stopped=lambda: True)), answer(asked)
    if found is not None and best is not None:
        assert asked.allows(found.sites)
        assert found.bound <= best.value <= found.value


def pmed(number: int) -> tuple[Floats, int]:
    """Read a graph of OR-Library; of a repeated edge the last counts."""
    text = (SHARED / "benchmarks" / "pmed" / f"pmed{number}.txt").read_text(encoding="utf-8")
    size, edges, zones, *rest = map(int, text.split())
    cost = np.full((size, size), np.inf)
    for tail, head, length in np.array(rest).reshape(edges, 3):
        cost[tail - 1, head - 1] = cost[head - 1, tail - 1] = length
    return shortest_path(cost, directed=False), zones


@needs_shared
@pytest.mark.parametrize(("number", "radius"), [(1, 127), (4, 74), (5, 48), (9, 37), (10, 20)])
def test_a_published_graph_has_its_published_radius(number: int, radius: float) -> None:
    """Proven, and told on the way: the worst sinks, what is out of reach rises."""
    cost, zones = pmed(number)
    told: list[Progress] = []
    found = p_center(cost, zones=zones, watch=Watch(tell=told.append))
    assert found is not None
    assert found.value == found.bound == radius
    assert len(found.sites) <= zones
    assert [e.incumbent for e in told] == sorted((e.incumbent for e in told), reverse=True)
    assert [e.bound for e in told] == sorted(e.bound for e in told)
    assert told[-1].gap == 0
