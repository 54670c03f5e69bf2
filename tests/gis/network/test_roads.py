"""Roads made from real streets: the journeys of another library, to the second."""

from __future__ import annotations

from collections import Counter

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod

from bench.estimate_accuracy import FILE, read_streets
from gis.network.access import way_rules
from gis.network.engine import DijkstraEngine
from gis.network.graph import Flags, topology_of
from gis.network.metric import unpack
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import roads_of
from gis.network.snapping import StreetSnapper
from gis.network.speeds import MODES, Mode
from tests.data.truth import needs_shared
from tests.gis.real_streets import liechtenstein
from tests.gis.travel_stories import at_nodes, make_graph, make_street, make_streets

GEOD = Geod(ellps="WGS84")
ORIGINS, ENDS = 2, 400


def test_one_topology_serves_both_modes() -> None:
    """And each keeps what it was told could not be read."""
    streets = make_streets(make_street("a", 11, 12, maxspeed="fast"), make_street("b", 12, 22))
    ground = topology_of(streets)
    drive, walk = (roads_of(streets, mode=mode, topology=ground) for mode in MODES)
    assert drive.topology is walk.topology is ground
    assert (drive.mode, walk.mode) == ("drive", "walk")
    assert "fast" in str(drive.warnings[0])
    assert walk.warnings == ()


@needs_shared
@pytest.mark.parametrize("mode", MODES)
def test_in_liechtenstein_they_are_networkx_s_to_the_second(mode: Mode) -> None:
    """On a graph of every vertex and every step, made without our splitting or our lengths."""
    roads = roads_of(liechtenstein(), mode=mode)
    assert isinstance(roads.snapper, StreetSnapper)
    junctions = roads.topology.node_ids[np.unique(roads.topology.tail[roads.snapper.edges])]
    chosen = np.random.default_rng(1).choice(junctions, ORIGINS + ENDS, replace=False)
    origins, ends = chosen[:ORIGINS], chosen[ORIGINS:]
    minutes, metres = unpack(
        roads.engine.table(at_nodes(roads.topology, *origins), at_nodes(roads.topology, *ends))
    )
    graph = every_step(liechtenstein(), mode)
    for row, origin in enumerate(origins):
        seconds = nx.single_source_dijkstra_path_length(graph, origin, weight="seconds")
        theirs = np.array([seconds.get(end, np.nan) for end in ends])
        assert minutes[row] * 60 == pytest.approx(theirs, abs=1, nan_ok=True)
    assert np.isfinite(minutes).mean() > 0.95
    assert np.nanmax(metres) > 10_000


@pytest.mark.skipif(not FILE.exists(), reason="../shared/data is not on this machine")
def test_in_paris_they_are_networkx_s_to_the_second() -> None:
    """All 11,348 junctions, from four of them."""
    lonlat, streets = read_streets()
    arcs = [
        (int(a), int(b), round(seconds * 1000), round(metres * 10), not both)
        for a, b, seconds, metres, both in streets[
            ["a", "b", "seconds", "metres", "both"]
        ].itertuples(index=False)
    ]
    topology, metric = make_graph(arcs, len(lonlat))
    origins = np.random.default_rng(3).choice(len(lonlat), 4, replace=False)
    everywhere = np.unique([arc[:2] for arc in arcs])
    engine = DijkstraEngine.of(topology, metric)
    minutes, _ = unpack(engine.table(at_nodes(topology, *origins), at_nodes(topology, *everywhere)))
    graph = nx.MultiDiGraph()
    for a, b, ms, _, one_way in arcs:
        graph.add_edge(a, b, ms=ms)
        if not one_way:
            graph.add_edge(b, a, ms=ms)
    for row, origin in enumerate(origins):
        theirs = nx.single_source_dijkstra_path_length(graph, int(origin), weight="ms")
        assert (minutes[row] * 60_000).round().tolist() == [theirs[int(n)] for n in everywhere]


def every_step(streets: gpd.GeoDataFrame, mode: Mode) -> nx.DiGraph:
    """Make a graph with a node for every vertex, the plain way, in seconds of geodesic steps."""
    steps = steps_of(streets, mode)
    waits = waits_at(streets, steps) if mode == "drive" else Counter[int]()
    half = (steps["a"].map(waits.__getitem__) + steps["b"].map(waits.__getitem__)) / 2
    steps = steps.assign(seconds=steps["seconds"] + half)
    there, back = steps[steps["forward"]], steps[steps["back"]]
    arcs = pd.concat([there, back.rename(columns={"a": "b", "b": "a"})])
    fastest = arcs.groupby(["a", "b"], as_index=False)["seconds"].min()
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(fastest.itertuples(index=False, name=None), weight="seconds")
    return graph


def steps_of(streets: gpd.GeoDataFrame, mode: Mode) -> pd.DataFrame:
    """Give every step that may be used; cars do not pass a barrier between two of them.

    A step is a street from one vertex to the next: nodes ``a`` and ``b``, ``metres``, ``seconds``,
    whether it is open ``forward`` and ``back``, and the ``kind`` of its street.
    """
    rules = way_rules(streets, mode=mode)
    ways = pd.DataFrame({"kind": streets["kind"].to_list(), "kmh": rules.kmh})
    ways = ways.assign(forward=rules.forward, back=rules.backward)
    steps = every_length(streets).join(ways, on="way")
    steps = steps[(steps["a"] != steps["b"]) & (steps["forward"] | steps["back"])]
    steps = steps.assign(seconds=steps["metres"] * 3.6 / steps["kmh"])
    return steps.drop(stopped(streets, steps)) if mode == "drive" else steps


def every_length(streets: gpd.GeoDataFrame) -> pd.DataFrame:
    """Measure every step on the ellipsoid; ``way`` is the row of its street."""
    lonlat, way = shapely.get_coordinates(streets.geometry, return_index=True)
    node = np.concatenate(streets["nodes"].to_list())
    lon, lat = lonlat.T
    metres = GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2]
    steps = pd.DataFrame({"a": node[:-1], "b": node[1:], "way": way[:-1], "metres": metres})
    within: Flags = way[:-1] == way[1:]
    return steps[within]


def stopped(streets: gpd.GeoDataFrame, steps: pd.DataFrame) -> list[int]:
    """Give the shorter step at each barrier that two steps meet at."""
    ends = pd.concat([steps["a"], steps["b"]])
    ends = ends[ends.isin(numbered(streets, "barriers"))]
    pairs = (two.index for _, two in ends.groupby(ends.to_numpy()) if len(two) == 2)
    return [int(steps["metres"].loc[pair].idxmin()) for pair in pairs]


def waits_at(streets: gpd.GeoDataFrame, steps: pd.DataFrame) -> Counter[int]:
    """Give the seconds that a car waits at each node: at a junction, and at a signal."""
    inner = ("motorway", "trunk", "service", "track", "pedestrian", "busway")
    meeting = steps[~steps["kind"].isin(inner)]
    ends = pd.concat([meeting["a"], meeting["b"]]).value_counts()
    waits: Counter[int] = Counter()
    for node in ends.index[ends > 2]:
        waits[node] += int(STANDARD_PACE.junction_s)
    for node in numbered(streets, "signals"):
        waits[node] += int(STANDARD_PACE.signal_s)
    return waits


def numbered(streets: gpd.GeoDataFrame, column: str) -> set[int]:
    """Give the node numbers that a column of the streets lists."""
    return {int(node) for nodes in streets[column].dropna() for node in nodes}
