"""Maximal cover: the most weight within reach of a given number of sites.

With x(i) = 1 where site i is chosen and z(j) = 1 where point j counts as covered:

    maximise    Σ_j weight(j) · z(j)
    subject to  Σ_i near(i, j) · x(i) ≥ need(j) · z(j)     for each point j
                Σ_i x(i) ≤ zones,   Σ_i fee(i) · x(i) ≤ budget,   x, z ∈ {0, 1}

R. Church and C. ReVelle, "The maximal covering location problem", Papers of the Regional Science
Association 32 (1974); with need above one, K. Hogan and C. ReVelle, "Concepts and applications of
backup coverage", Management Science 32 (1986), here as a point that counts only when it has all it
needs.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from gis.distance import Floats
from gis.siting.covering.covered import Covered, Purse, Question, flags, purse, step_of, whole
from gis.siting.covering.greedy import most_weight
from gis.siting.covering.model import model_of, value_of, values_of
from gis.siting.covering.prove import proven
from gis.siting.covering.reduce import Rest, for_max_cover
from gis.siting.covering.regroup import regrouped
from gis.siting.covering.tighten import Tight, decided, tightened
from gis.siting.highs import Solved, solve
from gis.siting.watch import Progress, Watch
from gis.tally import Flags, Ints

_OPEN = 1e-6  # in part
_GOOD = (3e-4, 1e-6)  # gaps within which a first, then a second choice is good enough
_NODES = 20
_LARGE = range(1000, 6000)  # sites left: branches on many at once pay, and fit into memory


def max_cover(  # noqa: PLR0913 - what a planner may ask for, each by its name
    near: Flags,
    weight: Floats,
    *,
    zones: int,
    need: int = 1,
    locked: Flags | None = None,
    banned: Flags | None = None,
    fee: Floats | None = None,
    budget: float = math.inf,
    watch: Watch | None = None,
) -> Covered | None:
    """Choose at most ``zones`` sites so that much weight has at least ``need`` of them near.

    ``near`` is sites × points, ``weight`` (points) and ``fee`` (sites) are not below zero. The
    value is the covered weight, the bound what no choice can exceed. None where the locked sites
    alone are too many, too dear or banned.
    """
    sites = len(near)
    asked = Question(
        near=near,
        need=np.full(near.shape[1], need, dtype=np.int64),
        locked=flags(locked, sites),
        banned=flags(banned, sites),
        purse=purse(sites, zones=zones, fee=fee, budget=budget),
        weight=weight,
    )
    if asked.contradicts:
        return None
    watch = watch or Watch()
    rest = for_max_cover(asked)
    places, bound = _answer(rest, asked.purse.left(rest.sites, taken=rest.forced), watch)
    chosen = np.sort(np.concatenate([rest.forced, rest.sites[places]]))
    value = float(weight[near[chosen].sum(axis=0) >= need].sum())
    bound = max(value, bound)
    watch.tell(incumbent=value, bound=bound)
    return Covered(chosen, value, bound)


def _answer(rest: Rest, left: Purse, watch: Watch) -> tuple[Ints, float]:
    """Choose among the sites left; give their places there, and the bound of the whole."""
    most = rest.sure + float(rest.weight.sum())
    start = most_weight(rest, left, watch)
    found = value_of(rest, start)
    watch.tell(incumbent=found, bound=most)
    if found >= most or watch.over:
        return start, most
    counted = whole(rest.weight)
    # Whole weights differ by one or more: within less than that, the best is proven.
    step = step_of(rest.weight)
    gap = step / float(rest.weight.sum())
    turned = _turned(watch, rest.sure)
    tight = tightened(rest, model_of(rest, left), found - rest.sure, turned)
    if tight is None:
        return start, most
    most = min(most, _rounded(rest.sure + tight.bound, rest.sure, counted=counted))
    for good in _GOOD:
        start = _better(start, _rough(rest, tight, start, max(gap, good), turned), rest)
        found = value_of(rest, start)
        watch.tell(incumbent=found, bound=most)
        if found >= most or watch.over:
            return start, most
        begun = values_of(rest, start)
        model = decided(tight, found - rest.sure + step, begun[: rest.size[0]] > 0)
        tight = tightened(rest, model, found - rest.sure, turned) or tight
        # What was decided rules out no better choice: what is left, or this one, bounds them all.
        left_over = max(found, rest.sure + tight.bound)
        most = min(most, _rounded(left_over, rest.sure, counted=counted))
        if _large(rest, tight):
            break
    if _large(rest, tight):
        start = regrouped(rest, left, start, turned)
        found = value_of(rest, start)
        best, left_over = proven(rest, tight, found - rest.sure, step, turned)
        start = start if best is None else best
    else:
        solved = solve(tight.model, watch=turned, start=begun, gap=gap, interior=True)
        start, left_over = _better(start, solved, rest), -solved.bound
    bound = max(found, rest.sure + left_over)
    return start, min(most, _rounded(bound, rest.sure, counted=counted))


def _large(rest: Rest, tight: Tight) -> bool:
    """Tell whether so many sites are left that a second look would take longer than it helps."""
    sites = tight.model.upper[: rest.size[0]] > 0
    return bool((rest.need == 1).all()) and int(sites.sum()) in _LARGE


def _rough(rest: Rest, tight: Tight, start: Ints, gap: float, watch: Watch) -> Solved:
    """Look for a good choice among the sites that the relaxation opens in part, and the start's."""
    begun = values_of(rest, start)
    used = (tight.values > _OPEN) | (begun > 0)
    used[rest.size[0] :] = True
    model = replace(tight.model, upper=tight.model.upper * used)
    return solve(model, watch=_unbounded(watch), start=begun, gap=gap, nodes=_NODES)


def _unbounded(watch: Watch) -> Watch:
    """Give a watch that passes on what is found: bounds of a part of the sites are none of all."""

    def tell(progress: Progress) -> None:
        watch.tell(incumbent=progress.incumbent)

    return Watch(seconds=watch.left, tell=tell, stopped=lambda: watch.over)


def _better(start: Ints, solved: Solved, rest: Rest) -> Ints:
    """Give what was solved where it covers more."""
    if solved.values is None:
        return start
    sites = np.flatnonzero(solved.values[: rest.size[0]] > 0.5)  # noqa: PLR2004 - 0 or 1
    return sites if value_of(rest, sites) > value_of(rest, start) else start


def _rounded(bound: float, sure: float, *, counted: bool) -> float:
    """Round a bound down where every weight is a whole number."""
    if not counted or not math.isfinite(bound):
        return bound
    return sure + math.floor(bound - sure + 1e-6)


def _turned(watch: Watch, sure: float) -> Watch:
    """Give a watch for a solver that makes minus the weight small: it tells weights to ours."""

    def tell(progress: Progress) -> None:
        watch.tell(incumbent=sure - progress.incumbent, bound=sure - progress.bound)

    return Watch(seconds=watch.left, tell=tell, stopped=lambda: watch.over)
