"""The proof of a large maximal cover: searched for what is far above it first, then for less.

The less a choice may fall short of the relaxation's bound, the more sites that bound decides, and
the fewer branches there are. So the search asks for a choice within a part of the gap first. Where
there is none, the bound is so much lower, at little expense beside what comes after. Where there is
one, the search has found the best, and never had to look as far down as from where it started.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from gis.siting.covering.clusters import clusters
from gis.siting.covering.reduce import Rest
from gis.siting.covering.tighten import Tight, decided
from gis.siting.covering.tree import search
from gis.siting.highs import Model
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

_STAGES = (0.25, 0.5, 1.0)  # of the gap


def proven(
    rest: Rest, tight: Tight, found: float, step: float, watch: Watch
) -> tuple[Ints | None, float]:
    """Give the places of a choice better than ``found``, None where there is none, and a bound.

    Weights are of what is left, and differ by ``step`` or not at all. Each point needs one site.
    The bound is of all choices better than ``found``, and is ``found`` and a step where no choice
    is. The watch hears of minus the weight.
    """
    bound = tight.bound
    for stage in _STAGES:
        if watch.over:
            break
        aim = max(found + step, tight.bound - stage * (tight.bound - found))
        model, sites = _opened(decided(tight, aim, np.zeros(rest.size[0], dtype=bool)), rest)
        sets = clusters(rest.near[sites])
        searched = search(model, sets, goal=-aim, step=step, watch=watch, known=-bound)
        if searched.values is not None:
            best = sites[searched.values[: len(sites)] > 0.5]  # noqa: PLR2004 - 0 or 1
            return best, -searched.floor
        bound = min(bound, max(aim, -searched.floor))
        if aim <= found + step:
            break
    return None, bound


def _opened(model: Model, rest: Rest) -> tuple[Model, Ints]:
    """Leave out the sites that are closed; give the places of those left."""
    kept: Flags = model.upper > 0
    kept[rest.size[0] :] = True
    small = replace(
        model,
        cost=model.cost[kept],
        lower=model.lower[kept],
        upper=model.upper[kept],
        whole=model.whole[kept],
        rows=sparse.csr_array(model.rows[:, kept]),
    )
    return small, np.flatnonzero(kept[: rest.size[0]])
