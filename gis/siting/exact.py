"""Any problem of siting, solved goal after goal by one general model: the fallback for all others.

Each goal is minimised while those before it stay as good as they are. The engines in the rooms
beside this one are faster where their kind of problem is all there is.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.choice import HAIR, Choice, measure, nearest, restated
from gis.siting.exact_model import Layout, Row, expression, model_of, value_of
from gis.siting.goals import Goal
from gis.siting.highs import Model, solve
from gis.siting.problem import Problem
from gis.siting.proposal import Reached
from gis.siting.watch import Watch


def exact(
    problem: Problem,
    goals: tuple[Goal, ...],
    *,
    watch: Watch | None = None,
    start: Choice | None = None,
    rows: tuple[Row, ...] = (),
) -> Choice | None:
    """Reach goals in their order. None where no choice is possible, or none was found in time.

    ``start`` is a choice whose ``reached`` goals are held as they are; the others are worked for.
    ``rows`` are to hold beside what the problem asks; their columns are sites by their places.
    """
    watch = watch or Watch()
    walk = _Walk(Layout.of(problem, rows), best=start)
    for reached in start.reached if start else ():
        walk = walk.holding(reached)
    for goal in goals:
        step = walk.to(goal, watch)
        if step is None:
            return None
        walk = step
    return walk.best


def any_choice(problem: Problem, watch: Watch) -> Choice | None:
    """Give any choice; None where none is possible, or none was found in time."""
    return _Walk(Layout.of(problem)).any_choice(watch)[0]


class _Walk:
    """How far the goals have been reached: what is held, and the best choice so far."""

    def __init__(
        self, layout: Layout, held: tuple[Reached, ...] = (), best: Choice | None = None
    ) -> None:
        """Begin, or go on."""
        self.problem, self.layout, self.held, self.best = layout.problem, layout, held, best

    def to(self, goal: Goal, watch: Watch) -> _Walk | None:
        """Reach one more goal; None where nothing is possible."""
        if watch.over and self.best:
            value = measure(goal, self.problem, self.best)
            return self._with(self.best, Reached(goal, value, math.nan))
        if goal is Goal.WORST:
            return self._to_worst(watch)
        solved = solve(
            self._model(expression(self.layout, goal)),
            watch=watch.towards(goal, value=partial(value_of, self.problem, goal)),
            start=self._start(),
        )
        found = self.best if solved.values is None else self._read(solved.values)
        if found is None:
            return None
        found, value = self._no_worse(goal, found)
        bound = value if solved.optimal else value_of(self.problem, goal, solved.bound)
        return self._with(found, Reached(goal, value, bound if math.isfinite(bound) else math.nan))

    def _no_worse(self, goal: Goal, found: Choice) -> tuple[Choice, float]:
        """Stay with the best so far where what was found is no better: of equals the first."""
        value = measure(goal, self.problem, found)
        if self.best is None:
            return found, value
        before = measure(goal, self.problem, self.best)
        return (found, value) if goal.sign * value < goal.sign * before else (self.best, before)

    def _to_worst(self, watch: Watch) -> _Walk | None:
        """Halve the costs that the longest travel can be, each time asking if all can be served."""
        costs = np.unique(self.problem.cost[self.layout.site, self.layout.point])
        best = self.best or self.any_choice(watch)[0]
        if best is None:
            return None
        low, high = 0, int(np.searchsorted(costs, measure(Goal.WORST, self.problem, best)))
        while low < high and not watch.over:
            middle = (low + high) // 2
            found, none = _Walk(self.layout.up_to(costs[middle]), self.held).any_choice(watch)
            if found:
                best, high = found, middle
            elif none:
                low = middle + 1
            else:
                break
        value = measure(Goal.WORST, self.problem, best)
        bound = min(value, float(costs[low])) if len(costs) else value
        return self._with(best, Reached(Goal.WORST, value, bound))

    def any_choice(self, watch: Watch) -> tuple[Choice | None, bool]:
        """Find any choice that holds what is held; or say that there is none."""
        solved = solve(self._model(None), watch=watch)
        found = None if solved.values is None else self._read(solved.values)
        return found, solved.infeasible

    def holding(self, reached: Reached) -> _Walk:
        """Hold a goal at what was reached of it."""
        if reached.goal is Goal.WORST:
            longest = reached.value * (1 + HAIR)
            return _Walk(self.layout.up_to(longest), self.held, self.best)
        return _Walk(self.layout, (*self.held, reached), self.best)

    def _with(self, found: Choice, reached: Reached) -> _Walk:
        before = self.best.reached if self.best else ()
        before = restated(self.problem, found, before)
        kept = replace(found, reached=(*before, reached))
        return _Walk(self.layout, self.held, kept).holding(reached)

    def _model(self, aim: Row | None) -> Model:
        return model_of(self.layout, aim, tuple(self._row(each) for each in self.held))

    def _row(self, reached: Reached) -> Row:
        """Hold a goal by a row over the columns as they stand.

        Nothing is held as nothing: of an end as small as its tolerance, HiGHS 1.15 says that no
        choice keeps it.
        """
        aim = expression(self.layout, reached.goal)
        at = reached.goal.sign * (reached.value - value_of(self.problem, reached.goal, 0.0))
        upper = at + HAIR * max(1.0, abs(at)) if abs(at) > HAIR else 0.0
        return replace(aim, upper=upper)

    def _start(self) -> Floats | None:
        """Give the best choice as values of the model's columns."""
        if self.best is None:
            return None
        layout, values = self.layout, np.zeros(self.layout.starts[4])
        values[self.best.sites] = 1
        share = self.best.share.toarray()
        values[layout.x] = share[layout.site, layout.point]
        points = len(layout.points)
        served = np.bincount(layout.row_of_point, values[layout.x], points)
        covered = np.bincount(layout.row_of_point, values[layout.x] * layout.near, points)
        values[layout.u] = np.clip(1 - served, 0, 1)
        values[layout.v] = np.clip(covered, 0, 1)
        if self.problem.backup > 1:
            near = self.problem.near[np.ix_(self.best.sites, layout.points)].sum(axis=0)
            values[layout.z] = near >= self.problem.backup
            values[layout.v] *= values[layout.z]
        return values

    def _read(self, values: Floats) -> Choice:
        """Read a choice from the values of the columns."""
        sites = np.flatnonzero(values[: self.problem.shape[0]] > 0.5)  # noqa: PLR2004 - 0 or 1
        if not self.problem.capacitated:
            return Choice(sites, nearest(self.problem, sites))
        return Choice(sites, _share(self.layout, values))


def _share(layout: Layout, values: Floats) -> sparse.csr_array:
    """Give who goes where, free of the solver's last digits."""
    part = values[layout.x]
    part = np.where(part > 1 - _TINY, 1.0, part)
    kept = part > _TINY
    return sparse.csr_array(
        (part[kept], (layout.site[kept], layout.point[kept])), shape=layout.problem.shape
    )


_TINY = 1e-7
