"""A first choice to begin with, by greed and by exchange: good, quick, and nothing proven."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.covering.covered import Purse
from gis.siting.covering.reduce import Rest
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

_HAIR = 1e-9


def most_weight(rest: Rest, purse: Purse, watch: Watch) -> Ints:
    """Choose sites of much weight: by greed, then exchanged while that gains; places, ascending."""
    table = _table(rest.near)
    chosen: list[int] = []
    count = np.zeros(rest.size[1])
    while rest.size[0] and not watch.over:
        # A point that needs two is half won by the first.
        gain = table @ np.where(count < rest.need, rest.weight / rest.need, 0.0)
        taken = np.array(chosen, dtype=np.int64)
        gain[~purse.fits(taken)] = 0.0
        gain[taken] = 0.0
        best = int(gain.argmax())
        if gain[best] <= 0:
            break
        chosen.append(best)
        count += rest.near[best]
    return np.sort(_exchanged(np.array(chosen, dtype=np.int64), rest, purse, watch))


def _exchanged(sites: Ints, rest: Rest, purse: Purse, watch: Watch) -> Ints:
    """Put another site for each in turn, the best that there is, until no exchange gains.

    M. B. Teitz and P. Bart, "Heuristic methods for estimating the generalized vertex median of a
    weighted graph", Operations Research 16 (1968), for covered weight.
    """
    table, sites = _table(rest.near), sites.copy()
    count = rest.near[sites].sum(axis=0)
    slot = since = 0
    while since < sites.size and not watch.over:
        others = np.delete(sites, slot)
        left = count - rest.near[sites[slot]]
        gain = table @ np.where(left == rest.need - 1, rest.weight, 0.0)
        gain[~purse.fits(others)] = -np.inf
        gain[others] = -np.inf
        best = int(gain.argmax())
        since += 1
        if gain[best] > gain[sites[slot]] + _HAIR:
            sites[slot], count, since = best, left + rest.near[best], 0
        slot = (slot + 1) % sites.size
    return sites


def cover_all(rest: Rest, price: Floats) -> Ints:
    """Choose sites so that every point has what it needs, at a small price; places, ascending.

    By greed (V. Chvátal, "A greedy heuristic for the set-covering problem", Mathematics of
    Operations Research 4, 1979), then each that has become superfluous is given up, the dearest
    first. Every point must have as many sites near as it needs.
    """
    table = _table(rest.near)
    left = rest.need.copy()
    free = np.ones(rest.size[0], dtype=bool)
    while (left > 0).any():
        gain = (table @ (left > 0).astype(np.float64)) / np.maximum(price, _HAIR)
        best = int(np.where(free, gain, -1.0).argmax())
        free[best] = False
        left = left - rest.near[best]
    return _needed(np.flatnonzero(~free), rest, price)


def _needed(sites: Ints, rest: Rest, price: Floats) -> Ints:
    spare = rest.near[sites].sum(axis=0) - rest.need
    kept = np.ones(sites.size, dtype=bool)
    for place in np.argsort(-price[sites], kind="stable"):
        if (spare >= rest.near[sites[place]]).all():
            spare = spare - rest.near[sites[place]]
            kept[place] = False
    return sites[kept]


def _table(near: Flags) -> sparse.csr_array[np.float64, tuple[int, int]]:
    return sparse.csr_array(near.astype(np.float64))
