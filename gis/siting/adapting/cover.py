"""The most cover within so many moves, proven: a maximal cover with a limit on new sites.

With A the zones of the plan that may stay, a choice of at most K moves and p zones opens at most
K − max(0, |A| − p) sites, and to close more zones than it must covers nothing more: so a limit on
the sites opened is all that a limit on moves asks. What need not be asked is left out once for all
numbers of moves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.adapting.terrain import Terrain
from gis.siting.covering.covered import Question, purse, whole
from gis.siting.covering.reduce import for_max_cover
from gis.siting.highs import Model, solve
from gis.siting.watch import Watch
from gis.tally import Ints


@dataclass(frozen=True, eq=False)
class MostCover:
    """Sites (of the terrain) that leave little weight uncovered, and what none can go below."""

    sites: Ints
    uncovered: float
    bound: float


class CoverByMoves:
    """Answers the maximal cover of one terrain for one limit on new sites after another."""

    def __init__(self, terrain: Terrain) -> None:
        """Leave out what need not be asked."""
        points, sites = terrain.shape
        self._terrain = terrain
        self._near = np.ascontiguousarray((terrain.travel <= terrain.cutoff[:, None]).T)
        self._new = ~terrain.old
        asked = Question(
            near=self._near,
            need=np.ones(points, dtype=np.int64),
            locked=terrain.locked,
            banned=np.zeros(sites, dtype=bool),
            purse=purse(sites, zones=terrain.zones, fee=self._new.astype(float), budget=sites),
            weight=terrain.weight,
        )
        self._rest = for_max_cover(asked)

    def most(self, opened: int, *, start: Ints, watch: Watch) -> MostCover:
        """Cover as much as can be with at most so many sites that are not in the plan.

        ``start`` are sites that hold to it.
        """
        rest, terrain = self._rest, self._terrain
        if not all(rest.size):
            return MostCover(start, self._uncovered(start), self._bound(0.0))
        solved = solve(
            self._model(opened),
            watch=watch.quietly(),  # minus weights: untold
            start=self._values(start),
            gap=0.5 / float(terrain.weight.sum()),
            begun=True,
        )
        sites = start
        if solved.values is not None:
            chosen = rest.sites[solved.values[: len(rest.sites)] > 0.5]  # noqa: PLR2004 - 0 or 1
            sites = np.union1d(rest.forced, chosen)
        uncovered = self._uncovered(sites)
        return MostCover(sites, uncovered, min(uncovered, self._bound(solved.bound)))

    def _uncovered(self, sites: Ints) -> float:
        return float(self._terrain.weight[~self._near[sites].any(axis=0)].sum())

    def _bound(self, solved: float) -> float:
        """Give the least weight that may stay uncovered; ``solved`` is minus the most covered."""
        rest, weight = self._rest, self._terrain.weight
        most = rest.sure + min(float(rest.weight.sum()), -solved)
        bound = max(0.0, float(weight.sum()) - most)
        return math.ceil(bound - _HAIR) if whole(weight) else bound

    def _values(self, sites: Ints) -> Floats:
        chosen = np.isin(self._rest.sites, sites)
        covered = self._rest.near[chosen].any(axis=0)
        return np.concatenate([chosen, covered]).astype(np.float64)

    def _model(self, opened: int) -> Model:
        """Write the sites first and the covered points after."""
        rest, new = self._rest, self._new
        sites, points = rest.size
        near = sparse.csr_array(rest.near.T.astype(np.float64))
        cover = sparse.hstack([-near, sparse.eye_array(points)])
        counted = np.vstack([np.ones(sites), new[rest.sites]])
        pay = sparse.hstack([sparse.csr_array(counted), sparse.csr_array((2, points))])
        taken = np.array([len(rest.forced), new[rest.forced].sum()], dtype=float)
        limits = np.array([self._terrain.zones, opened], dtype=float) - taken
        return Model(
            cost=np.concatenate([np.zeros(sites), -rest.weight]),
            lower=np.zeros(sites + points),
            upper=np.ones(sites + points),
            whole=np.concatenate([np.ones(sites, dtype=bool), np.zeros(points, dtype=bool)]),
            rows=sparse.csr_array(sparse.vstack([cover, pay])),
            row_lower=np.full(points + 2, -np.inf),
            row_upper=np.concatenate([np.zeros(points), limits]),
        )


_HAIR = 1e-6  # of one: the last digits of the solver
