"""A choice with the few rows of the table that tell its figures: its sites and the plan's."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.choice import HAIR, Choice, covered_part, measure
from gis.siting.goals import Goal
from gis.siting.greedy import allocated
from gis.siting.problem import Problem
from gis.siting.proposal import Reached
from gis.tally import Ints


@dataclass(frozen=True, eq=False)
class Found:
    """A choice of a part of a problem; ``places`` are those of the part's sites in the whole."""

    problem: Problem
    choice: Choice
    places: Ints

    @classmethod
    def of_sites(cls, problem: Problem, sites: Ints) -> Found:
        """Choose some sites of a problem; everybody goes to the nearest that has room."""
        rows = _rows(problem, sites)
        part = _taken(problem, rows)
        return cls(part, allocated(part, np.searchsorted(rows, sites)), rows)

    @classmethod
    def of_choice(cls, problem: Problem, choice: Choice) -> Found:
        """Take a choice of the whole problem."""
        rows = _rows(problem, choice.sites)
        share = choice.share.tocsr()[rows]
        here = Choice(np.searchsorted(rows, choice.sites), share, choice.reached)
        return cls(_taken(problem, rows), here, rows)

    def whole(self, problem: Problem) -> Choice:
        """Give the choice by the places of the whole problem."""
        parts = self.choice.share.tocoo()
        rows, columns = parts.coords
        share = sparse.csr_array((parts.data, (self.places[rows], columns)), shape=problem.shape)
        return Choice(self.places[self.choice.sites], share)

    def value(self, goal: Goal) -> float:
        """Give the value of a goal."""
        return measure(goal, self.problem, self.choice)

    def values(self, goals: tuple[Goal, ...]) -> tuple[float, ...]:
        """Give the values of some goals, small where they are good."""
        return tuple(goal.sign * self.value(goal) for goal in goals)

    def reaching(self, reached: tuple[Reached, ...]) -> Found:
        """Give the same, with the goals that were worked for."""
        return replace(self, choice=replace(self.choice, reached=reached))

    @property
    def holds(self) -> bool:
        """Whether the choice does what the problem asks of any."""
        problem, sites = self.problem, self.choice.sites
        if problem.zones is not None and len(sites) > problem.zones:
            return False
        if not problem.locked <= set(problem.names(sites)):
            return False
        spent = float(problem.fees[sites].sum())
        if spent > problem.budget * (1 + HAIR):
            return False
        covered = covered_part(problem, self.choice)[problem.counts]
        return not problem.within or bool((covered > 1 - HAIR).all())


def _rows(problem: Problem, sites: Ints) -> Ints:
    rows: Ints = np.union1d(sites, np.flatnonzero(problem.is_present))
    return rows


def _taken(problem: Problem, rows: Ints) -> Problem:
    """Keep some sites of a problem, in their order."""
    return replace(
        problem,
        site_ids=tuple(problem.site_ids[n] for n in rows.tolist()),
        cost=problem.cost[rows],
        fee=_some(problem.fee, rows),
        switching=_some(problem.switching, rows),
        shortcoming=_some(problem.shortcoming, rows),
        capacity={name: values[rows] for name, values in problem.capacity.items()},
    )


def _some(values: Floats | None, rows: Ints) -> Floats | None:
    return None if values is None else values[rows]


def better(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Tell whether the first values are better, in their order, by more than the last digits."""
    for left, right in zip(one, other, strict=True):
        if abs(left - right) > HAIR * max(1.0, abs(left), abs(right)):
            return left < right
    return False
