"""What reduced-cost fixing leaves of a task, as one exact model."""

from __future__ import annotations

import numpy as np

from gis.siting.capacitated.fixing import Rest
from gis.siting.capacitated.model import Part, model_of
from gis.siting.capacitated.repair import plan_from, start_of
from gis.siting.capacitated.task import Plan, Task
from gis.siting.highs import solve
from gis.siting.watch import Watch


def solve_rest(
    task: Task, rest: Rest, best: Plan | None, *, gap: float, watch: Watch
) -> tuple[Plan | None, float]:
    """Give the best plan now known and a bound; None and infinity: there is no plan.

    What the fixing took away costs at least as much as the ``best``, so the bound of all is the
    smaller one of both.
    """
    sites = np.flatnonzero(rest.sites)
    site, point = np.nonzero(rest.most[sites] > 0)
    part = Part(
        sites=sites,
        site=site,
        point=point,
        room=np.ones(task.cost.shape[1]),
        price=task.skip,
        zones=task.zones,
        opened=rest.must[sites],
        most=rest.most[sites[site], point],
    )
    start = None if best is None or not _fits(part, best) else start_of(part, best)
    solved = solve(model_of(task, part), watch=watch, start=start, gap=gap)
    if solved.values is not None:
        found = plan_from(task, part, solved.values)
        if best is None or found.score < best.score:
            best = found
    if solved.infeasible:
        return best, np.inf if best is None else best.score
    if best is None:
        return None, solved.bound
    return best, best.score if solved.optimal and gap == 0 else min(solved.bound, best.score)


def _fits(part: Part, plan: Plan) -> bool:
    """Tell whether the fixing left all that a plan uses."""
    return bool(np.isin(plan.sites, part.sites).all())
