"""Which set a branch is on: one that is open in part, and none where all is whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gis.siting.branched import Branch, Branched
from gis.siting.covering.clusters import clusters
from gis.siting.covering.covered import Purse
from gis.siting.covering.gains import Gains, Pick
from gis.siting.covering.model import model_of
from gis.siting.covering.reduce import Rest
from gis.siting.watch import Watch
from gis.tally import Flags

RING = np.eye(3, dtype=bool) | np.roll(np.eye(3, dtype=bool), 1, axis=1)


def picked(near: Flags, zones: float) -> tuple[Pick | None, Flags]:
    """Ask where to branch at the root of a question, points of weight one; give the sets too."""
    sites, points = near.shape
    need, none = np.ones(points, dtype=np.int64), np.zeros(0, dtype=np.int64)
    rest = Rest(np.arange(sites), none, near, need, np.ones(points))
    model = model_of(rest, Purse(np.ones((1, sites)), np.array([zones])))
    sets = clusters(near)
    relaxation = Branched(model, sets, Watch())
    root = Branch(model.lower, model.upper)
    relaxed = relaxation.solve(root)
    assert relaxed is not None
    root = replace(root, floor=relaxed.floor, basis=relaxed.basis)
    return Gains(sets).pick(relaxation, root, relaxed.values, 0.0), sets


def test_where_all_sites_are_whole_there_is_nothing_to_branch_on() -> None:
    """Each site is near a point of its own, and there is a zone for each."""
    assert picked(np.eye(4, dtype=bool), 4)[0] is None


def test_a_set_that_is_open_in_part_is_picked() -> None:
    """Half of each site of a ring, and every set of them by halves."""
    pick, sets = picked(RING, 1.5)
    assert pick is not None
    assert 0.01 < pick.at % 1 < 0.99
    assert abs(pick.at - sets[pick.place].sum() / 2) < 1e-5
