"""Sets of sites that lie together: how many of one are chosen says what no single site does.

Sites beside each other are near the same points, so that to close one says nothing: its neighbour
stands in for it. How many of a whole set are chosen does say something. Sets are taken from the
table alone: all sites near a point, with each site those most like it, and each site alone.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.covering.subsets import packed
from gis.tally import Flags, Ints

_SIZES = (12, 25, 50)  # of sites most like one


def clusters(near: Flags) -> Flags:
    """Give sets of sites (sets × sites), all different, of a table sites × points.

    The first of those that are alike stays: the sites near each point come first.
    """
    like = _likeness(near)
    balls = [_balls(like, size) for size in _SIZES if size < len(near)]
    sets: Flags = np.concatenate([near.T, *balls, np.eye(len(near), dtype=bool)])
    _, first = np.unique(packed(sets), axis=0, return_index=True)
    kept: Flags = sets[np.sort(first)]
    return kept


def _likeness(near: Flags) -> Floats:
    """Give the points that two sites share, over the geometric mean of what each is near."""
    table = sparse.csr_array(near.astype(np.float64))
    shared: Floats = (table @ table.T).toarray()
    size = np.sqrt(np.maximum(shared.diagonal(), 1.0))
    shared /= size
    shared /= size[:, None]
    return shared


def _balls(like: Floats, size: int) -> Flags:
    """Give with each site so many of the sites most like it, itself among them."""
    nearest: Ints = np.argsort(-like, axis=1, kind="stable")[:, :size]
    ball = np.zeros(like.shape, dtype=bool)
    np.put_along_axis(ball, nearest, values=True, axis=1)
    return ball
