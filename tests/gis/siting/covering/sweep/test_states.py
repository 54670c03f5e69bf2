"""Families: what a choice holds is read from its line, also once others are forgotten."""

from __future__ import annotations

import numpy as np

from gis.siting.covering.sweep.states import NOBODY, Family


def test_a_line_survives_what_is_forgotten_around_it() -> None:
    """Two children of nobody, a grandchild of the second: the first is forgotten."""
    family = Family()
    nobody = np.array([NOBODY])
    family.born(nobody, 7)
    second = family.born(nobody, 4)
    third = family.born(second, 2)
    assert family.chosen(int(third[0])).tolist() == [2, 4]
    nodes = family.forgetting(np.array([third[0], NOBODY]), most=0)
    assert nodes.tolist() == [1, NOBODY]
    assert family.chosen(1).tolist() == [2, 4]
    fourth = family.born(nodes[:1], 9)
    assert family.chosen(int(fourth[0])).tolist() == [2, 4, 9]
    assert family.chosen(NOBODY).tolist() == []
