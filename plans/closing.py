"""The table of travel under a plan's closures: the same streets, another metric."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

import numpy as np

from gis.demand import DemandPoints
from gis.ground import ground_of
from gis.network.closures import Closing, Closure, closing, in_force
from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import Roads
from gis.travel import Answer, TravelTable, travel_table
from i18n import Message, msgs
from layers.area import Area
from plans.plan import Plan


def table_under(
    area: Area,
    plan: Plan,
    demand: DemandPoints,
    *,
    roads: Roads | None = None,
    pace: Pace = STANDARD_PACE,
) -> TravelTable:
    """Make the table of an area's candidates under the closures in force on the plan's day.

    ``roads`` are the area's in the plan's way of travel and at its hour, without any closure: give
    them to save making them again; ``pace`` is for roads made here. The table's warnings tell the
    closures that do nothing, and who has no journey left. A closure counts on streets, and by car
    on strategic roads, where every way that it touches is closed; an estimate cannot know it, and
    it is named.
    """
    mode, limit_m, sites = plan.standard.mode, plan.snap_m, area["candidates"]
    here = in_force(plan.closures, plan.on)
    paced = plan.paced(pace)
    ground = roads or (ground_of(area, mode=mode, pace=paced) if here else None)
    if not here or ground is None:
        table = travel_table(
            area, sites, demand, mode=mode, limit_m=limit_m, roads=roads, pace=paced
        )
        return _with(table, need_streets(here))
    done = closing(ground.metric, ground.topology, here, on=plan.on)
    closed = ground.with_metric(done.metric)
    table = travel_table(area, sites, demand, mode=mode, limit_m=limit_m, roads=closed)
    shut = _shut_links(area, ground, done)
    return _with(table, (*done.warnings, *shut, *_cut_off(table, closes=bool(done.edges))))


def roads_under(ground: Roads, plan: Plan) -> Roads:
    """Lay the closures in force on the plan's day upon an area's roads."""
    here = in_force(plan.closures, plan.on)
    return ground.under(here, on=plan.on) if here else ground


def closures_digest(closures: Sequence[Closure], on: date) -> str:
    """Give a text that changes with any closure in force on a day; empty where there is none."""
    plain = [closure.as_json() for closure in in_force(closures, on)]
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest() if plain else ""


def _with(table: TravelTable, warnings: tuple[Message, ...]) -> TravelTable:
    return replace(table, warnings=(*warnings, *table.warnings)) if warnings else table


def need_streets(here: Sequence[Closure]) -> tuple[Message, ...]:
    """Name closures in an area whose travel is estimated: they count for nothing there."""
    if not here:
        return ()
    told = msgs(
        "One closure does not count, for this area has no streets: {names}.",
        "{n} closures do not count, for this area has no streets: {names}.",
        len(here),
        names=tuple(closure.name for closure in here),
    )
    return (told,)


def _shut_links(area: Area, ground: Roads, done: Closing) -> tuple[Message, ...]:
    """Name the strategic roads that are shut: a straight line says little of where a road runs."""
    if ground.method != "strategic" or not done.edges:
        return ()
    edges, way = np.unique(np.concatenate(list(done.edges.values()))), ground.topology.way
    names = [name for name in area["roads"]["name"].iloc[way[edges]].unique() if name]
    told = msgs(
        "The closures shut one link of the strategic road network, {km} km long: {names}. A link "
        "is a straight line from junction to junction, shut whole where a closure touches that "
        "line; the streets between are not known.",
        "The closures shut {n} links of the strategic road network, the longest {km} km long: "
        "{names}. A link is a straight line from junction to junction, shut whole where a closure "
        "touches that line; the streets between are not known.",
        edges.size,
        km=round(float(ground.topology.metres[edges].max(initial=0.0)) / 1000, 1),
        names=(*names[:_TOLD], *("…",) * (len(names) > _TOLD)),
    )
    return (told,) if edges.size else ()


_TOLD = 8  # roads that are named


def _cut_off(table: TravelTable, *, closes: bool) -> tuple[Message, ...]:
    """Name the sites that nobody reaches and the places that reach no site."""
    lost = table.answer == Answer.UNREACHABLE
    sites = np.flatnonzero(lost.any(axis=1) & (table.answer != Answer.REACHED).all(axis=1))
    posts = np.flatnonzero(lost.any(axis=0) & (table.answer != Answer.REACHED).all(axis=0))
    names = (
        *(table.site_ids[n] for n in sites),
        *(table.demand_ids[n] for n in posts),
    )
    if not closes or not names:
        return ()
    told = msgs(
        "One point has no journey at all under the closures: {points}.",
        "{n} points have no journey at all under the closures: {points}.",
        len(names),
        points=names,
    )
    return (told,)
