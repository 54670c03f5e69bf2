"""Dominated states: for each that goes, one stays that does no worse, whatever comes after."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gis.siting.covering.sweep.dominance import undominated
from gis.siting.watch import Watch


@given(st.integers(0, 100_000), st.integers(1, 400), st.booleans())
def test_whatever_comes_after_one_that_stays_does_no_worse(
    seed: int,
    size: int,
    heavy: bool,  # noqa: FBT001 - drawn
) -> None:
    """Held against every set of live spots that may be covered later."""
    rng = np.random.default_rng(seed)
    weights = rng.integers(1, 9, 5).astype(float) * (2**24 if heavy else 1)
    cover = (rng.random((size, 5)) < 0.5).astype(np.uint8)
    count = rng.integers(0, 3, size)
    weight = cover @ weights + rng.integers(0, 12, size) * weights[0]
    stays = undominated(cover, weight, count, each=2.5, weights=weights, watch=Watch())
    later = ((np.arange(32)[:, None] >> np.arange(5)) & 1).astype(float)
    ends = weight[:, None] + (1.0 - cover) * weights @ later.T
    for number in range(3):
        left = stays[count[stays] <= number]
        if (count <= number).any():
            assert (ends[left].max(axis=0) == ends[count <= number].max(axis=0)).all()


def test_of_two_that_are_alike_one_stays() -> None:
    """Not both, and not neither."""
    cover = np.ones((2, 3), dtype=np.uint8)
    same = undominated(
        cover, np.array([5.0, 5.0]), np.array([1, 1]), each=1.0, weights=np.ones(3), watch=Watch()
    )
    assert len(same) == 1
