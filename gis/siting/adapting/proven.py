"""Search and proof for every number of moves: swaps, most cover, prices, and swaps from both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from gis.siting.adapting.cover import CoverByMoves
from gis.siting.adapting.prices import Aim, Bounder, Climb, Prices
from gis.siting.adapting.search import Search
from gis.siting.adapting.terrain import Terrain
from gis.siting.watch import Watch
from gis.tally import Ints

ROUNDS = 24  # of raising a bound at each number of moves
LAST_ROUNDS = 48  # and with a free hand
TRY_EVERY = 24  # rounds: what a bound opens is a good place to search from
FEW = 8  # moves: with more, a free hand tells nearly as much


Climbs: TypeAlias = tuple[Bounder, tuple[Prices, ...]]


@dataclass(frozen=True, eq=False)
class Proven:
    """The best choice known with at most ``most`` moves, by the terrain's sites.

    No choice of so few leaves less than ``uncovered`` weight uncovered; none that leaves as little
    as this one travels less than ``travel`` (with ``beyond`` for who has no zone).
    """

    most: int
    sites: Ints
    uncovered: float
    travel: float


def proven_by_moves(terrain: Terrain, levels: tuple[int, ...], watch: Watch) -> tuple[Proven, ...]:
    """Search at some numbers of moves, fewest first, and prove what can be proven soon."""
    search = Search(terrain)
    for _ in search.through(levels, watch):
        _tell(search, terrain, levels[-1], watch)
    uncovered = _most_cover(search, terrain, levels, watch)
    climbs = _climbed(search, terrain, levels, watch)
    for _ in search.through(levels, watch):
        _tell(search, terrain, levels[-1], watch)
    return _bounded(search, terrain, climbs, uncovered)


def _looked_at(levels: tuple[int, ...]) -> tuple[int, ...]:
    """Give few moves and a free hand: what this cannot do, nothing between can."""
    return (*(most for most in levels[:-1] if most <= levels[0] + FEW), levels[-1])


def _most_cover(
    search: Search, terrain: Terrain, levels: tuple[int, ...], watch: Watch
) -> dict[int, float]:
    """Find the most cover, and give the least weight uncovered at each number of moves.

    A free hand comes first: few moves that leave no more uncovered than it must are proven by it.
    """
    model = CoverByMoves(terrain)
    *few, free = _looked_at(levels)
    least = {free: 0.0}
    for most in (free, *few):
        rank, sites = search.pool.best(most)
        if watch.over:
            break
        if rank[0] <= least[free]:
            continue
        part = watch.within(watch.left / 3)  # the rest is for travel
        found = model.most(most - terrain.excess, start=sites, watch=part)
        least[most] = found.bound
        search.begin(found.sites, most, watch)
        _tell(search, terrain, levels[-1], watch)
    return {most: least.get(most, least[free]) for most in levels}


def _climbed(search: Search, terrain: Terrain, levels: tuple[int, ...], watch: Watch) -> Climbs:
    """Raise the bound of travel at few moves and with a free hand; give the best prices met."""
    bounder = Bounder(terrain)
    prices = bounder.first(search.pool.best(levels[0])[1])
    kept = []
    for most in _looked_at(levels):
        climb = Climb(bounder, terrain.weight, prices)
        for turn in range(1, 1 + (LAST_ROUNDS if most == levels[-1] else ROUNDS)):
            rank, _ = search.pool.best(most)
            if watch.over:
                break
            aim = Aim(most - terrain.excess, rank[0])
            opened = climb.step(aim, rank[1]).sites
            if turn % TRY_EVERY == 0:
                search.begin(opened, most, watch)
        prices = climb.best
        kept.append(prices)
        _tell(search, terrain, levels[-1], watch)
    return bounder, tuple(kept)


def _bounded(
    search: Search, terrain: Terrain, climbs: Climbs, uncovered: dict[int, float]
) -> tuple[Proven, ...]:
    """Give the best choices with the best bounds that any of the prices met proves."""
    bounder, kept = climbs
    best = {most: search.pool.best(most) for most in uncovered}
    aims = [Aim(most - terrain.excess, rank[0]) for most, (rank, _) in best.items()]
    bounds = np.max([bounder.bounds(prices, aims) for prices in kept], axis=0)
    return tuple(
        Proven(most, sites, min(rank[0], uncovered[most]), min(rank[1], float(bound)))
        for (most, (rank, sites)), bound in zip(best.items(), bounds, strict=True)
    )


def _tell(search: Search, terrain: Terrain, most: int, watch: Watch) -> None:
    """Tell the weight covered with a free hand, as far as it is known."""
    rank, _ = search.pool.best(most)
    watch.tell(incumbent=float(np.sum(terrain.weight)) - rank[0])
