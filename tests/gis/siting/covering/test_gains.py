"""Which set a branch is on: one that is open in part, and none where all is whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gis.siting.branched import Branch, Branched
from gis.siting.covering.clusters import clusters
from gis.siting.covering.gains import Gains, Pick
from gis.siting.covering.model import model_of
from gis.siting.watch import Watch
from gis.tally import Flags
from tests.gis.siting.covering.cover_stories import purse_of, rest_of, ring


def picked(near: Flags, zones: float) -> tuple[Pick | None, Flags]:
    """Ask where to branch at the root of a question, points of weight one; give the sets too."""
    model = model_of(rest_of(near), purse_of(len(near), zones))
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
    pick, sets = picked(ring(3), 1.5)
    assert pick is not None
    assert 0.01 < pick.at % 1 < 0.99
    assert abs(pick.at - sets[pick.place].sum() / 2) < 1e-5
