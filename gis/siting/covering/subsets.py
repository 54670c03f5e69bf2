"""Which sets lie within which others: bit by bit, sixty-four at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from gis.distance import Floats
from gis.tally import Flags, Ints

Words: TypeAlias = npt.NDArray[np.uint64]
_WORD = 64
_PAIRS = 2_000_000  # compared at once: 16 MB


def outdone(sets: Flags, dues: Floats, times: int) -> Flags:
    """Say of each set whether at least so many others outdo it.

    ``sets`` is sets × elements, ``dues`` kinds × sets. One outdoes another that lies within it and
    is not cheaper in any kind; of two that are alike, the first outdoes the second.
    """
    over = np.zeros(len(sets), dtype=np.int64)
    size = sets.sum(axis=1)
    for inner, outer in within(sets):
        cheaper = (dues[:, outer] <= dues[:, inner]).all(axis=0)
        alike = (size[inner] == size[outer]) & (dues[:, outer] == dues[:, inner]).all(axis=0)
        wins = cheaper & (~alike | (outer < inner))
        over += np.bincount(inner[wins], minlength=len(sets))
    return over >= times


def implied(sets: Flags, need: Ints) -> Flags:
    """Say of each set whether another lies within it that needs at least as much.

    Of two that are alike, the second is implied by the first.
    """
    size = sets.sum(axis=1)
    follows = np.zeros(len(sets), dtype=bool)
    for inner, outer in within(sets):
        alike = (size[inner] == size[outer]) & (need[inner] == need[outer])
        wins = (need[inner] >= need[outer]) & (~alike | (inner < outer))
        follows[outer[wins]] = True
    return follows


def within(sets: Flags) -> Iterator[tuple[Ints, Ints]]:
    """Give all pairs (inner, outer) of different sets where the one lies within the other.

    Only sets that hold something are compared. A set can only lie within those that hold its
    rarest element, so each is held against those alone; elements stand with the rarest first, so
    that the first word tells most pairs apart.
    """
    if not sets.size:
        return
    rare = sets[:, sets.sum(axis=0).argsort(kind="stable")]
    words = packed(rare)
    first = np.where(rare.any(axis=1), rare.argmax(axis=1), -1)
    for element in np.unique(first[first >= 0]):
        inner, outer = np.flatnonzero(first == element), np.flatnonzero(rare[:, element])
        step = max(1, _PAIRS // outer.size)
        for start in range(0, inner.size, step):
            yield _pairs(words, inner[start : start + step], outer, int(element) // _WORD)


def _pairs(words: Words, inner: Ints, outer: Ints, word: int) -> tuple[Ints, Ints]:
    """Compare in the word of the rarest element first, and whatever is left in all the others."""
    outside = words[inner, word][:, None] & ~words[outer, word]
    row, column = np.nonzero(outside == 0)
    one, other = inner[row], outer[column]
    apart = one != other
    one, other = one[apart], other[apart]
    for each in range(word + 1, words.shape[1]):  # before the rarest element there is nothing
        left = (words[one, each] & ~words[other, each]) == 0
        one, other = one[left], other[left]
    return one, other


def packed(sets: Flags) -> Words:
    """Write each set as a row of words, a bit an element."""
    missing = -sets.shape[1] % _WORD
    wide = np.pad(sets, ((0, 0), (0, missing)))
    words: Words = np.ascontiguousarray(np.packbits(wide, axis=1)).view(np.uint64)
    return words


def alike(sets: Flags) -> Ints:
    """Give the sets numbers, so that those with the same elements have the same number."""
    _, number = np.unique(packed(sets), axis=0, return_inverse=True)
    return number.reshape(-1).astype(np.int64)
