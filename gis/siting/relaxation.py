"""A model without its whole numbers, made tighter row by row: its values, and each row's price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.highs import Model, filled
from gis.siting.watch import Watch


@dataclass(frozen=True, eq=False)
class Relaxed:
    """A relaxation's best ``values`` (columns) and the ``prices`` of its rows (dual values)."""

    values: Floats
    prices: Floats


def relaxed_solver(model: Model, watch: Watch) -> highspy.Highs:
    """Hand a model over without its whole numbers; the solver asks the watch whether to go on."""
    highs = filled(model, relaxed=True)

    def ask(event: Any) -> None:  # noqa: ANN401 - the solver's own type ships untyped
        event.interrupt(watch.over)

    highs.cbSimplexInterrupt += ask
    highs.cbIpmInterrupt += ask
    return highs


class Relaxation:
    """A model whose columns may be fractions; rows are added, and it goes on from where it was.

    The first solve is by interior points: where many columns are alike, the simplex method takes
    very many steps. What follows is by the simplex method, which needs few from one to the next.
    """

    def __init__(self, model: Model, watch: Watch) -> None:
        """Hand the model over to the solver."""
        self._highs = relaxed_solver(model, watch)
        self._method = "ipm"

    def add(self, rows: sparse.csr_array, lower: Floats) -> None:
        """Add rows of which each must come to ``lower`` or more."""
        self._highs.addRows(
            len(lower),
            lower,
            np.full(len(lower), np.inf),
            rows.nnz,
            rows.indptr[:-1].astype(np.int32),
            rows.indices.astype(np.int32),
            rows.data.astype(np.float64),
        )

    def solve(self) -> Relaxed | None:
        """Solve it; None where the watch was over before, or there is no solution."""
        self._highs.setOptionValue("solver", self._method)
        self._highs.run()
        self._method = "simplex"
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        return Relaxed(np.array(solution.col_value), np.array(solution.row_dual))


def floor_of(model: Model, prices: Floats) -> tuple[float, Floats]:
    """Give what no solution of a model can go below, and what each column costs beside it.

    For any prices y, not below zero where a row has a lower end alone, not above where it has an
    upper one alone, and d = cost − y · rows:

        cost · x  ≥  Σ_r y(r) · end(r)  +  Σ_c min(d(c) · lower(c), d(c) · upper(c))

    with the lower end where y(r) > 0 and the upper one else: this holds whether or not the solver
    has finished. To set column c otherwise than the minimum has it costs |d(c)| a unit more.
    Columns need two finite ends.
    """
    open_above, open_below = np.isinf(model.row_upper), np.isinf(model.row_lower)
    prices = np.where(open_above, np.maximum(prices, 0.0), prices)
    prices = np.where(open_below, np.minimum(prices, 0.0), prices)
    end = np.where(prices > 0, model.row_lower, model.row_upper)
    paid = float(prices[prices != 0] @ end[prices != 0])
    left = model.cost - prices @ model.rows
    least = np.minimum(left * model.lower, left * model.upper)
    return paid + float(least.sum()), left
