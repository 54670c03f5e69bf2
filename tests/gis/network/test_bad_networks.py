"""Networks that are odd or broken: each gives an answer or a name for it, on either engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from shapely import LineString, box

from gis.network.access import way_rules
from gis.network.closures import Terms
from gis.network.graph import topology_of
from gis.network.hierarchy import HierarchyEngine
from gis.network.metric import metric_of, milliseconds
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import Roads, roads_of
from gis.travel import TravelTable, network_table
from tests.gis.network.graph_stories import both_engines
from tests.gis.travel_stories import (
    GAMES,
    Row,
    at_nodes,
    corner,
    make_demand,
    make_graph,
    make_places,
    make_street,
    make_streets,
)

POSTS = make_demand({"west": 1, "east": 1}, at={"west": corner(11), "east": corner(15)})
SITES = make_places(near=corner(12), far=corner(14))
ROW = (make_street("row", 11, 12, 13, 14, 15),)
ONE_STREET = make_streets(make_street("a", 11, 12))
APART = (make_street("a", 11, 12), make_street("b", 14, 15))


@pytest.fixture(params=["fast", "plain"])
def engine(request: pytest.FixtureRequest) -> str:
    """Either engine must bear all of them."""
    return str(request.param)


def test_streets_without_an_edge_reach_nobody(engine: str, tmp_path: Path) -> None:
    """None that a car may use, and none at all."""
    for rows in ((make_street("path", 11, 15, kind="footway"),), ()):
        found = table(engine, tmp_path, *rows)
        assert found.counts == counts(demand_unsnapped=4)
        assert found.unsnapped == ("west", "east")


def test_two_islands_have_no_way_between_them(engine: str, tmp_path: Path) -> None:
    found = table(engine, tmp_path, *APART)
    assert found.counts == counts(reached=2, unreachable=2)
    assert np.isnan(found.minutes).tolist() == [[False, True], [True, False]]
    assert np.isnan(found.metres).tolist() == np.isnan(found.minutes).tolist()


def test_a_piece_of_no_length_joins_what_it_touches(engine: str, tmp_path: Path) -> None:
    """Corner 103 is drawn on the very spot of corner 13, and each has a side street of its own.

    They are two junctions, so that whoever passes both waits once more.
    """
    row = make_street("row", 11, 12, 13, 103, 14, 15)
    row["geometry"] = LineString([corner(number) for number in (11, 12, 13, 13, 14, 15)])
    other = make_street("other", 103, 23)
    other["geometry"] = LineString([corner(13), corner(23)])
    side = make_street("side", 13, 3)
    found = table(engine, tmp_path, row, side, other)
    assert 0 in make_roads(engine, tmp_path, row, side, other).topology.metres
    whole = table(engine, tmp_path, *ROW, side, make_street("other", 13, 23))
    waits = np.rint((found.minutes - whole.minutes) * 60 / STANDARD_PACE.junction_s)
    assert found.minutes == pytest.approx(whole.minutes + waits * STANDARD_PACE.junction_s / 60)
    assert set(waits.ravel()) <= {0, 1}
    assert found.metres == pytest.approx(whole.metres, abs=0.2)


@pytest.mark.parametrize(
    ("tag", "as_if", "told"),
    [
        ("-50", "", True),
        ("0", "", True),
        ("soup", "", True),
        ("", "", False),
        ("walk", "6", False),
        ("30 mph", "48.28032", False),
        ("50 mph", "", False),
        ("FR:urban", "50", False),
    ],
)
def test_a_speed_that_is_negative_missing_or_a_word(
    engine: str, tag: str, as_if: str, tmp_path: Path, *, told: bool
) -> None:
    """Nonsense counts as no limit, and is told with its tag; so fast no main road goes anyway."""
    main_road = make_street("row", *range(11, 16), kind="primary")
    found = table(engine, tmp_path, main_road | {"maxspeed": tag})
    same = table(engine, tmp_path, main_road | {"maxspeed": as_if})
    assert found.counts == counts(reached=4)
    assert found.minutes.tolist() == same.minutes.tolist()
    assert any("maxspeed" in str(warning) for warning in found.warnings) is told


@given(tag=st.text(max_size=12) | st.integers().map(str) | st.floats().map(str))
def test_no_speed_makes_time_run_backwards_or_stand_still(tag: str) -> None:
    streets = ONE_STREET.assign(maxspeed=tag)
    metric = metric_of(topology_of(streets), way_rules(streets, mode="drive"))
    assert (milliseconds(metric.cost) >= 1).all()


def test_closures_of_everything_leave_no_journey_by_car(engine: str, tmp_path: Path) -> None:
    """It is told; lifted, all is as before."""
    roads = make_roads(engine, tmp_path, *ROW)
    everything = Terms("Lockdown").at(box(2, 48, 3, 49))
    shut = network_table(roads.under([everything], on=GAMES), SITES, POSTS)
    assert shut.counts == counts(unreachable=4)
    assert "closes every street" in str(shut.warnings[0])
    assert network_table(roads, SITES, POSTS).counts == counts(reached=4)


def test_a_closure_elsewhere_changes_no_minute(engine: str, tmp_path: Path) -> None:
    roads = make_roads(engine, tmp_path, *ROW)
    elsewhere = roads.under([Terms("Lyon").at(box(4.8, 45.7, 4.9, 45.8))], on=GAMES)
    found = network_table(elsewhere, SITES, POSTS)
    assert found.minutes.tolist() == network_table(roads, SITES, POSTS).minutes.tolist()
    assert "Lyon" in str(found.warnings[0])


@pytest.mark.parametrize("seed", range(2))
def test_times_on_a_random_graph_are_scipy_s_own(seed: int) -> None:
    """Twelve hundred nodes, three thousand arcs, some parallel, some loops, some never reached."""
    rng = np.random.default_rng(seed)
    nodes, size = 1_200, 3_000
    tail, head = rng.integers(0, nodes, (2, size))
    ms, one_way = rng.integers(0, 90_000, size), rng.random(size) < 0.4
    arcs = list(zip(tail.tolist(), head.tolist(), ms.tolist(), [9] * size, one_way, strict=True))
    topology, metric = make_graph(arcs, nodes)
    points = rng.choice(np.unique([tail, head]), 80, replace=False)
    fast, plain = both_engines(topology, metric)
    weight = np.full((nodes, nodes), np.inf)
    for here, there, cost, _, only in arcs:
        weight[here, there] = min(weight[here, there], cost)
        if not only:
            weight[there, here] = min(weight[there, here], cost)
    # scipy takes a nought for no arc; so little stands for it that all of them round away.
    weight[weight == 0] = 2.0**-20
    kept = np.nonzero(np.isfinite(weight))
    graph = csr_array((weight[kept], kept), shape=(nodes, nodes))
    wanted = np.floor(dijkstra(graph, indices=points)[:, points] + 2.0**-9)
    spots = at_nodes(topology, *points)
    assert fast.times(spots, spots).tolist() == wanted.tolist()
    assert plain.times(spots, spots).tolist() == wanted.tolist()


def make_roads(engine: str, orders: Path, *rows: Row) -> Roads:
    """Make a town's streets ready by car, for one engine or the other."""
    roads = roads_of(make_streets(*rows), mode="drive", orders=orders if engine == "fast" else None)
    assert isinstance(roads.engine, HierarchyEngine) is (engine == "fast" and bool(rows))
    return roads


def table(engine: str, orders: Path, *rows: Row) -> TravelTable:
    """Measure from both posts to both sites."""
    return network_table(make_roads(engine, orders, *rows), SITES, POSTS, limit_m=50)


def counts(**cells: int) -> dict[str, int]:
    """Give how many cells have each answer; those that are not named have none."""
    words = ("reached", "unreachable", "site_unsnapped", "demand_unsnapped")
    return {word.replace("_", "-"): cells.get(word, 0) for word in words}
