"""A good choice made better: the zones of one neighbourhood chosen again, exactly, and the next.

All other zones stay. What is to be chosen then is a maximal cover of its own, of as many zones, on
the points that no other zone covers: small enough for HiGHS. The neighbourhood goes once around the
town, and around again while that gains; then it is made larger.

P. Shaw, "Using constraint programming and local search methods to solve vehicle routing problems",
CP98 (1998), for large neighbourhoods; here each is solved as a model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.covering.covered import WHOLE_STEP, Purse, Question
from gis.siting.covering.model import model_of, value_of
from gis.siting.covering.reduce import Rest, for_max_cover
from gis.siting.highs import solve
from gis.siting.watch import Watch
from gis.tally import Ints

_SIZES = (6, 8, 12, 16)  # zones that are chosen again at once
_SPREAD = 6  # times from points to sites and back at most: how far a neighbourhood is looked for
_ROOM = 3  # neighbours looked for, for each that is taken
_NODES = 200
_HAIR = 1e-9  # relative


@dataclass(frozen=True, eq=False)
class _Town:
    """What is chosen from, within which limits; ``table`` is who is near, sites × points."""

    rest: Rest
    purse: Purse
    table: sparse.csr_array[np.float64, tuple[int, int]]


def regrouped(rest: Rest, purse: Purse, sites: Ints, watch: Watch) -> Ints:
    """Choose again, neighbourhood by neighbourhood; places, ascending, never of less weight."""
    town = _Town(rest, purse, sparse.csr_array(rest.near.astype(np.float64)))
    for size in _SIZES:
        gained = True
        while gained and not watch.over:
            before = value_of(rest, sites)
            sites = _around(town, sites, size, watch)
            gained = value_of(rest, sites) > before
            watch.tell(incumbent=-value_of(rest, sites) + rest.sure)
    return np.sort(sites)


def _around(town: _Town, sites: Ints, size: int, watch: Watch) -> Ints:
    """Go around the town once, from zone to zone; those close by have had their turn then."""
    todo = sites.tolist()
    while todo and not watch.over:
        group = _neighbours(town, sites, todo[0], size)
        others = np.setdiff1d(sites, group)
        sites = np.concatenate([others, _again(town, others, group, watch)])
        left = set(sites.tolist()) - set(group[: max(1, size // 3)].tolist())
        todo = [each for each in todo[1:] if each in left]
    return sites


def _neighbours(town: _Town, sites: Ints, centre: int, size: int) -> Ints:
    """Give the zones that are the nearest to one, itself the first.

    Weight spreads from the points that it is near, to sites and on to their points; a zone is as
    near as its points weigh on average.
    """
    table, mine = town.table, town.table[sites]
    heat: Floats = table[[centre]].toarray()[0]
    for _ in range(_SPREAD):
        heat = np.asarray(table.T @ (table @ heat))
        heat /= heat.max()
        warm = np.asarray(mine @ heat) / mine.sum(axis=1)
        if np.count_nonzero(warm > _HAIR) >= _ROOM * size:
            break
    warm[sites == centre] = np.inf
    return sites[np.argsort(-warm, kind="stable")[:size]]


def _again(town: _Town, others: Ints, group: Ints, watch: Watch) -> Ints:
    """Choose a group again beside the others: the same one, where nothing covers more."""
    rest = town.rest
    need = rest.need - rest.near[others].sum(axis=0)
    held = np.asarray(rest.near[group].any(axis=0))
    free = np.asarray(rest.near[:, held].any(axis=1))
    free[others], free[group] = False, True
    places = np.flatnonzero(free)
    none = np.zeros(len(places), dtype=bool)
    asked = Question(
        near=rest.near[np.ix_(free, need > 0)],
        need=need[need > 0],
        locked=none,
        banned=none,
        purse=town.purse.left(places, taken=others),
        weight=rest.weight[need > 0],
    )
    small = for_max_cover(asked)
    least = _covered(rest, others, group)
    solved = solve(
        model_of(small, asked.purse.left(small.sites, taken=small.forced)),
        watch=watch.quietly(),
        beat=value_of(rest, others) - least * (1 + _HAIR),
        gap=WHOLE_STEP / max(1.0, float(small.weight.sum())),
        nodes=_NODES,
    )
    if solved.values is None:
        return group
    chosen = places[small.sites[solved.values[: small.size[0]] > 0.5]]  # noqa: PLR2004 - 0 or 1
    return chosen if _covered(rest, others, chosen) > least * (1 + _HAIR) else group


def _covered(rest: Rest, others: Ints, sites: Ints) -> float:
    return value_of(rest, np.concatenate([others, sites]))
