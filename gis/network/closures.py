"""Closures: streets or areas barred for some days, as another metric upon the same streets.

A closure closes every edge that it touches, whole: no driver turns round at the barrier's own
metre. Snapping does not change, so that nobody is moved to another street by a closure: a site or
a place on a closed edge keeps its walk, and has no journey by car.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal, TypeAlias

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.distance import Floats
from gis.network.graph import Ints, Topology
from gis.network.metric import NO_WAY, Metric
from gis.network.speeds import MODE_NAMES, Mode
from i18n import Message, msg, msgs
from layers.errors import SettingError

Bars: TypeAlias = Literal["vehicles", "everyone", "everyone-but-force"]
BARS: tuple[Bars, ...] = ("vehicles", "everyone", "everyone-but-force")
BARS_NAMES: Mapping[Bars, Message] = {
    "vehicles": msg("Vehicles"),
    "everyone": msg("Everyone"),
    "everyone-but-force": msg("Everyone but the force"),
}
# Every journey here is an officer's: one that lets the force pass closes none of them.
_CLOSED_MODES: Mapping[Bars, tuple[Mode, ...]] = {
    "vehicles": ("drive",),
    "everyone": ("drive", "walk"),
    "everyone-but-force": (),
}
_SHAPES = frozenset({"Polygon", "MultiPolygon", "LineString", "MultiLineString"})
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Closure:
    """A polygon or a line that is barred from ``starts`` to ``ends``, both days within.

    ``wkt`` is its shape in EPSG:4326. An open end is None. A time of day counts as its whole day,
    for a plan looks at days. Raises SettingError for a shape that is none, empty, invalid or no
    polygon or line on the earth, for a last day before the first, and for an unknown ``bars``.
    """

    id: str
    name: str
    wkt: str
    starts: date | None = None
    ends: date | None = None
    bars: Bars = "vehicles"

    def __post_init__(self) -> None:
        """Check the shape, the days and the word."""
        if not isinstance(self.id, str):
            raise TypeError(self.id)
        object.__setattr__(self, "name", str(self.name)[:_LONGEST_NAME])
        object.__setattr__(self, "starts", _day(self.starts))
        object.__setattr__(self, "ends", _day(self.ends))
        if self.bars not in BARS:
            raise self._refused(
                msg("nothing is known that bars “{word}”", word=str(self.bars)),
                msg("Use one of: {words}.", words=BARS),
            )
        if self.starts and self.ends and self.ends < self.starts:
            raise self._refused(
                msg("its last day is before its first"), msg("Correct one of the two days.")
            )
        if reason := _fault(self.wkt):
            raise self._refused(reason, msg("Draw a polygon or a line that does not cross itself."))

    @cached_property
    def shape(self) -> BaseGeometry:
        """The polygon or line, in longitude and latitude."""
        shape: BaseGeometry = shapely.force_2d(shapely.from_wkt(self.wkt))
        return shape

    def in_force(self, on: date) -> bool:
        """Tell whether it bars anyone on a day."""
        return (self.starts is None or self.starts <= on) and (self.ends is None or on <= self.ends)

    def closes(self, mode: Mode) -> bool:
        """Tell whether it closes streets to our journeys in a mode."""
        return mode in _CLOSED_MODES[self.bars]

    def as_json(self) -> dict[str, Any]:
        """Give the closure as plain JSON."""
        days = {name: day and day.isoformat() for name, day in _days(self)}
        return {**asdict(self), **days}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Closure:
        """Read back what ``as_json`` gave, checked again."""
        days = {name: plain[name] and date.fromisoformat(plain[name]) for name in _DAYS}
        return cls(**{**plain, **days})

    def _refused(self, reason: Message, remedy: Message) -> SettingError:
        what = msg("The closure “{name}” cannot be used: {reason}.", name=self.name, reason=reason)
        return SettingError(what, remedy)


@dataclass(frozen=True)
class Terms:
    """What a closure is besides its shape; ``name`` is what it is called where nothing says."""

    name: str
    starts: date | None = None
    ends: date | None = None
    bars: Bars = "vehicles"

    def at(self, shape: BaseGeometry) -> Closure:
        """Make a closure of a shape in EPSG:4326; its id is given when a plan takes it."""
        return Closure("", **asdict(self), wkt=shapely.to_wkt(shape, rounding_precision=7))


@dataclass(frozen=True, eq=False)
class Closing:
    """What some closures do to one metric on one day.

    ``metric`` is the metric under them; ``edges`` are the numbers of the closed edges, by closure
    (those in force that close this mode); ``warnings`` tell those that do nothing, or too much.
    """

    metric: Metric
    edges: Mapping[str, Ints]
    warnings: tuple[Message, ...]


def in_force(closures: Iterable[Closure], on: date) -> tuple[Closure, ...]:
    """Give the closures that are in force on a day, in their order."""
    return tuple(closure for closure in closures if closure.in_force(on))


def closed(metric: Metric, topology: Topology, closures: Sequence[Closure], *, on: date) -> Metric:
    """Give the metric under the closures in force on a day: no way along the edges they touch."""
    return closing(metric, topology, closures, on=on).metric


def closing(
    metric: Metric, topology: Topology, closures: Sequence[Closure], *, on: date
) -> Closing:
    """Close the edges that closures in force touch, and tell what is odd about these closures."""
    here = in_force(closures, on)
    ours = [closure for closure in here if closure.closes(metric.mode)]
    boxes = _boxes(topology) if ours else np.zeros((0, 4))
    touched = {closure.id: _touched(topology, boxes, closure.shape) for closure in ours}
    under = _without(metric, list(touched.values()), [closure.shape for closure in ours])
    return Closing(under, touched, _told(metric, under, here, touched))


def _without(metric: Metric, edges: Sequence[Ints], shapes: Sequence[BaseGeometry]) -> Metric:
    """Take edges out, both ways, and bar the ground of some shapes."""
    if not edges:
        return metric
    cost = metric.cost.copy()
    cost.reshape(-1, 2)[np.concatenate(edges)] = NO_WAY
    return replace(metric, cost=cost, barred=shapely.union_all([metric.barred, *shapes]))


def _touched(topology: Topology, boxes: Floats, shape: BaseGeometry) -> Ints:
    """Give the edges that a shape touches; only those whose box meets its own are drawn."""
    west, south, east, north = shape.bounds
    apart = (boxes[:, 0] > east) | (boxes[:, 2] < west)
    near = np.flatnonzero(~(apart | (boxes[:, 1] > north) | (boxes[:, 3] < south)))
    if not near.size:
        return near
    lonlat, owner = topology.lines(near)
    lines = shapely.linestrings(lonlat, indices=owner)
    shapely.prepare(shape)
    return near[shapely.intersects(shape, lines)]


def _boxes(topology: Topology) -> Floats:
    """Give west, south, east and north of every edge, n × 4 degrees."""
    if not topology.edges:
        return np.zeros((0, 4))
    last = topology.vertex_lonlat[topology.last]
    # In pairs, as for lengths: each edge's vertices but its last, then a gap that is left out.
    bounds = np.column_stack([topology.first, topology.last]).ravel()
    low = np.minimum.reduceat(topology.vertex_lonlat, bounds)[::2]
    high = np.maximum.reduceat(topology.vertex_lonlat, bounds)[::2]
    return np.column_stack([np.minimum(low, last), np.maximum(high, last)])


def _told(
    metric: Metric, under: Metric, here: Sequence[Closure], touched: Mapping[str, Ints]
) -> tuple[Message, ...]:
    usable = metric.usable
    elsewhere = [c.name for c in here if c.id in touched and not usable[touched[c.id]].any()]
    passing = [c.name for c in here if c.bars == "everyone-but-force"]
    told = [
        msgs(
            "One closure touches no street that is used {mode}: {names}.",
            "{n} closures touch no street that is used {mode}: {names}.",
            len(elsewhere),
            names=tuple(elsewhere),
            mode=MODE_NAMES[metric.mode],
        ),
        msgs(
            "One closure lets the force pass and changes no journey: {names}.",
            "{n} closures let the force pass and change no journey: {names}.",
            len(passing),
            names=tuple(passing),
        ),
    ]
    if usable.any() and not under.usable.any():
        told.append(
            msgs(
                "The closure closes every street.", "The closures close every street.", len(touched)
            )
        )
    return tuple(message for message in told if message.count)


_DAYS = ("starts", "ends")


def _days(closure: Closure) -> tuple[tuple[str, date | None], ...]:
    return tuple((name, getattr(closure, name)) for name in _DAYS)


def _day(when: date | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when


def _fault(wkt: str) -> Message | None:
    """Say what is wrong with a shape, if anything is."""
    try:
        shape = shapely.from_wkt(wkt)
    except (shapely.errors.GEOSException, TypeError):
        return msg("its shape cannot be read")
    if shape is None or shape.is_empty:
        return msg("its shape is empty")
    if shape.geom_type not in _SHAPES:
        return msg("its shape is no polygon and no line")
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004 - the earth's
        return msg("its shape lies off the earth; longitude and latitude in degrees are needed")
    if not shape.is_valid:
        return msg("its shape crosses itself, or is too small")
    return None
