"""What choices lose beside the bound: no more and no less than they fall short of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from gis.siting.covering.model import model_of
from gis.siting.covering.sweep.potential import loss, priced
from gis.siting.watch import Watch
from tests.gis.siting.covering.cover_stories import ring
from tests.gis.siting.covering.sweep.sweep_stories import Town, town_of, towns


@given(towns(closed=True))
def test_what_a_choice_covers_is_the_bound_less_what_it_loses(town: Town) -> None:
    """And less a site's price for each site that it does not use."""
    ours = town.potential
    for chosen in town.choices():
        lost = loss(ours, chosen)
        unused = ours.each * (town.zones - len(chosen))
        assert lost >= ours.lost - 1e-6
        assert town.weight(chosen) == pytest.approx(ours.bound - unused - lost, abs=1e-6)


@given(towns())
def test_no_term_of_a_loss_is_below_zero(town: Town) -> None:
    """Sites, spots and sets alike."""
    ours = town.potential
    for part in (ours.cost, ours.again, ours.missed, ours.held, ours.price):
        assert (part >= -1e-9).all()
    assert ours.bound >= town.most - 1e-6


def test_points_that_the_same_sites_are_near_are_one_spot() -> None:
    """Once the third site is closed, the two points that it alone told apart are alike."""
    near = np.array([[1, 1, 0], [0, 0, 1], [1, 0, 1]], dtype=bool)
    all_three = town_of(near, [1.0, 2.0, 4.0], 1)
    two = town_of(near, [1.0, 2.0, 4.0], 1, kept=np.array([True, True, False]))
    assert all_three.potential.near.shape == (3, 3)
    assert two.potential.near.shape == (2, 2)
    assert sorted(two.potential.weight) == [3.0, 4.0]


def test_half_sites_have_their_price() -> None:
    """A ring of three: the odd set of its points has a price, and the bound is the relaxation's."""
    town = town_of(ring(3), [1.0, 1.0, 1.0], 1)
    assert town.potential.bound == pytest.approx(town.tight.bound, abs=1e-4)


def test_prices_that_somebody_stopped_are_none() -> None:
    """The watch is over before it begins."""
    town = town_of(ring(3), [1.0, 1.0, 1.0], 1)
    model = model_of(town.rest, town.left)
    assert priced(town.rest, model, Watch(stopped=lambda: True)) is None
