"""Rows that fractions of sites break and whole sites do not: an odd number of points, in pairs.

Three points of which each two have a site near, and no site is near all three: half of each of the
three sites covers all of them, for one site and a half. In truth one site covers two, two cover
three. For any odd set S of points that need one site each, write c(i) for how many of them site i
is near. Add the rows z(j) ≤ Σ_i near(i, j) · x(i) and z(j) ≤ 1 of all j in S, halve the sum, and
round as whole x and z allow:

    Σ_{j in S} z(j)  ≤  (|S| − 1) / 2  +  Σ_i ⌈c(i) / 2⌉ · x(i)

Twice what a solution breaks this by is 1 less its *slack*: the x(i) with odd c(i), and what each
row of S has left over. Adding points b and c to a set changes it by g(b) + g(c) − 2 · G(b, c), with
s(i) = x(i) where c(i) is even and −x(i) where it is odd, G(b, c) = Σ_i s(i) over the sites near
both, g(b) = G(b, b) and what the rows of b have left over: so all pairs are weighed at once.

V. Chvátal, "Edmonds polytopes and a hierarchy of combinatorial problems", Discrete Mathematics 4
(1973); halved rows, A. Caprara and M. Fischetti, "{0, 1/2}-Chvátal-Gomory cuts", Mathematical
Programming 74 (1996); for set cover, E. Balas and S. M. Ng, "On the set covering polytope",
Mathematical Programming 43 (1989). The weighing of pairs is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.covering.reduce import Rest
from gis.siting.covering.subsets import alike
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

_ZERO = 1e-7
_LIKELY = 0.3  # covered by less, a point is in no broken row worth having
_SHARED = 0.05  # of sites near both, below which two points are strangers
_ROWS = 400  # at once


@dataclass(frozen=True)
class Pains:
    """How hard to look for rows.

    A row of slack below ``broken`` is worth its place (0.94: broken by 0.03); so is a set of slack
    below ``promising`` worth two points more, the best ``extended`` of each size. Sets of more than
    three points, ``largest`` at most, are looked for where there are ``few`` rows or less; a point
    is in so many (``often``) of those added at once.
    """

    broken: float = 0.94
    promising: float = 1.25
    extended: int = 1500
    few: int = 150
    often: int = 3
    largest: int = 5


USUAL = Pains()
PATIENT = Pains(broken=0.97, promising=1.3, extended=3000, few=400, largest=9)

Set = tuple[float, tuple[int, ...]]


@dataclass(frozen=True, eq=False)
class _Picture:
    """A solution as the search sees it: sites that are open in part, points with no twin.

    ``near`` is sites × points in zeros and ones, ``beside`` the same as flags, points × sites;
    ``part`` how far each site is open, ``over`` what each point's rows have left over, ``shared``
    (points × points) the parts near both, ``places`` which points these are.
    """

    near: Floats
    beside: Flags
    part: Floats
    over: Floats
    shared: Floats
    places: Ints


def odd_sets(
    rest: Rest, values: Floats, watch: Watch, pains: Pains = USUAL
) -> tuple[sparse.csr_array, Floats]:
    """Find rows that a solution breaks: coefficients (rows × columns), and the least they come to.

    ``values`` are of the sites and of the points, as columns of the model.
    """
    seen = _seen(rest, values[: rest.size[0]], values[rest.size[0] :])
    sets = _threes(seen, pains, watch)
    found: list[Set] = []
    for _ in range(3, pains.largest + 1, 2):
        found += [each for each in sets if each[0] < pains.broken]
        picked = _picked(found, len(seen.places), pains)
        if len(picked) >= pains.few:
            break
        near_misses = sorted({each for each in sets if each[0] >= pains.broken})
        sets = _extended(seen, near_misses[: pains.extended], pains, watch)
    return _rows(rest, [seen.places[list(each)] for each in picked])


def _threes(seen: _Picture, pains: Pains, watch: Watch) -> list[Set]:
    """Give the sets of three points that are broken, or nearly so."""
    sets: list[Set] = []
    for first in range(len(seen.places)):
        if watch.over:
            break
        others = np.flatnonzero(seen.shared[first] > _SHARED)
        pairs = _pairs(seen, (first,), others[others > first], pains.promising)
        sets += [(slack, (first, *pair)) for slack, pair in pairs]
    return sets


def _seen(rest: Rest, part: Floats, covered: Floats) -> _Picture:
    """Leave out closed sites; of points that the same open ones are near, keep the least near."""
    opened = part > _ZERO
    likely = np.flatnonzero((covered > _LIKELY) & (rest.need == 1))
    order = np.lexsort((rest.near[:, likely].sum(axis=0), -np.round(covered[likely], 3)))
    ordered = likely[order]
    _, first = np.unique(alike(rest.near[np.ix_(opened, ordered)].T), return_index=True)
    places = np.sort(ordered[first])
    flags = rest.near[np.ix_(opened, places)]
    near = flags.astype(np.float64)
    reach = part[opened] @ near
    over = np.abs(reach - covered[places]) + (1 - covered[places])
    beside, shared = np.ascontiguousarray(flags.T), (near.T * part[opened]) @ near
    return _Picture(near, beside, part[opened], over, shared, places)


def _pairs(
    seen: _Picture, points: tuple[int, ...], others: Ints, most: float
) -> Iterator[tuple[float, tuple[int, int]]]:
    """Give the pairs of others that make of some points an odd set of little slack."""
    odd = np.flatnonzero(seen.beside[list(points)].sum(axis=0) % 2)
    begun = float(seen.part[odd].sum() + seen.over[list(points)].sum())
    table = seen.near[np.ix_(odd, others)]
    both = seen.shared[np.ix_(others, others)] - 2 * (table.T * seen.part[odd]) @ table
    each = both.diagonal() + seen.over[others]
    slack = begun + each[:, None] + each - 2 * both
    one, two = np.nonzero(slack < most)
    once = one < two
    one, two = one[once], two[once]
    told = (slack[one, two].tolist(), others[one].tolist(), others[two].tolist())
    for value, *pair in zip(*told, strict=True):
        yield value, (pair[0], pair[1])


def _extended(seen: _Picture, sets: list[Set], pains: Pains, watch: Watch) -> list[Set]:
    """Add two points to each set, the few that leave the least slack."""
    found = []
    for _, points in sets:
        if watch.over:
            break
        beside = seen.shared[list(points)].max(axis=0) > _SHARED
        beside[list(points)] = False
        pairs = sorted(_pairs(seen, points, np.flatnonzero(beside), pains.promising))
        found += [(slack, tuple(sorted((*points, *pair)))) for slack, pair in pairs[: pains.often]]
    return found


def _picked(found: list[Set], points: int, pains: Pains) -> list[tuple[int, ...]]:
    """Take the most broken first, and no point too often: what is alike says little new."""
    used = np.zeros(points, dtype=np.int64)
    picked: list[tuple[int, ...]] = []
    for _, each in sorted(set(found)):
        if len(picked) < _ROWS and used[list(each)].max() < pains.often:
            used[list(each)] += 1
            picked.append(each)
    return picked


def _rows(rest: Rest, sets: list[Ints]) -> tuple[sparse.csr_array, Floats]:
    """Write each set as a row: ⌈c(i) / 2⌉ for the sites, −1 for its points."""
    member = np.zeros((len(sets), rest.size[1]))
    for row, each in enumerate(sets):
        member[row, each] = 1.0
    count = sparse.csr_array(member) @ sparse.csr_array(rest.near.T.astype(np.float64))
    count.data = np.ceil(count.data / 2)
    rows = sparse.csr_array(sparse.hstack([count, sparse.csr_array(-member)]))
    return rows, np.array([-(len(each) // 2) for each in sets], dtype=np.float64)
