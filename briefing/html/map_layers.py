"""A drawing as one pile of layers from the ground up: lines and picked zones become layers too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from briefing.drawing.drawing import LINE_STYLES, Drawing, DrawnLayer, DrawnLine
from i18n import Language
from layers.schema import Style

RING = Style(colour="#111111", fill="", radius=9, weight=2.5)
PICKED = "picked"
TRAVEL = "travel"
_DECIMALS = 6  # of a degree, as everywhere on the map


def pile(drawing: Drawing, *, say: Language) -> tuple[DrawnLayer, ...]:
    """Give all layers of a drawing from the ground up, each with the legend of what it shows.

    Lines lie on the ground and under every pickable layer; the rings of the picked zones on top.
    A layer without features is left out, for it has nothing to switch.
    """
    ground = [layer for layer in drawing.layers if not layer.pickable]
    points = [layer for layer in drawing.layers if layer.pickable]
    whole = (*ground, _travel_layer(drawing, say), *points, _picked_layer(drawing, say))
    return tuple(_honest(layer) for layer in whole if features_of(layer))


def features_of(layer: DrawnLayer) -> list[dict[str, Any]]:
    """Read a layer's GeoJSON features."""
    features: list[dict[str, Any]] = json.loads(layer.features)["features"]
    return features


def first_view(drawing: Drawing) -> tuple[float, float, float, float]:
    """Widen the drawing's bounds until no picked zone is out of view (west, south, east, north)."""
    picked = [f for f in _pickable(drawing) if f["properties"]["id"] in drawing.picked]
    west, south, east, north = drawing.bounds
    lons, lats = zip((west, south), (east, north), *map(_place, picked), strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def lost_picks(drawing: Drawing) -> tuple[str, ...]:
    """Name the picks that no layer of the drawing holds, and that the map therefore cannot show."""
    held = {feature["properties"]["id"] for feature in _pickable(drawing)}
    return tuple(pick for pick in drawing.picked if pick not in held)


def _honest(layer: DrawnLayer) -> DrawnLayer:
    """Keep the legend rows whose look is on the map; a look without a row gets the layer's title.

    Kinds that look alike share one row, so looks are compared and not kinds.
    """
    present = {feature["properties"]["style"] for feature in features_of(layer)}
    looks = {layer.styles[style] for style in present}
    rows = [row for row in layer.legend if layer.styles[row[0]] in looks]
    told = {layer.styles[style] for style, _ in rows}
    untold = sorted(style for style in present if layer.styles[style] not in told)
    alike = {layer.styles[style]: style for style in untold}
    return replace(layer, legend=(*rows, *((style, layer.title) for style in alike.values())))


def _travel_layer(drawing: Drawing, say: Language) -> DrawnLayer:
    return DrawnLayer(
        key=TRAVEL,
        title=say("Travel to the zone, as a straight line"),
        features=_collection(_line_feature(n, line) for n, line in enumerate(drawing.lines)),
        styles=LINE_STYLES,
        legend=drawing.line_legend,
    )


def _picked_layer(drawing: Drawing, say: Language) -> DrawnLayer:
    """Ring the picked zones, in the order in which they were picked."""
    by_id = {feature["properties"]["id"]: feature for feature in _pickable(drawing)}
    picked = [by_id[pick] for pick in dict.fromkeys(drawing.picked) if pick in by_id]
    return DrawnLayer(
        key=PICKED,
        title=say("Rest zones"),
        features=_collection(_ringed(feature) for feature in picked),
        styles={PICKED: RING},
        legend=((PICKED, say("Chosen rest zone")),),
        numbers=tuple(range(1, len(picked) + 1)),
    )


def _place(feature: dict[str, Any]) -> tuple[float, float]:
    lon, lat = feature["geometry"]["coordinates"]
    return lon, lat


def _pickable(drawing: Drawing) -> Iterator[dict[str, Any]]:
    for layer in drawing.layers:
        if layer.pickable:
            yield from features_of(layer)


def _ringed(feature: dict[str, Any]) -> dict[str, Any]:
    return {**feature, "properties": {**feature["properties"], "style": PICKED}}


def _line_feature(number: int, line: DrawnLine) -> dict[str, Any]:
    properties = {"id": f"line-{number}", "label": line.label, "tip": [], "style": line.style}
    ends = [_rounded(line.start), _rounded(line.end)]
    geometry = {"type": "LineString", "coordinates": ends}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _rounded(place: Sequence[float]) -> list[float]:
    return [round(degrees, _DECIMALS) for degrees in place]


def _collection(features: Iterable[dict[str, Any]]) -> bytes:
    whole = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
