"""What the search for few moves looks at: points that can be served, sites that may be chosen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.siting.adapting.moves import kept_zones
from gis.siting.problem import Problem
from gis.tally import Flags, Ints


@dataclass(frozen=True, eq=False)
class Terrain:
    """A problem's heavy points that some allowed site reaches, and its allowed sites.

    ``places`` (sites) say where each site stands in the problem. ``travel`` (points × sites) has
    ``beyond`` where there is no journey: so much that a journey for anybody outweighs the travel
    of all. ``cutoff`` is below ``beyond``. ``old`` sites are zones of the present plan, ``price``
    is what it costs to open a new one or to close an old one. ``hair`` is what is nothing, of
    weight and of weight × travel: the last digits of sums.
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

    @classmethod
    def of(cls, problem: Problem) -> Terrain:
        """Take what counts from a problem with a number of zones."""
        places = np.flatnonzero(~problem.is_banned)
        reach = problem.reach[places]
        points = np.flatnonzero((problem.weight > 0) & reach.any(axis=0))
        spent = problem.cost[np.ix_(places, points)].T
        known = np.isfinite(spent)
        longest = float(spent.max(initial=0.0, where=known))
        weight = problem.weight[points]
        whole = bool((weight == np.round(weight)).all())
        least = 1.0 if whole or not weight.size else float(weight.min())
        beyond = 1.0 + 2.0 * longest * max(1.0, float(weight.sum()) / least)
        travel = np.ascontiguousarray(np.where(known, spent, beyond))
        most = float(weight.sum())
        return cls(
            places=places,
            travel=travel,
            weight=weight,
            cutoff=np.minimum(problem.cutoff[points], longest),
            beyond=beyond,
            zones=len(places) if problem.zones is None else problem.zones,
            old=kept_zones(problem)[places],
            locked=problem.is_locked[places],
            price=problem.prices[places],
            shortcoming=problem.shortcomings[places],
            hair=(1e-9 * max(1.0, most), 1e-12 * max(1.0, most * float(travel.max(initial=0.0)))),
        )

    @property
    def shape(self) -> tuple[int, int]:
        """How many points and how many sites."""
        return len(self.weight), len(self.places)

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
