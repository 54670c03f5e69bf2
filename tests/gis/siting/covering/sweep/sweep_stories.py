"""Small towns for sweeps, and their best covers by trying every choice."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from scipy import sparse

from gis.siting.covering.covered import Purse
from gis.siting.covering.model import model_of
from gis.siting.covering.reduce import Rest
from gis.siting.covering.sweep.potential import Potential, Prices, potential, priced
from gis.siting.covering.tighten import Tight, tightened
from gis.siting.watch import Watch
from gis.tally import Flags, Ints
from tests.gis.siting.covering.cover_stories import purse_of, rest_of


@dataclass(frozen=True, eq=False)
class Town:
    """A question, what it may use, its tight relaxation, and a potential of some of its sites."""

    rest: Rest
    left: Purse
    tight: Tight
    potential: Potential

    @property
    def zones(self) -> int:
        """How many sites may be chosen."""
        return int(self.left.limits[0])

    def choices(self) -> list[Ints]:
        """Give every choice of the potential's sites, by their places there."""
        size = len(self.potential.sites)
        return [
            np.array(each, dtype=np.int64)
            for number in range(min(size, self.zones) + 1)
            for each in itertools.combinations(range(size), number)
        ]

    def weight(self, chosen: Ints) -> float:
        """Count what some of the potential's sites cover."""
        sites = self.potential.sites[chosen]
        return float(self.rest.weight[self.rest.near[sites].any(axis=0)].sum())

    @property
    def most(self) -> float:
        """Try every choice."""
        return max(self.weight(each) for each in self.choices())


def town_of(
    near: Flags,
    weight: list[float],
    zones: int,
    kept: Flags | None = None,
    prices: Prices | None = None,
) -> Town:
    """Make a town, with the prices of its tight relaxation unless others are given."""
    rest, left = rest_of(near, np.array(weight)), purse_of(len(near), zones)
    tight = tightened(rest, model_of(rest, left), 0.0, Watch())
    assert tight is not None
    prices = prices or priced(rest, tight.model, Watch())
    assert prices is not None
    kept = np.ones(len(near), dtype=bool) if kept is None else kept
    return Town(rest, left, tight, potential(rest, prices, zones, kept))


@st.composite
def towns(draw: st.DrawFn, *, closed: bool = False) -> Town:
    """Draw a few sites, each near some of nine points, with the best prices or with any."""
    sites = draw(st.integers(3, 8))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    near = rng.random((sites, 9)) < draw(st.sampled_from([0.2, 0.35]))
    near[np.arange(9) % sites, np.arange(9)] = True
    weight = rng.integers(1, 6, 9).astype(float).tolist()
    kept = rng.random(sites) < 0.7 if closed else np.ones(sites, dtype=bool)
    kept[0] = True
    prices = any_prices(rng) if draw(st.booleans()) else None
    return town_of(near, weight, draw(st.integers(1, sites - 1)), kept, prices)


def any_prices(rng: np.random.Generator) -> Prices:
    """Give prices of nine points, and of four odd sets of them."""
    member = np.zeros((4, 9))
    for row, size in zip(member, (3, 3, 5, 5), strict=True):
        row[rng.permutation(9)[:size]] = 1.0
    return Prices(3 * rng.random(9), rng.random(), rng.random(4), sparse.csr_array(member))


def square(sites: int = 60, zones: int = 9, reach: float = 0.25) -> Town:
    """Give sites on a square, and as many points: more than the relaxation settles."""
    rng = np.random.default_rng(3)
    places, people = rng.random((sites, 2)), rng.random((sites, 2))
    near = np.linalg.norm(places[:, None] - people, axis=2) < reach
    near = near[:, near.any(axis=0)]
    return town_of(near, rng.integers(1, 30, near.shape[1]).astype(float).tolist(), zones)
