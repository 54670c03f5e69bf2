"""Any problem of siting as one mixed-integer model, goal by goal: its columns and rows.

Columns, for sites j and points i that count, N_i the sites within i's cutoff::

    y_j ∈ {0, 1}     site j is chosen
    x_ij ∈ [0, 1]    the part of i that goes to j (whole where zones can be full and no split)
    u_i ∈ [0, 1]     the part of i that goes nowhere
    v_i ∈ [0, 1]     the part of i that is covered
    z_i ∈ {0, 1}     i has its backup zones (only where more than one is asked for)

Rows::

    Σ_j x_ij + u_i = 1              x_ij ≤ y_j
    Σ_j y_j ≤ p                     Σ_j fee_j y_j ≤ budget
    v_i ≤ Σ_{j ∈ N_i} x_ij          v_i ≤ z_i, b z_i ≤ Σ_{j ∈ N_i} y_j
    Σ_i d_i x_ij ≤ Q_j y_j          for every component with capacity

ReVelle and Swain 1970 for the x ≤ y form; Hogan and ReVelle 1986 for backup cover.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from gis.distance import Floats
from gis.siting.goals import Goal
from gis.siting.highs import Model
from gis.siting.problem import Problem
from gis.siting.rows import Rows, at_most_nothing, stacked
from gis.tally import Flags, Ints


@dataclass(frozen=True, eq=False)
class Row:
    """A linear expression over the columns, and the two ends it must stay between."""

    columns: Ints
    factors: Floats
    lower: float = -np.inf
    upper: float = np.inf


@dataclass(frozen=True, eq=False)
class Layout:
    """Where each kind of column stands.

    ``site`` and ``point`` are the two ends of each pair that may be served: sites not banned,
    points that count, a journey between them, and no longer than ``longest``. ``rows`` are to hold
    beside those of the problem; they speak of sites, whose columns come first.
    """

    problem: Problem
    site: Ints
    point: Ints
    longest: float = np.inf
    rows: tuple[Row, ...] = ()

    @classmethod
    def of(cls, problem: Problem, rows: tuple[Row, ...] = ()) -> Layout:
        """Lay out a problem."""
        pairs = problem.reach & ~problem.is_banned[:, None] & problem.counts[None, :]
        if problem.within and problem.backup == 1:
            pairs &= problem.near
        site, point = np.nonzero(pairs)
        return cls(problem, site, point, rows=rows)

    def up_to(self, longest: float) -> Layout:
        """Leave out pairs with a journey longer than that."""
        kept = self.problem.cost[self.site, self.point] <= longest
        return replace(self, site=self.site[kept], point=self.point[kept], longest=longest)

    @cached_property
    def points(self) -> Ints:
        """The places of the points that count."""
        return np.flatnonzero(self.problem.counts)

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return len(self.site)

    @cached_property
    def starts(self) -> tuple[int, int, int, int, int]:
        """Where x, u, v and z begin, and the number of columns."""
        sites, points = self.problem.shape[0], len(self.points)
        lengths = (sites, self.pairs, points, points, points if self.problem.backup > 1 else 0)
        x, u, v, z, end = np.cumsum(lengths).tolist()
        return x, u, v, z, end

    @cached_property
    def x(self) -> Ints:
        """The columns of the pairs."""
        return np.arange(self.pairs, dtype=np.int64) + self.starts[0]

    @cached_property
    def u(self) -> Ints:
        """The columns of what goes nowhere."""
        return np.arange(len(self.points), dtype=np.int64) + self.starts[1]

    @cached_property
    def v(self) -> Ints:
        """The columns of what is covered."""
        return np.arange(len(self.points), dtype=np.int64) + self.starts[2]

    @cached_property
    def z(self) -> Ints:
        """The columns of backup."""
        return np.arange(self.starts[4] - self.starts[3], dtype=np.int64) + self.starts[3]

    @cached_property
    def row_of_point(self) -> Ints:
        """For each pair, which of the points that count its point is."""
        return np.searchsorted(self.points, self.point)

    @cached_property
    def near(self) -> Flags:
        """Which pairs are within the cutoff of their point."""
        return self.problem.near[self.site, self.point]


def expression(layout: Layout, goal: Goal) -> Row:
    """Give a goal as an expression to minimise. WORST is none: it is found by bisection."""
    problem, weight = layout.problem, layout.problem.weight
    sites = np.arange(problem.shape[0], dtype=np.int64)
    match goal:
        case Goal.ZONES:
            return Row(sites, np.ones(len(sites)))
        case Goal.SERVED:
            return Row(layout.u, weight[layout.points])
        case Goal.COVER:
            return Row(layout.v, -weight[layout.points])
        case Goal.TRAVEL:
            spent = problem.cost[layout.site, layout.point]
            return Row(layout.x, weight[layout.point] * spent)
        case Goal.CHANGES:
            return Row(sites, np.where(problem.is_present, -problem.prices, problem.prices))
        case Goal.QUALITY:
            return Row(sites, problem.shortcomings)
        case Goal.WORST:
            message = "the longest travel is no linear expression"
            raise ValueError(message)


def value_of(problem: Problem, goal: Goal, minimised: float) -> float:
    """Give the value of a goal from that of its expression."""
    match goal:
        case Goal.SERVED:
            return float(problem.weight[problem.counts].sum()) - minimised
        case Goal.COVER:
            return -minimised
        case Goal.CHANGES:
            return minimised + float(problem.prices[problem.is_present].sum())
        case _:
            return minimised


def model_of(layout: Layout, aim: Row | None, held: tuple[Row, ...]) -> Model:
    """Give the model that minimises ``aim`` while every row of ``held`` stays in its ends."""
    columns = layout.starts[4]
    cost = np.zeros(columns)
    if aim is not None:
        cost[aim.columns] = aim.factors
    parts = [*_rows(layout), *map(_one, (*layout.rows, *held))]
    rows, row_lower, row_upper = stacked(parts, columns)
    lower, upper = np.zeros(columns), np.ones(columns)
    sites = layout.problem.shape[0]
    lower[:sites] = layout.problem.is_locked
    upper[:sites] = ~layout.problem.is_banned
    if layout.problem.within:
        lower[layout.v] = 1.0
    return Model(
        cost=cost,
        lower=lower,
        upper=upper,
        whole=_whole(layout),
        rows=rows,
        row_lower=row_lower,
        row_upper=row_upper,
    )


def _whole(layout: Layout) -> Flags:
    whole = np.zeros(layout.starts[4], dtype=bool)
    whole[: layout.problem.shape[0]] = True
    whole[layout.z] = True
    if layout.problem.capacitated and not layout.problem.split:
        whole[layout.x] = True
        whole[layout.u] = True
    return whole


def _rows(layout: Layout) -> list[Rows]:
    problem = layout.problem
    parts = [_served(layout), _only_chosen(layout), _covered(layout)]
    sites = np.arange(problem.shape[0], dtype=np.int64)
    if problem.zones is not None:
        upper = float(problem.zones)
        parts.append(_one(Row(sites, np.ones(len(sites)), upper=upper)))
    if problem.budgeted:
        parts.append(_one(Row(sites, problem.fees, upper=problem.budget)))
    parts += [_filled(layout, name) for name in problem.capacity]
    if problem.backup > 1:
        parts += [_needs_backup(layout), _has_backup(layout)]
    return parts


def _served(layout: Layout) -> Rows:
    """Σ_j x_ij + u_i = 1."""
    points = np.arange(len(layout.points))
    rows = np.concatenate([layout.row_of_point, points])
    columns = np.concatenate([layout.x, layout.u])
    ones = np.ones(len(points))
    return Rows(rows, columns, np.ones(len(rows)), ones, ones)


def _only_chosen(layout: Layout) -> Rows:
    """x_ij − y_j ≤ 0."""
    pairs = np.arange(layout.pairs)
    rows = np.concatenate([pairs, pairs])
    columns = np.concatenate([layout.x, layout.site])
    factors = np.repeat([1.0, -1.0], layout.pairs)
    return at_most_nothing(rows, columns, factors, layout.pairs)


def _covered(layout: Layout) -> Rows:
    """v_i − Σ_{j ∈ N_i} x_ij ≤ 0."""
    points = np.arange(len(layout.points))
    near = layout.near
    rows = np.concatenate([points, layout.row_of_point[near]])
    columns = np.concatenate([layout.v, layout.x[near]])
    factors = np.concatenate([np.ones(len(points)), -np.ones(int(near.sum()))])
    return at_most_nothing(rows, columns, factors, len(points))


def _needs_backup(layout: Layout) -> Rows:
    """v_i − z_i ≤ 0."""
    points = np.arange(len(layout.points))
    factors = np.repeat([1.0, -1.0], len(points))
    rows, columns = np.concatenate([points, points]), np.concatenate([layout.v, layout.z])
    return at_most_nothing(rows, columns, factors, len(points))


def _has_backup(layout: Layout) -> Rows:
    """Hold b z_i − Σ_{j ∈ N_i} y_j ≤ 0."""
    points = np.arange(len(layout.points))
    problem = layout.problem
    site, point = np.nonzero(problem.near[:, layout.points] & ~problem.is_banned[:, None])
    rows = np.concatenate([points, point])
    columns = np.concatenate([layout.z, site])
    factors = np.concatenate([np.full(len(points), float(problem.backup)), -np.ones(len(site))])
    return at_most_nothing(rows, columns, factors, len(points))


def _filled(layout: Layout, name: str) -> Rows:
    """Σ_i d_i x_ij − Q_j y_j ≤ 0; a zone without end is full of everybody."""
    problem, sites = layout.problem, np.arange(layout.problem.shape[0])
    demand = problem.demand[name]
    room = np.minimum(problem.capacity[name], demand[layout.points].sum())
    rows = np.concatenate([layout.site, sites])
    columns = np.concatenate([layout.x, sites])
    factors = np.concatenate([demand[layout.point], -room])
    return at_most_nothing(rows, columns, factors, len(sites))


def _one(row: Row) -> Rows:
    place = np.zeros(len(row.columns), dtype=np.int64)
    return Rows(place, row.columns, row.factors, np.array([row.lower]), np.array([row.upper]))
