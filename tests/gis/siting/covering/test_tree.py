"""Branch and bound on counts of sites, against trying every choice."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.siting.covering.clusters import clusters
from gis.siting.covering.covered import Purse
from gis.siting.covering.model import model_of
from gis.siting.covering.prove import proven
from gis.siting.covering.reduce import Rest
from gis.siting.covering.tighten import tightened
from gis.siting.covering.tree import search
from gis.siting.watch import Progress, Watch
from tests.gis.siting.covering.cover_stories import purse_of, rest_of


@st.composite
def towns(draw: st.DrawFn) -> tuple[Rest, Purse]:
    """Draw a few sites, each near some of nine points, that fractions cover well."""
    sites = draw(st.integers(3, 8))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    near = rng.random((sites, 9)) < draw(st.sampled_from([0.2, 0.35]))
    near[np.arange(9) % sites, np.arange(9)] = True
    weight = rng.integers(1, 6, 9).astype(float)
    return rest_of(near, weight), purse_of(sites, draw(st.integers(1, sites - 1)))


def most(rest: Rest, left: Purse) -> float:
    """Try every choice."""
    size, zones = rest.size[0], int(left.limits[0])
    return max(
        float(rest.weight[rest.near[list(each)].any(axis=0)].sum())
        for each in itertools.combinations(range(size), min(size, zones))
    )


@given(towns())
def test_the_search_finds_the_best_and_proves_it(town: tuple[Rest, Purse]) -> None:
    """Within whatever goal; where the goal is out of reach, it finds nothing and says so."""
    rest, left = town
    best, sets = most(rest, left), clusters(rest.near)
    found = search(model_of(rest, left), sets, goal=0.0, step=0.999, watch=Watch())
    assert found.values is not None
    sites = found.values[: rest.size[0]] > 0
    assert left.holds(sites)
    assert rest.weight[rest.near[sites].any(axis=0)].sum() == best
    assert -found.floor == pytest.approx(best)
    beyond = search(model_of(rest, left), sets, goal=-(best + 0.5), step=0.999, watch=Watch())
    assert beyond.values is None
    assert -beyond.floor <= best + 0.5


@given(towns(), st.integers(0, 12))
def test_the_proof_finds_what_is_better_than_what_was_found(
    town: tuple[Rest, Purse], short: int
) -> None:
    """Stage by stage: the best where what was found falls short of it, and nothing else."""
    rest, left = town
    best = most(rest, left)
    tight = tightened(rest, model_of(rest, left), best - short, Watch())
    assert tight is not None
    sites, bound = proven(rest, tight, best - short, 0.999, Watch())
    assert (sites is None) == (short == 0)
    if sites is not None:
        assert rest.weight[rest.near[sites].any(axis=0)].sum() == best
    assert best - 1e-6 <= bound < best + 1


def grid() -> tuple[Rest, Purse]:
    """Give sixty sites on a square, and as many points: more than the root settles."""
    rng = np.random.default_rng(3)
    sites, points = rng.random((60, 2)), rng.random((60, 2))
    near = np.linalg.norm(sites[:, None] - points, axis=2) < 0.25
    near = near[:, near.any(axis=0)]
    return rest_of(near, rng.integers(1, 30, near.shape[1]).astype(float)), purse_of(60, 9)


def test_the_watch_hears_floors_that_rise_to_what_is_found() -> None:
    """Minus the weight: no floor passes the best."""
    rest, left = grid()
    told: list[Progress] = []
    watch = Watch(tell=told.append)
    found = search(model_of(rest, left), clusters(rest.near), goal=0.0, step=0.999, watch=watch)
    assert found.values is not None
    floors = [each.bound for each in told if not np.isnan(each.bound)]
    assert len(floors) > 2
    assert floors == pytest.approx(sorted(floors))
    best = -rest.weight @ found.values[rest.size[0] :]
    assert floors[-1] <= best + 1e-6
    assert found.floor == pytest.approx(best)
    again = search(model_of(rest, left), clusters(rest.near), goal=0.0, step=0.999, watch=Watch())
    assert again.values is not None
    assert found.values.tolist() == again.values.tolist()


def after(times: int) -> Callable[[], bool]:
    """Give somebody who has had enough after being asked so many times."""
    asked = itertools.count()
    return lambda: next(asked) >= times


def test_a_search_that_is_stopped_has_a_floor_that_holds() -> None:
    """After every number of questions whether to go on."""
    rest, left = grid()
    sets = clusters(rest.near)
    full = search(model_of(rest, left), sets, goal=0.0, step=0.999, watch=Watch())
    for patience in (0, 40, 400):
        watch = Watch(stopped=after(patience))
        cut = search(model_of(rest, left), sets, goal=0.0, step=0.999, watch=watch)
        assert cut.floor <= full.floor + 1e-6
