"""Sets within sets, against Python's own."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from gis.siting.covering.subsets import alike, implied, outdone, within
from gis.tally import Flags

tables = npst.arrays(bool, st.tuples(st.integers(0, 6), st.integers(0, 5)))


def sets(flags: Flags) -> list[frozenset[int]]:
    """Give each row as a set of places."""
    return [frozenset(map(int, np.flatnonzero(row))) for row in flags]


@given(tables, st.integers(0, 130))
def test_every_set_within_another_is_found_once(flags: Flags, wide: int) -> None:
    """However many words they fill; an empty one is not compared."""
    apart = np.insert(flags, [0] * wide if flags.shape[1] else [], values=False, axis=1)
    found = [(int(a), int(b)) for one, two in within(apart) for a, b in zip(one, two, strict=True)]
    each = sets(flags)
    true = {
        (a, b)
        for a, small in enumerate(each)
        for b, large in enumerate(each)
        if a != b and small and small <= large
    }
    assert sorted(found) == sorted(true)


def test_many_words_tell_sets_apart_in_any_of_them() -> None:
    """Two hundred elements; the third set lacks one that stands far behind."""
    flags = np.ones((3, 200), dtype=bool)
    flags[0, :190] = False
    flags[2, 199] = False
    assert outdone(flags, np.zeros((1, 3)), times=1).tolist() == [True, False, True]


def test_of_two_alike_the_first_stays() -> None:
    """Unless the second is cheaper."""
    flags = np.array([[True, True], [True, True], [True, False]])
    assert outdone(flags, np.zeros((0, 3)), times=1).tolist() == [False, True, True]
    assert outdone(flags, np.array([[3.0, 2, 1]]), times=1).tolist() == [True, False, False]
    assert outdone(flags, np.zeros((0, 3)), times=2).tolist() == [False, False, True]


def test_a_set_is_implied_by_one_within_it_that_needs_as_much() -> None:
    """The smaller is the harder to cover."""
    flags = np.array([[True, False], [True, True], [True, True]])
    assert implied(flags, np.array([1, 1, 1])).tolist() == [False, True, True]
    assert implied(flags, np.array([1, 2, 2])).tolist() == [False, False, True]


@given(tables)
def test_sets_alike_have_one_number(flags: Flags) -> None:
    """And others have another."""
    number = alike(flags)
    pairs = {(int(n), each) for n, each in zip(number, sets(flags), strict=True)}
    assert len(pairs) == len(set(sets(flags))) == len({n for n, _ in pairs})
