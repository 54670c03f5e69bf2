"""A choice of sites and what it costs: everyone goes to the cheapest open site."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.siting.median.task import Task
from gis.tally import Ints

DEAR = 1e6  # a price at which points go where the limits are kept, whatever it costs
FACTORS = (1.0, 1.5, 4.0)
SLACK = 1e-9  # how much of one unit a side limit may be passed by: sums of floats


@dataclass(frozen=True, eq=False)
class Choice:
    """Open sites (ascending), the zone of each point, the value, and how far limits are passed.

    ``excess`` is how far the limits are passed, summed in their scale, 0 where all hold;
    ``unserved`` counts points without an allowed pair, ``paid`` is the value without those.
    """

    sites: Ints
    zone: Ints
    excess: float
    unserved: int
    paid: float

    @property
    def value(self) -> float:
        """Cost and fees; infinite where a point is not served."""
        return np.inf if self.unserved else self.paid

    @property
    def rank(self) -> tuple[float, int, float]:
        """The smaller, the better the choice."""
        return self.excess, self.unserved, self.paid

    @property
    def holds(self) -> bool:
        """Whether everyone is served and every limit kept."""
        return not self.unserved and self.excess <= 0


def choose(task: Task, sites: Ints, prices: Floats | None = None) -> Choice:
    """Open some sites; points go where cost + prices · pairs is least, the lower site of equals."""
    sites = np.sort(sites)
    if not sites.size:
        return Choice(sites, np.full(task.shape[1], -1), np.inf, task.shape[1], 0.0)
    near = sites[priced_rows(task, sites, prices).argmin(axis=0)]
    return _valued(task, sites, near)


def best_choice(task: Task, sites: Ints, prices: Floats) -> Choice:
    """Open some sites, and let points go by cost alone if the limits hold, else by these prices."""
    plain = choose(task, sites)
    if plain.holds or all(each is None for each in task.pairs):
        return plain
    least = choose(task, sites, DEAR * np.maximum(prices, 1.0))
    if not least.holds:
        return least
    tried = [choose(task, sites, factor * prices) for factor in FACTORS]
    return min((least, *tried), key=lambda each: each.rank)


def priced_rows(task: Task, sites: Ints, prices: Floats | None) -> Floats:
    """Give cost + prices · pairs of some sites, sites × points."""
    rows = task.cost[sites]
    if prices is not None:
        for price, pairs in zip(prices, task.pairs, strict=True):
            if pairs is not None and price:
                rows = rows + price * pairs[sites]
    return rows


def allocated(task: Task, sites: Ints, zone: Ints) -> Choice:
    """Give the choice where points go as told."""
    return _valued(task, sites, zone)


def usage(task: Task, zone: Ints, sites: Ints) -> Floats:
    """Give what a choice takes of each limit."""
    points = np.arange(zone.size)
    pairs = [0.0 if each is None else each[zone, points].sum() for each in task.pairs]
    return np.asarray(np.array(pairs) + task.sites[:, sites].sum(axis=1), dtype=np.float64)


def excess(used: Floats, most: Floats) -> Floats:
    """Give how far limits are passed, summed over the first axis; a hair is nothing."""
    spare = SLACK * np.maximum(1.0, np.abs(most))
    over = (used.T - most).T
    return np.asarray(np.where((spare < over.T).T, over, 0.0).sum(axis=0), dtype=np.float64)


def _valued(task: Task, sites: Ints, zone: Ints) -> Choice:
    costs = task.cost[zone, np.arange(zone.size)]
    known = np.isfinite(costs)
    return Choice(
        sites=sites,
        zone=zone,
        excess=float(excess(usage(task, zone, sites), task.most)),
        unserved=int((~known).sum()),
        paid=float(costs[known].sum() + task.fee[sites].sum()),
    )
