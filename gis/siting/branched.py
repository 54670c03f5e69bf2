"""A model without its whole numbers, solved again and again with other ends: one branch, the next.

A *count* is a row of its own: how many columns of a set are one. Each is there from its first use
on, and open at both ends but where a branch says how many at least or at most.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any

import highspy
import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.highs import Model
from gis.siting.relaxation import floor_of, relaxed_solver
from gis.siting.watch import Watch
from gis.tally import Flags

_OPEN = (-math.inf, math.inf)
_ALL_STEPS = 2**31 - 1
_EDGES = "simplex_dual_edge_weight_strategy"
_SOLVERS_CHOICE, _DEVEX = -1, 1
_FEW_STEPS = 100  # fewer are over sooner than steepest edges are weighed for them
_ENDED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)


@dataclass(frozen=True, eq=False)
class Branch:
    """A part of a model's solutions: between ends of its columns, and of the counts of sets.

    ``floor`` is what none of them goes below, as far as is known; ``basis`` is where the solver may
    begin, and ``depth`` how many branches led here.
    """

    lower: Floats
    upper: Floats
    counts: dict[int, tuple[float, float]] = field(default_factory=dict)
    floor: float = -math.inf
    basis: Any = None
    depth: int = 0

    def counted(self, each: int, least: float, most: float) -> Branch:
        """Give the part of it with so many of a set."""
        low, high = self.counts.get(each, _OPEN)
        ends = (max(low, least), min(high, most))
        return replace(self, counts={**self.counts, each: ends}, depth=self.depth + 1)


@dataclass(frozen=True, eq=False)
class Relaxed:
    """What a branch's relaxation comes to.

    The ``values`` of the columns, the ``floor`` that no solution goes below, infinite where there
    is none; ``costs``, what a column costs beside it (see ``floor_of``); ``basis``, where it ended.
    """

    values: Floats
    floor: float
    costs: Floats
    basis: Any


class Branched:
    """A model's relaxation, kept by the solver from one branch to the next."""

    def __init__(self, model: Model, sets: Flags, watch: Watch) -> None:
        """Hand the model over. ``sets`` is sets × as many of its columns, the first."""
        self._model, self._sets = model, sets
        self._row: dict[int, int] = {}
        self._highs = relaxed_solver(model, watch)
        self._highs.setOptionValue("presolve", "off")

    def solve(self, branch: Branch) -> Relaxed | None:
        """Solve a branch; None where that did not come to its end, as when the watch is over."""
        self.stand(branch)
        self._run(branch.basis)
        if self._highs.getModelStatus() not in _ENDED:
            self._highs.clearSolver()  # from an unlucky beginning the solver may lose its way
            self._run(None)
        if self._highs.getModelStatus() not in _ENDED:
            return None
        solution = self._highs.getSolution()
        values, basis = np.array(solution.col_value), self._highs.getBasis()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return Relaxed(values, math.inf, np.zeros_like(values), basis)
        floor, costs = floor_of(self._bounded(branch), np.array(solution.row_dual))
        return Relaxed(values, floor, costs, basis)

    def peek(self, branch: Branch, each: int, at: float, steps: int) -> tuple[float, float]:
        """Look a few steps ahead: what comes of fewer than ``at`` of a set, and of more.

        It stands at the branch, whose ``basis`` is where its solution ended. Nothing is proven.
        """
        row, (low, high) = self._count(each), branch.counts.get(each, _OPEN)
        self._highs.setOptionValue("simplex_iteration_limit", steps)
        self._highs.setOptionValue(_EDGES, _DEVEX if steps <= _FEW_STEPS else _SOLVERS_CHOICE)
        seen = []
        for least, most in ((low, math.floor(at)), (math.floor(at) + 1, high)):
            self._highs.changeRowBounds(row, float(least), float(most))
            self._run(branch.basis)
            none = self._highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible
            value = float(self._highs.getInfo().objective_function_value)
            seen.append(math.inf if none else value)
        self._highs.changeRowBounds(row, float(low), float(high))
        self._highs.setOptionValue("simplex_iteration_limit", _ALL_STEPS)
        self._highs.setOptionValue(_EDGES, _SOLVERS_CHOICE)
        return seen[0], seen[1]

    def stand(self, branch: Branch) -> None:
        """Set the ends of a branch, to solve it or to look ahead from it."""
        for each in branch.counts:
            self._count(each)
        for each, row in self._row.items():
            least, most = branch.counts.get(each, _OPEN)
            self._highs.changeRowBounds(row, float(least), float(most))
        columns = len(branch.lower)
        places = np.arange(columns, dtype=np.int32)
        self._highs.changeColsBounds(columns, places, branch.lower, branch.upper)

    def _run(self, basis: Any) -> None:  # noqa: ANN401 - the solver's own type ships untyped
        """Solve it from a basis, in which rows that came since are free; from nothing by points.

        Interior points, that is: see ``Relaxation``.
        """
        self._highs.setOptionValue("solver", "ipm" if basis is None else "simplex")
        if basis is not None:
            missing = self._highs.getNumRow() - len(basis.row_status)
            if missing:
                free = [highspy.HighsBasisStatus.kBasic] * missing
                basis.row_status = [*basis.row_status, *free]
            self._highs.setBasis(basis)
        self._highs.run()

    def _count(self, each: int) -> int:
        """Give the row that counts a set; add it where it is new."""
        if each not in self._row:
            columns = np.flatnonzero(self._sets[each]).astype(np.int32)
            ones = np.ones(len(columns))
            self._highs.addRow(-math.inf, math.inf, len(columns), columns, ones)
            self._row[each] = self._model.rows.shape[0]
            shape = (1, len(self._model.cost))
            row = sparse.csr_array((ones, (np.zeros_like(columns), columns)), shape=shape)
            self._model = replace(
                self._model,
                rows=sparse.csr_array(sparse.vstack([self._model.rows, row])),
                row_lower=np.append(self._model.row_lower, -math.inf),
                row_upper=np.append(self._model.row_upper, math.inf),
            )
        return self._row[each]

    def _bounded(self, branch: Branch) -> Model:
        """Give the model between the ends of a branch."""
        low, high = self._model.row_lower.copy(), self._model.row_upper.copy()
        for each, ends in branch.counts.items():
            low[self._row[each]], high[self._row[each]] = ends
        return replace(
            self._model,
            lower=branch.lower,
            upper=branch.upper,
            row_lower=low,
            row_upper=high,
        )
