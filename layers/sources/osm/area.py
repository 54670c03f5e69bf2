"""A harvest becomes an area: each layer made, validated, and the manifest written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import geopandas as gpd
import shapely
from shapely.geometry import MultiPolygon, Polygon

from i18n import Message
from layers.area import Area, Box, Manifest
from layers.catalogue import DEMAND_LAYERS, LAYERS
from layers.schema import empty, validate
from layers.sources.osm import warnings as tell
from layers.sources.osm.elements import Harvest
from layers.sources.osm.layers import Made, base_map, candidates, places, stations, streets

CREDIT = "© OpenStreetMap contributors"
LICENCE = "ODbL 1.0"
Clip: TypeAlias = Polygon | MultiPolygon | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a harvest came from: what rows, warnings and the manifest say of it.

    ``file`` is the name that errors point to; ``box`` what the source holds, in degrees.
    """

    title: str
    source: str
    file: str
    as_of: date
    box: Box
    warnings: tuple[Message, ...] = ()


def build_area(harvest: Harvest, *, origin: Origin, clip: Clip = None) -> Area:
    """Make every layer of a harvest, each validated, clipped to a polygon in EPSG:4326 if given.

    A feature is in when it touches the polygon; a street that crosses its edge is kept whole, so
    that no junction is invented there; the base map is cut at the edge. Raises RowsError.
    """
    made = {
        "streets": streets(harvest, as_of=origin.as_of, clip=clip),
        "base_map": base_map(harvest, as_of=origin.as_of, clip=clip),
        "venues": places(harvest, "venues", as_of=origin.as_of, clip=clip),
        "stations": stations(harvest, as_of=origin.as_of, clip=clip),
        "airports": places(harvest, "airports", as_of=origin.as_of, clip=clip),
        "candidates": candidates(harvest, as_of=origin.as_of, clip=clip),
    }
    tables = {name: _validated(layer, name, origin.file) for name, layer in made.items()}
    return Area(_manifest(harvest, origin, clip, made), tables)


def extent_of(harvest: Harvest) -> Box | None:
    """Give the box of all elements kept, in degrees; None when there is none."""
    shapes = [shapely.from_wkb(element.wkb) for element in harvest.elements]
    shapes += list(harvest.ways.geometry)
    if not shapes:
        return None
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(shapes))
    return (west, south, east, north)


def _validated(made: Made, layer: str, file: str) -> gpd.GeoDataFrame:
    if made.table.empty:
        return empty(LAYERS[layer])
    return validate(made.table, LAYERS[layer], file=file)


def _manifest(harvest: Harvest, origin: Origin, clip: Clip, made: dict[str, Made]) -> Manifest:
    rows = {name: len(layer.table) for name, layer in made.items()}
    demand = sum(rows[name] for name in DEMAND_LAYERS)
    lack = tell.of_lack(streets=rows["streets"], candidates=rows["candidates"], demand=demand)
    layers = [warning for layer in made.values() for warning in layer.warnings]
    return Manifest(
        title=origin.title,
        source=origin.source,
        as_of=origin.as_of,
        bbox=origin.box if clip is None else clip.bounds,
        credit=CREDIT,
        licence=LICENCE,
        country=harvest.clues.country,
        city_halls=harvest.clues.city_halls,
        warnings=(*lack, *origin.warnings, *tell.of_reading(harvest.oddities), *layers),
    )
