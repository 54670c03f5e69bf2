"""Least total cost where zones can be full: the capacitated p-median, with a proven bound.

Prices first (``ascent``), a plan from the sites they like and its repairs (``repair``), then what
the prices cannot rule out (``fixing``) as one exact model (``exact``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.capacitated.ascent import Dual, ascend
from gis.siting.capacitated.exact import solve_rest
from gis.siting.capacitated.fixing import everything, narrowed, rest_of
from gis.siting.capacitated.relaxed import strengthen
from gis.siting.capacitated.repair import Size, allotted, first_plan, repaired
from gis.siting.capacitated.task import Plan, Task
from gis.siting.watch import Watch, relative_gap
from gis.tally import Flags, Ints


@dataclass(frozen=True, eq=False)
class Filled:
    """Open ``sites``, ascending; ``share`` (sites × points), the part of each point at each.

    ``value`` is what it costs, ``bound`` what no choice can cost less than. Where the watch was
    over before anything was found there are no sites, and the value is infinite.
    """

    sites: Ints
    share: sparse.csr_array
    value: float
    bound: float


def fill(  # noqa: PLR0913 - a task is that many tables
    cost: Floats,
    *,
    demand: Floats,
    capacity: Floats,
    zones: int,
    split: bool,
    locked: Flags | None = None,
    banned: Flags | None = None,
    fee: Floats | None = None,
    skip: Floats | None = None,
    watch: Watch | None = None,
    gap: float = 0.0,
) -> Filled | None:
    """Choose at most ``zones`` sites and send every point to them, within their capacity.

    ``cost`` (sites × points, NaN where a site cannot serve a point) is what serving all of a point
    costs, ``demand`` (components × points) what it takes up, ``capacity`` (components × sites) what
    a site has, infinite where it is never full; both at least 0. With ``split`` a point may be
    shared between sites. ``locked`` sites must be open and ``banned`` ones not, each open one costs
    its ``fee``, and leaving a point unserved, or its part, costs ``skip`` (points; infinite: it
    must be served). Stops when proven within the relative ``gap``. None where no choice is
    possible.
    """
    sites, points = cost.shape
    banned = np.zeros(sites, bool) if banned is None else banned
    capacity = _used(demand, capacity)
    task = Task(
        cost=_possible(cost, demand, capacity, split=split),
        demand=np.asarray(demand, float),
        capacity=capacity,
        zones=min(zones, int((~banned).sum())),
        split=split,
        free=~banned,
        locked=np.zeros(sites, bool) if locked is None else locked & ~banned,
        fee=np.zeros(sites) if fee is None else np.asarray(fee, float),
        skip=np.full(points, np.inf) if skip is None else np.asarray(skip, float),
    )
    if int(task.locked.sum()) > task.zones or not _enough(task):
        return None
    if not points or not task.zones:
        value = float(task.fee[task.locked].sum() + task.skip.sum())
        return Filled(np.flatnonzero(task.locked), sparse.csr_array(cost.shape), value, value)
    return _Search(task, watch or Watch(), gap).run()


def _used(demand: Floats, capacity: Floats) -> Floats:
    """Give the room that can be used: a site without end is full of everybody.

    What follows multiplies room by prices that may be 0, and 0 × ∞ is no number.
    """
    everybody = np.asarray(demand, float).sum(axis=1, keepdims=True)
    room: Floats = np.minimum(np.asarray(capacity, float), everybody)
    return room


def _possible(cost: Floats, demand: Floats, capacity: Floats, *, split: bool) -> Floats:
    """Give the costs, infinite where a site cannot serve a point, or no part of it."""
    possible = np.isfinite(cost)
    for needed, held in zip(demand, capacity, strict=True):
        fits = held[:, None] > 0 if split else held[:, None] >= needed
        possible &= fits | (needed == 0)
    return np.where(possible, cost, np.inf)


def _enough(task: Task) -> bool:
    """Tell whether any site serves each point, and the largest hold all; else nothing can be."""
    must = task.must
    if not np.isfinite(task.cost[task.free][:, must]).any(axis=0).all():
        return False
    largest = np.sort(task.capacity[:, task.free], axis=1)[:, ::-1][:, : task.zones].sum(axis=1)
    needed = task.demand[:, must].sum(axis=1)
    return bool((largest >= needed * (1 - _ROUNDING)).all())


def _kept_free(task: Task) -> float:
    """Say what part of each zone a first plan of shared points leaves free for whole ones.

    Half of what the largest sites have to spare, and no more than whole points need as a rule.
    """
    if task.split:
        return 0.0
    largest = np.sort(task.capacity[:, task.free], axis=1)[:, ::-1][:, : task.zones].sum(axis=1)
    needed = task.demand[:, task.must].sum(axis=1)
    spare = float((1 - needed / np.where(largest > 0, largest, np.inf)).min(initial=1.0))
    return min(_FREE, max(0.0, spare) / 2)


_FREE = 0.02
_ROUNDING = 1e-9
_WHOLE = 1e-6  # of a step: a bound so little above a whole one is not above it
_STEPS, _MORE_STEPS = 600, 300
_FEW_STEPS, _ROUNDS, _CUTTING = 80, 60, 0.5  # of a large task; the last of the time left
# Of the first plan of a large task, by whether points can be shared. Whole ones are soon sent anew.
_FIRST_GAP, _LIKED = {True: 0.005, False: 0.02}, {True: 0.2, False: 0.02}
# Of a task of many zones whose points can be shared; whole ones make models this wide too slow.
_WIDE, _MANY = Size(zones=14, offered=40, arcs=8, gap=1e-3), 2  # times as many zones
# An exact model of many arcs proves nothing in less than so many seconds for each, nor can it stop.
_MANY_ARCS, _WRITTEN = 100_000, 1e-4
_REPAIRS = (Size(zones=4, offered=12, arcs=6), Size(zones=8, offered=25, arcs=8, gap=5e-4))
_ROUGH = 0.1  # the gap of the first plan of a small task, which an exact model follows at once
_SMALL = 10_000  # sites × points of a small one


class _Search:
    """One solve: the prices and the best plan so far, and what to try next."""

    def __init__(self, task: Task, watch: Watch, gap: float) -> None:
        """Begin with nothing known."""
        self.task, self.watch, self.gap = task, watch, gap
        self.step = task.step
        self.bound = -math.inf
        self.best: Plan | None = None

    def run(self) -> Filled | None:
        """Search until the best plan is proven good enough, or the watch is over."""
        if self.task.cost.size > _SMALL:
            return self._large()
        dual = ascend(self.task, steps=_STEPS, watch=self.watch)
        self._prove(dual.bound)
        self._seek(dual)
        task, better = self._again(dual)
        return self._answer() if self.done else self._exact(task, better)

    def _large(self) -> Filled | None:
        """Begin with cuts: they give the bound, and point to good sites."""
        dual = ascend(self.task, steps=_FEW_STEPS, watch=self.watch)
        self._prove(dual.bound)
        within = self.watch.within(self.watch.left * _CUTTING)
        dual = strengthen(dual, watch=within, rounds=_ROUNDS)
        self._prove(dual.bound)
        self._seek(dual)
        self._repair(dual, _REPAIRS[1])
        if self.task.split and self.task.zones >= _MANY * _WIDE.zones:
            self._repair(dual, _WIDE)
        return self._answer() if self.done else self._exact(self.task, dual)

    @property
    def done(self) -> bool:
        """Whether to stop: proven within the gap, or the watch is over."""
        if self.watch.over:
            return True
        return self.best is not None and relative_gap(self.best.score, self.bound) <= self.gap

    @property
    def wanted(self) -> float:
        """What a plan must cost at most to be better than the best."""
        score = self.best.score if self.best else math.inf
        return score - self.step * (1 - _ROUNDING)

    def _seek(self, dual: Dual) -> None:
        """Find a plan where the prices point to; of a large task send everyone anew, and repair.

        A large task is first solved as if points could be shared: that is soon done, and its sites
        are good ones.
        """
        task, watch = self.task, self.watch
        if task.cost.size <= _SMALL:
            first = first_plan(task, dual, gap=_ROUGH, watch=watch)
        else:
            shared = replace(task, split=True, capacity=task.capacity * (1 - _kept_free(task)))
            gap, liked = _FIRST_GAP[task.split], _LIKED[task.split]
            first = first_plan(shared, dual, gap=gap, watch=watch, liked=liked)
            if first is not None:
                first = allotted(task, first, dual, watch=watch)
        if first is not None and (task.split or (first.parts % 1 == 0).all()):
            self._take(first)
            if task.cost.size > _SMALL:
                self._repair(dual, _REPAIRS[0])

    def _repair(self, dual: Dual, size: Size) -> None:
        if self.best is not None and not self.done:
            enough = self.bound / (1 - self.gap) if 0 < self.gap < 1 else self.bound
            mended = repaired(
                self.task, self.best, dual, size=size, watch=self.watch, enough=enough
            )
            self._take(mended)

    def _again(self, dual: Dual) -> tuple[Task, Dual]:
        """Improve the prices on what a better plan can use; give that, and the prices."""
        if self.best is None or self.best.lacking or self.done:
            return self.task, dual
        task = narrowed(self.task, rest_of(self.task, dual, self.wanted))
        dual = ascend(task, steps=_MORE_STEPS, watch=self.watch, start=dual, aim=self.wanted)
        self._prove(min(dual.bound, self.wanted))
        return task, dual

    def _exact(self, task: Task, dual: Dual) -> Filled | None:
        """Solve what is left as one model; after that nothing is open but time.

        ``dual`` may be priced in a task that is charged for cuts, ``task`` may not: plans cost less
        there.
        """
        if self.best is None or self.best.lacking:
            self.best, bound = solve_rest(
                self.task, everything(self.task), None, gap=self.gap, watch=self.watch
            )
            if bound == math.inf:
                return None
        else:
            rest = rest_of(task, dual, self.wanted)
            arcs = int((rest.most > 0).sum())
            if arcs > _MANY_ARCS and self.watch.left < _WRITTEN * arcs:
                return self._answer()
            enough = max(self.gap, (1 - _WHOLE) * self.step / max(self.best.score, self.step, 1.0))
            self.best, bound = solve_rest(task, rest, self.best, gap=enough, watch=self.watch)
        self._prove(bound)
        return self._answer()

    def _take(self, plan: Plan) -> None:
        """Keep a plan if it is the best so far."""
        if self.best is None or plan.score < self.best.score:
            self.best = plan
            self._tell()

    def _prove(self, bound: float) -> None:
        """Keep a bound if it is the best so far."""
        if self.step and math.isfinite(bound):
            bound = self.step * math.ceil(bound / self.step - _WHOLE)
        self.bound = max(self.bound, bound)
        self._tell()

    def _tell(self) -> None:
        known = self.best is not None and not self.best.lacking
        self.watch.tell(
            incumbent=self.best.score if known and self.best else math.nan, bound=self.bound
        )

    def _answer(self) -> Filled:
        """Give the best plan, or none with what was proven."""
        best, shape = self.best, self.task.cost.shape
        if best is None or best.lacking:
            nobody = np.zeros(0, np.int64)
            return Filled(nobody, sparse.csr_array(shape), math.inf, self.bound)
        share = sparse.lil_array(shape)
        share[best.sites] = best.parts
        return Filled(best.sites, sparse.csr_array(share), best.score, min(self.bound, best.score))
