"""One map of a brief on one pair of axes: ground, grid, layers, numbers and names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from briefing.content.brief import Brief
from briefing.geodata.gis_layers import GisLayer
from briefing.sheets.grid import COLOUR, WEIGHT, draw_grid, step_of
from briefing.sheets.grid import GID as GRID
from briefing.sheets.labels import Label, Symbol, is_cut, place
from briefing.sheets.lettering import missing
from briefing.sheets.paint import LINE, PIXEL, Look, paint, within
from briefing.sheets.paper import MM_PER_INCH
from briefing.sheets.view import View, view_of
from i18n import Language
from layers.area import Box
from layers.schema import Style

INSET = "inset"
_INSET_STYLE = Style(colour="#000000", fill="", shape="line", weight=1.6, dash="8 3 2 3")
_ABOVE = 500  # numbers stand above the layers, below the names
_NUMBER, _ZONE, _PLACE = 4.6, 6.2, 5.2  # points
_ZONE_RADIUS, _PLACE_RADIUS = 4.0, 2.6  # points of paper that no name may cover
_REACH, _CROWD = 12.0, 8  # so many points within so many millimetres are a crowd
_DARK_BELOW = 0.45  # of white: letters on a darker fill are white
_PLACE_COLOUR = "#1f3a5f"


@dataclass(frozen=True)
class Drawn:
    """What is on a map.

    ``zones`` are the ids of those on it, ``unnamed`` of those whose names found no room or were
    cut, ``nameless`` the places without a name; ``missing`` the letters that the font lacks.
    """

    view: View
    looks: tuple[Look, ...]
    zones: tuple[str, ...]
    unnamed: tuple[str, ...]
    nameless: tuple[str, ...]
    missing: tuple[str, ...]


def draw_map(  # noqa: PLR0913 - a map, and what of it may be left out
    axes: Axes,
    brief: Brief,
    bounds: Box,
    *,
    ground: Sequence[GisLayer],
    layers: Sequence[GisLayer],
    inset: Box | None = None,
    type_scale: float = 1,
    named: bool = True,
    also: Callable[[View], Sequence[Label]] | None = None,
) -> Drawn:
    """Draw what a brief tells of west, south, east, north on axes that have their place already.

    ``ground`` and ``layers`` are those of ``ground_layers`` and ``brief_layers``; ``inset`` is
    framed. Without ``named`` no names are put; ``also`` are further ones, which come last and may
    find no room. The scale is round and true on paper.
    """
    view = framed(axes, bounds)
    looks = list(paint(axes, ground, view, type_scale=type_scale))
    above = len(ground) + 0.5
    draw_grid(axes, view, brief.say, above=above, type_scale=type_scale)
    looks.append(_grid_look(view, brief.say))
    raised = paint(axes, layers, view, type_scale=type_scale, above=len(ground) + 1)
    looks += raised
    if inset is not None:
        looks.append(_frame(axes, view, inset, brief.say, type_scale))
    zones, places = within(brief["zones"], view), within(brief["places"], view)
    _numbers(axes, zones, layers, type_scale)
    here = tuple(str(each) for each in zones.index)
    if not named:
        return Drawn(view, tuple(looks), here, here, (), ())
    labels = (*_zone_labels(zones, type_scale), *_place_labels(places, view, type_scale))
    last = () if also is None else also(view)
    wanting = {label.id for label in labels if is_cut(label.text)} | place(
        axes, (*labels, *last), symbols=[*_symbols(zones, places, type_scale)]
    )
    tried = {label.id for label in labels}
    wanting |= {f"place:{each}" for each in places.index} - tried
    return Drawn(
        view,
        tuple(looks),
        zones=here,
        unnamed=tuple(each for each in here if f"zone:{each}" in wanting),
        nameless=tuple(str(each) for each in places.index if f"place:{each}" in wanting),
        missing=missing([*zones.get("name", ()), *places.get("name", ())]),
    )


def framed(axes: Axes, bounds: Box) -> View:
    """Give the view of a map on these axes, and set its limits."""
    figure = axes.get_figure(root=True)
    if figure is None:
        message = "The axes of a map belong to a figure."
        raise ValueError(message)
    share = axes.get_position()
    inches = figure.get_size_inches()
    wide, high = share.width * inches[0] * MM_PER_INCH, share.height * inches[1] * MM_PER_INCH
    view = view_of(bounds, width=wide, height=high)
    left, bottom, right, top = view.bounds
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor("#ffffff")
    return view


def _grid_look(view: View, say: Language) -> Look:
    step = step_of(view)
    wide = say("{n} km", n=say.number(step / 1000, 0 if step >= 1000 else 1))  # noqa: PLR2004 - a kilometre
    word = say("MGRS grid, squares of {width}", width=wide)
    style = Style(colour=COLOUR, fill="", shape="line", weight=WEIGHT / PIXEL)
    return Look(GRID, "", word, LINE, style)


def _frame(axes: Axes, view: View, inset: Box, say: Language, type_scale: float) -> Look:
    west, south, east, north = inset
    xs, ys = view.to_grid.transform([west, east], [south, north])
    corner = (xs[0], ys[0])
    axes.add_artist(
        Rectangle(
            corner,
            xs[1] - xs[0],
            ys[1] - ys[0],
            fc="none",
            ec=_INSET_STYLE.colour,
            lw=_INSET_STYLE.weight * PIXEL * type_scale,
            ls=(0, (8, 3, 2, 3)),
            gid=INSET,
            zorder=_ABOVE - 1,
        )
    )
    return Look(INSET, "", say("Frame of the inset"), LINE, _INSET_STYLE)


def _numbers(
    axes: Axes, zones: gpd.GeoDataFrame, layers: Sequence[GisLayer], type_scale: float
) -> None:
    """Write each zone's number on its symbol."""
    fills = {
        str(row.id): layer.styles[str(row.look)].fill
        for layer in layers
        if layer.name == "zones"
        for row in layer.frame.itertuples()
    }
    for zone, row in zones.iterrows():
        axes.text(
            row.geometry.x,
            row.geometry.y,
            str(row["number"]),
            size=_NUMBER * type_scale,
            color="#ffffff" if _is_dark(fills.get(str(zone), "")) else "#000000",
            ha="center",
            va="center_baseline",
            weight="bold",
            zorder=_ABOVE,
            parse_math=False,
            clip_on=True,
            gid="number",
        )


def _is_dark(colour: str) -> bool:
    """Tell whether a fill is dark, by the weights of Rec. 601."""
    if not colour:
        return False
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < _DARK_BELOW


def _symbols(
    zones: gpd.GeoDataFrame, places: gpd.GeoDataFrame, type_scale: float
) -> Iterator[Symbol]:
    """Give the symbols that no name may cover."""
    for rows, radius in ((zones, _ZONE_RADIUS), (places, _PLACE_RADIUS)):
        for point in rows.geometry:
            yield point.x, point.y, radius * type_scale


def _zone_labels(zones: gpd.GeoDataFrame, type_scale: float) -> Iterator[Label]:
    for zone, row in zones.iterrows():
        x, y = row.geometry.x, row.geometry.y
        size = _ZONE * type_scale
        yield Label(f"zone:{zone}", str(row["name"]), x, y, size, bold=True)


def _place_labels(places: gpd.GeoDataFrame, view: View, type_scale: float) -> Iterator[Label]:
    """Give the places' names, venues before stations: they come after the zones.

    In a crowd no name is tried: it would find no room, and trying takes long.
    """
    order = {"venues": 0, "airports": 1, "stations": 2}
    if places.empty:
        return
    ranked = places.assign(rank=places["layer"].map(order).fillna(0))
    rows = ranked.sort_values(["rank", "name"], kind="stable")
    reach = _REACH * type_scale * view.scale / 1000
    xy = shapely.get_coordinates(rows.geometry.to_numpy())
    near = np.abs(xy[:, None] - xy).max(axis=2) <= reach
    for one, row in rows[near.sum(axis=1) <= _CROWD].iterrows():
        x, y = row.geometry.x, row.geometry.y
        size = _PLACE * type_scale
        yield Label(f"place:{one}", str(row["name"]), x, y, size, colour=_PLACE_COLOUR)
