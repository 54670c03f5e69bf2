"""The linear relaxation of a task on some sites and arcs, which grows by more, and by cuts."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting import highs
from gis.siting.capacitated.cuts import Cut, Shares
from gis.siting.capacitated.task import Task
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

Matrix = Any  # an array or any sparse matrix, of which the stubs have no common name


class Relaxation:
    """One linear program, solved again from where it was after every change.

    Rows: each point is served, the count of zones; then, as they come, the room of sites, arcs
    that are open only with their site, and cuts. Columns: points left; then sites and arcs. A point
    that must be served is left at a dear price, so that there always is a solution.
    """

    def __init__(self, task: Task, watch: Watch) -> None:
        """Begin with no sites."""
        points = task.cost.shape[1]
        self.task = task
        self.cuts: list[Cut] = []
        self._cut_rows = np.zeros(0, np.int32)
        self._highs = highs.kept(_empty(task), watch=watch)
        self._watch = watch
        self._site_column = np.full(len(task.free), -1)
        self._room_row = np.full(task.capacity.shape, -1)
        self._arc_column = np.full(task.cost.shape, -1, np.int32)
        self._values = np.zeros(points)
        self._prices = np.zeros(points + 1)

    def solve(self) -> bool:
        """Solve it as it is now; False where the watch was over before."""
        if np.isfinite(self._watch.left):
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self._watch.left)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        solution = self._highs.getSolution()
        self._values = np.array(solution.col_value)
        self._prices = np.array(solution.row_dual)
        return True

    @property
    def value(self) -> float:
        """What it costs, with the sites, arcs and cuts that are in it."""
        return float(self._highs.getInfo().objective_function_value)

    @property
    def prices(self) -> Floats:
        """What serving each point is worth."""
        return self._prices[: self.task.cost.shape[1]]

    @property
    def weights(self) -> Floats:
        """What each cut is worth."""
        return np.maximum(self._prices[self._cut_rows], 0.0)

    @property
    def room(self) -> Floats:
        """What room is worth (components × sites)."""
        worth = np.maximum(-self._prices[self._room_row], 0.0)
        return np.where(self._room_row >= 0, worth, 0.0)

    @property
    def shares(self) -> Shares:
        """What it opens and sends."""
        sites = np.flatnonzero(self._site_column >= 0)
        columns = self._arc_column[sites]
        parts = np.where(columns >= 0, self._values[columns], 0.0)
        opened = np.clip(self._values[self._site_column[sites]], 0.0, 1.0)
        return Shares(sites, opened, np.clip(parts, 0.0, 1.0))

    def arcs_of(self, sites: Ints) -> Flags:
        """Say which arcs of some sites are in it."""
        return self._arc_column[sites] >= 0

    @property
    def sites(self) -> Flags:
        """Say which sites are in it."""
        return self._site_column >= 0

    def take_sites(self, sites: Ints) -> None:
        """Take in more sites, with their room and without arcs."""
        task, points = self.task, self.task.cost.shape[1]
        ones = np.ones((1, len(sites)))
        inside = np.array([cut.site[sites] for cut in self.cuts]).reshape(-1, len(sites))
        rows = np.concatenate([[points], self._cut_rows])
        first = self._columns(
            task.fee[sites], task.locked[sites].astype(float), np.vstack([ones, inside]), rows
        )
        self._site_column[sites] = first + np.arange(len(sites))
        for component, capacity in enumerate(task.capacity[:, sites]):
            row = self._rows(sparse.diags_array(-capacity), self._site_column[sites], -np.inf, 0.0)
            self._room_row[component, sites] = row + np.arange(len(sites))

    def take_arcs(self, site: Ints, point: Ints) -> None:
        """Take in more arcs, of sites that are in it."""
        task, count = self.task, len(site)
        column = np.arange(count)
        rows = [point, *self._room_row[:, site]]
        values = [np.ones(count), *task.demand[:, point]]
        columns = [column] * len(rows)
        for row, cut in zip(self._cut_rows, self.cuts, strict=True):
            value = cut.flow[site] * cut.point[point]
            there = np.flatnonzero(value)
            rows.append(np.full(len(there), row))
            values.append(value[there])
            columns.append(there)
        height = self._highs.getNumRow()
        cells = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
        matrix = sparse.csc_array(cells, shape=(height, count))
        first = self._columns(task.cost[site, point], np.zeros(count), matrix, np.arange(height))
        self._arc_column[site, point] = first + column
        both = sparse.hstack([sparse.eye_array(count), -sparse.eye_array(count)])
        places = np.concatenate([first + column, self._site_column[site]])
        self._rows(both, places, -np.inf, 0.0)

    def cut(self, cuts: list[Cut]) -> None:
        """Hold it to more inequalities."""
        for cut in cuts:
            site, point = np.nonzero(self._arc_column >= 0)
            value = cut.flow[site] * cut.point[point]
            there = np.flatnonzero(value)
            sites = np.flatnonzero((self._site_column >= 0) & (cut.site != 0))
            places = np.concatenate(
                [self._site_column[sites], self._arc_column[site[there], point[there]]]
            )
            cells = np.concatenate([cut.site[sites], value[there]])
            row = self._rows(sparse.csr_array(cells[None]), places, cut.least, np.inf)
            self._cut_rows = np.append(self._cut_rows, row).astype(np.int32)
            self.cuts.append(cut)

    def _columns(self, cost: Floats, lower: Floats, matrix: Matrix, rows: Ints) -> int:
        """Add columns, at most 1 each; their matrix is (rows × columns). Give the first's place."""
        first, count = self._highs.getNumCol(), len(cost)
        cells = sparse.csc_array(matrix)
        self._highs.addCols(
            count,
            cost,
            lower,
            np.ones(count),
            cells.nnz,
            cells.indptr[:-1].astype(np.int32),
            rows[cells.indices].astype(np.int32),
            cells.data.astype(float),
        )
        return int(first)

    def _rows(self, matrix: Matrix, columns: Ints, lower: float, upper: float) -> int:
        """Add rows; their matrix is (rows × columns). Give the first's place."""
        first = self._highs.getNumRow()
        cells = sparse.csr_array(matrix)
        count = cells.shape[0]
        self._highs.addRows(
            count,
            np.full(count, lower),
            np.full(count, upper),
            cells.nnz,
            cells.indptr[:-1].astype(np.int32),
            columns[cells.indices].astype(np.int32),
            cells.data.astype(float),
        )
        return int(first)


def _empty(task: Task) -> highs.Model:
    """Leave every point, at its price."""
    points = task.cost.shape[1]
    return highs.Model(
        cost=task.price,
        lower=np.zeros(points),
        upper=np.ones(points),
        whole=np.zeros(points, bool),
        rows=sparse.csr_array(np.vstack([np.eye(points), np.zeros((1, points))])),
        row_lower=np.append(np.ones(points), -np.inf),
        row_upper=np.append(np.ones(points), float(task.zones)),
    )
