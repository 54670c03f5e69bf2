"""OpenStreetMap elements as they were read: what a layer wants of them, and nothing decided yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
