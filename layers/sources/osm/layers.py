"""One function a layer: its elements become shapes, are clipped, merged and made into rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

from i18n import Message
from layers.catalogue import LAYERS
from layers.sources.osm import warnings as tell
from layers.sources.osm.candidates import sizes
from layers.sources.osm.elements import Element
from layers.sources.osm.harvest import Harvest
from layers.sources.osm.merge import Merged, merge_places, merge_stations
from layers.sources.osm.metres import Shapes, areas_m2
from layers.sources.osm.points import among
from layers.sources.osm.rows import rows, street_rows
from layers.sources.osm.shapes import drawings_of, places_of
from layers.sources.osm.tags import words

Clip: TypeAlias = Polygon | MultiPolygon | None
_LINE_KINDS = frozenset({"motorway", "street", "railway"})
_FLOWING = frozenset({"river", "canal"})


@dataclass(frozen=True, slots=True)
class Made:
    """A layer's rows before validation, and what was noticed while they were made."""

    table: gpd.GeoDataFrame
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Streets:
    """Streets of one batch before validation, and the ids of ways that have no length."""

    table: gpd.GeoDataFrame
    flat: tuple[str, ...]


def streets(harvest: Harvest, *, as_of: date, clip: Clip) -> Iterator[Streets]:
    """Give one row a way, a batch at a time.

    A way that touches the clip is kept whole, without a false junction.
    """
    for batch in harvest.ways:
        ways = batch[batch["kind"] != ""]
        lines = ways.geometry.to_numpy()
        long = shapely.length(lines) > 0
        table = street_rows(ways[long & _touching(lines, clip)], as_of=as_of)
        points = {"signals": harvest.signals, "barriers": harvest.barriers}
        table = table.assign(
            **{
                name: pd.Series(among(table["nodes"], numbers), index=table.index, dtype=object)
                for name, numbers in points.items()
            }
        )
        yield Streets(table, tuple(ways.index[~long]))


def places(harvest: Harvest, layer: str, *, as_of: date, clip: Clip) -> Made:
    """Give the places of a demand layer, each once."""
    merged, warnings = _placed(harvest, layer, clip)
    table = rows(merged.elements, merged.shapes, layer=layer, as_of=as_of)
    return Made(_noted(table, merged.into), warnings)


def stations(harvest: Harvest, *, as_of: date, clip: Clip) -> Made:
    """Give the stations, each once, though it is drawn as building, stop and platform."""
    placed, warnings = _placed(harvest, "stations", clip)
    merged = merge_stations(placed.elements, placed.shapes)
    into = {double: merged.into.get(kept, kept) for double, kept in placed.into.items()}
    table = rows(merged.elements, merged.shapes, layer="stations", as_of=as_of)
    told = tell.of_merges(merged.into, layer=LAYERS["stations"].title)
    return Made(_noted(table, {**into, **merged.into}), (*warnings, *told))


def candidates(harvest: Harvest, *, as_of: date, clip: Clip) -> Made:
    """Give the sites that could host resting officers; grounds too small are counted out."""
    merged, warnings = _placed(harvest, "candidates", clip)
    table = rows(merged.elements, merged.shapes, layer="candidates", as_of=as_of)
    table = _noted(table.assign(footprint_m2=areas_m2(merged.shapes)), merged.into)
    found = sizes(table["kind"], [e.tags for e in merged.elements], table["footprint_m2"])
    large: gpd.GeoDataFrame = table[found == "large"]
    return Made(large, (*warnings, *_told_sizes(table["kind"], found)))


def base_map(harvest: Harvest, *, as_of: date, clip: Clip) -> Made:
    """Give water, parks, main roads and railway, cut at the clip and simplified."""
    elements = _of_layer(harvest, "base_map")
    as_lines = np.array([_is_line(element) for element in elements], dtype=bool)
    shapes = drawings_of(elements, as_lines=as_lines, clip=clip)
    elements, shapes = _choose(elements, shapes, ~shapely.is_empty(shapes))
    return Made(rows(elements, shapes, layer="base_map", as_of=as_of))


def _placed(harvest: Harvest, layer: str, clip: Clip) -> tuple[Merged, tuple[Message, ...]]:
    elements = _of_layer(harvest, layer)
    shaped = places_of(elements)
    kept = _choose(elements, shaped.shapes, _touching(shaped.shapes, clip))
    merged = merge_places(*kept, layer=layer)
    repairs = tell.of_shapes(crossed=shaped.crossed, opened=shaped.open)
    return merged, (*repairs, *tell.of_merges(merged.into, layer=LAYERS[layer].title))


def _told_sizes(kinds: pd.Series[str], found: pd.Series[str]) -> tuple[Message, ...]:
    small = kinds[found == "small"]
    return tell.of_sizes(
        car_parks=int((small == "car-park").sum()),
        parks=int((small == "open-ground").sum()),
        unknown=int((found == "unknown").sum()),
    )


def _noted(table: gpd.GeoDataFrame, into: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Write the ids of merged doubles beside the row that stands for them, as ``+osm-node-1``."""
    doubles: dict[str, list[str]] = {}
    for double, kept in into.items():
        doubles.setdefault(kept, []).append(f"+{double}")
    said = table["note"] if "note" in table else pd.Series("", index=table.index, dtype="str")
    notes = [" ".join(filter(None, (note, *doubles.get(str(i), ())))) for i, note in said.items()]
    return table.assign(note=notes)


def _of_layer(harvest: Harvest, layer: str) -> tuple[Element, ...]:
    return tuple(element for element in harvest.elements if layer in element.kinds)


def _touching(shapes: Shapes, clip: Clip) -> NDArray[np.bool_]:
    if clip is None:
        return np.ones(len(shapes), dtype=bool)
    shapely.prepare(clip)
    touching: NDArray[np.bool_] = shapely.intersects(clip, shapes)
    return touching


def _choose(
    elements: Sequence[Element], shapes: Shapes, kept: NDArray[np.bool_]
) -> tuple[tuple[Element, ...], Shapes]:
    return tuple(elements[n] for n in np.flatnonzero(kept).tolist()), shapes[kept]


def _is_line(element: Element) -> bool:
    if element.kinds["base_map"] in _LINE_KINDS:
        return True
    flowing = bool(_FLOWING & set(words(element.tags.get("waterway", ""))))
    return flowing and element.tags.get("area") != "yes"
