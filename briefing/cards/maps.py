"""The maps of the cards: where a zone lies in the region, what is close by, and the way there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes

from briefing.cards.backdrop import Backdrop
from briefing.cards.easel import Name, Sheaf, draw_on, write_names, write_number
from briefing.cards.leaf import MAP_TYPE
from briefing.content.ways import FIRST, SECOND, STRAIGHT
from briefing.geodata.gis_layers import GisLayer
from briefing.geodata.qgis_style import LOOK
from briefing.sheets.drawn import Drawn, draw_map
from briefing.sheets.labels import Label
from briefing.sheets.paint import LINE, POINT, Look, within
from briefing.sheets.paper import Box
from briefing.sheets.plan_of_sheets import spanned
from briefing.sheets.sheet import Page
from briefing.sheets.view import View
from i18n import Message, msg
from layers.area import Box as Degrees
from layers.schema import CRS, Style

HERE, OTHERS, WAYS = "here", "others", "ways"
_HERE = Style(colour="#d55e00", fill="", shape="circle", radius=15, weight=3.5)
_DOT = Style(colour="#000000", fill="#d55e00", shape="square", radius=6, weight=1.5)
_OTHER = Style(colour="#555555", fill="#ffffff", shape="square", radius=3, weight=1)
_WAY_STYLES: Mapping[str, Style] = {
    SECOND: Style(colour="#b34700", fill="", shape="line", weight=4, dash="5 2"),
    FIRST: Style(colour="#0b3c5d", fill="", shape="line", weight=4),
    STRAIGHT: Style(colour="#0b3c5d", fill="", shape="line", weight=2, dash="2 3"),
}
_WAY_WORDS: Mapping[str, Message] = {
    SECOND: msg("Way to the second choice"),
    FIRST: msg("Way to the zone"),
    STRAIGHT: msg("Straight line, no route"),
}
_HALVES = (400.0, 600.0, 900.0, 1_300.0, 2_000.0)  # metres from the zone to the map's edge
_STREETS, _SHORT = 10, 0.12  # named on a map, and the least share of its width that is named
_STREET_SIZE = 5.0  # points
_ROOM = 0.08  # of a way, left free on each side of it
_ENOUGH = 8  # streets that show where one is


def locator(page: Page, box: Box, back: Backdrop, zone: str) -> tuple[View, tuple[Look, ...]]:
    """Draw where a zone lies among the others."""
    say = back.told.say
    points = back.brief["zones"].geometry
    others, here = msg("Other rest zone"), msg("This rest zone, in the region")
    rest = points[points.index != zone].to_numpy()
    over = [
        Sheaf(Look("locator/others", "", say(others), POINT, _OTHER), rest),
        Sheaf(Look("locator/here", "", say(here), POINT, _DOT), points.loc[[zone]].to_numpy()),
    ]
    return draw_on(page, box, back.told.bounds, (*back.far, *over), type_scale=MAP_TYPE)


def access_map(axes: Axes, back: Backdrop, zone: str) -> Drawn:
    """Draw what is close to a zone: streets, places, claims, closures, and the ways that end there.

    It reaches as far as it needs to show some streets.
    """
    say, point = back.told.say, back.brief["zones"].geometry[zone]
    square = gpd.GeoSeries([point.buffer(_reach(back, point))], crs=back.epsg).to_crs(CRS)
    ring = back.brief["zones"].loc[[zone]][["geometry"]].assign(id=zone, name="", **{LOOK: HERE})
    words = {HERE: say(msg("This rest zone"))}
    ways = back.brief["ways"]
    mine = ways[(ways["zone"] == zone) & (ways["choice"] == FIRST)] if len(ways) else ways
    return draw_map(
        axes,
        back.brief,
        _box(square),
        ground=(*back.ground, *back.streets),
        layers=(
            *_way_layers(back, mine),
            *(layer for layer in back.layers if layer.name != "refused"),
            GisLayer(HERE, words[HERE], "Point", ring, {HERE: _HERE}, words),
        ),
        type_scale=MAP_TYPE,
        also=lambda view: _street_names(back, point, view),
    )


def way_map(page: Page, box: Box, back: Backdrop, way: str) -> tuple[View, tuple[Look, ...]]:
    """Draw one way: the place, the zone, and what lies between."""
    row: Any = back.brief["ways"].loc[way]
    ends = {"places": str(row["point"]), "zones": str(row["zone"])}
    points = {name: back.brief[name].geometry[end] for name, end in ends.items()}
    symbols = [
        Sheaf(back.looks[name, end], np.array([points[name]], dtype=object))
        for name, end in ends.items()
    ]
    whole = gpd.GeoSeries([row["geometry"], *points.values()], crs=back.epsg)
    line = Sheaf(_way_look(back, row), np.array([row["geometry"]], dtype=object))
    view, looks = draw_on(
        page,
        box,
        _roomy(_box(whole.to_crs(CRS))),
        (*back.near, line, *back.barred, *symbols),
        type_scale=MAP_TYPE,
    )
    place, zone = points["places"], points["zones"]
    number = back.told["zones"]["number"][ends["zones"]]
    write_number(page, view, box, zone, str(number))
    write_names(
        page,
        view,
        box,
        [
            _name(str(back.told["places"]["name"][ends["places"]]), place, zone, view),
            _name(str(back.told["zones"]["name"][ends["zones"]]), zone, place, view),
        ],
    )
    return view, looks


def _name(text: str, point: shapely.Point, other: shapely.Point, view: View) -> Name:
    """Put a name on the side of the map's middle, and away from the other end of the way."""
    left, _, right, _ = view.bounds
    above = point.y > other.y or (point.y == other.y and point.x > other.x)
    return Name(text, point.x, point.y, right=point.x < (left + right) / 2, above=above)


def _street_names(back: Backdrop, point: shapely.Point, view: View) -> tuple[Label, ...]:
    """Give the names of the streets on a map, each once, those next to the zone first."""
    if not back.streets:
        return ()
    rows = within(back.streets[0].frame, view)
    rows = rows[rows["name"] != ""].assign(far=lambda some: some.distance(point).round(1))
    rows = rows.sort_values(["far", "name"], kind="stable").drop_duplicates("name")
    rows = rows[rows.length > _SHORT * (view.bounds[2] - view.bounds[0])].iloc[:_STREETS]
    spots = rows.geometry.interpolate(0.5, normalized=True)
    return tuple(
        Label(f"street:{name}", str(name), spot.x, spot.y, _STREET_SIZE, colour="#555555")
        for name, spot in zip(rows["name"], spots, strict=True)
    )


def _way_look(back: Backdrop, row: Any) -> Look:  # noqa: ANN401 - a row of the ways
    word = STRAIGHT if row["drawn"] == STRAIGHT else str(row["choice"])
    told = back.told.say(_WAY_WORDS[word])
    return Look(f"{WAYS}/{word}", "", told, LINE, _WAY_STYLES[word])


def _way_layers(back: Backdrop, ways: gpd.GeoDataFrame) -> tuple[GisLayer, ...]:
    """Give ways as a layer; one that is no route looks like none."""
    if ways.empty:
        return ()
    say = back.told.say
    looks = np.where(ways["drawn"] == STRAIGHT, STRAIGHT, ways["choice"])
    frame = ways[["geometry"]].assign(id=ways.index, name="", **{LOOK: looks})
    words = {look: say(word) for look, word in _WAY_WORDS.items()}
    return (GisLayer(WAYS, say(msg("Ways")), "Line", frame, _WAY_STYLES, words),)


def _reach(back: Backdrop, point: shapely.Point) -> float:
    """Give how far from a zone its map reaches: as near as shows enough streets."""
    if not back.streets:
        return _HALVES[-1]
    index = back.streets[0].frame.sindex
    for half in _HALVES:
        around = shapely.box(point.x - half, point.y - half, point.x + half, point.y + half)
        if len(index.query(around, predicate="intersects")) >= _ENOUGH:
            return half
    return _HALVES[-1]


def _roomy(bounds: Degrees) -> Degrees:
    """Leave room for names at the map's edges."""
    west, south, east, north = spanned(bounds)
    across, along = (east - west) * _ROOM, (north - south) * _ROOM
    return west - across, south - along, east + across, north + along


def _box(shapes: gpd.GeoSeries) -> Degrees:
    west, south, east, north = (float(each) for each in shapes.total_bounds)
    return west, south, east, north
