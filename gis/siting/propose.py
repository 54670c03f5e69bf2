"""Propose zones: one problem, one model, one verified proposal."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from gis.distance import Floats
from gis.siting.checks import checked, remarks, short_of_room
from gis.siting.choice import HAIR, Choice, covered_part
from gis.siting.engines import any_choice, best_choice
from gis.siting.explain.blocked import refusal
from gis.siting.explain.obstacles import blocked
from gis.siting.goals import Goal, Model
from gis.siting.highs import version
from gis.siting.idle import without_idle
from gis.siting.problem import Problem
from gis.siting.proposal import WHOLE, Proposal, Share
from gis.siting.verify import verified
from gis.siting.watch import Watch
from gis.tally import TAIL
from i18n import msg
from layers.errors import ImpossibleError

FIRST_S = 10.0  # how long a first choice may be looked for when the time is up without any
EXPLAIN_S = 20.0  # how long the ways out of what cannot be solved may be looked for


def propose(problem: Problem, *, model: Model, watch: Watch | None = None) -> Proposal:
    """Choose sites, and prove how good the choice is.

    The goals of the model are reached in their order, each proven before the next, until the
    ``watch`` is over: then the best found is given with what is proven of it. The same problem
    gives the same proposal every time, however its sites and points are ordered.
    Raises SettingError for a problem that means nothing or contradicts itself, ImpossibleError
    where no choice of sites does what is asked; or none was found before the watch was over, and
    for ``FIRST_S`` seconds after it, unless it was stopped.
    """
    watch = watch or Watch()
    ordered = asked(checked(problem, model), model).in_order()
    goals = goals_of(ordered, model)
    choice = None if short_of_room(ordered, model) else _chosen(ordered, model, goals, watch)
    if choice is None:
        raise impossible(ordered, model, watch)
    if model is not Model.SET_COVER:  # which has counted its zones
        choice = without_idle(ordered, choice)
    return verified(ordered, proposal_of(ordered, model, choice, watch))


def _chosen(problem: Problem, model: Model, goals: tuple[Goal, ...], watch: Watch) -> Choice | None:
    """Reach the goals; where the watch was over before any choice was known, give a first one."""
    choice = best_choice(problem, model, goals, watch)
    if choice is None and watch.over:
        return any_choice(problem, model, goals, watch.anew(FIRST_S))
    return choice


def asked(problem: Problem, model: Model) -> Problem:
    """Give the problem with what the model asks beside it: a set cover covers everyone."""
    return replace(problem, within=True) if model is Model.SET_COVER else problem


def goals_of(problem: Problem, model: Model) -> tuple[Goal, ...]:
    """Give the goals that count: changes where there is a plan, quality where it is known."""
    idle = set()
    if not problem.present:
        idle.add(Goal.CHANGES)
    if not problem.shortcomings.any():
        idle.add(Goal.QUALITY)
    return tuple(goal for goal in model.goals if goal not in idle)


def impossible(problem: Problem, model: Model, watch: Watch) -> ImpossibleError:
    """Say why no choice does what is asked, and what would mend it; or that none was found."""
    found = blocked(problem, model, watch=watch.anew(EXPLAIN_S))
    if found:
        return refusal(found)
    return ImpossibleError(
        msg("No choice of sites that does what “{model}” asks was found.", model=model.label),
        msg("Allow more zones, more sites, a longer cutoff, or more time."),
    )


def proposal_of(problem: Problem, model: Model, choice: Choice, watch: Watch) -> Proposal:
    """Put a choice into words and figures."""
    parts = choice.share.tocoo()
    rows, columns = parts.coords
    spent = problem.cost[rows, columns]
    weight = problem.weight[columns] * parts.data
    heavy = weight > 0
    mean, p90, worst = travel_figures(spent[heavy], weight[heavy])
    served = np.asarray(choice.share.sum(axis=0)).ravel()
    lacking = problem.counts & (served < 1 - WHOLE)
    return Proposal(
        model=model,
        chosen=problem.names(choice.sites),
        allocation=_allocation(problem, choice),
        goals=choice.reached,
        covered=float(problem.weight @ covered_part(problem, choice)),
        weight=float(problem.weight.sum()),
        mean=mean,
        p90=p90,
        worst=worst,
        unserved=tuple(problem.point_ids[n] for n in np.flatnonzero(lacking)),
        seconds=watch.spent,
        solver=version(),
        remarks=remarks(problem),
    )


def _allocation(problem: Problem, choice: Choice) -> tuple[Share, ...]:
    """Give the shares by point and zone."""
    by_point = choice.share.tocsc()
    by_point.sort_indices()
    return tuple(
        Share(
            point=problem.point_ids[point],
            zone=problem.site_ids[by_point.indices[n]],
            part=float(by_point.data[n]),
            cost=float(problem.cost[by_point.indices[n], point]),
        )
        for point in range(problem.shape[1])
        for n in range(by_point.indptr[point], by_point.indptr[point + 1])
    )


def travel_figures(spent: Floats, weight: Floats) -> tuple[float, float, float]:
    """Give the weighted mean, the least travel that holds nine tenths of the weight, the worst."""
    if not spent.size:
        return math.nan, math.nan, math.nan
    order = np.argsort(spent, kind="stable")
    reached = np.cumsum(weight[order])
    tail = int(np.searchsorted(reached, TAIL * reached[-1] * (1 - HAIR)))
    return float(np.average(spent, weights=weight)), float(spent[order][tail]), float(spent.max())
