"""A relaxation kept from branch to branch: what each comes to, and what a look ahead sees."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gis.siting.branched import Branch, Branched, Relaxed
from gis.siting.watch import Watch
from tests.gis.siting.test_relaxation import triangle

ALL, FIRST = 0, 1
SETS = np.array([[True, True, True], [True, False, False]])


def solved(relaxation: Branched, branch: Branch) -> Relaxed:
    """Solve a branch that can be solved."""
    relaxed = relaxation.solve(branch)
    assert relaxed is not None
    return relaxed


def test_a_branch_has_so_many_of_a_set_and_the_next_is_free_of_that() -> None:
    """Half of each corner is enough, two of them are a branch, and one alone is none."""
    relaxation, root = Branched(triangle(), SETS, Watch()), Branch(np.zeros(3), np.ones(3))
    floors = [
        solved(relaxation, branch).floor
        for branch in (root, root.counted(ALL, 2, math.inf), root.counted(ALL, 0, 1), root)
    ]
    assert floors == pytest.approx([1.5, 2.0, math.inf, 1.5])


def test_a_branch_of_a_branch_keeps_to_both() -> None:
    """Without the first corner it takes the two others; with both ends of a count, no more."""
    relaxation, root = Branched(triangle(), SETS, Watch()), Branch(np.zeros(3), np.ones(3))
    without = root.counted(FIRST, -math.inf, 0)
    begun = Branch(root.lower, root.upper, without.counts, basis=solved(relaxation, root).basis)
    relaxed = solved(relaxation, begun.counted(ALL, 2, 3).counted(ALL, 0, 2))
    assert relaxed.values == pytest.approx([0, 1, 1])
    assert begun.counted(ALL, 2, 3).counted(ALL, 0, 2).counts[ALL] == (2, 2)
    assert without.counted(ALL, 0, 2).depth == 2


def test_a_look_ahead_sees_both_branches_and_leaves_nothing_behind() -> None:
    """No choice has one corner, two have two; after the look the branch is as before."""
    relaxation, root = Branched(triangle(), SETS, Watch()), Branch(np.zeros(3), np.ones(3))
    before = solved(relaxation, root)
    at = Branch(root.lower, root.upper, floor=before.floor, basis=before.basis)
    relaxation.stand(at)
    assert relaxation.peek(at, ALL, 1.5, 100) == pytest.approx((math.inf, 2.0))
    assert solved(relaxation, at).floor == pytest.approx(before.floor)


def test_a_solve_that_is_stopped_gives_nothing() -> None:
    """Neither a floor nor that there is none."""
    relaxation = Branched(triangle(), SETS, Watch(stopped=lambda: True))
    root = Branch(np.zeros(3), np.ones(3))
    relaxed = relaxation.solve(root)
    assert relaxed is None or relaxed.floor == pytest.approx(1.5)
