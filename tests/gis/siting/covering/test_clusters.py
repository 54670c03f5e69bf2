"""Sets of sites: those near a point, those like a site, and each site alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from gis.siting.covering.clusters import clusters
from gis.tally import Flags


@given(npst.arrays(bool, st.tuples(st.integers(1, 20), st.integers(1, 8))))
def test_every_site_alone_and_all_near_a_point_are_sets_and_no_two_are_alike(near: Flags) -> None:
    """Of more than twelve sites, sets of twelve too."""
    sets = clusters(near)
    as_held = {tuple(np.flatnonzero(each)) for each in sets}
    assert len(as_held) == len(sets)
    assert {(site,) for site in range(len(near))} <= as_held
    assert {tuple(np.flatnonzero(column)) for column in near.T} <= as_held


def test_sites_in_a_row_are_like_their_neighbours() -> None:
    """Thirty sites in a row, each near nine points: a set of twelve has no hole."""
    near = np.array([[site <= point < site + 9 for point in range(38)] for site in range(30)])
    twelve = [np.flatnonzero(each) for each in clusters(near) if each.sum() == 12]
    middle = [each for each in twelve if each[0] > 0 and each[-1] < 29]
    assert middle
    assert all(each[-1] - each[0] == 11 for each in middle)
