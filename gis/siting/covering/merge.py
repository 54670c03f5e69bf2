"""Many good choices merged: the best of all choices that their sites together hold.

A choice that was made again neighbourhood by neighbourhood is as good as can be in some parts of a
town and not in others; in which, is the luck of where it began. So several are begun at random, and
of all their sites together, few beside those of the town, the best are chosen exactly: the best
part of each, as far as they fit. That one joins the others.

W. Cook and P. Seymour, "Tour merging via branch-decomposition", INFORMS Journal on Computing 15
(2003), merge tours so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gis.siting.covering.among import best_among
from gis.siting.covering.covered import WHOLE_STEP, Purse
from gis.siting.covering.greedy import most_weight
from gis.siting.covering.model import model_of, value_of
from gis.siting.covering.reduce import Rest
from gis.siting.covering.regroup import regrouped
from gis.siting.highs import Model
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

_ROUNDS = 24
_PATIENCE = 6  # rounds that gain nothing
_POOL = 10  # choices merged at once: more sites, and the model takes longer than another choice
_SIZES = (4, 6)  # zones chosen again at once: what merging puts together may be made of small parts
_SPREAD = (0.5, 1.5)  # times its weight, what a point counts for where a choice begins


@dataclass(frozen=True, eq=False)
class _Town:
    """What is chosen from, within which limits, and both as a model."""

    rest: Rest
    purse: Purse
    model: Model


def merged(rest: Rest, purse: Purse, start: Ints, opened: Flags, watch: Watch) -> Ints:
    """Give a choice that covers no less than ``start``; places, ascending.

    Chosen is among the sites of the start and those ``opened``: where a relaxation opens none, few
    good choices do. The same question has the same answer, if the watch lets it come to its end.
    """
    kept = np.flatnonzero(opened | np.isin(np.arange(rest.size[0]), start))
    town = _part(rest, purse, kept)
    random = np.random.default_rng(0)
    best, waited = np.searchsorted(kept, np.sort(start)), 0
    pool: list[Ints] = []
    for _ in range(_ROUNDS):
        if watch.over or waited == _PATIENCE:
            break
        pool = [*pool[1 - _POOL :], _another(town, random, watch)]
        before = value_of(town.rest, best)
        best = max(best, pool[-1], key=lambda each: value_of(town.rest, each))
        best = _merge(town, [best, *pool], watch)
        waited = 0 if value_of(town.rest, best) > before else waited + 1
        watch.tell(incumbent=rest.sure - value_of(town.rest, best))
    return kept[best]


def _part(rest: Rest, purse: Purse, kept: Ints) -> _Town:
    """Leave out all other sites."""
    small = replace(rest, sites=rest.sites[kept], near=rest.near[kept])
    left = replace(purse, charges=purse.charges[:, kept])
    return _Town(small, left, model_of(small, left))


def _another(town: _Town, random: np.random.Generator, watch: Watch) -> Ints:
    """Begin as if each point weighed somewhat more or less, and make that better as it is."""
    weight = town.rest.weight * random.uniform(*_SPREAD, town.rest.size[1])
    begun = most_weight(replace(town.rest, weight=weight), town.purse, watch)
    return regrouped(town.rest, town.purse, begun, watch.quietly(), sizes=_SIZES)


def _merge(town: _Town, choices: list[Ints], watch: Watch) -> Ints:
    """Choose anew from the sites of some choices; never of less weight than the first."""
    held = np.isin(np.arange(town.rest.size[0]), np.concatenate(choices))
    gap = WHOLE_STEP / max(1.0, float(town.rest.weight.sum()))
    return best_among(town.rest, town.model, held, choices[0], gap=gap, watch=watch.quietly())
