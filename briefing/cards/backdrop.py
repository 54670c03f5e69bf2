"""What every map of the cards shares, made ready once: ground, streets and layers in metres."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import geopandas as gpd

from briefing.cards.easel import Sheaf, sheaves
from briefing.content.brief import Brief
from briefing.content.layers import brief_layers, ground_layers
from briefing.content.ways import STREET_KINDS
from briefing.geodata.gis_layers import GisLayer
from briefing.geodata.qgis_style import LOOK
from briefing.sheets.paint import Look
from briefing.sheets.view import view_of
from layers.schema import Style
from layers.streets import STREETS

STREETS_LAYER = "streets"
# Paths are thin and broken, streets wider; of grey, so that a way stands out.
_STYLES: Mapping[str, Style] = {
    "main": Style(colour="#8c8577", fill="", shape="line", weight=1.4),
    "street": Style(colour="#9b958a", fill="", shape="line", weight=1.6),
    "path": Style(colour="#b3ada2", fill="", shape="line", weight=0.8, dash="3 3"),
}
_COARSE = 150.0  # metres: finer bends of the ground do not show on a map of the whole region


@dataclass(frozen=True, eq=False)
class Backdrop:
    """A brief ready to be drawn many times.

    ``brief`` has its tables in metres of UTM ``epsg``, as have the layers; ``told`` is the brief as
    it was. ``ground`` and ``streets`` lie below, ``layers`` are what is told. The same for small
    maps: ``near`` is ground and streets, ``far`` coarse, for the whole region, ``barred`` the
    closures; ``looks`` are those of places and zones, by table and id.
    """

    told: Brief
    brief: Brief
    epsg: int
    ground: tuple[GisLayer, ...]
    streets: tuple[GisLayer, ...]
    layers: tuple[GisLayer, ...]
    near: tuple[Sheaf, ...]
    far: tuple[Sheaf, ...]
    barred: tuple[Sheaf, ...]
    looks: Mapping[tuple[str, str], Look]


def backdrop(brief: Brief) -> Backdrop:
    """Make a brief ready."""
    epsg = view_of(brief.bounds, width=100, height=100).epsg
    tables = {name: _flat(table, epsg) for name, table in brief.tables.items()}
    ground = tuple(_laid(layer, epsg) for layer in ground_layers(brief))
    streets = tuple(_laid(layer, epsg) for layer in _streets(brief))
    layers = tuple(_laid(layer, epsg) for layer in brief_layers(brief))
    return Backdrop(
        told=brief,
        brief=replace(brief, tables=tables),
        epsg=epsg,
        ground=ground,
        streets=streets,
        layers=layers,
        near=tuple(sheaves((*ground, *streets))),
        far=tuple(sheaves(map(_coarse, ground))),
        barred=tuple(sheaves(layer for layer in layers if layer.name.startswith("closures"))),
        looks=_looks(layers),
    )


def _looks(layers: Sequence[GisLayer]) -> dict[tuple[str, str], Look]:
    """Give the look of every place and zone."""
    return {
        (layer.name, str(row.id)): Look(
            f"{layer.name}/{row.look}",
            layer.title,
            layer.words[row.look],
            layer.shape,
            layer.styles[row.look],
        )
        for layer in layers
        if layer.name in {"places", "zones"}
        for row in layer.frame[["id", LOOK]].itertuples()
    }


def _streets(brief: Brief) -> Iterator[GisLayer]:
    """Give the streets as a layer, where the brief holds some."""
    rows = brief.streets
    if rows.empty:
        return
    frame = rows.rename(columns={"kind": LOOK}).assign(id=rows.index)
    words = {look: brief.say(word) for look, word in STREET_KINDS.items()}
    title = brief.say(STREETS.title)
    yield GisLayer(STREETS_LAYER, title, "Line", frame, _STYLES, words)


def _laid(layer: GisLayer, epsg: int) -> GisLayer:
    return replace(layer, frame=_flat(layer.frame, epsg))


def _flat(frame: gpd.GeoDataFrame, epsg: int) -> gpd.GeoDataFrame:
    return frame.set_crs(frame.crs or "EPSG:4326").to_crs(epsg)


def _coarse(layer: GisLayer) -> GisLayer:
    """Leave out what is too fine for a map of the region."""
    frame = layer.frame
    if layer.shape == "Polygon":
        frame = frame[frame.area > _COARSE**2 * 4]
    if layer.shape == "Line":
        frame = frame[frame["look"].isin(["motorway", "water"])]
    shapes = frame.geometry.simplify(_COARSE)
    return replace(layer, frame=frame.set_geometry(shapes))
