"""The price of ambition: how many are served, and how far they go, with more zones or more travel.

Each point of a curve is a plan of its own, covering most weight first and then with least travel:
the plan of the point before, one zone more, exchanged while that gains. Then each is proven, or
bettered, by the engine of the maximal cover, as long as the watch allows. Cover is concave in the
sites (it is submodular), so that even without a proof no p sites cover more than the plan at hand
and the p largest gains beside it: G. L. Nemhauser, L. A. Wolsey and M. L. Fisher, "An analysis of
approximations for maximizing submodular set functions", Mathematical Programming 14 (1978).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from gis.siting.choice import HAIR
from gis.siting.explain.asking import most_covered
from gis.siting.explain.search import extended, improved
from gis.siting.explain.standing import Ground, Standing, left_out
from gis.siting.problem import Problem
from gis.siting.propose import travel_figures
from gis.siting.watch import Watch
from gis.tally import Ints
from i18n import Message, msg

MOST_ZONES = 60
FACTORS = tuple(round(0.4 + 0.1 * n, 1) for n in range(17))  # of the standard: 0.4 to 2


class Axis(StrEnum):
    """What a curve goes along: the number of zones, or the cutoff."""

    ZONES = "zones"
    CUTOFF = "cutoff"

    @property
    def label(self) -> Message:
        """The axis as a planner reads it."""
        return _AXES[self]


_AXES = {Axis.ZONES: msg("Number of zones"), Axis.CUTOFF: msg("Cutoff")}


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One plan on a curve: its zones, the cutoff, and what it gives.

    ``cutoff`` is that of most weight; where points have cutoffs of their own, theirs are raised in
    the same proportion. ``covered`` is the weight within its cutoff, ``bound`` what no plan of so
    many zones can cover more of (NaN of a plan that was not looked for, but is there). ``mean``,
    ``p90`` and ``worst`` are of the travel of those who have a zone, under this plan: they are not
    proven least.
    """

    zones: int
    cutoff: float
    covered: float
    weight: float
    bound: float
    mean: float
    p90: float
    worst: float
    chosen: tuple[str, ...]

    @property
    def share(self) -> float:
        """The covered part of the weight, 0 to 1."""
        return self.covered / self.weight

    @property
    def proven(self) -> bool:
        """Whether no plan of so many zones covers more."""
        return self.bound <= self.covered * (1 + HAIR)


@dataclass(frozen=True)
class Curve:
    """Points along one axis, and the plan as it is, to be drawn among them.

    ``whole`` says that the curve was not stopped: then all its points are there, and all looked at
    for a proof. ``remarks`` say what was left out.
    """

    axis: Axis
    points: tuple[CurvePoint, ...]
    present: CurvePoint | None
    whole: bool
    remarks: tuple[Message, ...] = ()


def by_zones(problem: Problem, *, most: int = MOST_ZONES, watch: Watch | None = None) -> Curve:
    """Draw cover and travel against the number of zones, from the locked ones (or 1) to ``most``.

    Each plan is allowed by the problem's locks, bans and budget; room is left out. The curve ends
    where no site may be added. The watch is told how many points are done, and of how many; once
    it is over, what is there is given.
    """
    watch, remarks, problem = watch or Watch(), left_out(problem), _bare(problem)
    standing = Standing.of(Ground.of(problem), problem.places(problem.locked))
    found: list[Standing] = [standing] if len(standing.sites) else []
    while len(standing.sites) < most and not watch.over:
        more = extended(standing)
        if more is None:
            break
        standing = improved(more, watch)
        found.append(standing)
    return replace(_curve(Axis.ZONES, problem, found, watch), remarks=remarks)


def by_cutoff(
    problem: Problem,
    *,
    zones: int,
    factors: Sequence[float] = FACTORS,
    watch: Watch | None = None,
) -> Curve:
    """Draw cover and travel against the cutoff, in multiples of the problem's own.

    Each plan has at most ``zones`` sites; otherwise as ``by_zones``. The present plan is measured
    by the cutoff as it is.
    """
    watch, remarks, problem = watch or Watch(), left_out(problem), _bare(problem)
    found: list[Standing] = []
    sites = problem.places(problem.locked)
    for factor in sorted(factors):
        if watch.over:
            break
        wider = replace(problem, cutoff=problem.cutoff * factor)
        standing = _filled(Standing.of(Ground.of(wider), sites), zones, watch)
        found.append(standing)
        sites = standing.sites
    return replace(_curve(Axis.CUTOFF, problem, found, watch), remarks=remarks)


def figures_of(standing: Standing, *, bound: float = math.nan) -> CurvePoint:
    """Put a plan into figures."""
    problem, merit = standing.ground.problem, standing.merit
    served = (standing.reach > 0) & problem.counts
    mean, p90, worst = travel_figures(standing.first[served], problem.weight[served])
    return CurvePoint(
        zones=len(standing.sites),
        cutoff=usual_cutoff(problem),
        covered=float(merit.covered.item()),
        weight=float(problem.weight.sum()),
        bound=bound,
        mean=mean,
        p90=p90,
        worst=worst,
        chosen=problem.names(standing.sites),
    )


def usual_cutoff(problem: Problem) -> float:
    """Give the cutoff of most weight; of equals the smallest."""
    values, place = np.unique(problem.cutoff, return_inverse=True)
    return float(values[np.bincount(place, problem.weight).argmax()])


def _bare(problem: Problem) -> Problem:
    """Leave out what the curves do not look at: room, and that everyone be covered."""
    return replace(
        problem.in_order(), demand={}, capacity={}, within=False, zones=None, shortcoming=None
    )


def _filled(standing: Standing, zones: int, watch: Watch) -> Standing:
    """Add sites up to a number, and exchange while that gains."""
    while len(standing.sites) < zones and (more := extended(standing)) is not None:
        standing = more
    return improved(standing, watch)


def _curve(axis: Axis, problem: Problem, found: list[Standing], watch: Watch) -> Curve:
    whole = not watch.over
    points: list[CurvePoint] = []
    for done, standing in enumerate(found):
        watch.tell(incumbent=float(done), bound=float(len(found)))
        points.append(_proven(standing, watch))
        whole &= not watch.over
    present = problem.places(problem.present)
    return Curve(
        axis=axis,
        points=tuple(points),
        present=figures_of(Standing.of(Ground.of(problem), present)) if len(present) else None,
        whole=whole,
    )


def _proven(standing: Standing, watch: Watch) -> CurvePoint:
    """Prove that a plan covers most, or take a better one; within the watch."""
    bound = _easy_bound(standing)
    point = figures_of(standing, bound=bound)
    if point.proven or watch.over:
        return point
    problem = replace(standing.ground.problem, zones=len(standing.sites))
    choice = most_covered(problem, watch)
    if choice is None:
        return point
    reached = choice.reached[0]
    if math.isfinite(reached.bound):
        bound = min(bound, reached.bound)
    if reached.value > point.covered * (1 + HAIR):
        standing = _better(standing, choice.sites, watch)
    return figures_of(standing, bound=bound)


def _better(standing: Standing, sites: Ints, watch: Watch) -> Standing:
    return _filled(Standing.of(standing.ground, sites), len(standing.sites), watch)


def _easy_bound(standing: Standing) -> float:
    """Give the weight that any sites could cover, or that the largest gains could add."""
    ground, zones = standing.ground, len(standing.sites)
    need = ground.problem.backup
    within = ground.near[ground.open_to | standing.flags].sum(axis=0) >= min(need, zones)
    coverable = float(ground.weight @ within)
    if need > 1:
        return coverable
    now = float(standing.merit.covered.item())
    gains = np.sort(np.where(standing.free, standing.added().covered - now, 0.0))[::-1]
    return min(coverable, now + float(gains[:zones].sum()))
