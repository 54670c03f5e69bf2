"""Elements become rows: the columns that every layer shares, and each layer's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd

from layers.schema import CRS
from layers.sources.osm.candidates import candidate_row
from layers.sources.osm.elements import Element
from layers.sources.osm.metres import Shapes
from layers.sources.osm.tags import TagMap

SOURCE = "OpenStreetMap"
_MODES = (
    ("rail", ("train",)),
    ("metro", ("subway",)),
    ("tram", ("tram", "light_rail")),
    ("bus", ("bus",)),
)


def rows(
    elements: Sequence[Element], shapes: Shapes, *, layer: str, as_of: date
) -> gpd.GeoDataFrame:
    """Give a layer's table in EPSG:4326, indexed by id, with the columns that tags fill."""
    plain = [_row(element, layer) for element in elements]
    names = list(dict.fromkeys(("name", "kind", *(name for row in plain[:1] for name in row))))
    ids = pd.Index([element.id for element in elements], dtype="str")
    frame = pd.DataFrame(plain, columns=names, index=ids)
    frame = frame.assign(source=SOURCE, as_of=pd.Timestamp(as_of).as_unit("ns"))
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(list(shapes), frame.index, crs=CRS))


def street_rows(ways: gpd.GeoDataFrame, *, as_of: date) -> gpd.GeoDataFrame:
    """Give the table of streets, whose columns ``osm.ways`` made."""
    return ways.drop(columns="drawn").assign(source=SOURCE, as_of=pd.Timestamp(as_of).as_unit("ns"))


def _row(element: Element, layer: str) -> dict[str, Any]:
    tags, kind = element.tags, element.kinds[layer]
    shared: dict[str, Any] = {"name": tags.get("name", ""), "kind": kind}
    if layer == "base_map":
        return shared
    return shared | {"commune": tags.get("addr:city", "")} | _own_row(tags, kind, layer)


def _own_row(tags: TagMap, kind: str, layer: str) -> dict[str, str]:
    match layer:
        case "candidates":
            return candidate_row(tags, kind)
        case "stations":
            return {"modes": modes(tags, kind)}
        case "airports":
            return {"iata": tags.get("iata", ""), "icao": tags.get("icao", "")}
        case _:
            return {"code": tags.get("ref", "")}


def modes(tags: TagMap, kind: str) -> str:
    """Give the modes that call at a station, as words with a space between; its kind is one."""
    told = [mode for mode, keys in _MODES if any(tags.get(key) == "yes" for key in keys)]
    return " ".join(dict.fromkeys((kind, *told)))
