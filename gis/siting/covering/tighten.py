"""A maximal cover's relaxation made tight, and the sites that it decides.

Rows of odd sets are added while that lowers the bound. Then, with d(i) for what column i costs
beside the bound (see ``floor_of``): a choice with a site whose d(i) > 0 covers at most the bound
less d(i). Where that is no better than what was found already, the site is out. A choice without a
site whose d(i) < 0 covers at most the bound plus d(i): so a site is in.
M. L. Balinski, "Integer programming: methods, uses, computation", Management Science 12 (1965).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.covering.odd_sets import PATIENT, USUAL, odd_sets
from gis.siting.covering.reduce import Rest
from gis.siting.highs import Model
from gis.siting.relaxation import Relaxation, floor_of
from gis.siting.watch import Watch
from gis.tally import Flags

_WORTH = 2e-5  # of the bound: by so much a round of rows must lower it for another to follow
_SHARE = 0.03  # or by so much of what is left between it and what was found
_LITTLE = 0.002  # or so much, for who is patient
_BINDING = 0.05  # rows that have more left over are let go


@dataclass(frozen=True, eq=False)
class Tight:
    """A ``model`` with the rows that bind, its relaxation's ``values``, and the ``bound``.

    The bound is the most weight of any choice; ``costs`` (columns) is what it costs to be else.
    """

    model: Model
    values: Floats
    bound: float
    costs: Floats


def tightened(
    rest: Rest, model: Model, found: float, watch: Watch, *, patient: bool = False
) -> Tight | None:
    """Add rows to a model of what is left; None where the watch was over before the first bound.

    ``found`` is the weight of the best choice known. Who is ``patient`` looks for larger sets, and
    on while rounds gain little: worth it where what is left to prove is hard.
    """
    pains, share = (PATIENT, _LITTLE) if patient else (USUAL, _SHARE)
    relaxation = Relaxation(model, watch)
    best, last = None, np.inf
    while not watch.over:
        relaxed = relaxation.solve()
        if relaxed is None:
            break
        floor, costs = floor_of(model, relaxed.prices)
        best = Tight(model, relaxed.values, min(-floor, last), costs) if -floor < last else best
        worth = min(_WORTH * last, share * (last - found)) if np.isfinite(last) else 0.0
        if last + floor <= max(0.0, worth):
            break
        last = -floor
        watch.tell(bound=min(floor, -found))
        rows, lower = odd_sets(rest, relaxed.values, watch, pains)
        if not len(lower):
            break
        relaxation.add(rows, lower)
        model = _with(model, rows, lower)
    return None if best is None else replace(best, model=_binding(best))


def decided(tight: Tight, better: float, start: Flags) -> Model:
    """Close the sites that no better choice holds, open those that all hold, but as in ``start``.

    ``better`` is the weight that a choice must reach to be of any use; ``start`` says of each site
    whether the best choice known holds it, so that this stays a choice of the model.
    """
    model, sites = tight.model, len(start)
    lost = tight.costs[:sites]
    low, high = model.lower.copy(), model.upper.copy()
    high[:sites][(tight.bound - lost < better) & ~start] = 0.0
    low[:sites][(tight.bound + lost < better) & start] = 1.0
    return replace(model, lower=low, upper=high)


def _with(model: Model, rows: sparse.csr_array, lower: Floats) -> Model:
    return replace(
        model,
        rows=sparse.csr_array(sparse.vstack([model.rows, rows])),
        row_lower=np.concatenate([model.row_lower, lower]),
        row_upper=np.concatenate([model.row_upper, np.full(len(lower), np.inf)]),
    )


def _binding(tight: Tight) -> Model:
    """Let the added rows go that do not bind."""
    model = tight.model
    added = (model.row_lower < 0) & np.isfinite(model.row_lower)
    kept = ~added | (model.rows @ tight.values - model.row_lower < _BINDING)
    return replace(
        model,
        rows=sparse.csr_array(model.rows[kept]),
        row_lower=model.row_lower[kept],
        row_upper=model.row_upper[kept],
    )
