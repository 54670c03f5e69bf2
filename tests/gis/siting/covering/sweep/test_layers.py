"""Layers: every spot in a slot of its own while it is live, and closed once."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from gis.siting.covering.sweep.layers import layers_of, slots_of
from gis.siting.covering.sweep.order import Burden
from tests.gis.siting.covering.sweep.sweep_stories import Town, square, towns


@given(towns(closed=True))
def test_every_spot_is_closed_once_and_slots_are_shared_by_none(town: Town) -> None:
    """What stays live after a layer is not what it closed."""
    ours = town.potential
    layers = layers_of(ours, np.arange(len(ours.sites)))
    assert sum(len(each.closed) for each in layers) == ours.near.shape[1]
    for layer in layers:
        assert len(np.unique(layer.live)) == len(layer.live)
        assert not np.isin(layer.live, layer.closed).any()
    assert not len(layers[-1].live)


def test_no_more_slots_than_live_spots() -> None:
    """Slots are used again."""
    ours = square().potential
    order = np.arange(len(ours.sites))
    assert slots_of(layers_of(ours, order)) == Burden(ours.near).live(order).max()
