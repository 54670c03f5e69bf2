"""Demand points: where officers stand, how many of them, and whether it is in use on a day.

Venues, stations and airports become one table. What no source says about them (most often, how
many officers) is filled from one table of assumptions, and marked as assumed wherever it goes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.days import lasting
from gis.strength import Posted
from i18n import Message, msg, msgs
from layers.area import Area
from layers.catalogue import DEMAND_LAYERS
from layers.errors import SettingError, UnknownIdError
from layers.schema import CRS

# ASSUMED: no published text gives officers by site. The orders of magnitude are those of the
# embedded example's middle rows, so that an area read from OpenStreetMap weighs its points alike.
OFFICERS_BY_KIND: Mapping[str, Mapping[str, int]] = {
    "venues": {
        "olympic": 110,
        "paralympic": 110,
        "olympic-and-paralympic": 110,
        "stadium": 60,
        "arena": 60,
    },
    "stations": {"rail": 40, "rer": 20, "metro": 20, "tram": 10, "bus": 10},
    "airports": {"international": 120, "business": 20, "military": 20, "aerodrome": 10},
}
COLUMNS = (
    "name",
    "layer",
    "kind",
    "officers",
    "officers_assumed",
    "in_use",
    "in_use_assumed",
    "cutoff",
    "usual",
    "by_units",
    "dogs",
    "horses",
    "vehicles",
)
_BROUGHT = ("dogs", "horses", "vehicles")


@dataclass(frozen=True, slots=True)
class DemandEdit:
    """What a planner changes about one demand point; ``None`` leaves a value as it is.

    ``cutoff`` is in the unit of the standard that coverage is measured by.
    """

    id: str
    officers: int | None = None
    in_use: bool | None = None
    cutoff: float | None = None

    def __post_init__(self) -> None:
        """Refuse fewer than no officers, and a cutoff that nothing could meet.

        Raises TypeError for what is of another type: a record may say anything.
        """
        if not (isinstance(self.id, str) and isinstance(self.in_use, bool | None)):
            raise TypeError(self.id)
        if self.officers is not None and type(self.officers) is not int:
            raise SettingError(
                msg(
                    "{what}: “{n}” is no whole number from zero up.",
                    what=msg("Officers"),
                    n=str(self.officers),
                ),
                msg("Give a whole number, zero or more."),
            )
        if self.officers is not None and self.officers < 0:
            raise SettingError(
                msg("{n} officers at “{id}” are fewer than none.", n=self.officers, id=self.id),
                msg("Give zero or more."),
            )
        if self.cutoff is not None and not (math.isfinite(self.cutoff) and self.cutoff > 0):
            raise SettingError(
                msg("The cutoff of “{id}” is not above zero.", id=self.id),
                msg("Give a number above zero."),
            )


@dataclass(frozen=True, eq=False)
class DemandPoints:
    """The demand points of an area on one day.

    ``frame`` is an EPSG:4326 GeoDataFrame of points indexed by ``id`` with COLUMNS: ``layer`` is
    venues, stations or airports; ``officers`` is a whole number, never missing, and
    ``officers_assumed`` says when nobody gave it; ``in_use_assumed`` marks a venue without dates;
    ``cutoff`` is NaN unless a planner set one. ``usual`` are the officers without any unit,
    ``by_units`` those that units have brought, ``dogs``, ``horses`` and ``vehicles`` what came with
    these. ``footprints`` are the shapes as drawn, in the same order; ``warnings`` name what could
    not be taken as it was.
    """

    frame: gpd.GeoDataFrame
    footprints: gpd.GeoSeries
    on: date
    warnings: tuple[Message, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The points' ids, in order."""
        return tuple(self.frame.index)


def demand_points(
    area: Area,
    *,
    on: date,
    edits: Iterable[DemandEdit] = (),
    posted: Mapping[str, Posted] = MappingProxyType({}),
    base_counts: bool = True,
) -> DemandPoints:
    """Join an area's venues, stations and airports as they are on a day, with edits and units.

    ``posted`` are the units at each point, by its id; those at a point that the area does not hold
    count nowhere. A point with officers of a unit is in use, unless an edit says it is not. Where
    ``base_counts`` is False, units stand in for the officers that data or edits give their point.
    Raises UnknownIdError for an edit of a point that the area does not hold.
    """
    places = places_of(area, on=on)
    return on_day(
        places, area["venues"], on=on, edits=edits, posted=posted, base_counts=base_counts
    )


def places_of(area: Area, *, on: date) -> DemandPoints:
    """Join an area's venues, stations and airports as they are on a day, as the data say."""
    tables = {layer: area[layer] for layer in DEMAND_LAYERS}
    told = [layer for layer, table in tables.items() if len(table)] or DEMAND_LAYERS[:1]
    joined = pd.concat([_as_demand(tables[layer], layer, on) for layer in told])
    again = joined.index.duplicated(keep="first")
    frame = gpd.GeoDataFrame(joined[~again], geometry="geometry", crs=CRS)
    frame.index.name = "id"
    shapes = frame.geometry
    points = frame.set_geometry(shapes.representative_point())
    return DemandPoints(points, shapes, on, _told_twice(joined.index[again]))


def on_day(  # noqa: PLR0913 - what differs from day to day, by name
    places: DemandPoints,
    venues: gpd.GeoDataFrame,
    *,
    on: date,
    edits: Iterable[DemandEdit] = (),
    posted: Mapping[str, Posted] = MappingProxyType({}),
    base_counts: bool = True,
) -> DemandPoints:
    """Give the places of an area, joined once, as they are on another day.

    ``places`` are what ``places_of`` gave for the area of ``venues``; the rest is as for
    ``demand_points``, which does both.
    """
    frame = places.frame.copy()
    ours = frame["layer"] == "venues"
    frame.loc[ours, "in_use"] = in_use(venues, on)[frame.index[ours]].to_numpy()
    edits = tuple(edits)
    idle = frozenset(edit.id for edit in edits if edit.in_use is False)
    given = edited(replace(places, frame=frame, on=on), edits)
    planned = given.frame.assign(usual=given.frame["officers"])
    whole = _with_units(planned, posted, idle=idle, base_counts=base_counts)
    return replace(given, frame=whole[[*COLUMNS, "geometry"]])


def edited(points: DemandPoints, edits: Iterable[DemandEdit]) -> DemandPoints:
    """Give the points with a planner's edits; a later edit of the same value wins.

    A headcount or a use that a planner gave is no longer assumed. Raises UnknownIdError.
    """
    frame = points.frame.copy()
    for edit in edits:
        if edit.id not in frame.index:
            raise _unknown(edit.id)
        for column, value in _changes(edit).items():
            frame.loc[edit.id, column] = value
    return replace(points, frame=frame)


def in_use(venues: pd.DataFrame, on: date) -> pd.Series[bool]:
    """Tell which venues are in use on a day: open, and not in their pause; both ends count.

    An end that is not given leaves the time open on that side. A pause with one end only is no
    pause: guarding an idle venue costs less than leaving a busy one.
    """
    is_open = lasting(venues, "opens", "closes", on=on)
    both_given = (venues["pause_from"].notna() & venues["pause_to"].notna()).to_numpy()
    paused = both_given & lasting(venues, "pause_from", "pause_to", on=on)
    return pd.Series(is_open & ~paused, index=venues.index)


def _as_demand(table: gpd.GeoDataFrame, layer: str, on: date) -> pd.DataFrame:
    """Put one layer in the columns of demand; its geometry stays as drawn."""
    missing = table["officers"].isna()
    usual = table["kind"].map(OFFICERS_BY_KIND[layer])
    told = table["assumed"].str.split(r"[\s,;]+", regex=True).map(lambda words: "officers" in words)
    venue = layer == "venues"
    undated = (table["opens"].isna() | table["closes"].isna()).to_numpy(bool) if venue else False
    # Arrays, in the order of the index: to lay columns upon each other by their ids takes longer.
    return pd.DataFrame(
        {
            "name": table["name"].array,
            "layer": layer,
            "kind": table["kind"].array,
            "officers": table["officers"].fillna(usual).to_numpy("int64"),
            "officers_assumed": (missing | told).to_numpy(bool),
            "in_use": in_use(table, on).to_numpy(bool) if venue else True,
            "in_use_assumed": undated,
            "cutoff": np.nan,
            "by_units": 0,
            **dict.fromkeys(_BROUGHT, 0),
            "geometry": table.geometry.array,
        },
        index=table.index,
    )


def _changes(edit: DemandEdit) -> dict[str, float | bool]:
    changes: dict[str, float | bool] = {}
    if edit.officers is not None:
        changes |= {"officers": edit.officers, "officers_assumed": False}
    if edit.in_use is not None:
        changes |= {"in_use": edit.in_use, "in_use_assumed": False}
    if edit.cutoff is not None:
        changes["cutoff"] = edit.cutoff
    return changes


def _with_units(
    frame: gpd.GeoDataFrame,
    posted: Mapping[str, Posted],
    *,
    idle: frozenset[str],
    base_counts: bool,
) -> gpd.GeoDataFrame:
    """Add who units bring."""
    here = [name for name in frame.index if name in posted]
    if not here:
        return frame
    at = frame.index.get_indexer(here)
    brought = [posted[name].strength for name in here]
    officers = np.array([strength.officers for strength in brought], np.int64)
    active = (officers > 0) & np.array([name not in idle for name in here])
    guessed = np.array([posted[name].assumed for name in here])
    base = frame["officers"].to_numpy()[at] if base_counts else 0
    base_guessed = frame["officers_assumed"].to_numpy()[at] if base_counts else False
    given = {
        "officers": base + officers,
        "officers_assumed": base_guessed | guessed,
        "by_units": officers,
        "in_use": frame["in_use"].to_numpy()[at] | active,
        **{name: [getattr(strength, name) for strength in brought] for name in _BROUGHT},
    }
    return frame.assign(**{name: _put(frame[name], at, new) for name, new in given.items()})


def _put(column: pd.Series[Any], at: npt.NDArray[np.intp], new: npt.ArrayLike) -> pd.Series[Any]:
    """Give a column with other values at some places."""
    values = column.to_numpy(copy=True)
    values[at] = new
    return pd.Series(values, index=column.index)


def _told_twice(ids: pd.Index[str]) -> tuple[Message, ...]:
    if ids.empty:
        return ()
    return (
        msgs(
            "One place stands in two layers and is counted once: {ids}.",
            "{n} places stand in two layers and are counted once: {ids}.",
            len(ids),
            ids=tuple(ids),
        ),
    )


def _unknown(name: str) -> UnknownIdError:
    return UnknownIdError(
        msg("There is no demand point “{id}”.", id=name),
        msg("Choose a venue, a station or an airport of this area."),
    )
