"""The order in which a sweep decides the sites: few spots half decided at any time.

A spot is *live* between the first and the last decision on the sites near it. What a choice so far
means for the rest is which live spots it covers, so that the fewer are live, the fewer choices
differ. Each of the slowest ways in which heat spreads over a town (eigenvectors of its normalised
table of shared spots) draws it along a line; the order along the best of them is where a search
begins. It adds a little of other lines, or moves the sites around one of them on or back, and keeps
what makes the order better. How far two sites are from each other is told by the way from site to
site, along which each is like the next.

J. Díaz, J. Petit and M. Serna, "A survey of graph layout problems", ACM Computing Surveys 34
(2002), has orders by eigenvectors for vertex separation, which the number of live spots is.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import dijkstra
from scipy.sparse.linalg import eigsh

from gis.distance import Floats
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

_LINES = 12
_MIDDLES = 200  # sites around which others are moved
_SCALE = 30  # live spots by which work grows e-fold, as measured
_SMALL = 60  # sites, too few for so many eigenvectors
_HAIR = 1e-9
_STEP = 0.6  # of what two sites are near, not shared: from there on the way goes by others
_FAR = 4  # times the middle distance: as far as any site counts, and one that no way leads to
_MIXED = 0.4  # of the tries add other lines, the rest move the sites around one
_SHARE = 0.3  # of the lines at once
_SIZES = (-3.0, -0.4)  # powers of ten, of the length of the town: how far a site is moved
_WIDTHS = (-1.2, 0.1)  # powers of ten, of the middle distance: who is moved with one


def order_of(near: Flags, *, tries: int = 0, watch: Watch | None = None) -> Ints:
    """Give an order of sites (places), the best of so many tries; ``near`` is sites × spots."""
    watch = watch or Watch()
    if len(near) < _SMALL:
        return np.arange(len(near))
    shared = _shared(near)
    lines, burden = _lines(shared), Burden(near)
    place = min(lines.T, key=lambda line: burden.of(_along(line)))
    if not tries:
        return _along(place)
    random, least = np.random.default_rng(0), burden.of(_along(place))
    away = _away(shared, near.sum(axis=1), random)
    for _ in range(tries):
        if watch.over:
            break
        moved = place + np.ptp(place) * _nudge(random, lines, away)
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


def _nudge(random: np.random.Generator, lines: Floats, away: Floats) -> Floats:
    """Give how far each site is to be moved, in lengths of the town."""
    far = 10 ** random.uniform(*_SIZES)
    if random.random() < _MIXED:
        part = random.normal(size=lines.shape[1]) * (random.random(lines.shape[1]) < _SHARE)
        mixed: Floats = lines @ part * far
        return mixed
    middle = away[random.integers(len(away))]
    width = 10 ** random.uniform(*_WIDTHS)
    bump: Floats = np.exp(-((middle / width) ** 2) / 2) * random.normal() * far
    return bump


def _shared(near: Flags) -> sparse.csr_array:
    """Count the spots that two sites share, none with itself."""
    table = sparse.csr_array(near.astype(np.float64))
    shared = sparse.csr_array(table @ table.T)
    shared.setdiag(0.0)
    return shared


def _lines(shared: sparse.csr_array) -> Floats:
    """Give lines (sites × lines), at most one from their middle."""
    scale = 1 / np.sqrt(np.maximum(np.asarray(shared.sum(axis=1)), _HAIR))
    even = sparse.diags_array(scale)
    start = np.ones(shared.shape[0])
    _, lines = eigsh(even @ shared @ even, k=_LINES, which="LA", v0=start)
    lines = scale[:, None] * lines
    even_lines: Floats = lines / np.maximum(np.abs(lines).max(axis=0), _HAIR)
    return even_lines


def _away(shared: sparse.csr_array, spots: Ints, random: np.random.Generator) -> Floats:
    """Give how far all sites are from some (those × sites), in middle distances.

    From a site to one like it is 1 less what they share, over the geometric mean of their spots.
    """
    size = sparse.diags_array(1 / np.sqrt(np.maximum(spots, 1)))
    steps = sparse.csr_array(size @ shared @ size)
    steps.data = np.maximum(1 - steps.data, _HAIR)
    steps.data[steps.data > _STEP] = 0.0
    steps.eliminate_zeros()
    sites = len(spots)
    middles = random.choice(sites, min(_MIDDLES, sites), replace=False)
    away: Floats = dijkstra(steps, indices=middles)
    middle = float(np.median(away[np.isfinite(away)]))
    return np.minimum(away / max(middle, _HAIR), _FAR)
