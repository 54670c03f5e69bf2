"""The tables that covering is measured on: Porto's streets, and what others have published."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import numpy as np
from scipy.sparse.csgraph import shortest_path
from scipy.spatial.distance import pdist, squareform

from bench.routing import _at as at_nodes
from gis.distance import Floats
from gis.network.roads import roads_of
from gis.tally import Ints
from layers.area_folder import open_area, write_area
from layers.sources.osm_file import read_osm_file

SHARED = Path(__file__).parents[2] / "shared" / "data"
PORTO = SHARED / "osm" / "porto.osm.pbf"
RADIUS_M = 6_378_137  # of the earth, in the published covers
_MS_IN_A_MINUTE = 60_000


def porto(sites: int, points: int, file: Path = PORTO) -> tuple[Floats, Floats]:
    """Give drive minutes between random nodes, sites × points, and the officers of each point."""
    with tempfile.TemporaryDirectory() as folder:
        write_area(read_osm_file(file), Path(folder) / "area")
        roads = roads_of(open_area(Path(folder) / "area")["streets"], mode="drive")
    rng = np.random.default_rng(2024)
    nodes = np.unique(roads.topology.tail[roads.snapper.edges])
    ends, origins = (rng.choice(nodes, n, replace=False) for n in (sites, points))
    spent = roads.engine.times(at_nodes(roads, origins), at_nodes(roads, ends))
    officers = rng.integers(1, 500, points).astype(np.float64)
    return np.ascontiguousarray(spent.T) / _MS_IN_A_MINUTE, officers


def town(name: str) -> tuple[Floats, Floats]:
    """Give great-circle metres between all nodes of a published town, and who lives at each."""
    text = (SHARED / "benchmarks" / "mclp" / f"{name}.txt").read_text(encoding="utf-8")
    coordinates, _, demand = text.partition("NODE_COORD_SECTION")[2].partition("DEMAND_SECTION")
    lat, lon = np.radians(_numbers(coordinates).reshape(-1, 2)).T
    people = _numbers(demand)
    flat = np.cos(lat)
    places = np.column_stack([flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)])
    chord = squareform(pdist(places))
    return 2 * RADIUS_M * np.arcsin(np.clip(chord / 2, 0, 1)), people[: len(lat)]


def published_town(name: str, zones: int, metres: int) -> tuple[float, Ints]:
    """Give the published cover of a town, and its sites."""
    file = SHARED / "benchmarks" / "mclp" / f"{name}_{zones}_{metres}.txt"
    value, sites = file.read_text(encoding="utf-8").partition("Facilidade")[::2]
    return float(_numbers(value)[0]), _numbers(sites).astype(np.int64)


def pmed(number: int) -> tuple[Floats, int]:
    """Read a graph of OR-Library, as lengths between all nodes; of a repeated edge the last counts.

    J. E. Beasley, "OR-Library: distributing test problems by electronic mail", Journal of the
    Operational Research Society 41 (1990).
    """
    text = (SHARED / "benchmarks" / "pmed" / f"pmed{number}.txt").read_text(encoding="utf-8")
    size, edges, zones, *rest = map(int, text.split())
    cost = np.full((size, size), np.inf)
    for tail, head, length in np.array(rest).reshape(edges, 3):
        cost[tail - 1, head - 1] = cost[head - 1, tail - 1] = length
    return np.asarray(shortest_path(cost, directed=False)), zones


def _numbers(text: str) -> Floats:
    return np.array(re.findall(r"-?\d+(?:\.\d+)?", text), dtype=np.float64)
