"""The names written on a map: where each stands, and how near one must be to read it.

The page shows as many as fit without touching each other, the first of them first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, Literal, TypeAlias

import shapely
import shapely.ops

from briefing.drawing.drawing import DrawnLayer
from briefing.drawing.route_layer import ROUTES
from briefing.html.map_layers import TRAVEL, features_of
from layers.schema import Style

Role: TypeAlias = Literal["zone", "number", "point", "travel", "ground"]
Box: TypeAlias = tuple[float, float, float, float]
_FAR, _MID, _NEAR, _CLOSE = (
    0,
    11,
    13,
    15,
)  # Leaflet zoom levels: the region, a city, a district, a few streets
_LARGE, _MIDDLE = 8, 6  # px: a larger symbol is a place that more people look for
_INSIDE = 0.005  # degrees, some 400 m: how exactly the middle of an area is looked for


@dataclass(frozen=True, slots=True)
class MapLabel:
    """A text at a place (lon, lat), written from zoom ``near`` on.

    ``span`` is the extent of a line or an area: its text must fit in it to be written. ``gap`` is
    how far in px a text beside a symbol stands from its middle; 0 writes it on the place itself.
    """

    text: str
    at: tuple[float, float]
    role: Role
    near: int = _FAR
    gap: float = 0
    span: Box | None = None


def labels_of(layer: DrawnLayer) -> tuple[MapLabel, ...]:
    """Give the names that a layer may write.

    Areas with a tip are told on hover and not written; a route is both. A piece of ground that is
    drawn twice, as a city and as its département, is named once.
    """
    labels = [
        label
        for feature, number in zip_longest(features_of(layer), layer.numbers)
        for label in _labels(feature, layer, number)
    ]
    once = {label.text if label.role == "ground" else label: label for label in labels}
    return tuple(once.values())


def _labels(feature: dict[str, Any], layer: DrawnLayer, number: int | None) -> Iterator[MapLabel]:
    properties, geometry = feature["properties"], feature["geometry"]
    if geometry["type"] == "Point":
        look = layer.styles[properties["style"]]
        lon, lat = geometry["coordinates"]
        beside = MapLabel(properties["label"], (lon, lat), "point", _near(look), look.radius + 3)
        yield from (beside,) if number is None else _zone_labels(beside, number)
    elif properties["label"] and (layer.key == ROUTES or not properties["tip"]):
        yield _shape_label(properties["label"], geometry, layer)


def _zone_labels(beside: MapLabel, number: int) -> tuple[MapLabel, MapLabel]:
    """Name a zone, and give it its number in the list for where its name has no room."""
    named = replace(beside, text=f"{number}. {beside.text}", role="zone", near=_MID)
    return named, replace(beside, text=str(number), role="number", near=_FAR)


def _near(look: Style) -> int:
    if look.radius >= _LARGE:
        return _FAR
    return _NEAR if look.radius >= _MIDDLE else _CLOSE


def _shape_label(text: str, geometry: dict[str, Any], layer: DrawnLayer) -> MapLabel:
    shape = shapely.from_geojson(json.dumps(geometry))
    west, south, east, north = shape.bounds
    middle = _middle_of_line(shape) if shape.area == 0 else _middle_of_area(shape)
    role: Role = "travel" if layer.key in {TRAVEL, ROUTES} else "ground"
    return MapLabel(text, (middle.x, middle.y), role, span=(west, south, east, north))


def _middle_of_line(line: shapely.Geometry) -> shapely.Point:
    longest = max(shapely.get_parts(line), key=shapely.length)
    middle: shapely.Point = longest.interpolate(0.5, normalized=True)
    return middle


def _middle_of_area(area: shapely.Geometry) -> shapely.Point:
    """Find the place farthest from the border: a crescent's centroid may lie outside of it."""
    largest = max(shapely.get_parts(area), key=shapely.area)
    middle: shapely.Point = shapely.ops.polylabel(largest, tolerance=_INSIDE)
    return middle
