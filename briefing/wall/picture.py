"""The wall's map as SVG, made of a brief: sharp at any size, and it asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import geopandas as gpd
import numpy as np
import shapely

from briefing.content.brief import Brief
from briefing.sheets.paint import within
from briefing.sheets.view import View, view_of
from briefing.wall.apart import apart
from briefing.wall.legend import CLOSED, Look, legend
from briefing.wall.markup import plain
from briefing.wall.symbols import (
    FAR,
    INK,
    SERVED,
    TAG,
    place_symbol,
    tether,
    zone_looks,
    zone_symbol,
)
from layers.area import Box

WIDTH, HEIGHT = 1240.0, 740.0
_GROUND = {  # kind of the base map → fill of areas, edge, width
    "departement": ("#151c24", "#3d4a57", 1.5),
    "city": ("#1d2731", "#4b5966", 2.0),
    "wood": ("#15271d", "none", 0.0),
    "water": ("#143a52", "#1b4a67", 3.0),
    "railway": ("none", "#36424e", 1.2),
    "street": ("none", "#262f39", 1.0),
    "motorway": ("none", "#544d3a", 2.0),
}
_OPENED = (
    f'<svg class="map" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" preserveAspectRatio="xMinYMid" role="img"'
)
_FIELD = (
    f'<clipPath id="field"><rect width="{WIDTH:g}" height="{HEIGHT:g}"/></clipPath>'
    '<g clip-path="url(#field)">'
    f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#0e151c" stroke="#33404d"/>'
)
_MOST_STREETS = 40_000  # corners: beyond, streets are a blur and the picture is heavy
_BARS = (1, 2, 5, 10, 20, 50, 100)  # kilometres
_Piece: TypeAlias = "tuple[Look | None, str]"  # what is drawn, and the line of the legend for it


@dataclass(frozen=True)
class Picture:
    """A map and the legend of what is on it; ``zones`` are the ids of those that bear a number."""

    svg: str
    legend: str
    zones: frozenset[str]


def wall_view(bounds: Box) -> View:
    """Frame west, south, east, north in the wall's proportions."""
    return view_of(bounds, width=WIDTH / 10, height=HEIGHT / 10)


def map_picture(brief: Brief, view: View, *, inner: View | None = None) -> Picture:
    """Draw what a brief tells of a view.

    Zones bear their number, but for those within ``inner``, a part that has its own picture.
    """
    zones, places = brief["zones"], brief["places"]
    told = brief.say("Map. Zones: {zones}. Places: {places}.", zones=len(zones), places=len(places))
    pieces: list[_Piece] = [
        *_ground(brief, view),
        *_closures(brief, view),
        *_ways(brief, view),
        *_places(brief, view),
        *_frame(view, inner),
        *_zones(brief, view, inner),
        _bar(brief, view),
    ]
    numbered = _inside(zones, view) & ~_inside(zones, inner)
    return Picture(
        svg=f'{_OPENED} aria-label="{plain(told)}">{_FIELD}'
        f"{''.join(drawn for _, drawn in pieces)}</g></svg>",
        legend=legend({look for look, _ in pieces if look}, brief.say),
        zones=frozenset(zones.index[numbered]),
    )


def _ground(brief: Brief, view: View) -> Iterator[_Piece]:
    """Draw the base map, areas first, in no more detail than a pixel."""
    rows = within(brief.ground, view)
    for kind, (fill, edge, width) in _GROUND.items():
        shapes = rows.geometry[rows["kind"] == kind].to_numpy()
        if kind == "street" and shapely.get_num_coordinates(shapes).sum() > _MOST_STREETS:
            continue
        parts = shapely.get_parts(shapely.simplify(shapes, _metres(view)))
        for inside, dimension in ((fill, 2), ("none", 1)):
            drawn = _outlines(parts[shapely.get_dimensions(parts) == dimension], view)
            if drawn:
                look = f'fill="{inside}" stroke="{edge}" stroke-width="{width:g}"'
                yield None, f'<path d="{drawn}" {look}/>'


def _closures(brief: Brief, view: View) -> Iterator[_Piece]:
    """Draw the closures in force on the day."""
    table = brief["closures"]
    here = within(table[table["now"].astype(bool)], view) if len(table) else table
    parts = shapely.get_parts(here.geometry.to_numpy())
    for inside, dimension in (("#cc79a744", 2), ("none", 1)):
        drawn = _outlines(parts[shapely.get_dimensions(parts) == dimension], view)
        if drawn:
            look = f'fill="{inside}" stroke="#cc79a7" stroke-width="4" stroke-dasharray="10 6"'
            yield (CLOSED, ""), f'<path d="{drawn}" {look}/>'


def _ways(brief: Brief, view: View) -> Iterator[_Piece]:
    """Draw a straight line from each place to its zone; a broken one beyond the standard."""
    places, zones = brief["places"], brief["zones"]
    if "zone" not in places or zones.empty:
        return
    at = dict(zip(zones.index, _spots(zones, view), strict=True))
    field = shapely.box(0, 0, WIDTH, HEIGHT)
    for row, spot in zip(places.itertuples(), _spots(places, view), strict=True):
        zone = at.get(row.zone)
        if zone is None or not field.intersects(shapely.LineString([spot, zone])):
            continue
        colour, dash = (SERVED, "") if row.covered else (FAR, ' stroke-dasharray="6 6"')
        ends = f"M{spot[0]:.1f} {spot[1]:.1f}L{zone[0]:.1f} {zone[1]:.1f}"
        look = f'stroke="{colour}" stroke-width="1.6" stroke-opacity="0.6"{dash}'
        yield ("way", "served" if row.covered else "far"), f'<path d="{ends}" {look}/>'


def _places(brief: Brief, view: View) -> Iterator[_Piece]:
    """Draw the places, those that are not served on top."""
    places = brief["places"]
    places = places[_inside(places, view)]
    if places.empty:
        return
    order = places.assign(spot=_spots(places, view)).sort_values("covered", ascending=False)
    for row in order.itertuples():
        layer, covered = str(row.layer), bool(row.covered)
        look = (layer, "served" if covered else "unserved")
        x, y = row.spot
        yield look, place_symbol(x, y, layer, covered=covered)


def _zones(brief: Brief, view: View, inner: View | None) -> Iterator[_Piece]:
    zones, looks = brief["zones"], zone_looks(brief.say)
    here = zones[_inside(zones, view)]
    small = _inside(here, inner)
    for row, spot in zip(here[small].itertuples(), _spots(here[small], view), strict=True):
        look = looks[str(row.state)]
        yield ("zone", look), zone_symbol(*spot, look)
    here = here[~small]
    spots = _spots(here, view)
    seats = apart(spots, side=TAG + 4, frame=(WIDTH, HEIGHT))
    for row, spot, seat in zip(here.itertuples(), spots, seats, strict=True):
        look = looks[str(row.state)]
        yield ("zone", look), tether(spot, seat) + zone_symbol(*seat, look, str(row.number))


def _frame(view: View, inner: View | None) -> Iterator[_Piece]:
    """Draw the frame of the picture within this one."""
    if inner is None:
        return
    corners = gpd.GeoSeries([inner.frame], crs=inner.epsg).to_crs(view.epsg).to_numpy()
    look = f'fill="none" stroke="{INK}" stroke-width="2.5" stroke-dasharray="12 5 3 5"'
    yield ("inset", ""), f'<path d="{_outlines(corners, view)}" {look}/>'


def _bar(brief: Brief, view: View) -> _Piece:
    """Draw the scale: the longest round bar within a sixth of the width, measured on the ground.

    It stands on the left; on the right where a zone is in that corner.
    """
    pixels = 1000 * view.stretch / _metres(view)  # of a kilometre on the ground
    wide = max((km for km in _BARS if km * pixels <= WIDTH / 6), default=_BARS[0])
    told = plain(brief.say("{n} km", n=wide))
    spots = _spots(brief["zones"], view)
    is_free = not any(x < wide * pixels + 3 * TAG and y > HEIGHT - 3 * TAG for x, y in spots)
    begin, y = 24.0 if is_free else WIDTH - 24 - wide * pixels, HEIGHT - 22
    end = begin + wide * pixels
    return None, (
        f'<path class="bar" d="M{begin:.1f} {y - 9:g}V{y:g}H{end:.1f}V{y - 9:g}" fill="none"'
        f' stroke="{INK}" stroke-width="3"/>'
        f'<text x="{begin:.1f}" y="{y - 18:g}" font-size="22" fill="{INK}">{told}</text>'
    )


def _inside(table: gpd.GeoDataFrame, view: View | None) -> np.ndarray:
    """Tell of each row, a point, whether it lies in a view; none lies in no view."""
    if view is None or table.empty:
        return np.zeros(len(table), dtype=bool)
    left, bottom, right, top = view.bounds
    flat = table.geometry.to_crs(view.epsg)
    inside: np.ndarray = (flat.x.between(left, right) & flat.y.between(bottom, top)).to_numpy()
    return inside


def _metres(view: View) -> float:
    """Give how many metres of the grid a pixel of the picture is wide."""
    return (view.bounds[2] - view.bounds[0]) / WIDTH


def _spots(table: gpd.GeoDataFrame, view: View) -> list[tuple[float, float]]:
    """Give where points lie in the picture, x to the right and y downwards."""
    if table.empty:
        return []
    flat = table.geometry.to_crs(view.epsg)
    left, _, _, top = view.bounds
    each = _metres(view)
    return list(zip((flat.x - left) / each, (top - flat.y) / each, strict=True))


def _outlines(parts: Sequence[shapely.Geometry], view: View) -> str:
    """Give lines, and the rings of areas, in metres, as one SVG path."""
    shapes = np.asarray(parts, dtype=object)
    areas = shapely.get_dimensions(shapes) == 2  # noqa: PLR2004 - areas have two dimensions
    left, _, _, top = view.bounds
    each = _metres(view)
    return "".join(
        f"M{'L'.join(f'{(x - left) / each:.1f} {(top - y) / each:.1f}' for x, y in corners)}"
        for corners in map(
            shapely.get_coordinates, [*shapely.get_rings(shapes[areas]), *shapes[~areas]]
        )
    )
