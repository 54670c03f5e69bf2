"""Reach: minutes at the nodes agree with the table, and the bands are an honest picture of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from bench.reach import buffered_edges, overlap, zones_on
from gis.network.anchors import Anchors
from gis.network.metric import NO_WAY, at_speed, unpack
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import Roads, roads_of
from gis.network.snapping import StreetSnapper, snap
from gis.network.speeds import MODES, Mode
from gis.reach import MINUTES, node_minutes, reach
from layers.errors import SettingError
from tests.data.truth import needs_shared
from tests.gis.real_streets import LIECHTENSTEIN, liechtenstein
from tests.gis.travel_stories import at_nodes, corner, make_places, make_street, make_streets

BOTH_WAYS = pytest.mark.parametrize("to", [True, False])
NOWHERE = Anchors(np.array([-1]), np.zeros(1))
METRES_A_MINUTE = STANDARD_PACE.walk_kmh("footway") * 1000 / 60


def long_street(mode: Mode = "walk", **tags: str) -> Roads:
    """Give a street of 900 m from corner 10 to 19, and one of 100 m apart from it."""
    street = make_street("rue-a", *range(10, 20), **tags)
    return roads_of(make_streets(street, make_street("rue-b", 90, 91)), mode=mode)


def zone_at(roads: Roads, node: int) -> Anchors:
    """Give a zone exactly at a node."""
    return at_nodes(roads.topology, node)


def beside(zone: Anchors, *, minutes: float) -> Anchors:
    """Put a zone beside its street, some minutes on foot away."""
    metres = np.array([METRES_A_MINUTE * minutes])
    return replace(zone, late=at_speed(metres, STANDARD_PACE.beside_kmh("walk")))


def every_node(roads: Roads) -> Anchors:
    """Give an anchor at each node of the topology, in their order."""
    return at_nodes(roads.topology, *roads.topology.node_ids.tolist())


def holds(bands: gpd.GeoDataFrame, at: tuple[float, float]) -> list[bool]:
    """Tell of each band whether it holds a place."""
    return [bool(inside) for inside in bands.geometry.contains(Point(*at))]


def closed(roads: Roads) -> Roads:
    """Close every street."""
    shut = replace(roads.metric, cost=np.full(roads.metric.cost.size, NO_WAY))
    engine = type(roads.engine).of(roads.topology, shut)  # type: ignore[attr-defined] # only a protocol is known of it
    return replace(roads, metric=shut, engine=engine)


@BOTH_WAYS
def test_minutes_at_nodes_are_those_of_the_table(to: bool) -> None:  # noqa: FBT001 - a case
    roads = long_street(oneway="yes", mode="drive")
    zone, nodes = Anchors(np.array([0]), np.array([0.3])), every_node(roads)
    table = roads.engine.table(nodes, zone).T if to else roads.engine.table(zone, nodes)
    assert node_minutes(roads, zone, to=to) == pytest.approx(unpack(table)[0][0], nan_ok=True)


def test_the_way_beside_the_street_is_part_of_the_journey() -> None:
    roads = long_street()
    plain = node_minutes(roads, zone_at(roads, 10), to=True)
    aside = node_minutes(roads, beside(zone_at(roads, 10), minutes=1), to=True)
    assert aside == pytest.approx(plain + 1, abs=1e-4, nan_ok=True)


def test_the_nearest_of_several_zones_counts() -> None:
    roads = long_street()
    ends = node_minutes(roads, at_nodes(roads.topology, 10, 19), to=False)
    each = [node_minutes(roads, zone_at(roads, node), to=False) for node in (10, 19)]
    assert ends == pytest.approx(np.fmin(*each), nan_ok=True)


def test_a_band_ends_where_the_minutes_do_and_leaves_no_hole_in_a_long_street() -> None:
    roads = long_street()
    bands = reach(roads, zone_at(roads, 10), minutes=(5, 10), to=False)
    middle = [corner(10, east=metres) for metres in range(0, 381, 20)]
    assert all(holds(bands, place) == [True, True] for place in middle)
    assert holds(bands, corner(15)) == [False, True]  # 500 m are 6¼ minutes
    assert holds(bands, corner(18, east=75)) == [False, False]  # and 875 m nearly 11


def test_the_zone_itself_is_in_every_band_though_both_ends_of_its_street_are_not() -> None:
    roads = long_street()
    zone = Anchors(np.array([0]), np.array([0.5]))
    bands = reach(roads, zone, minutes=(0.5, 1), to=True)
    assert holds(bands, corner(14, east=50)) == [True, True]
    assert holds(bands, corner(10)) == [False, False]


def test_a_one_way_street_reaches_one_way() -> None:
    roads = long_street(mode="drive", oneway="yes")
    zone = Anchors(np.array([0]), np.array([0.5]))
    east, west = corner(17), corner(12)
    there, back = (reach(roads, zone, minutes=(5,), to=to) for to in (False, True))
    assert (holds(there, east), holds(there, west)) == ([True], [False])
    assert (holds(back, east), holds(back, west)) == ([False], [True])


def test_a_band_is_told_with_its_minutes_and_direction() -> None:
    roads = long_street()
    bands = reach(roads, zone_at(roads, 10), minutes=(10, 5), to=True)
    assert list(bands.index) == ["reach-5", "reach-10"]
    assert list(bands["minutes"]) == [5, 10]
    assert set(bands["direction"]) == {"to"}
    assert bands.crs == "EPSG:4326"


@BOTH_WAYS
@pytest.mark.parametrize("mode", MODES)
def test_a_closed_street_reaches_nothing_and_says_so(mode: Mode, to: bool) -> None:  # noqa: FBT001 - a case
    roads = closed(long_street(mode=mode))
    bands = reach(roads, zone_at(roads, 12), to=to)
    assert bands.geometry.is_empty.all()
    assert set(bands["answer"]) == {"closed"}


def test_a_zone_off_the_network_reaches_nothing_and_says_so() -> None:
    bands = reach(long_street(), NOWHERE, to=True)
    assert bands.geometry.is_empty.all()
    assert set(bands["answer"]) == {"unsnapped"}


def test_a_town_without_streets_is_reached_from_nowhere() -> None:
    roads = roads_of(make_streets(), mode="walk")
    assert list(reach(roads, NOWHERE, minutes=(5,), to=True)["answer"]) == ["unsnapped"]


def test_a_zone_farther_from_its_street_than_a_band_is_named_in_that_band_alone() -> None:
    roads = long_street()
    bands = reach(roads, beside(zone_at(roads, 10), minutes=6), to=True)
    assert list(bands["answer"]) == ["too-far", "reached", "reached"]


def test_an_isolated_street_reaches_itself_only() -> None:
    roads = long_street()
    bands = reach(roads, zone_at(roads, 90), minutes=(15,), to=True)
    assert holds(bands, corner(91)) == [True]
    assert holds(bands, corner(12)) == [False]


@pytest.mark.parametrize("minutes", [(), (0,), (-5, 5), (np.nan,), (np.inf,)])
def test_minutes_that_are_none_are_refused(minutes: tuple[float, ...]) -> None:
    with pytest.raises(SettingError):
        reach(long_street(), NOWHERE, minutes=minutes, to=True)


@given(
    share=st.floats(0, 1),
    edge=st.integers(0, 9),
    bands=st.lists(st.floats(0.1, 20), min_size=2, max_size=4, unique=True),
    to=st.booleans(),
)
def test_a_wider_band_holds_every_narrower_one(
    share: float,
    edge: int,
    bands: list[float],
    to: bool,  # noqa: FBT001 - a case
) -> None:
    roads = TOWN
    zone = Anchors(np.array([edge % roads.topology.edges]), np.array([share]))
    shapes = reach(roads, zone, minutes=bands, to=to).geometry.to_numpy()
    lost = [a.difference(b).area for a, b in pairwise(shapes)]
    assert max(lost) <= 1e-6 * shapes[-1].area


TOWN = roads_of(
    make_streets(
        make_street("rue-a", *range(10, 20), oneway="yes"),
        make_street("rue-b", 12, 32, 52),
        make_street("rue-c", 17, 37, 57),
        make_street("rue-d", *range(50, 60), kind="primary"),
    ),
    mode="drive",
)


@pytest.fixture(scope="module", params=MODES if LIECHTENSTEIN.exists() else [])
def country(request: pytest.FixtureRequest) -> Roads:
    """The streets of Liechtenstein, by car and on foot."""
    return roads_of(liechtenstein(), mode=request.param)


@needs_shared
@BOTH_WAYS
def test_bands_lie_where_buffered_edges_do(country: Roads, to: bool) -> None:  # noqa: FBT001 - a case
    assert isinstance(country.snapper, StreetSnapper)
    zone = list(zones_on(country, 2))[to]  # another for each direction
    ours = reach(country, zone, to=to).to_crs(country.snapper.crs).geometry
    theirs = buffered_edges(country, zone, to=to)
    assert min(overlap(a, b) for a, b in zip(ours, theirs, strict=True)) >= 0.8


@needs_shared
def test_on_real_streets_five_minutes_lie_in_ten_and_ten_in_fifteen(country: Roads) -> None:
    zone = next(zones_on(country, 1))
    five, ten, fifteen = reach(country, zone, minutes=MINUTES, to=True).geometry
    assert five.difference(ten).area <= 1e-6 * five.area
    assert ten.difference(fifteen).area <= 1e-6 * ten.area


@needs_shared
def test_every_node_within_the_minutes_is_in_the_band(country: Roads) -> None:
    zone = next(zones_on(country, 1))
    found = node_minutes(country, zone, to=True, within=15)
    near = country.topology.node_lonlat[np.isfinite(found)]
    (band,) = reach(country, zone, minutes=(15,), to=True).geometry
    inside = gpd.GeoSeries(gpd.points_from_xy(*near.T)).within(band)
    assert inside.mean() > 0.99
    assert len(near) > 20


def test_a_site_is_drawn_from_where_it_is_snapped() -> None:
    roads = long_street()
    snaps = snap(make_places(lycee=corner(14, north=30)).geometry, roads.snapper)
    bands = reach(roads, snaps.anchors, minutes=(5,), to=True)
    assert holds(bands, corner(14)) == [True]
