"""What need not be asked: a covering question made smaller, and the answer stays exactly the same.

Write N(i) for the points that site i is near, n(j) for how many sites point j still needs, m for
the most that any point needs. Each rule, and why it loses nothing:

- **Locked sites** are chosen, so what they cover lowers n(j). A point with n(j) ≤ 0 is covered.
- **A point that fewer than n(j) free sites are near** is never covered: maximal cover forgets it,
  set cover has no answer.
- **Points with the same near sites and need** are covered together: their weights are summed.
- **Outdone sites.** Say k outdoes i if N(i) ⊆ N(k) and k is not dearer in price, fee or number (of
  two alike, the first). A site outdone by m others is left out. Take a choice that holds i. If one
  of those others is not in it, put it there for i: every count is as high, nothing costs more. If
  all are, every point of N(i) has m near without i: leave i out. Of those others m stay: to outdo
  passes on, so the first m, in any order that respects it, are outdone by fewer than m.
- **Implied points** (set cover). If the sites near j hold all that are near l, and n(l) ≥ n(j),
  whoever covers l covers j.
- **Last resorts** (set cover). A point that exactly n(j) free sites are near needs all of them.

Each rule may let another apply, so they are repeated until nothing changes. After Toregas and
ReVelle, "Binary logic solutions to a class of location problem", Geographical Analysis 5 (1973);
the counts for need above one are ours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gis.distance import Floats
from gis.siting.covering.covered import Question
from gis.siting.covering.subsets import alike, implied, outdone
from gis.tally import Flags, Ints


@dataclass(frozen=True, eq=False)
class Rest:
    """What is left of a question.

    ``sites`` are the free ones that may still be worth choosing, ``forced`` those chosen already,
    both by their place in the question. ``near`` is sites × points, of those left; ``need`` and
    ``weight`` (ones for set cover) are of the points left. ``sure`` is the weight covered already.
    """

    sites: Ints
    forced: Ints
    near: Flags
    need: Ints
    weight: Floats
    sure: float = 0.0

    @property
    def size(self) -> tuple[int, int]:
        """Count sites and points, to see whether a rule changed anything."""
        return self.near.shape[0], self.near.shape[1]


def for_max_cover(asked: Question) -> Rest:
    """Reduce a question of maximal cover; points without weight count for nothing."""
    rest = _begun(asked)
    done = rest.need <= 0
    sure = float(rest.weight[done].sum())
    left = ~done & (rest.weight > 0) & (rest.near.sum(axis=0) >= rest.need)
    rest = replace(_of(rest, left), sure=sure)
    size = None
    while rest.size != size:
        size = rest.size
        rest = _joined(_without_outdone(rest, asked.dues))
    return rest


def for_set_cover(asked: Question) -> Rest | None:
    """Reduce a question of set cover; None where some point cannot be covered."""
    rest = _begun(asked)
    size = None
    while rest.size != size:
        size = rest.size
        rest = _without_done(rest)
        if (rest.near.sum(axis=0) < rest.need).any():
            return None
        rest = _with_last_resorts(rest)
        rest = _of(rest, ~implied(rest.near.T, rest.need))
        rest = _without_outdone(rest, asked.dues)
    return rest


def _begun(asked: Question) -> Rest:
    """Choose the locked sites, and forget the banned ones."""
    free = ~asked.locked & ~asked.banned
    need = asked.need - asked.near[asked.locked].sum(axis=0)
    weight = np.ones(len(need)) if asked.weight is None else asked.weight
    return Rest(np.flatnonzero(free), np.flatnonzero(asked.locked), asked.near[free], need, weight)


def _of(rest: Rest, points: Flags) -> Rest:
    """Keep some points and no others."""
    near, need, weight = rest.near[:, points], rest.need[points], rest.weight[points]
    return replace(rest, near=near, need=need, weight=weight)


def _without_outdone(rest: Rest, dues: Floats) -> Rest:
    """Leave out the sites that others outdo, and those that are near nothing left."""
    useful = np.flatnonzero(rest.near.any(axis=1))
    most = int(rest.need.max(initial=1))
    worse = outdone(rest.near[useful], dues[:, rest.sites[useful]], most)
    kept = useful[~worse]
    return replace(rest, sites=rest.sites[kept], near=rest.near[kept])


def _joined(rest: Rest) -> Rest:
    """Make one of all points that the same sites are near and that need as many."""
    if not rest.size[1]:
        return rest
    both = np.column_stack([alike(rest.near.T), rest.need])
    _, first, number = np.unique(both, axis=0, return_index=True, return_inverse=True)
    weight = np.bincount(number.reshape(-1), weights=rest.weight).astype(np.float64)
    order = first.argsort()
    first = first[order]
    return replace(rest, near=rest.near[:, first], need=rest.need[first], weight=weight[order])


def _without_done(rest: Rest) -> Rest:
    return _of(rest, rest.need > 0)


def _with_last_resorts(rest: Rest) -> Rest:
    """Choose all sites near a point that needs every one of them."""
    bare = rest.near.sum(axis=0) == rest.need
    taken = rest.near[:, bare].any(axis=1)
    left = replace(
        rest,
        sites=rest.sites[~taken],
        forced=np.sort(np.concatenate([rest.forced, rest.sites[taken]])),
        near=rest.near[~taken],
        need=rest.need - rest.near[taken].sum(axis=0),
    )
    return _without_done(left)
