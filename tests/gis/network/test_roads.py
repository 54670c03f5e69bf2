"""Roads made from real streets: the journeys of another library, to the second."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import NamedTuple

import networkx as nx
import numpy as np
import pytest
from pyproj import Geod

from bench.estimate_accuracy import FILE, read_streets
from gis.network.access import way_rules
from gis.network.engine import DijkstraEngine
from gis.network.graph import topology_of
from gis.network.metric import unpack
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import roads_of
from gis.network.snapping import StreetSnapper
from gis.network.speeds import MODES, Mode
from layers.area import Area
from layers.sources.osm_file import read_osm_file
from tests.data.truth import SHARED, needs_shared
from tests.gis.travel_stories import at_nodes, make_graph, make_street, make_streets

GEOD = Geod(ellps="WGS84")
ORIGINS, ENDS = 8, 60


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
    roads = roads_of(liechtenstein()["streets"], mode=mode)
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
    """All 11,348 junctions, from ten of them."""
    lonlat, streets = read_streets()
    arcs = [
        (int(a), int(b), round(seconds * 1000), round(metres * 10), not both)
        for a, b, seconds, metres, both in streets[
            ["a", "b", "seconds", "metres", "both"]
        ].itertuples(index=False)
    ]
    topology, metric = make_graph(arcs, len(lonlat))
    origins = np.random.default_rng(3).choice(len(lonlat), 10, replace=False)
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


@cache
def liechtenstein() -> Area:
    """Read the small country once."""
    return read_osm_file(SHARED / "osm" / "liechtenstein.osm.pbf")


def every_step(area: Area, mode: Mode) -> nx.DiGraph:
    """Make a graph with a node for every vertex, the plain way, in seconds of geodesic steps."""
    steps = steps_of(area, mode)
    waits = waits_at(area, steps) if mode == "drive" else Counter()
    graph = nx.DiGraph()
    for step in steps:
        seconds = step.seconds + (waits[step.a] + waits[step.b]) / 2
        for start, end, is_open in ((step.a, step.b, step.forward), (step.b, step.a, step.back)):
            known = graph.get_edge_data(start, end, {"seconds": np.inf})["seconds"]
            if is_open and seconds < known:
                graph.add_edge(start, end, seconds=seconds)
    return graph


class Step(NamedTuple):
    """A street from one vertex to the next, where it may be used at all."""

    a: int
    b: int
    seconds: float
    metres: float
    forward: bool
    back: bool
    kind: str


def steps_of(area: Area, mode: Mode) -> list[Step]:
    """Give every step that may be used; cars do not pass a barrier between two of them."""
    streets = area["streets"]
    rules = way_rules(streets, mode=mode)
    steps = []
    for row, (nodes, line) in enumerate(zip(streets["nodes"], streets.geometry, strict=True)):
        lon, lat = zip(*line.coords, strict=True)
        lengths = GEOD.line_lengths(lon, lat)
        forward, back = bool(rules.forward[row]), bool(rules.backward[row])
        for a, b, metres in zip(nodes[:-1], nodes[1:], lengths, strict=True):
            if a != b and (forward or back):
                seconds = metres * 3.6 / rules.kmh[row]
                kind = streets["kind"].iloc[row]
                steps.append(Step(int(a), int(b), seconds, metres, forward, back, kind))
    shut = set(stopped(area, steps)) if mode == "drive" else set()
    return [step for step in steps if step not in shut]


def stopped(area: Area, steps: list[Step]) -> list[Step]:
    """Give the shorter step at each barrier that two steps meet at."""
    barriers = numbered(area, "barriers")
    meeting: dict[int, list[Step]] = {}
    for step in steps:
        for node in {step.a, step.b} & barriers:
            meeting.setdefault(node, []).append(step)
    pairs = [pair for pair in meeting.values() if len(pair) == 2]
    return [min(pair, key=lambda step: step.metres) for pair in pairs]


def waits_at(area: Area, steps: list[Step]) -> Counter[int]:
    """Give the seconds that a car waits at each node: at a junction, and at a signal."""
    inner = ("motorway", "trunk", "service", "track", "pedestrian", "busway")
    streets = [step for step in steps if step.kind not in inner]
    ends = Counter(node for step in streets for node in (step.a, step.b))
    waits: Counter[int] = Counter()
    for node in (node for node, meeting in ends.items() if meeting > 2):
        waits[node] += int(STANDARD_PACE.junction_s)
    for node in numbered(area, "signals"):
        waits[node] += int(STANDARD_PACE.signal_s)
    return waits


def numbered(area: Area, column: str) -> set[int]:
    """Give the node numbers that a column of the streets lists."""
    return {int(node) for nodes in area["streets"][column].dropna() for node in nodes}
