"""The fast engine: the plain one's answers, on any small graph and under any closure."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.network.anchors import Anchors
from gis.network.metric import LENGTH_BITS, NO_WAY, Metric, milliseconds
from tests.gis.network.graph_stories import NODES, Arc, arcs, both_engines, draw_anchors
from tests.gis.travel_stories import at_nodes, make_graph


@given(streets=arcs, data=st.data())
def test_times_are_the_plain_engine_s_to_the_millisecond(
    streets: list[Arc], data: st.DataObject
) -> None:
    """Between any points on its edges or off the network, from either side."""
    origins, ends = draw_anchors(data, len(streets)), draw_anchors(data, len(streets))
    fast, plain = both_engines(*make_graph(streets, NODES))
    assert fast.times(origins, ends).tolist() == plain.times(origins, ends).tolist()
    assert fast.table(origins, ends).tolist() == plain.table(origins, ends).tolist()


@given(streets=arcs, data=st.data())
def test_a_closure_is_a_new_metric_and_never_shortens(
    streets: list[Arc], data: st.DataObject
) -> None:
    """The same order answers for it as an engine made anew would."""
    topology, metric = make_graph(streets, NODES)
    closed = data.draw(st.lists(st.integers(0, 2 * len(streets) - 1), max_size=6))
    cost = metric.cost.copy()
    cost[closed] = NO_WAY
    points = draw_anchors(data, len(streets))
    fast, _ = both_engines(topology, metric)
    before, after = fast, fast.with_metric(Metric("drive", cost))
    _, plain = both_engines(topology, Metric("drive", cost))
    found = after.times(points, points)
    assert found.tolist() == plain.times(points, points).tolist()
    assert (found >= before.times(points, points)).all()


@given(streets=arcs, data=st.data())
def test_a_route_takes_the_time_of_the_table_and_adds_up(
    streets: list[Arc], data: st.DataObject
) -> None:
    """Its arcs follow one another, are open, and cost what it says; so with both engines."""
    origins, ends = draw_anchors(data, len(streets), n=1), draw_anchors(data, len(streets), n=1)
    topology, metric = make_graph(streets, NODES)
    fast, plain = both_engines(topology, metric)
    packed = float(plain.table(origins, ends)[0, 0])
    for engine in (fast, plain):
        route = engine.route(origins, ends)
        assert (route is None) == np.isinf(packed)
        if route is None:
            continue
        assert milliseconds(np.array(route.cost)) == milliseconds(np.array(packed))
        assert route.cost >= packed
        assert np.isfinite(metric.cost[route.arcs]).all()
        starts = np.column_stack([topology.tail, topology.head]).ravel()[route.arcs]
        stops = np.column_stack([topology.head, topology.tail]).ravel()[route.arcs]
        assert starts[1:].tolist() == stops[:-1].tolist()
        share_sum = (milliseconds(metric.cost[route.arcs]) * (route.end - route.begin)).sum()
        assert route.minutes * 60_000 == pytest.approx(share_sum, abs=2)
    route = plain.route(origins, ends)
    assert route is None or route.cost == packed


@given(streets=arcs)
def test_turning_every_one_way_round_transposes_the_times(streets: list[Arc]) -> None:
    turned = [(head, tail, ms, dm, one_way) for tail, head, ms, dm, one_way in streets]
    nodes = sorted({n for arc in streets for n in arc[:2]})
    found = []
    for each in (streets, turned):
        topology, metric = make_graph(each, NODES)
        points = at_nodes(topology, *nodes)
        found.append(both_engines(topology, metric)[0].times(points, points))
    assert found[0].tolist() == found[1].T.tolist()


def test_the_package_s_infinity_never_leaves() -> None:
    """No way between islands, nor beyond the bound of 18.6 hours: infinite, as everywhere."""
    ten_hours = 10 * 3_600_000
    road = [(0, 1, ten_hours, 9, False), (1, 2, ten_hours, 9, False), (3, 4, 5, 5, False)]
    topology, metric = make_graph(road, 5)
    points = at_nodes(topology, 0, 1, 2, 3)
    fast, _ = both_engines(topology, metric)
    found = fast.times(points, points)
    assert np.isinf(found).tolist() == [
        [False, False, True, True],
        [False, False, False, True],
        [True, False, False, True],
        [True, True, True, False],
    ]
    assert fast.route(at_nodes(topology, 0), at_nodes(topology, 2)) is None


def test_a_route_without_a_tie_has_the_metres_of_the_table() -> None:
    """Both engines, and the packed cost to the last bit."""
    topology, metric = make_graph([(0, 1, 50, 700, False), (0, 1, 49, 900, False)], 2)
    start, goal = at_nodes(topology, 0), at_nodes(topology, 1)
    for engine in both_engines(topology, metric):
        route = engine.route(start, goal)
        assert route is not None
        assert (route.cost, route.metres) == (49 * 2.0**LENGTH_BITS + 900, 90)
        assert route.arcs.tolist() == [2]


def test_many_blocks_give_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few answers fit into memory at once, from either side."""
    topology, metric = make_graph([(0, 1, 3, 1, False), (1, 2, 4, 1, True), (2, 0, 5, 1, True)], 3)
    points, few = at_nodes(topology, 0, 1, 2), at_nodes(topology, 1)
    fast, _ = both_engines(topology, metric)
    pairs = ((points, points), (points, few), (few, points))
    at_once = [fast.times(*pair).tolist() for pair in pairs]
    monkeypatch.setattr("gis.network.hierarchy._BLOCK_BYTES", 1)
    assert [fast.times(*pair).tolist() for pair in pairs] == at_once


def test_no_points_make_an_empty_table() -> None:
    topology, metric = make_graph([(0, 1, 3, 1, False)], 2)
    none = Anchors(np.zeros(0, dtype=np.int64), np.zeros(0))
    fast, _ = both_engines(topology, metric)
    assert fast.times(none, at_nodes(topology, 0)).shape == (0, 1)


def test_threads_may_ask_one_engine_at_once() -> None:
    """As sessions of the app do, each about pairs enough for threads of its own.

    Two of them at one laid metric, and the process itself dies of it.
    """
    side = 20  # 160,000 pairs of its nodes
    lanes = [(n, n + 1, 90 + n % 7, 9, False) for n in range(side * side) if (n + 1) % side]
    rows = [(n, n + side, 80 + n % 11, 9, False) for n in range(side * (side - 1))]
    topology, metric = make_graph([*lanes, *rows], side * side)
    points = at_nodes(topology, *range(side * side))
    one, other = points.take(np.array([0])), points.take(np.array([390]))
    fast, plain = both_engines(topology, metric)
    wanted = plain.times(points, points)

    def ask(turn: int) -> bool:
        if turn % 2:
            return bool((fast.times(points, points) == wanted).all())
        route = fast.route(one, other)
        return route is not None and milliseconds(np.array(route.cost)) == wanted[0, 390]

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(64)))
