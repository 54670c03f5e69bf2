"""The shortest way instead of the fastest: fewer metres, more minutes, both of the same way."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.network.engine import DijkstraEngine
from gis.network.graph import Topology
from gis.network.metric import MS_A_MINUTE, Metric, pack, unpack
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import roads_of
from tests.gis.network.graph_stories import NODES, Arc, arcs, both_engines, draw_anchors
from tests.gis.travel_stories import at_nodes, make_graph, make_street, make_streets

SHORTEST = STANDARD_PACE.at(None, shortest=True)


def for_length(metric: Metric) -> Metric:
    """Give the same streets, with length sought."""
    minutes, metres = unpack(metric.cost)
    cost = pack(minutes * MS_A_MINUTE, metres, shortest=True)
    return Metric(metric.mode, np.where(np.isnan(cost), np.inf, cost), shortest=True)


@given(streets=arcs)
def test_its_metres_are_what_networkx_finds(streets: list[Arc]) -> None:
    topology, metric = make_graph(streets, NODES)
    nodes = sorted({n for arc in streets for n in arc[:2]})
    points = at_nodes(topology, *nodes)
    found = DijkstraEngine.of(topology, for_length(metric)).table(points, points)
    _, metres = unpack(found, shortest=True)
    ways = dict(nx.all_pairs_dijkstra_path_length(lengths_graph(topology, metric)))
    wanted = [[ways[one].get(other, np.nan) for other in nodes] for one in nodes]
    assert metres == pytest.approx(np.array(wanted), nan_ok=True)


@given(streets=arcs, data=st.data())
def test_it_is_never_longer_and_never_faster_than_the_fastest(
    streets: list[Arc], data: st.DataObject
) -> None:
    """Between any points; times of the shortest are kept to a hundredth of a second an arc."""
    points = draw_anchors(data, len(streets))
    topology, metric = make_graph(streets, NODES)
    engine = DijkstraEngine.of(topology, metric)
    minutes, metres = unpack(engine.table(points, points))
    other = engine.with_metric(for_length(metric)).table(points, points)
    late, short = unpack(other, shortest=True)
    assert (np.isnan(short) == np.isnan(metres)).all()
    assert np.all((short <= metres + 0.3) | np.isnan(short))
    assert np.all((late >= minutes - 0.01) | np.isnan(late))


@given(streets=arcs, data=st.data())
def test_the_fast_engine_gives_way_to_the_plain_one(
    streets: list[Arc], data: st.DataObject
) -> None:
    """Its routes have the table's minutes and metres, and its times are in milliseconds."""
    topology, metric = make_graph(streets, NODES)
    one, other = draw_anchors(data, len(streets), 1), draw_anchors(data, len(streets), 1)
    fast, plain = (each.with_metric(for_length(metric)) for each in both_engines(topology, metric))
    cost = plain.table(one, other)
    route = fast.route(one, other)
    assert fast.table(one, other).tolist() == cost.tolist()
    minutes, metres = (float(part[0, 0]) for part in unpack(cost, shortest=True))
    if route is None:
        assert np.isnan(minutes)
    else:
        assert (route.minutes, route.metres) == (minutes, metres)
        assert fast.times(one, other)[0, 0] == round(minutes * MS_A_MINUTE)


def test_a_short_slow_street_is_taken_instead_of_a_long_fast_one(tmp_path: Path) -> None:
    """From one end of a lane to the other, where a main road goes round."""
    lane = make_street("lane", 11, 12, 13, kind="living_street", name="Lane")
    bypass = make_street("bypass", 11, 21, 22, 23, 13, kind="primary", name="Bypass")
    streets = make_streets(lane, bypass)
    fastest = roads_of(streets, mode="drive", orders=tmp_path)
    shortest = fastest.with_pace(streets, SHORTEST)
    ends = at_nodes(fastest.topology, 11), at_nodes(fastest.topology, 13)
    ways = [roads.engine.route(*ends) for roads in (fastest, shortest)]
    names = [way and way.street_names(fastest.topology, streets) for way in ways]
    assert names == [("Bypass",), ("Lane",)]


def lengths_graph(topology: Topology, metric: Metric) -> nx.MultiDiGraph:
    """Give the open arcs with their metres as weight."""
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    _, metres = unpack(metric.cost)
    for edge, (tail, head) in enumerate(zip(topology.tail, topology.head, strict=True)):
        graph.add_nodes_from((int(tail), int(head)))
        for arc, (start, goal) in ((2 * edge, (tail, head)), (2 * edge + 1, (head, tail))):
            if np.isfinite(metric.cost[arc]):
                graph.add_edge(int(start), int(goal), weight=float(metres[arc]))
    return graph
