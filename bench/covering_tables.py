"""The tables that siting is measured on: Porto's streets, and the graphs of OR-Library."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from scipy.sparse.csgraph import shortest_path

from bench.routing import _at as at_nodes
from gis.distance import Floats
from gis.network.roads import roads_of
from layers.area_folder import open_area, write_area
from layers.sources.osm_file import read_osm_file

SHARED = Path(__file__).parents[2] / "shared" / "data"
PORTO = SHARED / "osm" / "porto.osm.pbf"
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
