"""The street graph: streets are split where they meet, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from gis.network.graph import Topology, topology_of
from layers.errors import RowsError
from tests.gis.travel_stories import make_street, make_streets


def test_a_crossing_splits_both_streets() -> None:
    """Rue A passes 11-12-13, rue B 2-12-22: they share corner 12."""
    graph = topology_of(make_streets(make_street("a", 11, 12, 13), make_street("b", 2, 12, 22)))
    assert edges(graph) == {(11, 12), (12, 13), (2, 12), (12, 22)}
    assert graph.metres == pytest.approx([100] * 4, abs=0.1)


def test_a_vertex_that_no_other_street_passes_is_no_node() -> None:
    """A street of three corners alone is one edge, as long as both its parts."""
    graph = topology_of(make_streets(make_street("a", 11, 12, 22)))
    assert edges(graph) == {(11, 22)}
    assert graph.metres == pytest.approx([200], abs=0.1)


def test_streets_that_cross_without_a_shared_node_do_not_meet() -> None:
    """A bridge is no junction."""
    graph = topology_of(make_streets(make_street("a", 11, 13), make_street("b", 2, 22)))
    assert edges(graph) == {(11, 13), (2, 22)}


def test_a_closed_loop_begins_and_ends_at_one_node() -> None:
    """A roundabout that nothing joins is one edge from a node to itself."""
    graph = topology_of(make_streets(make_street("ring", 11, 12, 22, 21, 11)))
    assert edges(graph) == {(11, 11)}
    assert graph.metres == pytest.approx([400], abs=0.2)


def test_a_street_that_passes_a_node_twice_is_split_there() -> None:
    """A lollipop: the stick, and the loop at its end."""
    graph = topology_of(make_streets(make_street("lolly", 11, 12, 13, 23, 22, 12)))
    assert edges(graph) == {(11, 12), (12, 12)}


def test_a_node_repeated_at_once_is_dropped() -> None:
    """Two vertices on one spot make no piece of street."""
    graph = topology_of(make_streets(make_street("a", 11, 12, 12, 13), make_street("b", 12, 22)))
    assert edges(graph) == {(11, 12), (12, 13), (12, 22)}
    assert (graph.metres > 0).all()


def test_parallel_streets_stay_two_edges() -> None:
    """The short way and the long way between the same two corners."""
    graph = topology_of(make_streets(make_street("a", 11, 12), make_street("b", 11, 21, 22, 12)))
    assert sorted(zip(graph.tail, graph.head, strict=True)) == [(0, 1), (0, 1)]
    assert sorted(graph.metres) == pytest.approx([100, 300], abs=0.2)


def test_each_edge_knows_its_street_and_its_line() -> None:
    """What a route is drawn from."""
    graph = topology_of(make_streets(make_street("a", 11, 12, 22), make_street("b", 22, 23)))
    lonlat, owner = graph.lines(np.array([1, 0]))
    assert [graph.ways[way] for way in graph.way] == ["a", "b"]
    assert owner.tolist() == [0, 0, 1, 1, 1]
    assert lonlat[-1] == pytest.approx(lonlat[0])


def test_no_streets_make_an_empty_graph() -> None:
    """And not an error."""
    graph = topology_of(make_streets())
    assert (graph.nodes, graph.edges) == (0, 0)


def test_the_digest_tells_graphs_apart() -> None:
    """The same streets, the same digest; one street more, another."""
    one = make_street("a", 11, 12, 13)
    assert topology_of(make_streets(one)).digest == topology_of(make_streets(one)).digest
    more = topology_of(make_streets(one, make_street("b", 12, 22)))
    assert more.digest != topology_of(make_streets(one)).digest


def test_a_street_whose_nodes_do_not_fit_its_vertices_is_named() -> None:
    """One node number for each vertex, or nobody knows where it meets another."""
    broken = {**make_street("broken", 11, 12, 13), "nodes": [11, 12]}
    with pytest.raises(RowsError, match="broken"):
        topology_of(make_streets(make_street("fine", 1, 2), broken))


def edges(graph: Topology) -> set[tuple[int, int]]:
    """Give each edge as the corners at its two ends."""
    return {
        (int(graph.node_ids[a]), int(graph.node_ids[b]))
        for a, b in zip(graph.tail, graph.head, strict=True)
    }
