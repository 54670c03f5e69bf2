"""A choice of sites and who goes where, by places in a problem's table: what an engine gives."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from gis.distance import Floats
from gis.siting.goals import Goal
from gis.siting.problem import Problem
from gis.siting.proposal import Reached
from gis.tally import Flags, Ints

HAIR = 1e-9  # of one, or of a value: what the last digits of two sums of the same may differ by


@dataclass(frozen=True, eq=False)
class Choice:
    """Chosen ``sites`` (places, ascending), and ``share`` (sites × points): who goes where.

    ``reached`` are the goals that were worked for, in their order.
    """

    sites: Ints
    share: sparse.csr_array
    reached: tuple[Reached, ...] = ()


def nearest(problem: Problem, sites: npt.ArrayLike) -> sparse.csr_array:
    """Send every point to the nearest of some sites; of equals to the first, none where none is."""
    chosen = np.unique(np.asarray(sites, dtype=np.int64))
    if not chosen.size:
        return sparse.csr_array(problem.shape)
    cost = np.nan_to_num(problem.cost[chosen], nan=np.inf)
    first = cost.argmin(axis=0)
    points = np.arange(problem.shape[1])
    served = np.isfinite(cost[first, points])
    rows, columns = chosen[first[served]], points[served]
    ends = np.bincount(rows, minlength=problem.shape[0]).cumsum()
    row_by_row = (columns[np.argsort(rows, kind="stable")], np.append(0, ends))
    return sparse.csr_array((np.ones(len(rows)), *row_by_row), shape=problem.shape)


def measure(goal: Goal, problem: Problem, choice: Choice) -> float:
    """Give the value of a goal for a choice."""
    match goal:
        case Goal.ZONES:
            return float(len(choice.sites))
        case Goal.SERVED:
            return float(problem.weight @ choice.share.sum(axis=0))
        case Goal.COVER:
            return float(problem.weight @ covered_part(problem, choice))
        case Goal.WORST:
            return float(_spent(problem, choice).max(initial=0.0))
        case Goal.TRAVEL:
            rows, columns, part = _parts(choice)
            return float((problem.weight[columns] * problem.cost[rows, columns] * part).sum())
        case Goal.CHANGES:
            return changes(problem, _flags(choice, problem))
        case Goal.QUALITY:
            return float(problem.shortcomings[choice.sites].sum())


def reached(goal: Goal, problem: Problem, choice: Choice, bound: float) -> Reached:
    """Say what a choice reaches of a goal, beside a bound that was proven for it.

    A bound that is past the value, as by the last digits, is the value; one that is infinite proves
    nothing, and is NaN.
    """
    value = measure(goal, problem, choice)
    if not math.isfinite(bound):
        return Reached(goal, value, math.nan)
    past = (bound - value) * goal.sign > -HAIR * max(1.0, abs(value))
    return Reached(goal, value, value if past else bound)


def restated(problem: Problem, choice: Choice, before: tuple[Reached, ...]) -> tuple[Reached, ...]:
    """Say what a choice reaches of goals that another one reached before it, and that it holds.

    A goal that was not proven may have come out better; one that was keeps its value.
    """
    return tuple(
        each if each.gap == 0 else replace(each, value=measure(each.goal, problem, choice))
        for each in before
    )


def covered_part(problem: Problem, choice: Choice) -> Floats:
    """Give the part of each point that is covered, 0 to 1."""
    rows, columns, part = _parts(choice)
    near = problem.near
    within = np.where(near[rows, columns], part, 0.0)
    covered = np.bincount(columns, weights=within, minlength=problem.shape[1])
    enough = near[choice.sites].sum(axis=0) >= problem.backup
    return np.where(enough, covered, 0.0)


def changes(problem: Problem, chosen: Flags) -> float:
    """Give the price of all sites that are opened or closed against the present plan."""
    return float(problem.prices[chosen != problem.is_present].sum())


def _spent(problem: Problem, choice: Choice) -> Floats:
    """Give the travel of every share of a point with weight."""
    rows, columns, _ = _parts(choice)
    heavy = problem.weight[columns] > 0
    spent: Floats = problem.cost[rows[heavy], columns[heavy]]
    return spent


def _parts(choice: Choice) -> tuple[Ints, Ints, Floats]:
    """Give the site, the point and the part of every share."""
    parts = choice.share.tocoo()
    rows, columns = parts.coords
    return rows.astype(np.int64), columns.astype(np.int64), parts.data


def _flags(choice: Choice, problem: Problem) -> Flags:
    flags = np.zeros(problem.shape[0], dtype=bool)
    flags[choice.sites] = True
    return flags
