"""A small table and a proposal that is true of it, so that a test can tell one lie at a time.

Four sites along a street, five points: minutes on foot. “nord” has nobody, and nothing leads from
“quai” to any site but “stade”.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from gis.siting.goals import Goal, Model
from gis.siting.problem import Problem
from gis.siting.proposal import Proposal, Reached, Share

SITES = ("college", "lycee", "mairie", "stade")
POINTS = ("gare", "nord", "parc", "port", "quai")
MINUTES = np.array(
    [
        [2.0, 3.0, 9.0, 12.0, np.nan],
        [4.0, 5.0, 6.0, 10.0, np.nan],
        [8.0, 9.0, 3.0, 7.0, np.nan],
        [15.0, 14.0, 8.0, 2.0, 20.0],
    ]
)
OFFICERS = np.array([300.0, 0.0, 100.0, 50.0, 50.0])


def make_problem(**options: Any) -> Problem:  # noqa: ANN401 - whatever a problem can be asked
    """Give the table with a cutoff of eight minutes."""
    plain: dict[str, Any] = {
        "site_ids": SITES,
        "point_ids": POINTS,
        "cost": MINUTES,
        "weight": OFFICERS,
        "cutoff": np.full(5, 8.0),
    }
    return Problem(**plain | options)


def make_proposal(**fields: Any) -> Proposal:  # noqa: ANN401 - whatever a proposal says
    """Give what is true of “college” and “stade”: all served, “quai” beyond its cutoff.

    Officers and minutes: 300 × 2, 100 × 8, 50 × 2 and 50 × 20 make 2,500 in all, 5 in the mean.
    Within 8 minutes are 450 of 500, which is nine tenths.
    """
    true: dict[str, Any] = {
        "model": Model.MAX_COVER,
        "chosen": ("college", "stade"),
        "allocation": (
            Share("gare", "college", 1.0, 2.0),
            Share("nord", "college", 1.0, 3.0),
            Share("parc", "stade", 1.0, 8.0),
            Share("port", "stade", 1.0, 2.0),
            Share("quai", "stade", 1.0, 20.0),
        ),
        "goals": (
            Reached(Goal.COVER, 450.0, 450.0),
            Reached(Goal.SERVED, 500.0, 500.0),
            Reached(Goal.TRAVEL, 2500.0, 2400.0),
        ),
        "covered": 450.0,
        "weight": 500.0,
        "mean": 5.0,
        "p90": 8.0,
        "worst": 20.0,
        "unserved": (),
        "seconds": 0.1,
        "solver": "by hand",
    }
    return Proposal(**true | fields)


def with_share(place: int, **fields: Any) -> Proposal:  # noqa: ANN401 - whatever a share says
    """Give the proposal with one of its shares told otherwise."""
    shares = list(make_proposal().allocation)
    shares[place] = replace(shares[place], **fields)
    return make_proposal(allocation=tuple(shares))


def by_hand(problem: Problem, chosen: tuple[str, ...]) -> Proposal:
    """Give what is true of any maximal cover where no zone is ever full, with numpy's own sums."""
    rows = [problem.site_ids.index(name) for name in chosen]
    cost = np.where(np.isnan(problem.cost[rows]), np.inf, problem.cost[rows])
    first, spent = cost.argmin(axis=0), cost.min(axis=0)
    served, heavy = np.isfinite(spent), problem.weight > 0
    near = ((cost <= problem.cutoff) & np.isfinite(cost)).sum(axis=0) >= problem.backup
    far, weighs = spent[served & heavy], problem.weight[served & heavy]
    covered = float(problem.weight[near & (spent <= problem.cutoff) & served].sum())
    tail = np.repeat(np.sort(far), weighs[far.argsort(kind="stable")].astype(int))
    travel = float(far @ weighs)
    whole = float(problem.weight.sum())
    return Proposal(
        model=Model.MAX_COVER,
        chosen=chosen,
        allocation=tuple(
            Share(name, chosen[first[n]], 1.0, float(spent[n]))
            for n, name in enumerate(problem.point_ids)
            if served[n]
        ),
        goals=(
            Reached(Goal.COVER, covered, whole),
            Reached(Goal.SERVED, float(problem.weight[served].sum()), whole),
            Reached(Goal.TRAVEL, travel, 0.0),
        ),
        covered=covered,
        weight=whole,
        mean=float(np.average(far, weights=weighs)) if far.size else np.nan,
        p90=float(tail[-(-9 * tail.size // 10) - 1]) if far.size else np.nan,
        worst=float(far.max()) if far.size else np.nan,
        unserved=tuple(np.array(problem.point_ids, dtype=object)[heavy & ~served]),
        seconds=0.0,
        solver="by hand",
    )
