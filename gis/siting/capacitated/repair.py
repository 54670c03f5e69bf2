"""Plans from small exact models: a first one from the sites that the prices like, then repairs.

A matheuristic after F. Stefanello, O. C. B. de Araújo and F. M. Müller, "Matheuristics for the
capacitated p-median problem", International Transactions in Operational Research 22 (2015): free a
zone with its neighbours and the best closed sites around, hold the rest, solve that exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.siting.capacitated.ascent import Dual
from gis.siting.capacitated.model import Part, model_of
from gis.siting.capacitated.task import Plan, Task
from gis.siting.highs import solve
from gis.siting.watch import Watch
from gis.tally import Flags, Ints


@dataclass(frozen=True, slots=True)
class Size:
    """How large a repair is: zones freed, closed sites offered, arcs to each point; its gap."""

    zones: int
    offered: int
    arcs: int
    gap: float = 1e-4


def first_plan(
    task: Task, dual: Dual, *, gap: float, watch: Watch, liked: float = 0.02
) -> Plan | None:
    """Make a plan of the sites that were among the best more often than ``liked``, 0 to 1.

    None where none was found.
    """
    ranked = np.argsort(np.where(task.free, dual.value, np.inf), kind="stable")
    pool = task.locked | (task.free & (dual.often > liked))
    if int(pool.sum()) < task.zones + _SPARE:
        pool[ranked[: task.zones + _SPARE]] = True
    sites = np.flatnonzero(pool & task.free)
    every = np.arange(task.cost.shape[1])
    site, point = _arcs(dual, sites, every, most=_FIRST_ARCS)
    part = Part(
        sites=sites,
        site=site,
        point=point,
        room=np.ones(len(every)),
        price=task.price,
        zones=task.zones,
        opened=task.locked[sites],
    )
    # A third of the time: the repairs do more for a plan than the last per cent of this model.
    solved = solve(model_of(task, part), watch=watch.within(watch.left / 3).quietly(), gap=gap)
    return None if solved.values is None else plan_from(task, part, solved.values)


_SPARE = 5  # sites beyond the zones, so that there is a choice
_FIRST_ARCS = 6


def repaired(  # noqa: PLR0913 - what is to be repaired, and how far
    task: Task, plan: Plan, dual: Dual, *, size: Size, watch: Watch, enough: float
) -> Plan:
    """Free each zone in turn with its neighbours, until nothing gets better.

    Stops where the score is no more than ``enough``, or the watch is over.
    """
    tried: set[tuple[int, ...]] = set()
    better = True
    while better and not watch.over and plan.score > enough:
        better = False
        for centre in plan.sites.tolist():
            if centre not in plan.sites or watch.over:
                continue
            freed = _neighbours(task, plan, centre, size.zones)
            key = tuple(freed.tolist())
            if key in tried:
                continue
            tried.add(key)
            found = _repair(task, plan, dual, freed, size=size, watch=watch)
            if found.score < plan.score - _GAIN * abs(plan.score):
                plan, better = found, True
                tried.clear()
                watch.tell(incumbent=plan.score, bound=dual.bound)
    return plan


_GAIN = 1e-9


def allotted(task: Task, plan: Plan, dual: Dual, *, watch: Watch) -> Plan:
    """Send everyone anew between the open sites of a plan, in whole where they cannot be shared.

    Shared points go over every arc, a plain linear program; whole ones over some, to a gap.
    """
    every = np.arange(task.cost.shape[1])
    most = len(plan.sites) if task.split else _WHOLE_ARCS
    site, point = _arcs(dual, plan.sites, every, most=most)
    part = Part(
        sites=plan.sites,
        site=site,
        point=point,
        room=np.ones(len(every)),
        price=task.price,
        zones=len(plan.sites),
        opened=np.ones(len(plan.sites), bool),
    )
    gap, quiet = (0.0 if task.split else _WHOLE_GAP), watch.within(watch.left / 3).quietly()
    solved = solve(model_of(task, part), watch=quiet, gap=gap)
    return plan if solved.values is None else plan_from(task, part, solved.values)


_WHOLE_ARCS, _WHOLE_GAP = 8, 0.005


def _repair(  # noqa: PLR0913 - what is to be repaired, and how far
    task: Task, plan: Plan, dual: Dual, freed: Ints, *, size: Size, watch: Watch
) -> Plan:
    held = np.setdiff1d(np.arange(len(plan.sites)), freed)
    room = 1.0 - plan.parts[held].sum(axis=0)
    room[room < _LEAST] = 0.0
    points = np.flatnonzero(room)
    closed = task.free.copy()
    closed[plan.sites] = False
    offered = _best_closed(dual, np.flatnonzero(closed), room)[: size.offered]
    sites = np.concatenate([plan.sites[freed], offered])
    kept = np.zeros((len(sites), len(points)), bool)
    kept[: len(freed)] = plan.parts[np.ix_(freed, points)] > 0
    site, point = _arcs(dual, sites, points, most=size.arcs, kept=kept)
    part = Part(
        sites=sites,
        site=site,
        point=point,
        room=room,
        price=task.price,
        zones=task.zones - len(held),
        opened=task.locked[sites],
    )
    old = Plan(plan.sites[freed], plan.parts[freed], plan.score, plan.left, plan.lacking)
    solved = solve(
        model_of(task, part), start=start_of(part, old), gap=size.gap, watch=watch.quietly()
    )
    if solved.values is None:
        return plan
    found = plan_from(task, part, solved.values)
    return Plan.of(
        task,
        np.concatenate([plan.sites[held], found.sites]),
        np.concatenate([plan.parts[held], found.parts]),
    )


_LEAST = 1e-7  # of a whole point: less is not worth a row


def _neighbours(task: Task, plan: Plan, centre: int, most: int) -> Ints:
    """Give the open sites (by place in the plan) that could take over what one serves cheapest."""
    place = int(np.searchsorted(plan.sites, centre))
    here = plan.parts[place] > 0
    cost = np.minimum(task.cost[np.ix_(plan.sites, here)], task.price[here])
    far = cost @ plan.parts[place][here]
    far[place] = -np.inf
    return np.sort(np.argsort(far, kind="stable")[:most])


def _best_closed(dual: Dual, closed: Ints, room: Floats) -> Ints:
    """Order closed sites by what they are worth to some parts of points at the prices."""
    points = np.flatnonzero(room)
    reduced = dual.reduced(closed, points)
    worth = np.minimum(reduced, 0.0) @ room[points] + dual.task.fee[closed]
    worth -= (dual.room * dual.task.capacity)[:, closed].sum(axis=0)
    return closed[np.argsort(worth, kind="stable")]


def _arcs(
    dual: Dual, sites: Ints, points: Ints, *, most: int, kept: Flags | None = None
) -> tuple[Ints, Ints]:
    """Give so many arcs to each point, those of least reduced cost; and the ``kept`` ones."""
    reduced = dual.reduced(sites, points)
    rank = np.argsort(np.argsort(reduced, axis=0, kind="stable"), axis=0, kind="stable")
    use = rank < most
    if kept is not None:
        use |= kept
    site, place = np.nonzero(use & np.isfinite(reduced))
    return site, points[place]


def plan_from(task: Task, part: Part, values: Floats) -> Plan:
    """Read a plan from the values of the columns."""
    opened = values[: len(part.sites)] > 0.5  # noqa: PLR2004 - 0 or 1
    parts = np.zeros((len(part.sites), len(part.room)))
    placed = values[part.arcs]
    parts[part.site, part.point] = placed if task.split else np.round(placed)
    return Plan.of(task, part.sites[opened], parts[opened])


def start_of(part: Part, plan: Plan) -> Floats:
    """Write a plan as values of the columns: a first solution."""
    place = np.full(int(part.sites.max(initial=0)) + 1, -1)
    place[plan.sites] = np.arange(len(plan.sites))
    at = place[part.sites]
    here = at[part.site]
    placed = np.zeros(len(here))  # a plan may open nothing, where every point may be left
    sent = here >= 0
    placed[sent] = plan.parts[here[sent], part.point[sent]]
    served = np.bincount(part.point, placed, len(part.room))
    left = np.maximum(part.room - served, 0.0)[part.leavable]
    return np.concatenate([(at >= 0).astype(float), placed, left])
