"""The strategic network: how points are tied to it, and what a journey on it takes."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from gis.distance import Floats
from gis.ground import strategic_roads
from gis.network.metric import unpack
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import Roads
from gis.network.snapping import Snaps, snap
from gis.network.strategic import FARTHEST_M
from gis.travel import Answer, network_table
from layers.schema import CRS
from tests.gis.strategic_stories import (
    JUNCTIONS,
    MIDDLE_BRIDGE,
    box_km,
    make_barrier,
    make_link,
    make_links,
    make_roads,
    spot,
    tied,
    under,
)
from tests.gis.travel_stories import make_demand, make_places

BESIDE_MIN = 1.3 / 25 * 60  # minutes a kilometre beside the roads
place = st.tuples(st.floats(-0.5, 4.5), st.floats(-0.5, 2.5))
places = st.lists(place, min_size=1, max_size=4)


def minutes(roads: Roads, start: tuple[float, float], goal: tuple[float, float]) -> float:
    """Give the minutes of one journey, told in kilometres."""
    found = table(roads, [start], [goal])
    return float(found[0, 0])


def table(
    roads: Roads, starts: list[tuple[float, float]], goals: list[tuple[float, float]]
) -> Floats:
    """Give the minutes of every journey."""
    return unpack(roads.engine.table(tied(roads, *starts), tied(roads, *goals)))[0]


def test_a_point_goes_straight_to_the_junction_and_then_by_road() -> None:
    found = minutes(make_roads(), (0, 2.3), (0, -0.3))
    assert found == pytest.approx(0.3 * BESIDE_MIN + 3 + 0.3 * BESIDE_MIN, abs=0.01)


def test_a_point_beside_a_road_joins_it_part_way() -> None:
    """A quarter along the northern quay, to the next junction but one: three quarters and one."""
    found = minutes(make_roads(), (0.5, 2.1), (4, 2.1))
    assert found == pytest.approx(0.1 * BESIDE_MIN + 3 + 4 + 0.1 * BESIDE_MIN, abs=0.01)


def test_a_one_way_road_is_not_driven_back() -> None:
    """Along the southern quay, which runs west: eastwards one goes beside it to a junction."""
    roads, west, east = make_roads(), (0.8, -0.1), (3.2, -0.1)
    assert minutes(roads, east, west) == pytest.approx(2 * 0.1 * BESIDE_MIN + 4.8, abs=0.01)
    beside = np.hypot(1.2, 0.1) * BESIDE_MIN
    assert minutes(roads, west, east) == pytest.approx(2 * beside, abs=0.01)


def test_a_motorway_takes_no_points_part_way() -> None:
    """It runs right there; one drives on to its junction all the same."""
    found = minutes(make_roads(), (3, 2.1), (0, 2.2))
    assert found == pytest.approx(0.1 * BESIDE_MIN + 2 + 1.5 + 0.2 * BESIDE_MIN, abs=0.01)


def test_points_near_one_another_go_straight_across() -> None:
    """Between the banks, far from every road: 800 metres, a third longer, and once more 250."""
    found = minutes(make_roads(), (1, 0.6), (1, 1.4))
    assert found == pytest.approx((0.8 * 1.3 + 0.25) / 25 * 60, abs=0.01)


def test_nobody_goes_across_through_a_closure_that_bars_the_mode() -> None:
    roads, start, goal = make_roads(), (1, 0.6), (1, 1.4)
    fence = LineString([spot(0.8, 1), spot(1.2, 1)])
    usual = minutes(roads, start, goal)
    assert minutes(under(roads, make_barrier(fence)), start, goal) > usual + 1
    passing = under(roads, make_barrier(fence, bars="everyone-but-force"))
    assert minutes(passing, start, goal) == usual


def test_a_closed_bridge_sends_journeys_over_the_next_one() -> None:
    roads = make_roads()
    closure = make_barrier(box_km(1.9, 0.9, 2.1, 1.1))
    north, south = (2, 2.2), (2, -0.2)
    assert minutes(roads, north, south) == pytest.approx(0.4 * BESIDE_MIN + 3, abs=0.01)
    assert minutes(under(roads, closure), north, south) == pytest.approx(
        0.4 * BESIDE_MIN + 4 + 3 + 4, abs=0.01
    )


def test_whoever_is_inside_a_closure_keeps_the_way_to_the_road_and_is_unreachable() -> None:
    roads = under(make_roads(), make_barrier(box_km(-0.2, 2.2, 0.2, 2.6)))
    sites = make_places(inside=spot(0, 2.4), outside=spot(0, -0.2))
    demand = make_demand({"stade": 10}, at={"stade": spot(4, 0)})
    found = network_table(roads, sites, demand)
    assert found.answer.tolist() == [[Answer.UNREACHABLE], [Answer.REACHED]]
    assert found.site_snap_m == pytest.approx([400, 200], abs=2)


@given(starts=places, goals=places, corners=st.tuples(place, place), name=st.booleans())
def test_a_closure_never_shortens(
    starts: list[tuple[float, float]],
    goals: list[tuple[float, float]],
    corners: tuple[tuple[float, float], tuple[float, float]],
    name: bool,  # noqa: FBT001 - drawn: a line or a box
) -> None:
    roads = make_roads()
    (west, south), (east, north) = np.sort(np.array(corners), axis=0)
    line = LineString([spot(west, south), spot(east + 0.01, north)])
    shape = line if name else box_km(west, south, east + 0.01, north + 0.01)
    before = table(roads, starts, goals)
    after = table(under(roads, make_barrier(shape)), starts, goals)
    assert (np.nan_to_num(after, nan=np.inf) >= before).all()


@pytest.mark.parametrize("shut", [False, True])
@given(starts=places, goals=places)
def test_a_route_takes_what_the_table_says_on_either_engine(
    shut: bool,  # noqa: FBT001 - a case
    starts: list[tuple[float, float]],
    goals: list[tuple[float, float]],
    fast_roads: Roads,
) -> None:
    closures = [make_barrier(box_km(1.5, 0.5, 2.5, 1.5))] if shut else []
    plain, fast = (under(roads, *closures) for roads in (make_roads(), fast_roads))
    start, goal = tied(plain, *starts), tied(plain, *goals)
    told = plain.engine.table(start, goal)
    assert fast.engine.times_alone
    assert fast.engine.times(start, goal).tolist() == plain.engine.times(start, goal).tolist()
    for n in range(start.size):
        for m in range(goal.size):
            one, other = start.take(np.array([n])), goal.take(np.array([m]))
            routes = [roads.engine.route(one, other) for roads in (plain, fast)]
            expected = unpack(told[n, m])[0][()]
            assert [route.minutes if route else np.nan for route in routes] == pytest.approx(
                [expected] * 2, abs=1e-9, nan_ok=True
            )


@pytest.fixture(scope="module")
def fast_roads(tmp_path_factory: pytest.TempPathFactory) -> Roads:
    """The two banks with the fast engine."""
    return strategic_roads(make_links(), orders=tmp_path_factory.mktemp("orders"))


def test_a_route_names_its_roads_and_runs_from_junction_to_junction() -> None:
    roads = make_roads()
    found = roads.engine.route(tied(roads, (2, 2.2)), tied(roads, (0, -0.2)))
    assert found is not None
    assert found.street_names(roads.topology, make_links()) == ("Pont", "Quai")
    corners = [spot(*JUNCTIONS[name]) for name in ("nm", "sm", "sw")]
    assert found.line(roads.topology) == pytest.approx(np.array(corners), abs=1e-7)


def test_some_points_of_many_are_tied_as_they_were() -> None:
    roads = make_roads()
    all_of_them = tied(roads, (0.5, 2.1), (1, 1.4), (3, 0.2))
    table_of_all = roads.engine.table(all_of_them, all_of_them)
    some = all_of_them.take(np.array([2, 0]))
    assert roads.engine.table(some, all_of_them).tolist() == table_of_all[[2, 0]].tolist()


def test_main_roads_may_be_farther_than_streets_but_not_without_bound() -> None:
    """A limit that is meant for streets does not count here; the network has its own."""
    found = snapped((0, 3.9), (0, 9))
    assert found.snapped.tolist() == [True, False]
    assert found.metres == pytest.approx([1_900, 7_000], abs=10)
    assert found.limit_m == FARTHEST_M


def test_a_point_beyond_the_limit_is_named() -> None:
    roads = make_roads()
    sites = make_places(far=spot(0, 9))
    found = network_table(roads, sites, make_demand({"stade": 10}, at={"stade": spot(4, 0)}))
    assert found.answer.tolist() == [[Answer.SITE_UNSNAPPED]]
    assert "more than" in str(found.warnings[0])


def test_a_link_without_minutes_is_not_used_and_is_named() -> None:
    roads = strategic_roads(make_links(make_link("sw", "nm", minutes=None, name="Rue")))
    assert "link-sw-nm" in str(roads.warnings[0])
    assert not np.isfinite(roads.metric.cost[-2:]).any()
    assert make_roads().warnings == ()


def test_a_road_both_ways_is_one_edge_open_both_ways() -> None:
    roads = make_roads()
    bridge = roads.topology.ways.index(MIDDLE_BRIDGE)
    there, back = unpack(roads.metric.cost[2 * bridge : 2 * bridge + 2])[0]
    assert (there, back) == (3, 3)
    assert roads.topology.nodes == len(JUNCTIONS)


def test_traffic_lengthens_every_journey_alike_beside_the_roads_too() -> None:
    rush = STANDARD_PACE.at(8)
    places = [(0.5, 2.1), (1, 1.4), (3, -0.4)]
    free, later = make_roads(), make_roads().with_pace(make_links(), rush)
    found = table(later, places, places)
    assert rush.factor > 1
    assert found == pytest.approx(table(free, places, places) * rush.factor, abs=1e-3)
    assert (found == table(strategic_roads(make_links(), pace=rush), places, places)).all()
    assert later.with_pace(make_links(), STANDARD_PACE).metric.cost.tolist() == (
        free.metric.cost.tolist()
    )


def test_nobody_at_all_is_tied_to_nothing() -> None:
    assert snapped().snapped.tolist() == []


def snapped(*points: tuple[float, float]) -> Snaps:
    """Tie places, in kilometres, under a limit of 500 metres."""
    shapes = gpd.GeoSeries([Point(spot(*point)) for point in points], crs=CRS)
    return snap(shapes, make_roads().snapper, limit_m=500)
