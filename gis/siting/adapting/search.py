"""The search for the best choice at every number of moves: from the plan outwards, and back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gis.siting.adapting.swaps import Swaps, less
from gis.siting.adapting.terrain import Terrain
from gis.siting.watch import Watch
from gis.tally import Ints

Rank = tuple[float, float, float, float]


class Pool:
    """The best choices met, by number of moves."""

    def __init__(self, terrain: Terrain) -> None:
        """Begin with none."""
        self._terrain = terrain
        self._met: dict[int, tuple[Rank, Ints]] = {}

    def add(self, swaps: Swaps) -> None:
        """Keep a choice where none with as few moves is better."""
        moves, sites = swaps.count.moves, swaps.sites
        rank = self._terrain.rank(sites)
        known = self._met.get(moves)
        if known is None or less(rank, known[0], self._terrain.hair):
            self._met[moves] = rank, sites

    def best(self, most: int) -> tuple[Rank, Ints]:
        """Give the best choice of at most so many moves; of equals the one with fewest."""
        few, *others = sorted(each for each in self._met if each <= most)
        found = self._met[few]
        for moves in others:
            if less(self._met[moves][0], found[0], self._terrain.hair):
                found = self._met[moves]
        return found


class Search:
    """Walks from choice to choice, and keeps the best of each number of moves in its pool."""

    def __init__(self, terrain: Terrain) -> None:
        """Begin with the zones of the plan that may stay, and what is locked."""
        self._swaps = Swaps(terrain, np.flatnonzero(terrain.old))
        self._swaps.settle()
        self.pool = Pool(terrain)
        self.pool.add(self._swaps)

    def through(self, levels: tuple[int, ...], watch: Watch) -> Iterator[int]:
        """Look for the best choice at each of some numbers of moves, outwards and then back.

        Outwards each starts from the one with fewer moves; on the way back zones return to the
        plan one by one, those first that were worth least. Gives the level it has just been at.
        """
        for most in levels:
            self._from(most, most, watch)
            yield most
        for more, most in zip(levels[:0:-1], levels[-2::-1], strict=True):
            self._from(more, most, watch)
            yield most

    def begin(self, sites: Ints, most: int, watch: Watch) -> None:
        """Look from another choice on, brought back to so many moves."""
        self._swaps.go(sites)
        self._swaps.settle()
        self._at(most, watch)

    def _from(self, known: int, most: int, watch: Watch) -> None:
        """Look from the best known choice on."""
        self._swaps.go(self.pool.best(known)[1])
        self._at(most, watch)

    def _at(self, most: int, watch: Watch) -> None:
        while self._swaps.count.moves > most and not watch.over:
            swap = self._swaps.best(self._swaps.back(), worse=True)
            if swap is None:
                return
            self._swaps.swap(*swap)
        self._swaps.improve(most, watch)
        self.pool.add(self._swaps)
