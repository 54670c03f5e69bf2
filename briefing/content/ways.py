"""The ways as a brief tells them: from each place to its zone and its second choice, drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from briefing.content.places import second_choice
from gis.ground import ground_of, ground_rows
from gis.journey import Journey, journeys_of
from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import Ground, Roads
from i18n import Language, Message, msg
from layers.schema import CRS
from layers.streets import STREETS
from plans.closing import roads_under
from plans.situation import Situation

Pair: TypeAlias = tuple[str, str]  # a demand point and a zone
FIRST, SECOND = "first", "second"
CHOICES: Mapping[str, Message] = {
    FIRST: msg("First choice"),
    SECOND: msg("Second choice"),
}
STRAIGHT = "straight"
DRAWN: Mapping[str, Message] = {
    "network": msg("Along the streets"),
    "strategic": msg("Along the main roads, simplified"),
    STRAIGHT: msg("Straight line, no route"),
}
STREET_KINDS: Mapping[str, Message] = {
    "main": msg("Main road, straight from junction to junction"),
    "street": msg("Street"),
    "path": msg("Path"),
}
_TIMES = ("minutes", "metres", "second_minutes")  # columns of the places
_COLUMNS = ("point", "zone", "choice", "minutes", "metres", "drawn", "streets")
_STRAIGHT_ON, _BACK = 25.0, 150.0  # degrees
_NEAR = 0.015  # of a degree of latitude, about 1.7 km: streets farther from every zone are left out
_FINENESS = 0.000_01  # of a degree, about a metre
_KM = 1000.0


@dataclass(frozen=True, eq=False)
class Ways:
    """What cards and unit sheets show beside the tables: journeys, and the streets they run on.

    ``journeys`` are by demand point and zone; ``ground`` says what they run on, None where travel
    is estimated. ``streets`` has the columns name and kind, a word of STREET_KINDS.
    """

    journeys: Mapping[Pair, Journey] = field(default_factory=dict)
    ground: Ground | None = None
    streets: gpd.GeoDataFrame = field(
        default_factory=lambda: gpd.GeoDataFrame({"name": [], "kind": []}, geometry=[], crs=CRS)
    )


def ways_of(
    situation: Situation,
    *,
    places: frozenset[str] | None = None,
    roads: Roads | None = None,
    pace: Pace = STANDARD_PACE,
) -> Ways:
    """Draw the journey of every place, or of some, to its zone and to its second choice.

    ``roads`` are the area's in the plan's way of travel and at its hour, without any closure: give
    them to save making them again; ``pace`` is for roads made here. Nothing is drawn where travel
    is estimated.
    """
    area, plan = situation.area, situation.plan
    ground = roads or ground_of(area, mode=plan.standard.mode, pace=plan.paced(pace))
    if ground is None:
        return Ways()
    pairs = [pair for pair in _pairs(situation) if places is None or pair[0] in places]
    points, zones = [point for point, _ in pairs], [zone for _, zone in pairs]
    found = journeys_of(
        roads_under(ground, plan),
        area["candidates"].geometry.loc[zones],
        situation.demand.footprints.loc[points],
        limit_m=plan.snap_m,
        streets=ground_rows(area),
    )
    return Ways(
        dict(zip(pairs, found, strict=True)),
        ground.method,
        _streets(ground_rows(area), ground.method),
    )


def ways_table(
    places: gpd.GeoDataFrame, zones: gpd.GeoDataFrame, ways: Ways, say: Language
) -> gpd.GeoDataFrame:
    """Give one row a place and a zone that it goes to, or goes to where that one closes.

    ``places`` and ``zones`` are tables of a brief. Minutes are those of the travel table. Lines run
    from the place to the zone, along the streets where that is known, else straight: ``drawn`` says
    which. ``streets`` tells the way turn by turn.
    """
    times = {str(row.Index): row for row in places[list(_TIMES)].itertuples()}
    starts = places.geometry.representative_point().to_dict()
    ends = zones.geometry.to_dict()
    rows = [
        _row(times[point], zone, choice, ways, say)
        for point, zone, choice in _choices(places)
        if zone in ends
    ]
    lines = [_line(ways, row["point"], row["zone"], starts, ends) for row in rows]
    table = gpd.GeoDataFrame(
        {name: [row[name] for row in rows] for name in _COLUMNS},
        geometry=lines,
        crs=CRS,
        index=[f"way-{row['point']}-{row['choice']}" for row in rows],
    )
    table.index.name = "id"
    return table


def streets_near(ways: Ways, zones: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Give the streets close to some zones; all of a network that has main roads alone."""
    streets = ways.streets
    if ways.ground != "network" or streets.empty or zones.empty:
        return streets if ways.ground == "strategic" else streets.iloc[:0]
    wide = _NEAR / np.cos(np.radians(zones.bounds["miny"].mean()))
    west, south, east, north = zones.bounds.to_numpy().T
    around = shapely.box(west - wide, south - _NEAR, east + wide, north + _NEAR)
    hit = streets.sindex.query(around, predicate="intersects")[1]
    return streets.iloc[np.unique(hit)]


def _pairs(situation: Situation) -> Iterator[Pair]:
    """Give every demand point in use with its zone, and with its second choice."""
    points = situation.demand.frame
    points = points[points["in_use"]]
    first = situation.coverage.frame["zone"].loc[points.index]
    second, _ = second_choice(situation, points.index)
    for point, *zones in zip(points.index, first, second, strict=True):
        yield from ((str(point), str(zone)) for zone in zones if zone)


def _streets(rows: gpd.GeoDataFrame, ground: Ground) -> gpd.GeoDataFrame:
    """Give streets with their names and what they are, as a reader needs it."""
    paths = {word for word, told in STREETS.kinds.items() if told == STREET_KINDS["path"]}
    kinds = np.where(rows["kind"].isin(paths), "path", "street")
    found = rows[["name", "geometry"]]
    return found.assign(kind="main" if ground == "strategic" else kinds)


def _choices(places: gpd.GeoDataFrame) -> Iterator[tuple[str, str, str]]:
    for point, first, second in zip(places.index, places["zone"], places["second"], strict=True):
        for zone, choice in ((first, FIRST), (second, SECOND)):
            if first and zone:
                yield str(point), str(zone), choice


def _row(place: Any, zone: str, choice: str, ways: Ways, say: Language) -> dict[str, Any]:  # noqa: ANN401 - a row of itertuples
    point = str(place.Index)
    journey = ways.journeys.get((point, zone))
    drawn = journey if journey is not None and journey.reason is None else None
    first = choice == FIRST
    return {
        "point": point,
        "zone": zone,
        "choice": choice,
        "minutes": place.minutes if first else place.second_minutes,
        "metres": place.metres if first else drawn.metres if drawn else np.nan,
        "drawn": str(ways.ground) if drawn else STRAIGHT,
        "streets": " | ".join(_steps(drawn, ways.ground, say)) if drawn else "",
    }


def _line(
    ways: Ways, point: str, zone: str, starts: Mapping[Any, Any], ends: Mapping[Any, Any]
) -> BaseGeometry:
    journey = ways.journeys.get((point, zone))
    if journey is not None and journey.reason is None:
        return shapely.LineString(journey.line).simplify(_FINENESS)
    return shapely.LineString([starts[point], ends[zone]])


def _steps(journey: Journey, ground: Ground | None, say: Language) -> Iterator[str]:
    """Tell a journey street by street; where one turns is known on real streets alone."""
    for leg in journey.legs:
        name = leg.name or say("street without a name")
        values = {"street": name, "far": _far(leg.metres, say)}
        turn = leg.turn if ground == "network" else None
        if turn is None:
            yield say("{street}, {far}", **values)
        elif abs(turn) < _STRAIGHT_ON:
            yield say("Straight on: {street}, {far}", **values)
        elif abs(turn) > _BACK:
            yield say("Turn back: {street}, {far}", **values)
        elif turn > 0:
            yield say("Right: {street}, {far}", **values)
        else:
            yield say("Left: {street}, {far}", **values)


def _far(metres: float, say: Language) -> str:
    """Write a distance as one reads it on the way: tens of metres, then kilometres."""
    if metres < _KM:
        return say("{n} m", n=say.number(max(round(metres, -1), 10), 0))
    return say("{n} km", n=say.number(metres / _KM, 1))
