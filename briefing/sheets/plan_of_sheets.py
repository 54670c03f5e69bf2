"""Which sheets a brief makes: an overview, an inset of its densest square, one for each sector."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from briefing.content.brief import Brief
from layers.area import Box

OVERVIEW = "overview"
_MANY = 12  # places and zones that are worth an inset
_SHARE = 6  # the inset's side is this part of the overview's longer side
_CROWDED = 0.15  # the share of all points that an inset must hold
_LEAST_SPAN = 0.01  # of a degree, about a kilometre


@dataclass(frozen=True)
class Sheet:
    """One map to be drawn. ``inset`` is framed on it.

    ``ids`` are those of the places and zones of a sector; others may lie within its frame. They are
    empty for what is no sector.
    """

    key: str
    title: str
    bounds: Box
    inset: Box | None = None
    ids: frozenset[str] = frozenset()


def sheets_of(brief: Brief) -> tuple[Sheet, ...]:
    """Give the sheets in order."""
    points = _points(brief)
    say = brief.say
    inset = _densest(points, brief.bounds)
    overview = Sheet(OVERVIEW, say("Overview"), spanned(brief.bounds), inset)
    middle = (
        []
        if inset is None
        else [Sheet("inset", say("Inset: {name}", name=_town(brief, inset)), inset)]
    )
    return (overview, *middle, *_sectors(brief, points))


def _points(brief: Brief) -> gpd.GeoSeries:
    tables = [brief[name].geometry for name in ("zones", "places") if len(brief[name])]
    if not tables:
        return gpd.GeoSeries([], crs="EPSG:4326")
    points = pd.concat(tables)
    return points[~(points.is_empty | points.isna())]


def _densest(points: gpd.GeoSeries, bounds: Box) -> Box | None:
    """Give the square about one of the points that holds the most of them; none where few are."""
    if len(points) < _MANY:
        return None
    west, south, east, north = bounds
    narrow = math.cos(math.radians((south + north) / 2))
    x, y = points.x.to_numpy() * narrow, points.y.to_numpy()
    half = max((east - west) * narrow, north - south) / _SHARE / 2
    near = np.maximum(np.abs(x[:, None] - x), np.abs(y[:, None] - y)) <= half
    held = near.sum(axis=0)
    best = int(held.argmax())
    if held[best] < max(_CROWDED * len(points), 3):
        return None
    lon, lat, wide = x[best] / narrow, y[best], half / narrow
    return float(lon - wide), float(lat - half), float(lon + wide), float(lat + half)


def _town(brief: Brief, inset: Box) -> str:
    """Name the city that the inset's centre lies in."""
    middle = gpd.points_from_xy([(inset[0] + inset[2]) / 2], [(inset[1] + inset[3]) / 2])[0]
    towns = brief.ground[brief.ground["kind"] == "city"]
    here = towns[towns.contains(middle)]
    return str(here["name"].iloc[0]) if len(here) else brief.say("centre")


def _sectors(brief: Brief, points: gpd.GeoSeries) -> Iterator[Sheet]:
    """Give a sheet for each département that holds a point; quarters without outlines."""
    outlines = brief.ground[brief.ground["kind"] == "departement"].sort_index()
    if outlines.empty:
        yield from _quarters(brief, points)
        return
    free = np.ones(len(points), dtype=bool)
    for number, row in enumerate(outlines.itertuples(), start=1):
        inside = points.within(row.geometry).to_numpy() & free
        if inside.any():
            free &= ~inside
            yield _sector(number, str(row.name), points[inside])
    if free.any() and len(outlines) > 1:
        yield _sector(0, brief.say("Beyond the départements"), points[free])


def _quarters(brief: Brief, points: gpd.GeoSeries) -> Iterator[Sheet]:
    """Part the points at the middle of their bounds; one quarter alone would be the overview."""
    if len(points) < _MANY:
        return
    west, south, east, north = brief.bounds
    say = brief.say
    right = points.x.to_numpy() >= (west + east) / 2
    upper = points.y.to_numpy() >= (south + north) / 2
    quarters = (
        (say("North-west sector"), ~right & upper),
        (say("North-east sector"), right & upper),
        (say("South-west sector"), ~right & ~upper),
        (say("South-east sector"), right & ~upper),
    )
    for number, (title, inside) in enumerate(quarters, start=1):
        if inside.any():
            yield _sector(number, title, points[inside])


def _sector(number: int, title: str, points: gpd.GeoSeries) -> Sheet:
    return Sheet(f"sector-{number}", title, _around(points), ids=frozenset(map(str, points.index)))


def _around(points: gpd.GeoSeries) -> Box:
    west, south, east, north = (float(each) for each in points.total_bounds)
    return spanned((west, south, east, north))


def spanned(bounds: Box) -> Box:
    """Widen what is smaller than a kilometre."""
    west, south, east, north = bounds
    more = max(0.0, (_LEAST_SPAN - max(east - west, north - south)) / 2)
    return west - more, south - more, east + more, north + more
