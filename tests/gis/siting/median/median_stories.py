"""The vocabulary of the p-median tests: small tables, and the best choice by trying them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st
from scipy.sparse.csgraph import floyd_warshall

from gis.distance import Floats
from gis.siting.median.solve import p_median
from gis.siting.median.task import Limit, Placed
from gis.tally import Flags, Ints

PMED = Path(__file__).parents[5] / "shared" / "data" / "benchmarks" / "pmed"


@dataclass(frozen=True, eq=False)
class Story:
    """One p-median, as the engine is asked."""

    cost: Floats
    zones: int
    locked: Flags
    banned: Flags
    fee: Floats
    limits: Sequence[Limit] = field(default=())

    def solve(self) -> Placed | None:
        """Ask the engine."""
        return p_median(
            self.cost,
            zones=self.zones,
            locked=self.locked,
            banned=self.banned,
            fee=self.fee,
            limits=self.limits,
        )

    def value(self, sites: Ints, zone: Ints) -> float:
        """Work out what a choice costs."""
        return float(self.cost[zone, np.arange(zone.size)].sum() + self.fee[sites].sum())

    def keeps(self, limit: Limit, sites: Ints, zone: Ints) -> bool:
        """Say whether a choice keeps a side limit."""
        used = 0.0
        if limit.pairs is not None:
            used += float(limit.pairs[zone, np.arange(zone.size)].sum())
        if limit.sites is not None:
            used += float(limit.sites[sites].sum())
        return used <= limit.most + 1e-9

    def best(self) -> float:
        """Try every set of sites, and every way to serve the points where limits ask for it."""
        return min((value for value in self._values()), default=np.inf)

    def _values(self) -> Iterator[float]:
        everywhere = any(limit.pairs is not None for limit in self.limits)
        for sites in self._sets():
            ways = self._ways(sites) if everywhere else [sites[self.cost[sites].argmin(axis=0)]]
            for zone in ways:
                if all(self.keeps(limit, sites, zone) for limit in self.limits):
                    yield self.value(sites, zone)

    def _sets(self) -> Iterator[Ints]:
        open_to = np.flatnonzero(~self.banned)
        for count in range(1, self.zones + 1):
            for some in combinations(open_to, count):
                if np.isin(np.flatnonzero(self.locked), some).all():
                    yield np.array(some)

    def _ways(self, sites: Ints) -> Iterator[Ints]:
        for way in product(sites, repeat=self.cost.shape[1]):
            yield np.array(way)


@st.composite
def stories(draw: st.DrawFn, *, most_points: int = 6, pair_limits: bool = False) -> Story:
    """Draw a small table with locks, bans, fees, pairs that are not allowed, and side limits."""
    sites = draw(st.integers(1, 6))
    points = draw(st.integers(1, most_points))
    seed = draw(st.integers(0, 10_000))
    random = np.random.default_rng(seed)
    cost = random.integers(0, 20, (sites, points)).astype(float)
    if draw(st.booleans()):
        cost = cost * 0.37
    cost[random.random(cost.shape) < draw(st.sampled_from([0.0, 0.2, 0.5]))] = np.inf
    kind = random.integers(0, 6, sites)
    limits = []
    if draw(st.booleans()):
        most = float(draw(st.integers(-1, 3)))
        limits.append(Limit(most, sites=random.integers(-1, 3, sites).astype(float)))
    if pair_limits:
        pairs = random.integers(-2, 5, cost.shape).astype(float)
        limits.append(Limit(float(draw(st.integers(-2, 12))), pairs=pairs))
    return Story(
        cost=cost,
        zones=draw(st.integers(1, 4)),
        locked=kind == 0,
        banned=kind == 1,
        fee=random.integers(0, 5, sites).astype(np.float64) * draw(st.booleans()),
        limits=limits,
    )


def pmed(number: int) -> tuple[Floats, int, float]:
    """Give a problem of OR-Library: the table, how many zones, and its published optimum.

    Skips where the files are not there.
    """
    if not PMED.is_dir():
        pytest.skip(f"{PMED} is not there")
    words = (PMED / f"pmed{number}.txt").read_text(encoding="utf-8").split()
    size, edges, zones = map(int, words[:3])
    length = np.full((size, size), np.inf)
    for tail, head, metres in np.array(words[3 : 3 + 3 * edges], dtype=int).reshape(-1, 3):
        length[tail - 1, head - 1] = length[head - 1, tail - 1] = metres
    published = dict(
        line.split() for line in (PMED / "pmedopt.txt").read_text("utf-8").splitlines()[1:] if line
    )
    return floyd_warshall(length), zones, float(published[f"pmed{number}"])
