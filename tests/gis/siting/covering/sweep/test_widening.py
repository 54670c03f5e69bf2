"""Sweeps to and fro: the best cover and its proof, and a bound that holds whenever they stop."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.siting.covering.covered import Purse
from gis.siting.covering.greedy import most_weight
from gis.siting.covering.model import model_of, value_of
from gis.siting.covering.reduce import Rest
from gis.siting.covering.sweep import widening
from gis.siting.covering.sweep.widening import least_of, sweepable, swept
from gis.siting.covering.tighten import Tight
from gis.siting.relaxation import Relaxation, floor_of
from gis.siting.watch import Progress, Watch
from tests.gis.siting.covering.cover_stories import purse_of, rest_of, ring
from tests.gis.siting.covering.sweep.sweep_stories import Town, square, towns

STEP = 0.999
SMALL = (1, 2, 3)


@given(towns(), st.integers(0, 12), st.booleans())
def test_the_sweeps_find_what_is_better_than_what_was_found(
    town: Town,
    short: int,
    cramped: bool,  # noqa: FBT001 - drawn
) -> None:
    """The best where what was found falls short of it, nothing else; with little room, a bound."""
    found = town.most - short
    with pytest.MonkeyPatch.context() as patch:
        if cramped:
            patch.setattr(widening, "_QUICK", SMALL)
        sites, bound = swept(
            town.rest,
            town.left,
            town.tight,
            found=found,
            step=STEP,
            watch=Watch(),
            patient=not cramped,
        )
    assert bound >= town.most - 1e-6
    if sites is not None:
        assert len(sites) <= town.zones
        weight = town.rest.weight[town.rest.near[sites].any(axis=0)].sum()
        assert found < weight <= town.most
    if not cramped:
        assert (sites is None) == (short == 0)
        assert sites is None or weight == town.most
        assert bound < town.most + 1


def test_a_few_states_find_a_better_choice_though_they_do_not_prove_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ten are kept on the way to the end, by prices that leave much open."""
    random = np.random.default_rng(1)
    sites, points = random.random((300, 2)), random.random((300, 2))
    near = np.linalg.norm(sites[:, None] - points, axis=2) < 0.13
    rest = rest_of(near, random.integers(1, 50, 300).astype(float))
    left = purse_of(300, 14)
    begun = value_of(rest, most_weight(rest, left, Watch()))
    monkeypatch.setattr(widening, "_QUICK", (10,))
    better, bound = swept(
        rest, left, loose(rest, left), found=begun, step=STEP, watch=Watch(), patient=False
    )
    assert better is not None
    assert begun < value_of(rest, better) < bound - 1


def loose(rest: Rest, left: Purse) -> Tight:
    """Give the relaxation as it is, without a row more."""
    model = model_of(rest, left)
    relaxed = Relaxation(model, Watch()).solve()
    assert relaxed is not None
    floor, costs = floor_of(model, relaxed.prices)
    return Tight(model, relaxed.values, -floor, costs)


def after(times: int) -> Callable[[], bool]:
    """Give somebody who has had enough after being asked so many times."""
    asked = itertools.count()
    return lambda: next(asked) >= times


def test_a_sweep_that_is_stopped_has_a_bound_that_holds() -> None:
    """After every number of questions whether to go on."""
    town = square()
    full, bound = swept(
        town.rest, town.left, town.tight, found=0.0, step=STEP, watch=Watch(), patient=True
    )
    assert full is not None
    most = town.rest.weight[town.rest.near[full].any(axis=0)].sum()
    assert most <= bound < most + 1
    for patience in (0, 5, 40, 400):
        watch = Watch(stopped=after(patience))
        sites, cut = swept(
            town.rest, town.left, town.tight, found=0.0, step=STEP, watch=watch, patient=True
        )
        assert cut >= most - 1e-6
        if sites is not None:
            assert town.rest.weight[town.rest.near[sites].any(axis=0)].sum() <= most


def test_the_watch_hears_of_the_best_and_of_bounds_that_hold() -> None:
    """Minus the weight; the last of them meet."""
    town = square()
    told: list[Progress] = []
    sites, _ = swept(
        town.rest,
        town.left,
        town.tight,
        found=0.0,
        step=STEP,
        watch=Watch(tell=told.append),
        patient=True,
    )
    assert sites is not None
    best = float(town.rest.weight[town.rest.near[sites].any(axis=0)].sum())
    assert told[-1].incumbent == -best
    assert all(each.bound <= -best + 1e-6 or each.bound < -best + STEP for each in told)


def test_what_is_lost_after_counts_the_sites_that_are_left() -> None:
    """One chosen of two on the way back: none for the rest, and one unused, or one for the rest."""
    certs = np.array([[1.0, 8.0, 9.0], [5.0, 3.0, 9.0], [7.0, 7.0, 7.0]])
    least = least_of(certs, each=2.0)
    assert least.tolist() == [[5.0, 3.0, 5.0], [5.0, 3.0, 1.0], [4.0, 2.0, 0.0]]


def test_a_sweep_takes_whole_weights_points_that_need_one_site_and_a_number_of_sites() -> None:
    """Neither a budget nor half an officer."""
    rest, left = rest_of(ring(3)), purse_of(3, 2)
    assert sweepable(rest, left)
    assert not sweepable(replace(rest, weight=rest.weight / 2), left)
    assert not sweepable(rest_of(ring(3), need=2), left)
    assert not sweepable(rest, Purse(np.ones((2, 3)), np.array([2.0, 1.0])))
    assert not sweepable(rest, Purse(np.array([[1.0, 2.0, 1.0]]), np.array([2.0])))
