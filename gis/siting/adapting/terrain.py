"""What the search for few moves looks at: points that can be served, sites that may be chosen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.siting.adapting.moves import kept_zones
from gis.siting.problem import Problem
from gis.tally import Flags, Ints

SPREAD = 4  # how many times its share of all sites is looked at for each point


@dataclass(frozen=True, eq=False)
class Nearest:
    """Of each point its nearest sites, points × so many, the nearest first, and their travel.

    ``beyond`` is the travel to the next one that is left out, infinite where none is.
    """

    sites: Ints
    travel: Floats
    beyond: Floats

    @classmethod
    def of(cls, travel: Floats, looked: int) -> Nearest:
        """Look at so many sites of each point."""
        points, sites = travel.shape
        if looked < sites:
            near = np.argpartition(travel, looked, axis=1)[:, : looked + 1]
            beyond = np.take_along_axis(travel, near[:, looked:], axis=1)[:, 0]
            near = near[:, :looked]
        else:
            near, beyond = np.tile(np.arange(sites), (points, 1)), np.full(points, np.inf)
        spent = np.take_along_axis(travel, near, axis=1)
        order = np.argsort(spent, axis=1, kind="stable")
        return cls(
            np.take_along_axis(near, order, axis=1),
            np.take_along_axis(spent, order, axis=1),
            beyond,
        )


@dataclass(frozen=True, eq=False)
class Terrain:
    """A problem's heavy points that some allowed site reaches, and its allowed sites.

    ``places`` (sites) say where each site stands in the problem. ``travel`` (points × sites) has
    ``beyond`` where there is no journey: so much that a journey for anybody outweighs the travel
    of all. ``cutoff`` is below ``beyond``. ``old`` sites are zones of the present plan, ``price``
    is what it costs to open a new one or to close an old one. ``hair`` is what is nothing, of
    weight and of weight × travel: the last digits of sums. ``near`` are the sites that are worth
    looking at for each point.
    """

    places: Ints
    travel: Floats
    weight: Floats
    cutoff: Floats
    beyond: float
    zones: int
    old: Flags
    locked: Flags
    price: Floats
    shortcoming: Floats
    hair: tuple[float, float]
    near: Nearest

    @classmethod
    def of(cls, problem: Problem) -> Terrain:
        """Take what counts from a problem with a number of zones."""
        places = np.flatnonzero(~problem.is_banned)
        reach = problem.reach[places]
        points = np.flatnonzero(problem.counts & reach.any(axis=0))
        spent = problem.cost[np.ix_(places, points)].T
        known = np.isfinite(spent)
        longest = float(spent.max(initial=0.0, where=known))
        weight = problem.weight[points]
        whole = bool((weight == np.round(weight)).all())
        least = 1.0 if whole or not weight.size else float(weight.min())
        beyond = 1.0 + 2.0 * longest * max(1.0, float(weight.sum()) / least)
        travel = np.ascontiguousarray(np.where(known, spent, beyond))
        most = float(weight.sum())
        zones = len(places) if problem.zones is None else problem.zones
        return cls(
            places=places,
            travel=travel,
            weight=weight,
            cutoff=np.minimum(problem.cutoff[points], longest),
            beyond=beyond,
            zones=zones,
            old=kept_zones(problem)[places],
            locked=problem.is_locked[places],
            price=problem.prices[places],
            shortcoming=problem.shortcomings[places],
            hair=(1e-9 * max(1.0, most), 1e-12 * max(1.0, most * float(travel.max(initial=0.0)))),
            near=Nearest.of(travel, min(len(places), SPREAD * max(1, len(places) // zones))),
        )

    @property
    def shape(self) -> tuple[int, int]:
        """How many points and how many sites."""
        return len(self.weight), len(self.places)

    @property
    def excess(self) -> int:
        """How many zones of the plan are too many: so many moves open nothing."""
        return max(0, int(self.old.sum()) - self.zones)

    def rank(self, sites: Ints) -> tuple[float, float, float, float]:
        """Give weight not covered, travel, price of changes and shortcoming: the less the better.

        Travel counts ``beyond`` for who has no zone.
        """
        spent = self.travel[:, sites].min(axis=1, initial=self.beyond)
        chosen = np.zeros(len(self.places), dtype=bool)
        chosen[sites] = True
        return (
            float(self.weight[spent > self.cutoff].sum()),
            float(self.weight @ spent),
            float(self.price[chosen != self.old].sum()),
            float(self.shortcoming[chosen].sum()),
        )
