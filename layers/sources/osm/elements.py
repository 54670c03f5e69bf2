"""OpenStreetMap elements as they were read: what a layer wants of them, and nothing decided yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from layers.area import Box
from layers.sources.osm.clues import Clues

Refs = NDArray[np.int64]


def osm_id(kind: str, number: int) -> str:
    """Give an element's stable id; an editor numbers what it has not uploaded below zero."""
    return f"osm-{kind}-new-{-number}" if number < 0 else f"osm-{kind}-{number}"


@dataclass(frozen=True, slots=True)
class Element:
    """One element that belongs to a layer.

    ``id`` is ``osm-way-2``; ``kinds`` its kind in each layer; ``wkb`` its geometry as hexadecimal
    WKB in EPSG:4326 (a way is always a line here, a relation a multipolygon).
    """

    id: str
    tags: Mapping[str, str]
    kinds: Mapping[str, str]
    wkb: str


@dataclass(frozen=True, slots=True)
class Oddities:
    """Ids of the elements that a file gives in a state that a person should know of."""

    gaps: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    undrawn: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    too_long: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Harvest:
    """All that a source gives: elements, highway ways, the clues to the place, what was odd.

    ``ways`` are the columns of ``osm.ways``; no street is among ``elements``. ``box`` is what the
    source says it holds; None when it does not say. ``signals`` and ``barriers`` are numbers of
    nodes: traffic signals, and barriers that no car passes.
    """

    elements: tuple[Element, ...]
    ways: gpd.GeoDataFrame
    clues: Clues
    oddities: Oddities
    as_of: date | None
    box: Box | None
    signals: frozenset[int] = frozenset()
    barriers: frozenset[int] = frozenset()
