"""A harvest becomes an area: each layer made, validated, and the manifest written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import geopandas as gpd
import shapely
from shapely.geometry import MultiPolygon, Polygon

from i18n import Message
from layers.area import Area, Box, Manifest
from layers.catalogue import DEMAND_LAYERS, LAYERS
from layers.errors import Defect, RowsError
from layers.schema import empty, validate
from layers.sources.osm import warnings as tell
from layers.sources.osm.harvest import Harvest
from layers.sources.osm.layers import (
    Made,
    Streets,
    base_map,
    candidates,
    places,
    stations,
    streets,
)
from layers.stored import StoredTable
from layers.streets import STREETS

CREDIT = "© OpenStreetMap contributors"
LICENCE = "ODbL 1.0"
Clip: TypeAlias = Polygon | MultiPolygon | None
Hear: TypeAlias = Callable[[float], None]


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


def _nobody(_share: float) -> None:
    """Hear progress for a caller who does not ask."""


def build_area(
    harvest: Harvest, *, origin: Origin, clip: Clip = None, hear: Hear = _nobody
) -> Area:
    """Make every layer of a harvest, each validated, clipped to a polygon in EPSG:4326 if given.

    A feature is in when it touches the polygon; a street that crosses its edge is kept whole, so
    that no junction is invented there; the base map is cut at the edge. Streets stand on disk until
    they are asked for. ``hear`` is told the share of them that is done. Raises RowsError.
    """
    flat: list[str] = []
    batches = streets(harvest, as_of=origin.as_of, clip=clip)
    stored = StoredTable(sound(_heard(batches, harvest, hear), flat, file=origin.file), STREETS)
    made = {
        "base_map": base_map(harvest, as_of=origin.as_of, clip=clip),
        "venues": places(harvest, "venues", as_of=origin.as_of, clip=clip),
        "stations": stations(harvest, as_of=origin.as_of, clip=clip),
        "airports": places(harvest, "airports", as_of=origin.as_of, clip=clip),
        "candidates": candidates(harvest, as_of=origin.as_of, clip=clip),
    }
    tables = {name: _validated(layer, name, origin.file) for name, layer in made.items()}
    rows = {"streets": len(stored)} | {name: len(layer.table) for name, layer in made.items()}
    told = [warning for layer in made.values() for warning in layer.warnings]
    warnings = (*origin.warnings, *tell.of_reading(harvest.oddities), *tell.of_shapes(flat=flat))
    manifest = _manifest(harvest, origin, clip, rows, (*warnings, *told))
    return Area(manifest, {"streets": stored, **tables})


def sound(batches: Iterable[Streets], flat: list[str], *, file: str) -> Iterator[gpd.GeoDataFrame]:
    """Give batches of streets validated; ids without a length go to ``flat``.

    Raises RowsError with every cell of all batches that does not fit.
    """
    defects: list[Defect] = []
    first = 1
    for batch in batches:
        flat += batch.flat
        try:
            if len(batch.table):
                yield validate(batch.table, STREETS, file=file, first_row=first)
        except RowsError as found:
            defects += found.defects
        first += len(batch.table)
    if defects:
        raise RowsError(tuple(defects))


def extent_of(harvest: Harvest) -> Box | None:
    """Give the box of all elements kept, in degrees; None when there is none."""
    shapes = [shapely.from_wkb(element.wkb) for element in harvest.elements]
    shapes += [shapely.box(*box) for box in (harvest.ways.box,) if box]
    if not shapes:
        return None
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(shapes))
    return (west, south, east, north)


def _heard(batches: Iterable[Streets], harvest: Harvest, hear: Hear) -> Iterator[Streets]:
    """Tell of each batch when it is done with."""
    done = 0
    for batch in batches:
        yield batch
        done += len(batch.table)
        hear(done / len(harvest.ways))


def _validated(made: Made, layer: str, file: str) -> gpd.GeoDataFrame:
    if made.table.empty:
        return empty(LAYERS[layer])
    return validate(made.table, LAYERS[layer], file=file)


def _manifest(
    harvest: Harvest,
    origin: Origin,
    clip: Clip,
    rows: Mapping[str, int],
    warnings: tuple[Message, ...],
) -> Manifest:
    demand = sum(rows[name] for name in DEMAND_LAYERS)
    lack = tell.of_lack(streets=rows["streets"], candidates=rows["candidates"], demand=demand)
    return Manifest(
        title=origin.title,
        source=origin.source,
        as_of=origin.as_of,
        bbox=origin.box if clip is None else clip.bounds,
        credit=CREDIT,
        licence=LICENCE,
        country=harvest.clues.country,
        city_halls=harvest.clues.city_halls,
        warnings=(*lack, *warnings),
    )
