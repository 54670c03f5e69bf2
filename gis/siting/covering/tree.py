"""Branch and bound on how many of a set of sites are chosen.

A relaxation whose sites are alike goes on as before when one of them is closed. When of a whole set
of sites y are open in sum, a fraction, then either ⌊y⌋ at most are chosen or ⌈y⌉ at least, and both
cost something. Which set, is found out by *strong branching*: of some that are likely, both
branches are followed for a few steps of the dual simplex method, and the set whose gains have the
largest product is taken. The gains of a set in one part of the tree say which are likely in others
(*pseudo-costs*). In each branch, what a column costs beside the floor closes and opens sites.

D. Applegate, R. Bixby, V. Chvátal and W. Cook, "The Traveling Salesman Problem: A Computational
Study", Princeton (2006), for strong branching; T. Achterberg, T. Koch and A. Martin, "Branching
rules revisited", Operations Research Letters 33 (2005), for its use with pseudo-costs; to branch on
a sum of columns is D. M. Ryan and B. A. Foster's, "An integer programming approach to scheduling"
(1981), for pairs.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, replace

import numpy as np

from gis.distance import Floats
from gis.siting.branched import Branch, Branched, Relaxed
from gis.siting.covering.gains import Gains, Pick
from gis.siting.highs import Model
from gis.siting.watch import Watch
from gis.tally import Flags

_HAIR = 1e-9  # relative


@dataclass(frozen=True, eq=False)
class Searched:
    """What a search gives: the best ``values`` within the goal, None where it found none.

    No solution goes below the ``floor``, but for those values.
    """

    values: Floats | None
    floor: float


def search(  # noqa: PLR0913 - what to search, and how far, each by its name
    model: Model,
    sets: Flags,
    *,
    goal: float,
    step: float,
    watch: Watch,
    known: float = -math.inf,
) -> Searched:
    """Search a model for its least solution of at most ``goal``.

    ``sets`` (sets × columns) are of the columns that must be whole, the model's first; when those
    are whole, so must the others be in a solution of the relaxation. Two solutions differ by
    ``step`` or not at all; columns are zero or one. The branch of the lowest floor is next. The
    watch hears of floors above the one that is ``known``.
    """
    relaxation, gains = Branched(model, sets, watch), Gains(sets)
    best, number = None, 0
    opened = [(-math.inf, number, Branch(model.lower, model.upper))]
    while opened and not watch.over:
        floor, _, branch = heapq.heappop(opened)
        relaxed = relaxation.solve(branch) if floor < goal else None
        if relaxed is None and floor < goal:
            heapq.heappush(opened, (floor, number + 1, branch))
            break
        if relaxed is None or relaxed.floor > goal - _HAIR * abs(goal):
            continue
        branch = _decided(branch, relaxed, goal)
        pick = gains.pick(relaxation, branch, relaxed.values, goal)
        if pick is None:
            best = np.rint(relaxed.values)
            goal = min(goal, float(model.cost @ best) - step)
            watch.tell(incumbent=float(model.cost @ best))
            continue
        for part in _parts(branch, sets, pick):
            number += 1
            heapq.heappush(opened, (part.floor, number, part))
        watch.tell(bound=max(known, min(goal, opened[0][0])))
    reached = goal if best is None else goal + step
    return Searched(best, min([reached, *(each[0] for each in opened)]))


def _decided(branch: Branch, relaxed: Relaxed, goal: float) -> Branch:
    """Hold the columns where they are that cost too much to be else."""
    left = goal - relaxed.floor
    lower = np.where(-relaxed.costs > left, branch.upper, branch.lower)
    upper = np.where(relaxed.costs > left, branch.lower, branch.upper)
    floor = max(branch.floor, relaxed.floor)
    return replace(branch, lower=lower, upper=upper, floor=floor, basis=relaxed.basis)


def _parts(branch: Branch, sets: Flags, pick: Pick) -> list[Branch]:
    """Give the branch with fewer of a set, and the one with more."""
    few = math.floor(pick.at)
    fewer = branch.counted(pick.place, -math.inf, few)
    if not few:
        upper = branch.upper.copy()
        upper[: sets.shape[1]][sets[pick.place]] = 0.0
        fewer = replace(fewer, upper=upper)
    return [fewer, branch.counted(pick.place, few + 1, math.inf)]
