"""The part of a problem that is to be decided: sites that may be open, points that care."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.siting.median.choice import Choice
from gis.siting.median.task import Limit, Placed, Prices, Task
from gis.tally import Flags, Ints


@dataclass(frozen=True, eq=False)
class Part:
    """Sites that are not banned, and points for which it matters where they go, by their places.

    The other points are alike for every site, in cost and in every limit: together they cost
    ``constant``. ``worth`` (all points) is what a point costs at the first site.
    """

    sites: Ints
    points: Ints
    worth: Floats
    constant: float

    def table(self, table: Floats) -> Floats:
        """Give the part of a table of sites × points."""
        if (self.sites.size, self.points.size) == table.shape:
            return np.ascontiguousarray(table, dtype=np.float64)
        return table[np.ix_(self.sites, self.points)].astype(np.float64)

    def limit(self, limit: Limit) -> Limit:
        """Give a side limit of the part: what the other points take is off its right side."""
        sites = None if limit.sites is None else limit.sites[self.sites]
        if limit.pairs is None:
            return Limit(limit.most, sites=sites)
        first = limit.pairs[self.sites[0]]
        other = float(np.delete(first, self.points).sum())
        return Limit(limit.most - other, pairs=self.table(limit.pairs), sites=sites)

    def prices(self, prices: Prices, task: Task) -> Prices:
        """Give the prices of the part, in its scale, from those of the whole."""
        return Prices(prices.points[self.points], prices.limits * task.scale)

    def placed(self, best: Choice | None, task: Task, bound: float, prices: Prices) -> Placed:
        """Give the answer to the whole from that to the part."""
        worth = self.worth.copy()
        worth[self.points] = prices.points
        whole_prices = Prices(worth, prices.limits / task.scale)
        bound += self.constant
        if best is None:
            nobody = np.full(worth.size, -1)
            return Placed(self.sites[:0], nobody, math.inf, bound, whole_prices)
        sites = self.sites[best.sites]
        zone = np.full(worth.size, sites[0])
        zone[self.points] = self.sites[best.zone]
        return Placed(sites, zone, best.value + self.constant, bound, whole_prices)


def part_of(cost: Floats, *, banned: Flags, limits: Sequence[Limit]) -> Part:
    """Find the part of a problem that is to be decided; at least one point is."""
    sites = np.flatnonzero(~banned)
    tables = [cost, *(each.pairs for each in limits if each.pairs is not None)]
    alike = np.isfinite(cost[sites[0]])
    for table in tables:
        alike &= table[sites[0]] == table[sites[-1]]  # few points are left to be looked at whole
        maybe = np.flatnonzero(alike)
        rows = table[np.ix_(sites, maybe)]
        alike[maybe] = (rows == rows[0]).all(axis=0)
    if alike.all():
        alike[0] = False
    first = cost[sites[0]]
    return Part(sites, np.flatnonzero(~alike), first.copy(), float(first[alike].sum()))
