"""The legs of a route: street after street, how far along each, and which way one turns into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import geopandas as gpd
import numpy as np

from gis.distance import Floats
from gis.network.graph import Topology
from gis.network.route import Route, drawn_arc

_FELT = 25.0  # metres before and after a corner by which a turn is felt: its very tip may be bent
_PASSED = 60.0  # metres without a name, such as a roundabout, that are passed and not told
_METRES_A_DEGREE = 111_195.0  # of a great circle of 6,371 km: 2πR ÷ 360


@dataclass(frozen=True, slots=True)
class Leg:
    """One street of a route, ``metres`` of it. ``name`` is empty where it has none.

    ``turn`` is the change of direction into it, −180 to 180 degrees, to the right above zero;
    None for the first.
    """

    name: str
    metres: float
    turn: float | None


def legs_of(route: Route, topology: Topology, streets: gpd.GeoDataFrame) -> tuple[Leg, ...]:
    """Part a route where its street's name changes; a short piece without a name joins the last.

    ``streets`` is the table that the topology was made of.
    """
    names = streets["name"].to_numpy(dtype=object)[topology.way[route.arcs // 2]]
    used = route.end - route.begin
    metres = topology.metres[route.arcs // 2] * used
    runs = [
        (str(name or ""), [n for n, _ in rows])
        for name, rows in groupby(enumerate(names), key=lambda row: row[1])
    ]
    drawn = [(name, float(metres[here].sum()), _line(route, topology, here)) for name, here in runs]
    return tuple(_joined(_turned(drawn)))


def _line(route: Route, topology: Topology, which: Sequence[int]) -> Floats:
    """Draw some arcs that follow one another, in metres east and north of nowhere."""
    pieces = [
        drawn_arc(topology, int(route.arcs[n]), float(route.begin[n]), float(route.end[n]))
        for n in which
    ]
    lonlat = np.concatenate(pieces)
    narrow = float(np.cos(np.radians(lonlat[:, 1].mean())))
    flat: Floats = lonlat * np.array([narrow, 1.0]) * _METRES_A_DEGREE
    return flat


def _turned(drawn: Sequence[tuple[str, float, Floats]]) -> Iterator[Leg]:
    before: Floats | None = None
    for name, metres, line in drawn:
        if before is not None and not name and metres <= _PASSED:
            yield Leg("", metres, 0.0)  # its line is skipped: the turn is that into the next
            continue
        turn = None if before is None else _turn(_leaving(before), _entering(line))
        before = line
        yield Leg(name, metres, turn)


def _joined(legs: Iterator[Leg]) -> Iterator[Leg]:
    """Add what is passed to the leg before, and join legs of one street that this leaves apart."""
    last: Leg | None = None
    for leg in legs:
        passed = not leg.name and leg.metres <= _PASSED
        if last is not None and (passed or leg.name == last.name):
            last = replace(last, metres=last.metres + leg.metres)
            continue
        if last is not None:
            yield last
        last = leg
    if last is not None:
        yield last


def _entering(line: Floats) -> Floats:
    """Give the direction of a line's first metres, east and north."""
    away = np.hypot(*(line - line[0]).T)
    far = np.flatnonzero(away >= _FELT)
    there = line[far[0]] if far.size else line[-1]
    towards: Floats = there - line[0]
    return towards


def _leaving(line: Floats) -> Floats:
    """Give the direction of a line's last metres."""
    return -_entering(line[::-1])


def _turn(before: Floats, after: Floats) -> float:
    """Give the angle between two directions, clockwise: atan2(−(a × b), a · b) in degrees."""
    cross = before[0] * after[1] - before[1] * after[0]
    return float(np.degrees(np.arctan2(-cross, before @ after)))
