"""Whether there is any choice at all, where no search has found one: a model of the sites alone.

::

    minimise    Σ_i r_i y_i
    subject to  Σ_{i allowed for j} y_i ≥ 1    for each point j
                Σ_i y_i ≤ p, and what the side limits say of sites; y binary

r_i are the reduced costs of the Lagrangian bound. Limits on pairs are relaxed to what each point
takes at least, so that "no" is proven and "yes" has to be tried.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from gis.siting import highs
from gis.siting.median.bound import Bounded
from gis.siting.median.choice import Choice, best_choice
from gis.siting.median.task import Task
from gis.siting.watch import Watch


def some_choice(task: Task, bounded: Bounded, *, watch: Watch) -> tuple[Choice | None, bool]:
    """Give a choice if one is found, and whether there may be one."""
    count, points = task.shape
    served = sparse.csr_array(np.isfinite(task.cost).T.astype(np.float64))
    rows = sparse.vstack([served, sparse.csr_array(np.vstack([np.ones(count), task.sites]))])
    unbound = np.full(1 + len(task.most), -np.inf)
    model = highs.Model(
        cost=bounded.reduced,
        lower=task.locked.astype(np.float64),
        upper=np.ones(count),
        whole=np.ones(count, dtype=bool),
        rows=rows.tocsr(),
        row_lower=np.concatenate([np.ones(points), unbound]),
        row_upper=np.concatenate([np.full(points, np.inf), [task.zones], task.most]),
    )
    solved = highs.solve(model, watch=watch)
    if solved.values is None:
        return None, not solved.infeasible
    found = best_choice(task, np.flatnonzero(solved.values > 0.5), bounded.prices.limits)  # noqa: PLR2004
    return (found if found.holds else None), True
