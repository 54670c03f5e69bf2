"""A relaxation: what it comes to, rows added to it, and a floor that holds at any prices."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy import sparse

from gis.distance import Floats
from gis.siting.highs import Model
from gis.siting.relaxation import Relaxation, floor_of
from gis.siting.watch import Watch

_FEW = st.integers(-4, 4).map(float)


def triangle() -> Model:
    """Three edges, and a corner at both ends of each: every edge wants one, each costs one."""
    return Model(
        cost=np.ones(3),
        lower=np.zeros(3),
        upper=np.ones(3),
        whole=np.ones(3, dtype=bool),
        rows=sparse.csr_array(np.array([[1.0, 1, 0], [0, 1, 1], [1, 0, 1]])),
        row_lower=np.ones(3),
        row_upper=np.full(3, np.inf),
    )


def test_halves_are_allowed_until_a_row_forbids_them() -> None:
    """Half of each corner reaches all edges; that it takes two corners is a row of its own."""
    model, watch = triangle(), Watch()
    relaxation = Relaxation(model, watch)
    relaxed = relaxation.solve()
    assert relaxed is not None
    assert relaxed.values == pytest.approx([0.5, 0.5, 0.5])
    assert floor_of(model, relaxed.prices)[0] == pytest.approx(1.5)
    relaxation.add(sparse.csr_array(np.ones((1, 3))), np.array([2.0]))
    tighter = relaxation.solve()
    assert tighter is not None
    assert tighter.values.sum() == pytest.approx(2)
    assert len(tighter.prices) == len(model.row_lower) + 1


def test_it_gives_nothing_where_nothing_can_be_right() -> None:
    """Four of three corners."""
    relaxation = Relaxation(triangle(), Watch())
    relaxation.add(sparse.csr_array(np.ones((1, 3))), np.array([4.0]))
    assert relaxation.solve() is None


@given(
    npst.arrays(float, (3, 4), elements=_FEW),
    npst.arrays(float, 4, elements=_FEW),
    npst.arrays(float, 3, elements=_FEW),
)
def test_no_solution_is_below_the_floor_at_any_prices(
    rows: Floats, cost: Floats, prices: Floats
) -> None:
    """Nor below the floor and what its columns cost beside it: with one row of each kind."""
    model = Model(
        cost=cost,
        lower=np.zeros(4),
        upper=np.ones(4),
        whole=np.ones(4, dtype=bool),
        rows=sparse.csr_array(rows),
        row_lower=np.array([0.0, -np.inf, -1.0]),
        row_upper=np.array([np.inf, 1.0, 2.0]),
    )
    floor, left = floor_of(model, prices)
    for each in itertools.product([0.0, 1.0], repeat=4):
        values = np.array(each)
        come = rows @ values
        if (come >= model.row_lower).all() and (come <= model.row_upper).all():
            dearest = max(0.0, *np.where(values == (left < 0), 0.0, np.abs(left)))
            assert cost @ values >= floor + dearest - 1e-9
