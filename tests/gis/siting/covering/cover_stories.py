"""Small questions of covering, drawn at random, and their answers by trying every choice."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from gis.distance import Floats
from gis.siting.covering.covered import Purse
from gis.siting.covering.reduce import Rest
from gis.tally import Flags

MOST_SITES = 6


def rest_of(near: Flags, weight: Floats | None = None, *, need: int = 1) -> Rest:
    """Give a question in which every point needs as many sites, and weighs one unless told."""
    sites, points = near.shape
    return Rest(
        sites=np.arange(sites),
        forced=np.zeros(0, dtype=np.int64),
        near=near,
        need=np.full(points, need),
        weight=np.ones(points) if weight is None else weight,
    )


def purse_of(sites: int, zones: float) -> Purse:
    """Allow so many sites."""
    return Purse(np.ones((1, sites)), np.array([float(zones)]))


def ring(size: int) -> Flags:
    """Give sites and points in turn on a ring: each site is near the two points beside it."""
    return np.eye(size, dtype=bool) | np.roll(np.eye(size, dtype=bool), 1, axis=1)


@dataclass(frozen=True, eq=False)
class Asked:
    """A table of travel with all that may bind a choice of its sites."""

    cost: Floats
    weight: Floats
    price: Floats
    zones: int
    options: dict[str, Any]

    @property
    def near(self) -> Flags:
        """Who is within four."""
        return self.cost <= 4

    def choices(self) -> Iterator[list[int]]:
        """Give every choice that locks, bans, number and budget allow."""
        locked, banned = self.options["locked"], self.options["banned"]
        for flags in itertools.product([False, True], repeat=len(self.cost)):
            chosen = np.array(flags)
            if (locked & ~chosen).any() or (banned & chosen).any() or chosen.sum() > self.zones:
                continue
            if self.options["fee"][chosen].sum() <= self.options["budget"] + 1e-9:
                yield list(np.flatnonzero(chosen))

    def allows(self, sites: Any) -> bool:  # noqa: ANN401 - any list of places
        """Tell whether a choice is one of those."""
        return sorted(map(int, sites)) in self.choices()


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    """Draw a question of few sites and points; costs and prices often tie."""
    sites, points = draw(st.integers(1, MOST_SITES)), draw(st.integers(1, 7))
    cells = st.one_of(st.integers(0, 9).map(float), st.just(np.nan))
    whole = draw(st.booleans())
    amounts = st.integers(0, 5).map(float) if whole else st.sampled_from([0.0, 0.1, 0.7, 2.5])
    seldom = st.sampled_from([True, False, False, False])
    return Asked(
        cost=draw(npst.arrays(float, (sites, points), elements=cells)),
        weight=draw(npst.arrays(float, points, elements=amounts)),
        price=draw(npst.arrays(float, sites, elements=amounts)),
        zones=draw(st.integers(0, MOST_SITES)),
        options={
            "need": draw(st.integers(1, 3)),
            "locked": draw(npst.arrays(bool, sites, elements=seldom)),
            "banned": draw(npst.arrays(bool, sites, elements=seldom)),
            "fee": draw(npst.arrays(float, sites, elements=amounts)),
            "budget": draw(st.sampled_from([np.inf, np.inf, 0.8, 4.0])),
        },
    )
