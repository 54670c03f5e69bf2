"""Lengths: the metres of a table's fastest journeys, at once where they are known, else when asked.

The plain engine finds minutes and metres in one search; the fast one finds minutes alone. Metres
are then searched for, pair by pair as a reader asks, no farther than the pair's own minutes reach.
Always those of the packed cost: of equally fast ways the shortest, whoever asks and for how many.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from gis.distance import Floats
from gis.network.anchors import Anchors
from gis.network.engine import Engine
from gis.network.graph import Ints
from gis.network.metric import MS_A_MINUTE, unpack


class Lengths(Protocol):
    """The metres of the journeys of a table, sites × demand; NaN where there is none."""

    def at(self, sites: Ints, demand: Ints) -> Floats:
        """Give the metres of some pairs: of ``sites[n]`` and ``demand[n]``, counted from 0."""
        ...

    @property
    def whole(self) -> Floats:
        """The metres of all pairs."""
        ...


@dataclass(frozen=True, eq=False)
class KnownLengths:
    """Metres that came with the minutes."""

    whole: Floats

    def at(self, sites: Ints, demand: Ints) -> Floats:
        """Look some pairs up."""
        return self.whole[sites, demand]


@dataclass(frozen=True, eq=False)
class SearchedLengths:
    """Metres that are searched for when they are asked, and remembered.

    ``minutes`` are the table's (sites × demand).
    """

    engine: Engine
    sites: Anchors
    demand: Anchors
    minutes: Floats

    def at(self, sites: Ints, demand: Ints) -> Floats:
        """Search for those that nobody asked before."""
        fresh = np.isfinite(self.minutes[sites, demand]) & np.isnan(self._found[sites, demand])
        self._search(sites[fresh], demand[fresh])
        return self._found[sites, demand]

    def _search(self, sites: Ints, demand: Ints) -> None:
        """Search from each of the rarer side, as far as the slowest of its pairs."""
        by_site = np.unique(sites).size <= np.unique(demand).size
        for group in _alike(sites if by_site else demand):
            ends, starts = sites[group], demand[group]
            cost = self.engine.table(
                self.demand.take(starts if by_site else starts[:1]),
                self.sites.take(ends[:1] if by_site else ends),
                within_ms=float(np.ceil(self.minutes[ends, starts].max() * MS_A_MINUTE)),
            )
            self._found[ends, starts] = unpack(cost.ravel())[1]

    @cached_property
    def _found(self) -> Floats:
        """What was asked so far, NaN elsewhere; two threads at worst write the same figure."""
        return np.full_like(self.minutes, np.nan)

    @cached_property
    def whole(self) -> Floats:
        """The metres of all pairs, by one search from each of the fewer points."""
        return unpack(self.engine.table(self.demand, self.sites).T)[1]


def _alike(keys: Ints) -> Iterator[Ints]:
    """Give the positions of each key."""
    order = np.argsort(keys, kind="stable")
    bounds = np.flatnonzero(np.diff(keys[order])) + 1
    return iter(np.split(order, bounds)) if order.size else iter(())
