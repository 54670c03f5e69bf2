"""States that another does no worse than, however it goes on.

Of two choices decided on the same sites, A does no worse than B whatever is chosen after, if it has
no more sites than B, and

    weight(A) − weight of the live spots that A covers and B does not  ≥  weight(B)

What B gains later on a spot, A gains too, but on spots that A covers already: no more than those
are worth. So B need not be kept: dominance in a dynamic programme, T. Ibaraki, "The power of
dominance relations in branch-and-bound algorithms", Journal of the ACM 24 (1977).

Each state is held against the best few, then against those beside it when all are sorted by what
they cover, on live spots in an order that chance draws, the heavy ones sooner. That leaves a few
states in a hundred more than all pairs would, in a fraction of the time.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from gis.distance import Floats
from gis.siting.covering.sweep.states import Bytes
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

_BEST = 128
_BLOCK = 128
_LOOKS = 3
_WINDOW = 128
_KEYS = 64  # spots by which states are sorted
_EXACT = 2**24  # sums of whole numbers below it are exact in 32 bits

Sums: TypeAlias = npt.NDArray[np.floating[Any]]


def undominated(  # noqa: PLR0913 - what a state is, part by part
    cover: Bytes, weight: Floats, count: Ints, *, each: float, weights: Floats, watch: Watch
) -> Ints:
    """Give the places of states that stay: at least one that does no worse than any that goes.

    ``cover`` is states × live spots, ``weights`` (spots) whole numbers. States that cover more,
    less ``each`` for every site, come first.
    """
    order = np.lexsort((count, each * count - weight))
    order = order[_unlike(cover[order], count[order])]
    crowd = _Crowd(cover[order], weight[order], count[order], weights)
    crowd.against_best(watch)
    rng = np.random.default_rng(0)
    for _ in range(_LOOKS):
        crowd.against_neighbours(rng, watch)
    return order[crowd.stays]


class _Crowd:
    """States in order, the best first, and which of them stay so far."""

    def __init__(self, cover: Bytes, weight: Floats, count: Ints, weights: Floats) -> None:
        """Make all figures of a kind that holds sums of the weights exactly."""
        most = float(weights.sum() + np.ptp(weight)) if len(weight) else 0.0
        kind = np.float32 if most < _EXACT else np.float64
        self._cover, self._count = cover, count
        self._weights: Sums = weights.astype(kind)
        # A beats B where spare(A) + weight of what both cover ≥ weight(B).
        self._weight: Sums = (weight - weight.min(initial=np.inf)).astype(kind)
        self._spare: Sums = self._weight - np.asarray(self._weights @ cover.T)
        self.stays: Flags = np.ones(len(cover), dtype=bool)

    def against_best(self, watch: Watch) -> None:
        """Hold all against the best that stay."""
        best: Ints = np.zeros(0, dtype=np.int64)
        for begin in range(0, len(self._cover), _BLOCK):
            if watch.over:
                return
            block = np.arange(begin, min(begin + _BLOCK, len(self._cover)))
            block = block[~self._beaten(best, block)]
            beaten = self._beaten(block, block)
            self.stays[begin : begin + _BLOCK] = False
            self.stays[block[~beaten]] = True
            if len(best) < _BEST:
                best = np.concatenate([best, block[~beaten]])

    def against_neighbours(self, rng: np.random.Generator, watch: Watch) -> None:
        """Hold each that stays against those that cover much the same."""
        left = np.flatnonzero(self.stays)
        if len(left) <= _BEST:
            return
        draw = np.argsort(-self._weights * rng.random(len(self._weights)))[:_KEYS]
        keys = np.packbits(self._cover[np.ix_(left, draw)], axis=1)
        left = left[np.lexsort(keys.T[::-1])]
        for begin in range(0, len(left), _WINDOW // 2):
            if watch.over:
                return
            part = np.sort(left[begin : begin + _WINDOW])
            part = part[self.stays[part]]
            self.stays[part[self._beaten(part, part)]] = False

    def _beaten(self, some: Ints, others: Ints) -> Flags:
        """Say of others whether one of some that comes before does no worse."""
        first = self._cover[some].astype(self._weights.dtype) * self._weights
        both = first @ self._cover[others].astype(self._weights.dtype).T
        beats = self._spare[some][:, None] + both >= self._weight[others]
        beats &= self._count[some][:, None] <= self._count[others]
        beats &= some[:, None] < others
        return np.asarray(beats.any(axis=0))


def _unlike(cover: Bytes, count: Ints) -> Ints:
    """Give the first of all states that cover the same with as many sites, ascending."""
    number = np.ascontiguousarray(count[:, None].astype(np.uint16)).view(np.uint8)
    rows = np.ascontiguousarray(np.concatenate([np.packbits(cover, axis=1), number], axis=1))
    words = rows.view([("", f"V{rows.shape[1]}")]).reshape(-1)
    _, first = np.unique(words, return_index=True)
    return np.sort(first)
