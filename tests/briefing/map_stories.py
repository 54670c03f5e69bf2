"""The vocabulary of stories about maps: a place, a layer, and the drawing that holds them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from shapely.geometry import LineString

from briefing.drawing.drawing import LINE_STYLES, SITE_STYLES, Drawing, DrawnLayer, DrawnLine
from layers.area import Area
from layers.base_map import BASE_MAP
from layers.catalogue import LAYERS
from layers.schema import Style
from tests.stories import Row, along, make_area
from tests.tables import table_of

VENUE = Style(colour="#3b1f4a", fill="#cc79a7", shape="diamond", radius=8)
LOUVRE = (2.3376, 48.8606)


def make_place(
    name: str, *, at: tuple[float, float] = LOUVRE, style: str = "allowed", **more: object
) -> dict[str, Any]:
    """Stand a named place on the map; ``id`` and ``tip`` may be given."""
    properties = {"id": "site-1", "label": name, "tip": [name], "style": style, **more}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": at},
    }


def make_shape(name: str, kind: str, places: list[Any], *, style: str) -> dict[str, Any]:
    """Draw a line or an area that is ground: it has a name and no tip."""
    properties = {"id": "ground-1", "label": name, "tip": [], "style": style}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": places},
    }


def make_layer(
    *features: dict[str, Any],
    key: str = "candidates",
    title: str = "Candidate sites",
    styles: Mapping[str, Style] = SITE_STYLES,
    legend: tuple[tuple[str, str], ...] = (("allowed", "Allowed"), ("refused", "Refused")),
    pickable: bool = True,
) -> DrawnLayer:
    """Make a layer of features; by default candidate sites."""
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return DrawnLayer(key, title, text.encode(), styles, legend, pickable=pickable)


def make_ground(*features: dict[str, Any]) -> DrawnLayer:
    """Make a base map of features."""
    return make_layer(
        *features,
        key="base_map",
        title="Base map",
        styles=BASE_MAP.styles,
        legend=tuple((kind, str(title)) for kind, title in BASE_MAP.kinds.items()),
        pickable=False,
    )


def make_drawing(
    *layers: DrawnLayer, picked: tuple[str, ...] = (), lines: tuple[DrawnLine, ...] = ()
) -> Drawing:
    """Make a map of central Paris."""
    return Drawing(
        layers=layers,
        lines=lines,
        line_legend=(("served", "Within the standard"), ("far", "Beyond the standard")),
        picked=picked,
        bounds=(2.25, 48.81, 2.42, 48.91),
        credit="© OpenStreetMap contributors",
    )


def make_line(label: str = "12 min · 4,3 km", style: str = "served") -> DrawnLine:
    """Draw a journey across Paris."""
    assert style in LINE_STYLES
    return DrawnLine((2.2945, 48.8584), (2.3731, 48.8443), label, style)


def make_varied_area() -> Area:
    """Give Villebourg with a river, a station and an airport."""
    plain = make_area()
    river = {"id": "river", "name": "La Ville", "kind": "water", "source": "test"}
    station = {"id": "station-nord", "name": "Nord", "kind": "rail", "source": "test"}
    airport = {"id": "airport-sud", "name": "Sud", "kind": "business", "source": "test"}
    more: dict[str, list[Row]] = {
        "base_map": [river | {"geometry": LineString([along(0.0), along(1.0)])}],
        "stations": [station | {"geometry": along(0.3), "officers": 10}],
        "airports": [airport | {"geometry": along(0.8), "officers": 10}],
    }
    tables = {name: plain[name] for name in LAYERS if name not in more}
    return Area(
        plain.manifest, tables | {name: table_of(name, rows) for name, rows in more.items()}
    )
