"""A pass: what it proves holds for every choice, whatever it had no room for."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.distance import Floats
from gis.siting.covering.sweep.layers import layers_of, slots_of
from gis.siting.covering.sweep.passing import Passed, passed, swept_by
from gis.siting.covering.sweep.potential import loss
from gis.siting.watch import Watch
from gis.tally import Ints
from tests.gis.siting.covering.sweep.sweep_stories import Town, square, towns


def ahead(town: Town) -> Floats:
    """Nothing is known of what comes after."""
    return np.zeros((len(town.potential.sites), town.zones + 1))


def once(town: Town, gap: float, cap: int = 1000, *, sinks: bool = True) -> Passed:
    """Sweep the sites as they stand."""
    layers = layers_of(town.potential, np.arange(len(town.potential.sites)))
    least = ahead(town)
    return passed(town.potential, layers, least=least, gap=gap, cap=cap, watch=Watch(), sinks=sinks)


@given(towns(closed=True))
def test_what_is_lost_never_falls_and_ends_as_the_loss(town: Town) -> None:
    """Site by site, of every choice."""
    ours = town.potential
    layers = layers_of(ours, np.arange(len(ours.sites)))
    for chosen in town.choices():
        lost = swept_by(ours, layers, chosen)
        assert (np.diff(lost) >= -1e-6).all()
        assert lost[0] >= ours.lost - 1e-6
        assert lost[-1] == pytest.approx(loss(ours, chosen), abs=1e-6)


@given(towns(closed=True))
def test_what_both_halves_lose_is_no_more_than_the_whole_does(town: Town) -> None:
    """Swept from either end, and met anywhere."""
    ours = town.potential
    order = np.arange(len(ours.sites))
    forth, back = layers_of(ours, order), layers_of(ours, order[::-1])
    for chosen in town.choices():
        there, here = swept_by(ours, forth, chosen), swept_by(ours, back, chosen)
        for k in range(len(order) - 1):
            both = there[k] + here[len(order) - 2 - k] - ours.twice
            assert both <= loss(ours, chosen) + 1e-6


@given(towns(closed=True), st.floats(0, 3))
def test_a_pass_with_room_for_all_finds_the_best_or_none(town: Town, beyond: float) -> None:
    """The best where it is within the gap; where the aim is out of reach, nothing better."""
    gap = town.potential.bound - town.most
    found = once(town, gap + beyond)
    assert found.whole
    assert found.best is not None
    assert found.weight == town.weight(found.best) == town.most
    short = once(town, gap - 0.5)
    assert short.whole
    assert short.weight <= town.most


@given(towns(), st.integers(1, 3), st.booleans())
def test_a_pass_with_little_room_proves_nothing_wrong(
    town: Town,
    cap: int,
    sinks: bool,  # noqa: FBT001 - drawn
) -> None:
    """Whatever was dropped."""
    gap = town.potential.bound - town.most
    found = once(town, gap, cap, sinks=sinks)
    assert found.loss <= gap + 1e-6
    if found.whole:
        assert found.weight == town.most
    if found.best is not None:
        assert found.weight == town.weight(found.best)


@given(towns(), st.integers(1, 50))
def test_what_is_certified_is_lost_by_some_choice_as_good(town: Town, cap: int) -> None:
    """For each end of a choice that reaches the aim, some beginning that goes with it as well."""
    gap = town.potential.bound - town.most
    certs = once(town, gap, cap).certs
    assert certs is not None
    ours = town.potential
    layers = layers_of(ours, np.arange(len(ours.sites)))
    best = [each for each in town.choices() if town.weight(each) == town.most]
    lost = [(swept_by(ours, layers, each), each) for each in best]
    for k in range(len(ours.sites)):
        for _, same in itertools.groupby(
            sorted(lost, key=lambda one: tail(one[1], k)), key=lambda one: tail(one[1], k)
        ):
            assert any(phi[k] >= certs[k, (each <= k).sum()] - 1e-5 for phi, each in same)


def tail(chosen: Ints, k: int) -> list[int]:
    """Give the sites of a choice that come after a layer."""
    return [int(each) for each in chosen if each > k]


def test_a_pass_that_is_stopped_certifies_nothing() -> None:
    """But what it has proven of the whole until then stays."""
    town = square()
    asked = itertools.count()
    layers = layers_of(town.potential, np.arange(len(town.potential.sites)))
    watch = Watch(stopped=lambda: next(asked) > 20)
    gap = 40.0
    cut = passed(town.potential, layers, least=ahead(town), gap=gap, cap=1000, watch=watch)
    assert cut.certs is None
    assert not cut.whole
    assert cut.best is None
    assert slots_of(layers) > 0
