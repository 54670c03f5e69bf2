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
from gis.siting.covering.among import best_among, better
from gis.siting.covering.covered import Covered, Purse, Question, flags, purse, step_of, whole
from gis.siting.covering.greedy import most_weight
from gis.siting.covering.model import model_of, value_of, values_of
from gis.siting.covering.reduce import Rest, for_max_cover
from gis.siting.covering.regroup import regrouped
from gis.siting.covering.sweep.widening import sweepable, swept
from gis.siting.covering.tighten import Tight, decided, tightened
from gis.siting.highs import solve
from gis.siting.watch import Progress, Watch
from gis.tally import Flags, Ints

_OPEN = 1e-6  # in part
_GOOD = (3e-4, 1e-6)  # gaps within which a first, then a second choice is good enough
_LARGE = range(1000, 6000)  # sites left: HiGHS alone takes long, and all fits into memory


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
    turned = _turned(watch, rest.sure)
    tight = tightened(rest, model_of(rest, left), found - rest.sure, turned)
    if tight is None:
        return start, most
    most = min(most, _rounded(rest.sure + tight.bound, rest.sure, counted=counted))
    by = _swept if rest.size[0] in _LARGE and sweepable(rest, left) else _modelled
    start, bound = by(rest, left, tight, start, turned)
    found = value_of(rest, start)
    return start, min(most, max(found, _rounded(bound, rest.sure, counted=counted)))


def _swept(rest: Rest, left: Purse, tight: Tight, start: Ints, watch: Watch) -> tuple[Ints, float]:
    """Sweep at once and, where that proves too little, by prices of more rows; and give a bound."""
    # Whole weights differ by one or more: within less than that, the best is proven.
    step, bound = step_of(rest.weight), np.inf
    found = value_of(rest, start) - rest.sure
    for patient in (False, True):
        if patient:
            watch = _knowing(watch, -bound)
            tight = tightened(rest, tight.model, found, watch, patient=True) or tight
        best, below = swept(rest, left, tight, found=found, step=step, watch=watch, patient=patient)
        start = start if best is None else best
        found = value_of(rest, start) - rest.sure
        bound = min(bound, max(below, found))
        if _rounded(bound, 0.0, counted=True) <= found or watch.over:
            break
    return start, rest.sure + bound


def _modelled(
    rest: Rest, left: Purse, tight: Tight, start: Ints, watch: Watch
) -> tuple[Ints, float]:
    """Let HiGHS make a start better, then the best; give a bound of all that is better."""
    step = step_of(rest.weight)
    gap = step / float(rest.weight.sum())
    most = rest.sure + tight.bound
    for good in _GOOD:
        # Among the sites that the relaxation opens in part; bounds of these are none of all.
        opened = _opened(rest, tight)
        heard, near = watch.heard_as(_unbounded), max(gap, good)
        start = best_among(rest, tight.model, opened, start, gap=near, watch=heard)
        found = value_of(rest, start)
        watch.tell(incumbent=rest.sure - found, bound=rest.sure - most)
        if found >= _rounded(most, rest.sure, counted=step > 0) or watch.over:
            return start, most
        begun = values_of(rest, start)
        model = decided(tight, found - rest.sure + step, begun[: rest.size[0]] > 0)
        tight = tightened(rest, model, found - rest.sure, watch) or tight
        # What was decided rules out no better choice: what is left, or this one, bounds them all.
        most = min(most, max(found, rest.sure + tight.bound))
    if rest.size[0] in _LARGE:
        start = regrouped(rest, left, start, watch)
        begun = values_of(rest, start)
    solved = solve(tight.model, watch=watch, start=begun, gap=gap, interior=True)
    return better(start, solved, rest), min(most, rest.sure - solved.bound)


def _opened(rest: Rest, tight: Tight) -> Flags:
    opened: Flags = tight.values[: rest.size[0]] > _OPEN
    return opened


def _rounded(bound: float, sure: float, *, counted: bool) -> float:
    """Round a bound down where every weight is a whole number."""
    if not counted or not math.isfinite(bound):
        return bound
    return sure + math.floor(bound - sure + 1e-6)


def _turned(watch: Watch, sure: float) -> Watch:
    """Give a watch for a solver that makes minus the weight small: it tells weights to ours."""
    return watch.heard_as(
        lambda told: replace(told, incumbent=sure - told.incumbent, bound=sure - told.bound)
    )


def _knowing(watch: Watch, floor: float) -> Watch:
    """Give a watch that never tells less than the floor that is proven already."""
    return watch.heard_as(lambda told: replace(told, bound=max(floor, told.bound)))


def _unbounded(told: Progress) -> Progress:
    return replace(told, bound=math.nan)
