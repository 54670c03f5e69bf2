"""The columns of candidate sites, from tags; and which car parks and parks are large enough."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.sources.osm.holders import holder_of
from layers.sources.osm.tags import TagMap, school_level, words

LEAST_SPACES = 50
"""Parking spaces below which a car park is a street bay: fifty are a company's vans with room
to turn, at some 25 m² each."""

LEAST_CAR_PARK_M2 = 1_500.0
"""The same fifty spaces with their lanes, where no tag gives the number."""

LEAST_GROUND_M2 = 5_000.0
"""A park smaller than this is a square with a playground: no tents, kitchen and lorry lane fit."""

_BAYS = frozenset({"street_side", "lane", "on_kerb", "half_on_kerb", "layby"})
_DECKS = frozenset({"multi-storey", "underground", "rooftop"})
_ROOFED = frozenset({"multi-storey", "underground", "sheds", "carports", "garage_boxes"})
_AMENITIES = (
    ("toilets", ("toilets", "toilets:access")),
    ("showers", ("shower", "showers")),
    ("water", ("drinking_water",)),
    ("kitchen", ("kitchen",)),
    ("power", ("power_supply", "electricity")),
    ("parking", ("parking", "capacity:parking")),
    ("shelter", ("shelter",)),
    ("first-aid", ("first_aid", "emergency:first_aid")),
)
_NO = frozenset({"", "no", "none"})
_VEHICLE_KEYS = ("motorcar", "motor_vehicle", "vehicle")
_VEHICLE_YES = frozenset({"yes", "designated", "permissive", "destination", "official"})


def candidate_row(tags: TagMap, kind: str) -> dict[str, str]:
    """Give the columns of a candidate that its tags tell; what they do not tell stays empty."""
    holder = holder_of(tags)
    return {
        "operator": tags.get("operator", ""),
        "owner": tags.get("owner", ""),
        "operator_type": holder.operator_type,
        "holder_level": holder.holder_level,
        "covered": covered(tags, kind),
        "amenities": amenities(tags),
        "access": tags.get("access", ""),
        "vehicle_access": vehicle_access(tags, kind),
        "assumed": "kind" if kind == "school" and school_level(tags) is None else "",
        "note": holder.said_by,
    }


def amenities(tags: TagMap) -> str:
    """Give the amenities that tags name, as words with a space between."""
    named = amenity_words(tags)
    found = [
        word
        for word, keys in _AMENITIES
        if word in named or any(tags.get(key, "").casefold() not in _NO for key in keys)
    ]
    return " ".join(found)


def amenity_words(tags: TagMap) -> set[str]:
    """Give the words that the element's own ``amenity`` already is."""
    same = {"toilets": "toilets", "shower": "showers", "drinking_water": "water"}
    same |= {"parking": "parking", "shelter": "shelter", "kitchen": "kitchen"}
    return {same[word] for word in words(tags.get("amenity", "")) if word in same}


def covered(tags: TagMap, kind: str) -> str:
    """Tell yes, no, or nothing, of a roof."""
    said = tags.get("covered", "").casefold()
    if said in {"yes", "no", "partly"}:
        return said
    if tags.get("parking") in _ROOFED or tags.get("building", "no") != "no":
        return "yes"
    return "no" if tags.get("parking") == "surface" or kind == "open-ground" else ""


def vehicle_access(tags: TagMap, kind: str) -> str:
    """Tell yes or no where a tag does; a car park is made for vehicles."""
    for key in _VEHICLE_KEYS:
        said = tags.get(key, "").casefold()
        if said in _VEHICLE_YES:
            return "yes"
        if said == "no":
            return "no"
    return "yes" if kind == "car-park" else ""


def sizes(
    kinds: pd.Series[str], tags: list[TagMap], footprint_m2: NDArray[np.float64]
) -> pd.Series[str]:
    """Give ``large``, ``small`` or ``unknown`` for each candidate; only grounds can be small."""
    found = [size_of(*row) for row in zip(kinds, tags, footprint_m2, strict=True)]
    return pd.Series(found, index=kinds.index, dtype="str")


def size_of(kind: str, tags: TagMap, footprint_m2: float) -> str:
    """Give ``large``, ``small`` or ``unknown``; NaN is a footprint that nobody knows."""
    if kind == "car-park":
        return _car_park_size(tags, footprint_m2)
    if kind == "open-ground":
        return _by_area(footprint_m2, LEAST_GROUND_M2)
    return "large"


def _car_park_size(tags: TagMap, footprint_m2: float) -> str:
    parking = set(words(tags.get("parking", "")))
    if parking & _BAYS:
        return "small"
    if parking & _DECKS:
        return "large"
    spaces = re.match(r"[0-9]{1,6}", tags.get("capacity", ""))
    if spaces and int(spaces[0]) >= LEAST_SPACES:
        return "large"
    by_area = _by_area(footprint_m2, LEAST_CAR_PARK_M2)
    return "small" if spaces and by_area == "unknown" else by_area


def _by_area(footprint_m2: float, least_m2: float) -> str:
    if np.isnan(footprint_m2):
        return "unknown"
    return "large" if footprint_m2 >= least_m2 else "small"
