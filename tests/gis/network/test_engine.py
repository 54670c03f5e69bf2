"""The engine: journeys between anchors, exactly those that another library finds."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.network.access import way_rules
from gis.network.anchors import Anchors
from gis.network.engine import DijkstraEngine
from gis.network.graph import Topology, topology_of
from gis.network.metric import NO_WAY, Metric, metric_of
from tests.gis.network.graph_stories import NODES, Arc, arcs, share
from tests.gis.travel_stories import (
    Row,
    at_nodes,
    make_graph,
    make_street,
    make_streets,
    minutes_between,
)


@given(streets=arcs, data=st.data())
def test_the_table_is_what_networkx_finds(streets: list[Arc], data: st.DataObject) -> None:
    """On any small graph, between any points on its edges, from either side."""
    spots = st.lists(st.tuples(st.integers(0, len(streets) - 1), share), min_size=1, max_size=4)
    origins, ends = make_anchors(data.draw(spots)), make_anchors(data.draw(spots))
    topology, metric = make_graph(streets, NODES)
    found = DijkstraEngine.of(topology, metric).table(origins, ends)
    assert found.tolist() == by_networkx(streets, metric, origins, ends).tolist()


@given(streets=arcs)
def test_no_detour_is_shorter_than_the_way(streets: list[Arc]) -> None:
    """The triangle inequality, between nodes."""
    topology, metric = make_graph(streets, NODES)
    nodes = [n for n in range(NODES) if any(n in arc[:2] for arc in streets)]
    points = at_nodes(topology, *nodes)
    cost = DijkstraEngine.of(topology, metric).table(points, points)
    assert (cost[:, None, :] <= cost[:, :, None] + cost[None, :, :]).all()
    assert (np.diag(cost) == 0).all()


@given(streets=arcs)
def test_turning_every_one_way_round_transposes_the_table(streets: list[Arc]) -> None:
    """What was the way there is the way back."""
    turned = [(head, tail, ms, dm, one_way) for tail, head, ms, dm, one_way in streets]
    nodes = sorted({n for arc in streets for n in arc[:2]})
    tables = []
    for each in (streets, turned):
        topology, metric = make_graph(each, NODES)
        points = at_nodes(topology, *nodes)
        tables.append(DijkstraEngine.of(topology, metric).table(points, points))
    assert tables[0].tolist() == tables[1].T.tolist()


def test_a_corner_more_in_a_street_changes_nothing() -> None:
    """A path that leaves a street splits it, and the journey along it stays as it was."""
    town = [make_street("a", 11, 12, 13), make_street("b", 13, 23)]
    whole, split = make_town(*town), make_town(*town, make_street("stub", 12, 2, kind="footway"))
    minutes, metres = minutes_between(*whole, at_nodes(whole[0], 11), at_nodes(whole[0], 23))
    again, length = minutes_between(*split, at_nodes(split[0], 11), at_nodes(split[0], 23))
    assert again == pytest.approx(minutes, abs=1 / 60_000)
    assert length == pytest.approx(metres, abs=0.11)


def test_a_one_way_makes_the_way_back_longer() -> None:
    """Round a block of four streets of a hundred metres, one of them one-way."""
    town = make_town(make_street("one", 11, 12, oneway="yes"), make_street("round", 12, 22, 21, 11))
    points = at_nodes(town[0], 11, 12)
    _, metres = minutes_between(*town, points, points)
    assert metres == pytest.approx(np.array([[0, 100], [300, 0]]), abs=0.3)


def test_two_points_on_one_edge_go_straight_or_all_the_way_round() -> None:
    """With the one-way straight on; against it round the block."""
    town = make_town(make_street("one", 11, 12, oneway="yes"), make_street("round", 12, 22, 21, 11))
    points = Anchors(np.array([0, 0]), np.array([0.2, 0.7]))
    _, metres = minutes_between(*town, points, points)
    assert metres == pytest.approx(np.array([[0, 50], [350, 0]]), abs=0.5)


def test_two_points_on_one_slow_edge_may_be_faster_by_another_street() -> None:
    """Staying on the edge is one way among others."""
    topology, metric = make_graph([(0, 1, 9_000, 100, False), (0, 1, 10, 900, False)], 2)
    points = Anchors(np.array([0, 0]), np.array([0.0, 1.0]))
    minutes, metres = minutes_between(topology, metric, points, points)
    assert minutes[0, 1] == 10 / 60_000
    assert metres[0, 1] == 90


def test_of_two_ways_as_fast_the_shorter_is_told() -> None:
    """Minutes and metres are those of one path."""
    topology, metric = make_graph([(0, 1, 50, 900, False), (0, 1, 50, 700, False)], 2)
    points = at_nodes(topology, 0, 1)
    assert minutes_between(topology, metric, points, points)[1][0, 1] == 70


def test_a_street_of_no_length_is_still_a_way() -> None:
    """Two corners drawn on one spot belong together."""
    topology, metric = make_graph([(0, 1, 0, 0, False), (1, 2, 7, 3, False)], 3)
    points = at_nodes(topology, 0, 2)
    cost = DijkstraEngine.of(topology, metric).table(points, points)
    assert cost.tolist() == [[0, 7 * 2**27 + 3], [7 * 2**27 + 3, 0]]


def test_islands_and_points_off_the_network_have_no_way() -> None:
    """Not a large number: none."""
    topology, metric = make_graph([(0, 1, 5, 5, False), (2, 3, 5, 5, False)], 4)
    points = Anchors(np.array([0, 1, -1]), np.array([0.0, 0.0, 0.0]))
    cost = DijkstraEngine.of(topology, metric).table(points, points)
    assert np.isfinite(cost).tolist() == np.diag([True, True, False]).tolist()


def test_a_journey_beyond_the_bound_has_no_way() -> None:
    """Two roads of ten hours each are more than the number can hold."""
    ten_hours = 10 * 3_600_000
    topology, metric = make_graph([(0, 1, ten_hours, 9, False), (1, 2, ten_hours, 9, False)], 3)
    points = at_nodes(topology, 0, 1, 2)
    minutes, _ = minutes_between(topology, metric, points, points)
    assert minutes[0, 1] == 600
    assert np.isnan(minutes[0, 2])


def test_no_edges_and_no_open_edges_have_no_ways() -> None:
    """An empty town, and one whose only street is barred."""
    nowhere = Anchors(np.array([-1]), np.array([0.0]))
    empty = make_town()
    assert DijkstraEngine.of(*empty).table(nowhere, nowhere).tolist() == [[NO_WAY]]
    barred = make_town(make_street("a", 11, 12, access="no"))
    assert DijkstraEngine.of(*barred).table(nowhere, nowhere).tolist() == [[NO_WAY]]


def test_many_blocks_give_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few searches fit into memory at once."""
    town = make_town(
        make_street("a", 11, 12, 13), make_street("b", 12, 22), make_street("c", 13, 3)
    )
    points = at_nodes(town[0], 11, 12, 13, 22, 3)
    at_once = DijkstraEngine.of(*town).table(points, points)
    monkeypatch.setattr("gis.network.engine._BLOCK_BYTES", 1)
    assert DijkstraEngine.of(*town).table(points, points).tolist() == at_once.tolist()


def make_town(*rows: Row) -> tuple[Topology, Metric]:
    """Make the graph and the driving metric of some streets."""
    streets = make_streets(*rows)
    topology = topology_of(streets)
    return topology, metric_of(topology, way_rules(streets, mode="drive"))


def make_anchors(spots: Sequence[tuple[int, float]]) -> Anchors:
    """Put points on edges, each some way along."""
    edges, along = zip(*spots, strict=True)
    return Anchors(np.array(edges, dtype=np.int64), np.array(along, dtype=float))


def by_networkx(
    streets: list[Arc], metric: Metric, origins: Anchors, ends: Anchors
) -> npt.NDArray[np.float64]:
    """Find every journey the slow and plain way, in tuples of (ms, dm)."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(NODES))
    for tail, head, ms, dm, one_way in streets:
        graph.add_edge(tail, head, cost=ms * 2**27 + dm)
        if not one_way:
            graph.add_edge(head, tail, cost=ms * 2**27 + dm)
    ways = dict(nx.all_pairs_dijkstra_path_length(graph, weight="cost"))
    table = np.full((origins.size, ends.size), NO_WAY)
    for i, start in enumerate(zip(origins.edge, origins.along, strict=True)):
        for j, goal in enumerate(zip(ends.edge, ends.along, strict=True)):
            there = [
                first + ways[a][b] + last
                for a, first in plain_ends(streets, *start, leaving=True)
                for b, last in plain_ends(streets, *goal, leaving=False)
                if b in ways[a]
            ]
            if start[0] == goal[0]:
                there += plain_direct(streets[start[0]], goal[1] - start[1])
            table[i, j] = min(there, default=NO_WAY)
    assert metric.cost.size == 2 * len(streets)
    return table


def plain_ends(
    streets: list[Arc], edge: int, along: float, *, leaving: bool
) -> list[tuple[int, float]]:
    """Give the ends of an edge that may be used from (or towards) a point on it."""
    tail, head, ms, dm, one_way = streets[edge]
    ends = []
    if not (leaving and one_way) or along == 0:
        ends.append((tail, plain_part(ms, dm, along)))
    if leaving or not one_way or along == 1:
        ends.append((head, plain_part(ms, dm, 1 - along)))
    return ends


def plain_direct(street: Arc, gain: float) -> list[float]:
    """Give the cost of staying on the edge, where that is allowed."""
    _, _, ms, dm, one_way = street
    return [] if gain < 0 and one_way else [plain_part(ms, dm, abs(gain))]


def plain_part(ms: int, dm: int, share_of_it: float) -> float:
    """Give the packed cost of a share of an edge."""
    return float(round(ms * share_of_it) * 2**27 + round(dm * share_of_it))
