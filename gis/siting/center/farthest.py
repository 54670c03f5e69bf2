"""A first choice for the p-center: again and again, a site for whoever travels farthest."""

from __future__ import annotations

import math

import numpy as np

from gis.distance import Floats
from gis.siting.covering.covered import Purse
from gis.tally import Flags, Ints


def farthest_first(cost: Floats, *, need: int, locked: Flags, banned: Flags, purse: Purse) -> Ints:
    """Open the site nearest to the point that travels farthest, while the limits allow one more.

    After T. F. Gonzalez, "Clustering to minimize the maximum intercluster distance", Theoretical
    Computer Science 38 (1985), where every point is a site. Gives places, ascending.
    """
    open_, closed = locked.copy(), banned.copy()
    while True:
        sites = np.flatnonzero(open_)
        free = ~open_ & ~closed & purse.fits(sites)
        travel = _travel(cost, sites, need)
        if not free.any() or not travel.size:
            return sites
        point = int(travel.argmax())
        nearest = int(np.where(free, cost[:, point], np.inf).argmin())
        if not free[nearest] or cost[nearest, point] >= travel[point]:
            return sites
        open_[nearest] = True


def worst_travel(cost: Floats, sites: Ints, need: int) -> float:
    """Give the longest travel of any point to the last of the nearest sites that it needs."""
    return float(_travel(cost, sites, need).max(initial=-math.inf))


def _travel(cost: Floats, sites: Ints, need: int) -> Floats:
    if sites.size < need:
        return np.full(cost.shape[1], np.inf)
    travel: Floats = np.partition(cost[sites], need - 1, axis=0)[need - 1]
    return travel
