"""Orders of sites: each once, and with fewer spots half decided than as the file has them."""

from __future__ import annotations

import numpy as np

from gis.siting.covering.sweep.order import Burden, order_of
from gis.siting.watch import Watch
from tests.gis.siting.covering.cover_stories import ring


def test_a_shuffled_street_is_walked_from_end_to_end() -> None:
    """A hundred sites along a line, each near three points: few are half decided at a time."""
    street = np.abs(np.arange(100)[:, None] - np.arange(100)) <= 1
    shuffled = street[np.random.default_rng(5).permutation(100)]
    order = order_of(shuffled)
    assert sorted(order.tolist()) == list(range(100))
    burden = Burden(shuffled)
    assert burden.live(order).max() <= 4
    assert burden.of(order) < burden.of(np.arange(100))


def test_who_searches_finds_an_order_of_fewer_live_spots() -> None:
    """Two streets that cross: no one line is along both."""
    along = np.column_stack([np.linspace(-1, 1, 80), np.zeros(80)])
    places = np.concatenate([along, along[:, ::-1]])
    near = np.linalg.norm(places[:, None] - places, axis=2) < 0.15
    plain, searched = order_of(near), order_of(near, tries=300)
    assert sorted(searched.tolist()) == list(range(160))
    assert Burden(near).of(searched) < Burden(near).of(plain)
    assert order_of(near, tries=300).tolist() == searched.tolist()
    stopped = Watch(stopped=lambda: True)
    assert order_of(near, tries=300, watch=stopped).tolist() == plain.tolist()


def test_spots_are_live_from_their_first_site_to_their_last() -> None:
    """On a ring of four, the first spot waits for the last site."""
    assert Burden(ring(4)).live(np.arange(4)).tolist() == [2, 3, 3, 2]


def test_few_sites_stay_as_they_are() -> None:
    """There is nothing to gain."""
    assert order_of(ring(5)).tolist() == [0, 1, 2, 3, 4]
