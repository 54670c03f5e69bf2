"""Travel: minutes and metres from every demand point to every site, and what each answer rests on.

Officers leave their post for the zone, so a journey runs *from the demand point to the site*, one
way. Tables are stored sites × demand. The table decides who is served; a drawing never does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal, TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.demand import DemandPoints
from gis.distance import Floats, straight_metres
from gis.estimate import ACCURACY, estimate
from gis.ground import ground_of
from gis.network.access import Flags
from gis.network.graph import Ints
from gis.network.lengths import KnownLengths, Lengths, SearchedLengths
from gis.network.metric import MS_A_MINUTE, unpack
from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import Ground, Roads, roads_of
from gis.network.snapping import DEFAULT_LIMIT_M, Snaps, snap
from gis.network.speeds import MODE_NAMES, MODES, Mode
from gis.network.strategic import NOTE as STRATEGIC_NOTE
from gis.network.traffic import network_note, with_hour, with_path
from i18n import Message, msg, msgs
from layers.area import Area
from layers.errors import SettingError

Method: TypeAlias = Ground | Literal["estimated"]


class Answer(IntEnum):
    """What a cell of the table says; ``word`` is how it is written where a table leaves the house.

    Where both ends are off the network, the demand point is named: no site could ever serve it.
    """

    REACHED = 0
    UNREACHABLE = 1
    SITE_UNSNAPPED = 2
    DEMAND_UNSNAPPED = 3

    @property
    def word(self) -> str:
        """The answer as a word, such as ``site-unsnapped``."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, eq=False)
class TravelTable:
    """Travel from every demand point to every site, one way.

    ``minutes`` and ``metres`` (sites × demand, float64) are those of the same fastest journey, of
    equals the shortest, NaN where there is none; ``answer`` (the same shape, int8, see Answer) says
    why. Metres may be dear: ``metres_at`` gives those of some pairs, ``metres`` those of all.
    ``straight_m`` is the straight distance; on streets, a polygon counts from where it is entered.
    ``site_snap_m`` and ``demand_snap_m`` say how far each point was moved to the network (NaN where
    it has no street at all), also for those that were too far to be moved. ``note`` tells a person
    how far to trust the figures; ``warnings`` name every point left out.
    """

    site_ids: tuple[str, ...]
    demand_ids: tuple[str, ...]
    minutes: Floats
    lengths: Lengths
    answer: npt.NDArray[np.int8]
    straight_m: Floats
    site_snap_m: Floats
    demand_snap_m: Floats
    mode: Mode
    method: Method
    note: Message
    warnings: tuple[Message, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        """How many sites and how many demand points."""
        return len(self.site_ids), len(self.demand_ids)

    @property
    def counts(self) -> dict[str, int]:
        """How many cells have each answer, by its word."""
        return {each.word: int((self.answer == each).sum()) for each in Answer}

    @property
    def unsnapped(self) -> tuple[str, ...]:
        """The ids of sites and demand points that are too far from any street."""
        sites = (self.answer == Answer.SITE_UNSNAPPED).any(axis=1)
        posts = (self.answer == Answer.DEMAND_UNSNAPPED).any(axis=0)
        named = (*zip(self.site_ids, sites, strict=True), *zip(self.demand_ids, posts, strict=True))
        return tuple(name for name, lost in named if lost)

    @property
    def metres(self) -> Floats:
        """The metres of every journey, worked out when first asked."""
        return self.lengths.whole

    def metres_at(self, sites: Ints, demand: Ints) -> Floats:
        """Give the metres of some pairs; positions that broadcast together, as numpy's do."""
        rows, columns = np.broadcast_arrays(sites, demand)
        return self.lengths.at(rows.ravel(), columns.ravel()).reshape(rows.shape)

    def circuity(self) -> Floats:
        """Give network distance ÷ straight distance, sites × demand.

        At least 1: both are measured between the same two points, a polygon's being where it is
        entered. NaN where there is no journey, or both ends are one point.
        """
        apart = np.where(self.straight_m > 0, self.straight_m, np.nan)
        ratio: Floats = self.metres / apart
        return ratio

    def as_frame(self) -> pd.DataFrame:
        """Give the table in long format: site_id, demand_id, minutes, metres, answer (a word)."""
        sites, demand = self.shape
        words = np.array([each.word for each in Answer])
        return pd.DataFrame(
            {
                "site_id": np.repeat(np.array(self.site_ids, dtype=object), demand),
                "demand_id": np.tile(np.array(self.demand_ids, dtype=object), sites),
                "minutes": self.minutes.ravel(),
                "metres": self.metres.ravel(),
                "answer": words[self.answer.ravel()],
            }
        )


def travel_table(  # noqa: PLR0913 - three inputs, and options that stand by their names
    area: Area,
    sites: gpd.GeoDataFrame,
    demand: DemandPoints,
    *,
    mode: Mode = "drive",
    limit_m: float = DEFAULT_LIMIT_M,
    roads: Roads | None = None,
    pace: Pace = STANDARD_PACE,
) -> TravelTable:
    """Make the table of an area: on its streets, by car on its strategic roads, or by estimate.

    ``sites`` is indexed by id, in EPSG:4326. A point farther than ``limit_m`` metres from any
    street of its mode has no journey, and is named. Give ``roads`` to save making them again; they
    have a pace of their own, and ``pace`` is for roads made here and for estimates.
    Raises SettingError for an unknown mode, roads of another, or a limit below zero.
    """
    check_request(mode, limit_m)
    if roads is not None:
        _check_roads(roads, mode)
        return network_table(roads, sites, demand, limit_m=limit_m)
    ground = ground_of(area, mode=mode, pace=pace)
    if ground is None:
        return estimated_table(sites, demand, mode=mode, pace=pace)
    return network_table(ground, sites, demand, limit_m=limit_m)


def network_table(
    roads: Roads,
    sites: gpd.GeoDataFrame,
    demand: DemandPoints,
    *,
    limit_m: float = DEFAULT_LIMIT_M,
) -> TravelTable:
    """Make the table on a network; a journey includes the way to it and from it."""
    return Snapped.of(roads, sites, demand, limit_m=limit_m).table()


@dataclass(frozen=True, eq=False)
class Snapped:
    """Sites and demand points moved to a network once, so that parts of their table can be made."""

    roads: Roads
    site_ids: tuple[str, ...]
    demand_ids: tuple[str, ...]
    sites: Snaps
    demand: Snaps

    @classmethod
    def of(
        cls, roads: Roads, sites: gpd.GeoDataFrame, demand: DemandPoints, *, limit_m: float
    ) -> Snapped:
        """Move them, each at most ``limit_m`` metres."""
        return cls(
            roads=roads,
            site_ids=tuple(sites.index),
            demand_ids=demand.ids,
            sites=snap(sites.geometry, roads.snapper, limit_m=limit_m),
            demand=snap(demand.footprints, roads.snapper, limit_m=limit_m),
        )

    def part(self, sites: range, points: range) -> Snapped:
        """Give some of the sites and some of the points, each by a run of positions."""
        return replace(
            self,
            site_ids=self.site_ids[sites.start : sites.stop],
            demand_ids=self.demand_ids[points.start : points.stop],
            sites=self.sites.take(np.array(sites, dtype=np.int64)),
            demand=self.demand.take(np.array(points, dtype=np.int64)),
        )

    @property
    def warnings(self) -> tuple[Message, ...]:
        """What is odd about the network, and every point that was left out or moved far."""
        return (
            *self.roads.warnings,
            *_snap_warnings(self.site_ids, self.sites),
            *_snap_warnings(self.demand_ids, self.demand),
        )

    @property
    def note(self) -> Message:
        """How far to trust the figures."""
        return _note(self.roads)

    def table(self) -> TravelTable:
        """Make their table."""
        minutes, lengths = _journeys(self.roads, self.sites, self.demand)
        return TravelTable(
            site_ids=self.site_ids,
            demand_ids=self.demand_ids,
            minutes=minutes,
            lengths=lengths,
            answer=_answers(minutes, self.sites, self.demand),
            straight_m=straight_metres(self.sites.doors, self.demand.doors),
            site_snap_m=self.sites.metres,
            demand_snap_m=self.demand.metres,
            mode=self.roads.mode,
            method=self.roads.method,
            note=self.note,
            warnings=self.warnings,
        )


def street_metres(area: Area) -> dict[str, float] | None:
    """Give how far each candidate is from the nearest street for vehicles, in metres by its id.

    NaN where the area has no such street; None where it has no streets at all.
    """
    if area["streets"].empty:
        return None
    sites = area["candidates"]
    snaps = snap(sites.geometry, roads_of(area["streets"], mode="drive").snapper)
    return dict(zip(sites.index, snaps.metres.tolist(), strict=True))


def estimated_table(
    sites: gpd.GeoDataFrame, demand: DemandPoints, *, mode: Mode, pace: Pace = STANDARD_PACE
) -> TravelTable:
    """Make the table from straight distances alone; every pair has an answer, none is exact.

    Of the ``pace``, the factor of the hour alone counts: an estimate has speeds of its own.
    """
    origins = lonlat(sites.geometry)
    ends = lonlat(demand.frame.geometry)
    straight_m = straight_metres(origins, ends)
    minutes, metres = estimate(origins, ends, mode=mode, straight_m=straight_m)
    return TravelTable(
        site_ids=tuple(sites.index),
        demand_ids=demand.ids,
        minutes=minutes * (pace.factor if mode == "drive" else 1.0),
        lengths=KnownLengths(metres),
        answer=np.full(minutes.shape, Answer.REACHED, dtype=np.int8),
        straight_m=straight_m,
        site_snap_m=np.zeros(len(origins)),
        demand_snap_m=np.zeros(len(ends)),
        mode=mode,
        method="estimated",
        note=with_hour(ACCURACY[mode], pace, mode),
    )


def lonlat(shapes: gpd.GeoSeries) -> Floats:
    """Give a point for each shape (one inside it), as n × 2 longitude and latitude in degrees."""
    points = shapes.representative_point()
    return np.column_stack([points.x, points.y]).astype(float).reshape(-1, 2)


def check_request(mode: Mode, limit_m: float) -> None:
    """Refuse an unknown mode, or a limit below zero. Raises SettingError."""
    if mode not in MODES:
        raise SettingError(
            msg("“{mode}” is not a way to travel.", mode=str(mode)),
            msg("Use one of: {words}.", words=MODES),
        )
    if math.isnan(limit_m):
        raise SettingError(
            msg("A snapping limit of {limit} is no distance.", limit=str(limit_m)),
            msg("Give zero or more metres."),
        )
    if limit_m < 0:
        raise SettingError(
            msg("A snapping limit of {limit} m is below zero.", limit=float(limit_m)),
            msg("Give zero or more metres."),
        )


def _check_roads(roads: Roads, mode: Mode) -> None:
    if roads.mode != mode:
        raise SettingError(
            msg(
                "The roads are for travel {a}, the table for travel {b}.",
                a=MODE_NAMES[roads.mode],
                b=MODE_NAMES[mode],
            ),
            msg("Give the roads of the table's own way of travel."),
        )


def _journeys(roads: Roads, sites: Snaps, demand: Snaps) -> tuple[Floats, Lengths]:
    """Give the minutes of every pair, and where metres are had."""
    engine = roads.engine
    if not engine.times_alone:
        cost = engine.table(demand.anchors, sites.anchors).T
        minutes, metres = unpack(cost, shortest=roads.metric.shortest)
        return minutes, KnownLengths(metres)
    times = engine.times(demand.anchors, sites.anchors).T
    minutes = np.where(np.isfinite(times), times, np.nan) / MS_A_MINUTE
    return minutes, SearchedLengths(engine, sites.anchors, demand.anchors, minutes)


def _note(roads: Roads) -> Message:
    """Tell how far to trust the minutes and metres of a network."""
    if roads.method == "strategic":
        return with_path(with_hour(STRATEGIC_NOTE, roads.pace, roads.mode), roads.pace)
    return with_path(network_note(roads.pace, roads.mode), roads.pace)


def _answers(minutes: Floats, sites: Snaps, demand: Snaps) -> npt.NDArray[np.int8]:
    """Say what each cell is; a demand point that is off the network is named before a site."""
    answer = np.where(np.isfinite(minutes), Answer.REACHED, Answer.UNREACHABLE).astype(np.int8)
    answer[~sites.snapped, :] = Answer.SITE_UNSNAPPED
    answer[:, ~demand.snapped] = Answer.DEMAND_UNSNAPPED
    return answer


def _snap_warnings(ids: tuple[str, ...], snaps: Snaps) -> tuple[Message, ...]:
    """Name the points that are off the network, and those moved past a street nearer to them."""
    warnings = []
    if far := _named(ids, snaps, ~snaps.snapped):
        warnings.append(
            msgs(
                "One point is more than {limit} m from the street network and has no journey: "
                "{points}.",
                "{n} points are more than {limit} m from the street network and have no journey: "
                "{points}.",
                len(far),
                limit=round(snaps.limit_m),
                points=far,
            )
        )
    if moved := _named(ids, snaps, snaps.snapped & snaps.past_island):
        warnings.append(
            msgs(
                "One point is nearest to a street cut off from the network, and was moved to the "
                "next one: {points}.",
                "{n} points are nearest to a street cut off from the network, and were moved to "
                "the next one: {points}.",
                len(moved),
                points=moved,
            )
        )
    return tuple(warnings)


def _named(ids: tuple[str, ...], snaps: Snaps, which: Flags) -> tuple[Message, ...]:
    return tuple(
        msg("{id} ({metres} m)", id=ids[n], metres=_known(snaps.metres[n]))
        for n in np.flatnonzero(which)
    )


def _known(metres: float) -> float | None:
    return None if np.isnan(metres) else round(float(metres), 1)
