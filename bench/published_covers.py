"""Towns whose best covers others have published: New York and the Bronx."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from scipy.spatial.distance import pdist, squareform

from gis.distance import Floats
from gis.tally import Ints

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "benchmarks" / "mclp"
RADIUS_M = 6_378_137  # of the earth, in the published covers


def town(name: str) -> tuple[Floats, Floats]:
    """Give great-circle metres between all nodes of a published town, and who lives at each."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    coordinates, _, demand = text.partition("NODE_COORD_SECTION")[2].partition("DEMAND_SECTION")
    lat, lon = np.radians(_numbers(coordinates).reshape(-1, 2)).T
    people = _numbers(demand)
    flat = np.cos(lat)
    places = np.column_stack([flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)])
    chord = squareform(pdist(places))
    return 2 * RADIUS_M * np.arcsin(np.clip(chord / 2, 0, 1)), people[: len(lat)]


def published_town(name: str, zones: int, metres: int) -> tuple[float, Ints]:
    """Give the published cover of a town, and its sites."""
    file = FOLDER / f"{name}_{zones}_{metres}.txt"
    value, sites = file.read_text(encoding="utf-8").partition("Facilidade")[::2]
    return float(_numbers(value)[0]), _numbers(sites).astype(np.int64)


def _numbers(text: str) -> Floats:
    return np.array(re.findall(r"-?\d+(?:\.\d+)?", text), dtype=np.float64)
