"""The maps of the cards: where a zone lies in the region, what is close by, and the way there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes

from briefing.cards.backdrop import Backdrop, of_ids
from briefing.cards.leaf import MAP_TYPE
from briefing.content.brief import Brief
from briefing.content.ways import FIRST, SECOND, STRAIGHT
from briefing.gis_layers import GisLayer
from briefing.qgis_style import LOOK
from briefing.sheets.drawn import Drawn, draw_map, framed
from briefing.sheets.paint import paint
from briefing.sheets.plan_of_sheets import spanned
from i18n import Message, msg
from layers.area import Box
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
_ENOUGH = 8  # streets that show where one is


def locator(axes: Axes, back: Backdrop, zone: str) -> Drawn:
    """Draw where a zone lies among the others."""
    view = framed(axes, _region(back))
    say = back.told.say
    points = back.brief["zones"][["name", "geometry"]]
    rest = points[points.index != zone]
    others = _points(OTHERS, rest, _OTHER, say(msg("Other rest zone")))
    own = _points(HERE, points.loc[[zone]], _DOT, say(msg("This rest zone, in the region")))
    layers = [layer for layer in (others, own) if len(layer.frame)]
    looks = paint(axes, [*back.far, *layers], view, type_scale=MAP_TYPE)
    return Drawn(view, looks, (zone,), (), (), ())


def access_map(axes: Axes, back: Backdrop, zone: str) -> Drawn:
    """Draw what is close to a zone: streets, places, claims, closures, and the ways that end there.

    It reaches as far as it needs to show some streets.
    """
    say, point = back.told.say, back.brief["zones"].geometry[zone]
    half = _reach(back, point)
    square = gpd.GeoSeries([point.buffer(half)], crs=back.epsg).to_crs(CRS)
    ring = _points(HERE, back.brief["zones"].loc[[zone]], _HERE, say(msg("This rest zone")))
    ways = back.brief["ways"]
    mine = ways[(ways["zone"] == zone) & (ways["choice"] == FIRST)] if len(ways) else ways
    shown = [layer for layer in back.layers if layer.name != "refused"]
    return draw_map(
        axes,
        back.brief,
        _box(square),
        ground=(*back.ground, *back.streets),
        layers=(*way_layers(back, mine), *shown, ring),
        type_scale=MAP_TYPE,
    )


def way_map(axes: Axes, back: Backdrop, way: str) -> Drawn:
    """Draw one way: the place, the zone, and what lies between."""
    row = back.brief["ways"].loc[[way]]
    point, zone = str(row["point"].iloc[0]), str(row["zone"].iloc[0])
    only = {"places": frozenset({point}), "zones": frozenset({zone})}
    tables = {name: back.brief[name].loc[list(ids)] for name, ids in only.items()}
    closed = {
        layer.name: frozenset(layer.frame["id"])
        for layer in back.layers
        if layer.name.startswith("closures")
    }
    told = back.told["ways"].loc[[way]].geometry
    ends = [back.told[name].geometry.loc[list(ids)].iloc[0] for name, ids in only.items()]
    whole = gpd.GeoSeries([*told, *ends], crs=CRS)
    return draw_map(
        axes,
        _only(back, tables),
        spanned(_box(whole)),
        ground=(*back.ground, *back.streets),
        layers=(*way_layers(back, row), *of_ids(back.layers, closed | only)),
        type_scale=MAP_TYPE,
    )


def way_layers(back: Backdrop, ways: gpd.GeoDataFrame) -> tuple[GisLayer, ...]:
    """Give ways as a layer; one that is no route looks like none."""
    if ways.empty:
        return ()
    say = back.told.say
    looks = np.where(ways["drawn"] == STRAIGHT, STRAIGHT, ways["choice"])
    frame = ways[["geometry"]].assign(id=ways.index, name="", **{LOOK: looks})
    words = {look: say(word) for look, word in _WAY_WORDS.items()}
    return (GisLayer(WAYS, say(msg("Ways")), "Line", frame, _WAY_STYLES, words),)


def _only(back: Backdrop, tables: Mapping[str, gpd.GeoDataFrame]) -> Brief:
    return replace(back.brief, tables=tables)


def _points(name: str, rows: gpd.GeoDataFrame, style: Style, word: str) -> GisLayer:
    frame = rows[["geometry"]].assign(id=rows.index, name="", **{LOOK: name})
    return GisLayer(name, word, "Point", frame, {name: style}, {name: word})


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


def _region(back: Backdrop) -> Box:
    """Frame all that is told, and the city or département about it."""
    return spanned(back.told.bounds)


def _box(shapes: gpd.GeoSeries) -> Box:
    west, south, east, north = (float(each) for each in shapes.total_bounds)
    return west, south, east, north
