"""Anchors: what leaving a point on an edge costs, and what entering it does."""

from __future__ import annotations

from typing import Any

import numpy as np

from gis.distance import Floats
from gis.network.anchors import Anchors, direct, entries, exits, within_edge
from gis.network.metric import NO_WAY, at_speed, unpack
from tests.gis.travel_stories import make_graph

TWO_WAY, ONE_WAY = (0, 1, 1_000, 100, False), (1, 2, 1_000, 100, True)
TOPOLOGY, METRIC = make_graph([TWO_WAY, ONE_WAY], 3)
NOTHING = np.array(None, dtype=object)
SPOTS = Anchors(np.array([0, 1, -1]), np.array([0.3, 0.3, 0.0]))


def test_a_point_is_left_towards_both_ends_or_along_the_one_way() -> None:
    """Three tenths of ten metres to the tail, seven to the head; off the network, nowhere."""
    ends = exits(TOPOLOGY, METRIC, SPOTS)
    assert ends.nodes[:2].tolist() == [[0, 1], [1, 2]]
    assert metres(ends.cost) == [[3, 7], [None, 7], [None, None]]


def test_a_point_is_entered_from_both_ends_or_along_the_one_way() -> None:
    """The one-way lets in at its tail only."""
    assert metres(entries(TOPOLOGY, METRIC, SPOTS).cost) == [[3, 7], [3, None], [None, None]]


def test_at_a_node_even_a_one_way_is_left_and_entered_for_nothing() -> None:
    """Whoever stands at its beginning stands at the corner."""
    at_tail = Anchors(np.array([1]), np.array([0.0]))
    assert exits(TOPOLOGY, METRIC, at_tail).cost[0, 0] == 0


def test_points_on_one_edge_have_a_way_within_it() -> None:
    """Every pair that shares an edge, and no other; against the one-way there is none."""
    others = Anchors(np.array([1, 1, 0, -1]), np.array([0.9, 0.1, 0.5, 0.0]))
    (one, other), cost = within_edge(METRIC, SPOTS, others)
    found = {
        (a, b): each for a, b, each in zip(one.tolist(), other.tolist(), metres(cost), strict=True)
    }
    assert found == {(0, 2): 2, (1, 0): 6, (1, 1): None}
    assert (cost == NO_WAY).sum() == 1


def test_a_point_with_two_ties_has_four_ends_each_with_its_way_beside() -> None:
    """Three metres beside the first street, five beside the second; the rest as for each alone."""
    late = at_speed(np.array([3.0, 5.0]), 30)
    tied = Anchors(np.array([0, 1]), np.array([0.3, 0.3]), late, ties=2)
    assert tied.size == 1
    assert exits(TOPOLOGY, METRIC, tied).nodes.tolist() == [[0, 1, 1, 2]]
    assert metres(exits(TOPOLOGY, METRIC, tied).cost) == [[6, 10, None, 12]]
    assert metres(entries(TOPOLOGY, METRIC, tied).cost) == [[6, 10, 8, None]]


def test_pairs_of_points_are_told_by_their_points_whatever_their_ties() -> None:
    """Two points, each tied to both streets; they meet on the first and, one way, on the second."""
    late = at_speed(np.array([1.0, 1.0, 2.0, 2.0]), 30)
    points = Anchors(np.array([0, 1, 0, 1]), np.array([0.1, 0.1, 0.6, 0.6]), late, ties=2)
    (one, other), cost = direct(METRIC, points.take(np.array([1])), points)
    found = list(zip(one.tolist(), other.tolist(), metres(cost), strict=True))
    assert sorted(found, key=str) == [(0, 0, 8), (0, 0, None), (0, 1, 4), (0, 1, 4)]


def test_a_point_is_placed_when_any_of_its_ties_is() -> None:
    points = Anchors(np.array([-1, 0, -1, -1]), np.zeros(4), ties=2)
    assert points.placed.tolist() == [True, False]


def metres(cost: Floats) -> Any:  # noqa: ANN401 - lists within lists, as the cost is shaped
    """Give lengths as whole metres, None where there is no way."""
    return np.where(cost < NO_WAY, unpack(cost)[1].astype(object), NOTHING).tolist()
