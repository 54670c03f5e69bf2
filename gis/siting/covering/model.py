"""A maximal cover as a model, and choices as its columns.

With x(i) = 1 where site i is chosen and z(j) = 1 where point j counts as covered:

    maximise    Σ_j weight(j) · z(j)
    subject to  Σ_i near(i, j) · x(i) ≥ need(j) · z(j)     for each point j
                Σ_i x(i) ≤ zones,   Σ_i fee(i) · x(i) ≤ budget,   x, z ∈ {0, 1}
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.covering.covered import Purse
from gis.siting.covering.reduce import Rest
from gis.siting.highs import Model
from gis.tally import Flags, Ints


def model_of(rest: Rest, left: Purse) -> Model:
    """Write the sites first and the points after; z is free to be a fraction where need is one."""
    sites, points = rest.size
    kinds = len(left.limits)
    near = sparse.csr_array(rest.near.T.astype(np.float64))
    cover = sparse.hstack([near, sparse.diags_array(-rest.need.astype(np.float64))])
    pay = sparse.csr_array(np.hstack([left.charges, np.zeros((kinds, points))]))
    return Model(
        cost=np.concatenate([np.zeros(sites), -rest.weight]),
        lower=np.zeros(sites + points),
        upper=np.ones(sites + points),
        whole=np.concatenate([np.ones(sites, dtype=bool), rest.need > 1]),
        rows=sparse.csr_array(sparse.vstack([cover, pay])),
        row_lower=np.concatenate([np.zeros(points), np.full(kinds, -np.inf)]),
        row_upper=np.concatenate([np.full(points, np.inf), left.limits]),
    )


def value_of(rest: Rest, sites: Ints) -> float:
    """Give the weight that some sites cover, with what is covered anyway."""
    return rest.sure + float(rest.weight[_covered(rest, sites)].sum())


def values_of(rest: Rest, sites: Ints) -> Floats:
    """Write a choice as the columns of the model."""
    chosen = np.zeros(rest.size[0])
    chosen[sites] = 1.0
    return np.concatenate([chosen, _covered(rest, sites).astype(np.float64)])


def _covered(rest: Rest, sites: Ints) -> Flags:
    return np.asarray(rest.near[sites].sum(axis=0) >= rest.need)
