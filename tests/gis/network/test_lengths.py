"""Lengths: the same metres whichever engine measures, for one pair or for all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.distance import Floats
from gis.network.anchors import Anchors
from gis.network.engine import DijkstraEngine, Engine
from gis.network.graph import topology_of
from gis.network.lengths import KnownLengths, SearchedLengths
from gis.network.metric import MS_A_MINUTE, at_speed, milliseconds, unpack
from gis.network.roads import Roads, roads_of
from gis.network.snapping import StreetSnapper
from gis.network.speeds import MODES
from tests.data.truth import needs_shared
from tests.gis.network.graph_stories import NODES, Arc, arcs, both_engines, draw_anchors
from tests.gis.real_streets import liechtenstein
from tests.gis.travel_stories import at_nodes, make_graph


@given(streets=arcs, data=st.data())
def test_any_pairs_asked_have_the_metres_of_the_whole_table(
    streets: list[Arc], data: st.DataObject
) -> None:
    """On both engines, however few are asked, and with the ways beside the network."""
    sites, demand = (beside(draw_anchors(data, len(streets)), metres) for metres in (3, 7))
    pairs = data.draw(
        st.lists(st.tuples(st.integers(0, sites.size - 1), st.integers(0, demand.size - 1)))
    )
    asked = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    topology, metric = make_graph(streets, NODES)
    for engine in both_engines(topology, metric):
        lengths = searched(engine, sites, demand)
        whole = unpack(engine.table(demand, sites).T)[1]
        assert_same(lengths.at(*asked), whole[asked[0], asked[1]])
        assert_same(lengths.whole, whole)


@given(streets=arcs, within_ms=st.integers(0, 9_000), data=st.data())
def test_a_bound_leaves_out_the_journeys_beyond_it_and_no_other(
    streets: list[Arc], within_ms: int, data: st.DataObject
) -> None:
    """A journey of just so many milliseconds is within, however long it is."""
    origins, ends = draw_anchors(data, len(streets)), draw_anchors(data, len(streets))
    for engine in both_engines(*make_graph(streets, NODES)):
        whole = engine.table(origins, ends)
        near = np.where(milliseconds(whole) <= within_ms, whole, np.inf)
        assert engine.table(origins, ends, within_ms=within_ms).tolist() == near.tolist()


def test_of_ways_equally_fast_the_shorter_one_s_metres_are_told() -> None:
    """By either engine, though the fast one's own route may be the longer."""
    topology, metric = make_graph([(0, 1, 50, 900, False), (0, 1, 50, 700, False)], 2)
    sites, demand = at_nodes(topology, 1), at_nodes(topology, 0)
    for engine in both_engines(topology, metric):
        lengths = searched(engine, sites, demand)
        assert lengths.at(np.array([0]), np.array([0])).tolist() == [70]


def test_a_search_goes_no_farther_than_its_own_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """One from each of the rarer side, bounded by its slowest journey, and none a second time."""
    topology, metric = make_graph([(n, n + 1, 1_000, 10, False) for n in range(9)], 10)
    sites, demand = at_nodes(topology, 2, 9), at_nodes(topology, 0, 1, 5)
    _, plain = both_engines(topology, metric)
    lengths = searched(plain, sites, demand)
    asked: list[tuple[int, int, float]] = []
    table = type(plain).table

    def noted(self: Engine, origins: Anchors, ends: Anchors, *, within_ms: float) -> object:
        asked.append((origins.size, ends.size, within_ms))
        return table(self, origins, ends, within_ms=within_ms)

    monkeypatch.setattr(type(plain), "table", noted)
    assert lengths.at(np.array([0, 0, 1]), np.array([0, 1, 2])).tolist() == [2, 1, 4]
    assert asked == [(2, 1, 2_000), (1, 1, 4_000)]
    assert lengths.at(np.array([0, 1]), np.array([1, 1])).tolist() == [1, 8]
    assert asked[2:] == [(1, 1, 8_000)]


def test_known_lengths_are_looked_up() -> None:
    known = KnownLengths(np.array([[1.0, 2.0], [3.0, 4.0]]))
    assert known.at(np.array([1, 0]), np.array([0, 1])).tolist() == [3, 2]


@needs_shared
def test_on_real_streets_all_pairs_agree(tmp_path: Path) -> None:
    """Every pair, some pairs, and the whole table of either engine, by car and on foot."""
    ground = topology_of(liechtenstein())
    for mode in MODES:
        fast = roads_of(liechtenstein(), mode=mode, topology=ground, orders=tmp_path)
        plain = DijkstraEngine.of(ground, fast.metric)
        sites, demand = spots(fast, 40, seed=1), spots(fast, 90, seed=2)
        lengths = searched(fast.engine, sites, demand)
        every = np.indices((40, 90)).reshape(2, -1)
        assert_same(lengths.whole, unpack(plain.table(demand, sites).T)[1])
        assert_same(lengths.at(*every).reshape(40, 90), lengths.whole)
        few = np.random.default_rng(3).choice(every, 300, axis=1)
        assert_same(lengths.at(*few), lengths.whole[few[0], few[1]])


def searched(engine: Engine, sites: Anchors, demand: Anchors) -> SearchedLengths:
    """Make the lengths of a table."""
    times = engine.times(demand, sites).T
    minutes = np.where(np.isfinite(times), times, np.nan) / MS_A_MINUTE
    return SearchedLengths(engine, sites, demand, minutes)


def beside(points: Anchors, metres: float) -> Anchors:
    """Put points beside the network, none farther than some metres."""
    return replace(points, late=at_speed(points.along * metres, 10))


def spots(roads: Roads, count: int, *, seed: int) -> Anchors:
    """Put points at random along streets that the mode may use."""
    assert isinstance(roads.snapper, StreetSnapper)
    rng = np.random.default_rng(seed)
    return Anchors(rng.choice(roads.snapper.edges, count), rng.random(count))


def assert_same(found: Floats, wanted: Floats) -> None:
    """Compare to the last bit, with NaN like NaN."""
    np.testing.assert_array_equal(found, wanted)
