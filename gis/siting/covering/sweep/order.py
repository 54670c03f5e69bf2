"""The order in which a sweep decides the sites: few spots half decided at any time.

A spot is *live* between the first and the last decision on the sites near it. What a choice so far
means for the rest is which live spots it covers, so that the fewer are live, the fewer choices
differ. Each of the slowest ways in which heat spreads over a town (eigenvectors of its normalised
table of shared spots) draws it along a line; the order along the best of them is where a search
begins. It adds a little of other lines, or moves the sites around one of them on or back, and keeps
what makes the order better.

J. Díaz, J. Petit and M. Serna, "A survey of graph layout problems", ACM Computing Surveys 34
(2002), has orders by eigenvectors for vertex separation, which the number of live spots is.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import eigsh

from gis.distance import Floats
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

_LINES, _TRIED = 40, 12  # how alike two sites are is told by all, orders are tried along the first
_SCALE = 30  # live spots by which work grows e-fold, as measured
_SMALL = 60  # sites, too few for so many eigenvectors
_HAIR = 1e-9
_NEAR = 8  # power of the eigenvalues: for so long heat spreads before two sites are compared
_MIXED = 0.4  # of the tries add other lines, the rest move the sites around one
_SHARE = 0.3  # of the lines at once
_SIZES = (-3.0, -0.4)  # powers of ten, of the length of the town: how far a site is moved
_WIDTHS = (-2.2, -0.3)  # powers of ten, of how alike sites are: who is moved with one


def order_of(near: Flags, *, tries: int = 0, watch: Watch | None = None) -> Ints:
    """Give an order of sites (places), the best of so many tries; ``near`` is sites × spots."""
    watch = watch or Watch()
    if len(near) < _SMALL:
        return np.arange(len(near))
    lines, alike = _lines(near)
    burden = Burden(near)
    place = min(lines[:, -_TRIED:].T, key=lambda line: burden.of(_along(line)))
    random, least = np.random.default_rng(0), burden.of(_along(place))
    for _ in range(tries):
        if watch.over:
            break
        moved = place + np.ptp(place) * _nudge(random, lines[:, -_TRIED:], alike)
        found = burden.of(_along(moved))
        if found < least:
            place, least = moved, found
    return _along(place)


class Burden:
    """What orders of a town's sites cost."""

    def __init__(self, near: Flags) -> None:
        """Hold which sites are near each spot; each has one at least."""
        columns = sparse.csc_array(near)
        self._sites, self._begin = columns.indices, columns.indptr[:-1]

    def of(self, order: Ints) -> float:
        """Give the mean of exp(live spots ÷ ``_SCALE``)."""
        return float(np.exp(self.live(order) / _SCALE).mean())

    def live(self, order: Ints) -> Ints:
        """Count the spots that are live while each site of an order is decided."""
        first, last = self.ends(order)
        size = len(order) + 1
        change = np.bincount(first, minlength=size) - np.bincount(last + 1, minlength=size)
        return np.cumsum(change)[:-1]

    def ends(self, order: Ints) -> tuple[Ints, Ints]:
        """Give the place in an order of the first and of the last site near each spot."""
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        places = place[self._sites]
        first = np.minimum.reduceat(places, self._begin)
        return first, np.maximum.reduceat(places, self._begin)


def _along(place: Floats) -> Ints:
    return np.argsort(place, kind="stable")


def _nudge(random: np.random.Generator, lines: Floats, alike: Floats) -> Floats:
    """Give how far each site is to be moved, in lengths of the town."""
    far = 10 ** random.uniform(*_SIZES)
    if random.random() < _MIXED:
        part = random.normal(size=lines.shape[1]) * (random.random(lines.shape[1]) < _SHARE)
        mixed: Floats = lines @ part * far
        return mixed
    unlike = 1 - alike @ alike[random.integers(len(alike))]
    width = 10 ** random.uniform(*_WIDTHS)
    bump: Floats = np.exp(-np.maximum(unlike, 0.0) / width) * random.normal() * far
    return bump


def _lines(near: Flags) -> tuple[Floats, Floats]:
    """Give lines (sites × lines, the slowest last), and rows whose products are how alike they are.

    Lines are at most one from their middle, rows of length one.
    """
    table = sparse.csr_array(near.astype(np.float64))
    shared = sparse.csr_array(table @ table.T)
    shared.setdiag(0.0)
    scale = 1 / np.sqrt(np.maximum(np.asarray(shared.sum(axis=1)), _HAIR))
    even = sparse.diags_array(scale)
    speed, lines = eigsh(even @ shared @ even, k=_LINES, which="LA", v0=np.ones(len(near)))
    lines = scale[:, None] * lines
    rows = lines * np.maximum(speed, 0.0) ** _NEAR
    rows /= np.maximum(np.linalg.norm(rows, axis=1), _HAIR)[:, None]
    return lines / np.maximum(np.abs(lines).max(axis=0), _HAIR), rows
