"""A siting task with capacities, as arrays in one form, and a plan that answers it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.tally import Flags, Ints

TINY = 1e-9  # of a whole point: the last digits of a solver


@dataclass(frozen=True, eq=False)
class Task:
    """The capacitated p-median problem (CPMP), with fees, several components and a price to skip.

    ::

        min  Σ_ij c_ij x_ij + Σ_i f_i y_i + Σ_j s_j u_j
        s.t. Σ_i x_ij + u_j = 1               for each point j
             Σ_j d_kj x_ij ≤ Q_ki y_i         for each component k and site i
             x_ij ≤ y_i,  Σ_i y_i ≤ p,  y_i in {0, 1}
             x_ij, u_j in [0, 1] where points may be split, else in {0, 1}

    ``cost`` c (sites × points) is infinite where a site cannot serve a point; ``demand`` d is
    components × points, ``capacity`` Q components × sites and always finite, ``fee`` f of sites,
    ``skip`` s of points (infinite: must be served), ``zones`` p. ``free`` sites may be open,
    ``locked`` ones, which are among them, must be.
    """

    cost: Floats
    demand: Floats
    capacity: Floats
    zones: int
    split: bool
    free: Flags
    locked: Flags
    fee: Floats
    skip: Floats

    @property
    def must(self) -> Flags:
        """Which points must be served."""
        return np.isinf(self.skip)

    @property
    def step(self) -> float:
        """By how much a plan is better than another at least: 0 where that may be by any amount.

        Where nothing is split and every cost is an integer, costs differ by whole multiples of
        their greatest common divisor.
        """
        if self.split:
            return 0.0
        costs = np.concatenate([self.cost.ravel(), self.fee, self.skip])
        costs = np.unique(costs[np.isfinite(costs)])
        if (costs != np.round(costs)).any() or np.abs(costs).max(initial=0.0) > _EXACT:
            return 0.0
        return float(np.gcd.reduce(costs.astype(np.int64), initial=0))

    @property
    def price(self) -> Floats:
        """What leaving a point costs on the way to a plan: where it must be served, dear."""
        finite = self.cost[np.isfinite(self.cost)]
        dear = 1.0 + 4.0 * float(np.abs(finite).max(initial=0.0)) + float(self.fee.max(initial=0.0))
        return np.where(self.must, dear, self.skip)


@dataclass(frozen=True, eq=False)
class Plan:
    """Open ``sites``, ascending, and the ``parts`` of every point at each (open sites × points).

    ``score`` is the cost, with the dear price for points that must be served and are not.
    """

    sites: Ints
    parts: Floats
    score: float
    left: Floats
    lacking: bool

    @classmethod
    def of(cls, task: Task, sites: Ints, parts: Floats) -> Plan:
        """Work out what a plan costs; sites come in order, the solver's last digits go."""
        order = np.argsort(sites, kind="stable")
        sites, parts = sites[order], parts[order]
        parts = np.where(parts > 1 - TINY, 1.0, np.where(parts < TINY, 0.0, parts))
        left = np.maximum(1.0 - parts.sum(axis=0), 0.0)
        left[left < _LEFT] = 0.0
        there = parts > 0
        travel = float((task.cost[sites][there] * parts[there]).sum())
        score = travel + float(task.fee[sites].sum()) + float(task.price @ left)
        return cls(sites, parts, score, left, bool(left[task.must].any()))


_LEFT = 1e-6  # of a whole point: less than this is left by rounding alone
_EXACT = 2.0**40  # sums of larger numbers lose their last digits
