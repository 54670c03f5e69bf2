"""The pairs worth looking at: of every point, the sites within its reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.median.task import Task
from gis.tally import Ints


@dataclass(frozen=True, eq=False)
class Pattern:
    """Some pairs of a task, by site and then by point.

    ``row`` and ``column`` (pairs) say which, ``start`` (sites + 1) where those of each site begin.
    ``cost`` (pairs) and ``coefficient`` (limits × pairs) are theirs, ``least`` (points) the least
    cost of a point. Pairs that were left out though they are allowed cost at least ``beyond``
    (points; infinite where there are none), and take of the limits at least ``beyond_coefficient``
    (limits × points).
    """

    row: Ints
    column: Ints
    start: Ints
    cost: Floats
    coefficient: Floats
    least: Floats
    beyond: Floats
    beyond_coefficient: Floats

    @property
    def size(self) -> int:
        """How many pairs there are."""
        return self.row.size

    @property
    def shape(self) -> tuple[int, int]:
        """How many sites and how many points."""
        return self.start.size - 1, self.least.size

    def priced(self, prices: Floats) -> Floats:
        """Give cost + prices · coefficient of every pair."""
        if not self.coefficient.any():
            return self.cost
        priced: Floats = self.cost + prices @ self.coefficient
        return priced

    def cap(self, prices: Floats) -> Floats:
        """Give what each point may be worth at most, for the pairs left out not to matter."""
        cap: Floats = self.beyond + prices @ self.beyond_coefficient
        return cap

    def matrix(self, values: Floats) -> sparse.csr_array:
        """Give values of the pairs as a sparse matrix, sites × points."""
        return sparse.csr_array((values, self.column, self.start), shape=self.shape)


def whole_pattern(task: Task) -> Pattern:
    """Take every pair that is allowed."""
    return pattern_within(task, np.full(task.shape[1], np.inf))


def pattern_within(task: Task, reach: Floats) -> Pattern:
    """Take the pairs that cost at most so much, point by point, and each point's cheapest."""
    allowed = np.isfinite(task.cost)
    least = task.cost.min(axis=0)
    taken = allowed & (task.cost <= np.maximum(reach, least))
    left = allowed & ~taken
    row, column = np.nonzero(taken)
    return Pattern(
        row=row,
        column=column,
        start=np.concatenate([[0], np.bincount(row, minlength=len(task.cost)).cumsum()]),
        cost=task.cost[row, column],
        coefficient=_stacked([p if p is None else p[row, column] for p in task.pairs], row.size),
        least=least,
        beyond=np.where(left, task.cost, np.inf).min(axis=0),
        beyond_coefficient=_stacked(
            [p if p is None else _least(np.where(left, p, np.inf)) for p in task.pairs],
            task.shape[1],
        ),
    )


def _stacked(rows: list[Floats | None], size: int) -> Floats:
    kept = [np.zeros(size) if each is None else each for each in rows]
    return np.array(kept, dtype=np.float64).reshape(len(rows), size)


def _least(values: Floats) -> Floats:
    least = values.min(axis=0)
    return np.where(np.isfinite(least), least, 0.0)
