"""Small tasks with capacities, and an oracle that tries every choice of sites."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from gis.distance import Floats
from gis.siting.capacitated import Filled, fill
from gis.tally import Flags

NAN = float("nan")


@dataclass(frozen=True, eq=False)
class Story:
    """What ``fill`` is asked."""

    cost: Floats
    demand: Floats
    capacity: Floats
    zones: int
    split: bool
    locked: Flags
    banned: Flags
    fee: Floats
    skip: Floats

    def asked(self, **other: Any) -> Filled | None:  # noqa: ANN401 - options of fill
        """Ask it, with other options where some are given."""
        given = vars(self) | other
        return fill(given.pop("cost"), **given)


@st.composite
def stories(draw: st.DrawFn, *, split: bool) -> Story:
    """Give any small task: holes, locks, bans, fees, two components, endless room, skips."""
    sites, points = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    parts = draw(st.integers(1, 2))

    def numbers(count: int, low: int, high: int) -> Floats:
        values = st.lists(st.integers(low, high), min_size=count, max_size=count)
        return np.array(draw(values), float)

    cost = numbers(sites * points, 0, 9)
    cost[numbers(sites * points, 0, 9) == 0] = NAN
    roles = numbers(sites, 0, 5)
    skip = numbers(points, 5, 20)
    skip[numbers(points, 0, 2) > 0] = np.inf
    capacity = numbers(parts * sites, 0, 12)
    capacity[numbers(parts * sites, 0, 4) == 0] = np.inf
    return Story(
        cost=cost.reshape(sites, points),
        demand=numbers(parts * points, 0, 5).reshape(parts, points),
        capacity=capacity.reshape(parts, sites),
        zones=draw(st.integers(1, sites)),
        split=split,
        locked=roles == 0,
        banned=roles == 1,
        fee=numbers(sites, 0, 4),
        skip=skip,
    )


def best_by_trying(story: Story) -> float:
    """Give the least cost over all choices of sites, infinite where none is possible."""
    sites = np.flatnonzero(~story.banned)
    best = np.inf
    for count in range(story.zones + 1):
        for chosen in combinations(sites.tolist(), count):
            opened = np.isin(np.arange(len(story.fee)), chosen)
            if (opened >= story.locked).all():
                value = _shared(story, opened) if story.split else _whole(story, opened)
                best = min(best, value + story.fee[opened].sum())
    return best


_ENDLESS = 1000.0  # more than all points take up


def _shared(story: Story, opened: Flags) -> float:
    """Give the least cost with these sites open, by a plain linear program."""
    sites, points = story.cost.shape
    arcs, names = sites * points, np.arange(points)
    possible = np.isfinite(story.cost) & opened[:, None]
    ends = [(0, float(each)) for each in possible.ravel()]
    ends += [(0, 0.0 if np.isinf(each) else 1.0) for each in story.skip]
    served = np.hstack([np.tile(np.eye(points), sites), np.eye(points)])
    held = [
        [row[n % points] if n < arcs and n // points == site else 0.0 for n in range(arcs + points)]
        for row in story.demand
        for site in range(sites)
    ]
    price = np.concatenate([np.nan_to_num(story.cost).ravel(), np.nan_to_num(story.skip, posinf=0)])
    found = linprog(
        price,
        A_ub=np.array(held),
        b_ub=np.nan_to_num(story.capacity, posinf=_ENDLESS).ravel(),
        A_eq=served,
        b_eq=np.ones(len(names)),
        bounds=ends,
    )
    return np.inf if found.fun is None else float(found.fun)


def _whole(story: Story, opened: Flags) -> float:
    """Give the least cost with these sites open, each point at one of them or left."""
    points = story.cost.shape[1]
    best = np.inf
    for places in product([-1, *np.flatnonzero(opened).tolist()], repeat=points):
        at = np.array(places)
        there = at >= 0
        cost = np.where(there, story.cost[at, np.arange(points)], story.skip)
        load = np.array([np.bincount(at[there], row[there], len(opened)) for row in story.demand])
        if (load <= story.capacity).all() and not np.isnan(cost).any():
            best = min(best, float(cost.sum()))
    return best
