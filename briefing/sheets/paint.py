"""Paint layers onto a map, and remember which looks are on it: the legend is made of these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from briefing.geodata.gis_layers import GisLayer
from briefing.geodata.qgis_style import LOOK
from briefing.sheets.view import View
from layers.schema import Style

POINT, LINE, AREA = "Point", "Line", "Polygon"
_MARKERS = {"circle": "o", "square": "s", "triangle": "^", "diamond": "D"}
PIXEL = 0.5  # points of paper for a pixel on screen: paper is read closer
_WHOLE = 7  # letters of #rrggbb


@dataclass(frozen=True)
class Look:
    """One symbol that is on a map: ``gid`` marks its artists, ``word`` is its legend's line."""

    gid: str
    title: str
    word: str
    shape: str
    style: Style


def paint(
    axes: Axes, layers: Iterable[GisLayer], view: View, *, type_scale: float = 1, above: float = 1
) -> tuple[Look, ...]:
    """Paint what of the layers lies within the frame; give the looks that are there, in order.

    The first layer lies ``above`` on the axes, each further one a step higher.
    """
    return tuple(
        look
        for height, layer in enumerate(layers)
        for look in _paint_layer(axes, layer, view, above + height, type_scale)
    )


def within(frame: gpd.GeoDataFrame, view: View) -> gpd.GeoDataFrame:
    """Give the rows that lie in a view's frame, cut at it, in metres of its grid."""
    here = frame.crs is not None and frame.crs == view.crs
    flat = frame if here else frame.set_crs(frame.crs or "EPSG:4326").to_crs(view.crs)
    hit = np.sort(flat.sindex.query(view.frame))
    cut = shapely.clip_by_rect(flat.geometry.to_numpy()[hit], *view.bounds)
    left = ~shapely.is_empty(cut)
    return flat.iloc[hit[left]].set_geometry(cut[left], crs=view.crs)


def marker(style: Style, type_scale: float) -> dict[str, Any]:
    """Give a point's symbol as matplotlib's options."""
    return {
        "marker": _MARKERS.get(style.shape, "o"),
        "markersize": style.radius * 2 * PIXEL * type_scale,
        "markerfacecolor": style.fill or "none",
        "markeredgecolor": style.colour,
        "markeredgewidth": style.weight * PIXEL * type_scale,
        "linestyle": "none",
    }


def stroke(style: Style, type_scale: float) -> dict[str, Any]:
    """Give a line's symbol as matplotlib's options."""
    dashes = tuple(float(part) for part in style.dash.split())
    return {
        "color": style.colour,
        "linewidth": style.weight * PIXEL * type_scale,
        "linestyle": (0, dashes) if dashes else "solid",
    }


def fill(style: Style, type_scale: float) -> dict[str, Any]:
    """Give an area's symbol as matplotlib's options."""
    lines = stroke(style, type_scale)
    return {
        "edgecolor": lines["color"],
        "facecolor": style.fill or "none",
        "linewidth": lines["linewidth"],
        "linestyle": lines["linestyle"],
    }


def _paint_layer(
    axes: Axes, layer: GisLayer, view: View, height: float, type_scale: float
) -> Iterable[Look]:
    rows = within(layer.frame, view)
    for look, style in layer.styles.items():
        shapes = rows.geometry[rows[LOOK] == look]
        if shapes.empty:
            continue
        gid = f"{layer.name}/{look}"
        draw_shapes(axes, layer.shape, shapes.to_numpy(), style, gid, height, type_scale)
        yield Look(gid, layer.title, layer.words[look], layer.shape, style)


def draw_shapes(  # noqa: PLR0913, PLR0917 - what is drawn, how, and where
    axes: Axes,
    shape: str,
    shapes: Any,  # noqa: ANN401 - an array of shapes
    style: Style,
    gid: str,
    height: float,
    type_scale: float,
) -> None:
    """Draw shapes in the units of the axes, all of one style."""
    if shape == POINT:
        xy = shapely.get_coordinates(shapes)
        artist = Line2D(xy[:, 0], xy[:, 1], gid=gid, zorder=height, **marker(style, type_scale))
        axes.add_artist(artist)
        return
    path = _path(shapes)
    if shape == LINE:
        given = stroke(style, type_scale)
        given["edgecolor"] = given.pop("color")
        axes.add_artist(PathPatch(path, facecolor="none", gid=gid, zorder=height, **given))
        return
    axes.add_artist(PathPatch(path, gid=gid, zorder=height, **fill(style, type_scale)))


def _path(shapes: Sequence[Any]) -> Path:
    """Join lines and rings into one path; holes run the other way round, so that they stay open."""
    parts = shapely.get_parts(shapely.orient_polygons(np.asarray(shapes, dtype=object)))
    areas = shapely.get_dimensions(parts) > 1
    pieces = [*shapely.get_rings(parts[areas]), *parts[~areas]]
    return Path.make_compound_path(*(_piece(piece) for piece in pieces))


def _piece(piece: Any) -> Path:  # noqa: ANN401 - shapely types its arrays loosely
    xy = shapely.get_coordinates(piece)
    codes = np.full(len(xy), Path.LINETO, dtype=Path.code_type)
    codes[0] = Path.MOVETO
    if isinstance(piece, shapely.LinearRing):
        codes[-1] = Path.CLOSEPOLY
    return Path(xy, codes)
