"""Snapping: to the nearest street that one may use, no farther than the limit, past islands."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Polygon, box

from gis.network.roads import Roads, roads_of
from gis.network.snapping import Snaps, snap
from gis.network.speeds import Mode
from tests.gis.travel_stories import Row, corner, make_places, make_street, make_streets


def test_a_point_goes_to_the_nearest_street_and_the_distance_is_kept() -> None:
    """Thirty metres north of a street, a quarter of the way along."""
    found = snaps(make_places(here=corner(11.25, north=30)), make_street("a", 11, 12))
    assert found.metres == pytest.approx([30], abs=0.1)
    assert found.anchors.along == pytest.approx([0.25], abs=0.001)
    assert found.snapped.tolist() == [True]


def test_a_point_beyond_the_limit_is_left_where_it_is_but_its_distance_is_told() -> None:
    """A hundred metres are allowed, it would take three hundred."""
    found = snaps(make_places(far=corner(42)), make_street("a", 11, 12), limit_m=100)
    assert found.anchors.edge.tolist() == [-1]
    assert found.metres == pytest.approx([300], abs=0.3)


def test_the_limit_itself_is_within_it() -> None:
    """A point upon the street needs no move."""
    found = snaps(make_places(on=corner(11)), make_street("a", 11, 12), limit_m=0)
    assert found.snapped.tolist() == [True]
    assert found.anchors.along.tolist() == [0.0]


def test_each_mode_goes_to_its_own_streets() -> None:
    """The footpath is nearest, but not for a car; nor is a site entered from a motorway."""
    town = [
        make_street("path", 11, 12, kind="footway"),
        make_street("motorway", 21, 22, kind="motorway"),
        make_street("street", 41, 42),
        make_street("there", 11, 21, 41),
        make_street("back", 42, 22, 12),
    ]
    here = make_places(here=corner(11.5, north=40), there=corner(21.2, north=-5))
    assert street_of(here, *town, mode="walk") == ["path", "there"]
    assert "motorway" not in street_of(here, *town, mode="drive")
    assert "path" not in street_of(here, *town, mode="drive")


def test_a_polygon_is_moved_from_its_own_edge() -> None:
    """Nobody said where the entrance is: the fence nearest to a street is taken."""
    west, south = corner(11.2, north=20)
    east, north = corner(12.0, north=90)
    found = snaps(make_places(park=box(west, south, east, north)), make_street("a", 11, 12))
    assert found.metres == pytest.approx([20], abs=0.1)


def test_streets_inside_a_polygon_are_at_no_distance_and_the_middle_one_is_taken() -> None:
    """A campus with two streets: the one nearer its middle serves it, in its middle."""
    west, south = corner(1, north=-60)
    east, north = corner(14, north=40)
    campus = make_places(campus=box(west, south, east, north))
    town = [make_street("south", 1, 4), make_street("north", 11, 14), make_street("way", 4, 14)]
    found = snaps(campus, *town)
    assert found.metres.tolist() == [0]
    assert street_of(campus, *town) == ["south"]
    assert found.anchors.along == pytest.approx([0.5], abs=0.01)


def test_an_island_is_passed_over_and_told() -> None:
    """A lone yard street beside a town of sixty corners leads nowhere."""
    island = make_street("yard", 975, 976)
    near = make_places(gate=corner(969 - 0.5, north=0))
    town = [*big_town(), island]
    found = snaps(near, *town, limit_m=20_000)
    assert street_of(near, *town, limit_m=20_000) != ["yard"]
    assert found.past_island.tolist() == [True]


def test_two_towns_of_a_size_are_both_mainland() -> None:
    """Neither is an island of the other: a point goes to its own."""
    here = make_places(west=corner(11, north=-10), east=corner(15, north=-10))
    town = [make_street("a", 11, 12, 22), make_street("b", 15, 16, 26)]
    assert street_of(here, *town) == ["a", "b"]
    assert not snaps(here, *town).past_island.any()


def test_without_streets_nothing_is_snapped_and_no_distance_is_known() -> None:
    """NaN, not nought."""
    found = snaps(make_places(here=corner(11)))
    assert found.snapped.tolist() == [False]
    assert np.isnan(found.metres).all()
    barred = snaps(make_places(here=corner(11)), make_street("a", 11, 12, access="no"))
    assert np.isnan(barred.metres).all()


def test_no_points_are_no_trouble() -> None:
    """An area without candidates."""
    assert snaps(make_places(), make_street("a", 11, 12)).metres.size == 0


def test_a_triangle_touching_a_street_at_one_corner_is_on_it() -> None:
    """At no distance, and at that corner."""
    shape = Polygon([corner(11.5), corner(21.4), corner(21.6)])
    found = snaps(make_places(wedge=shape), make_street("a", 11, 12))
    assert found.metres == pytest.approx([0], abs=0.01)
    assert found.anchors.along == pytest.approx([0.5], abs=0.01)


def big_town() -> list[Row]:
    """Make a ladder of sixty corners, where everyone reaches everyone."""
    rungs = [make_street(f"rung-{n}", n, n + 100) for n in range(100, 130)]
    rails = [make_street("low", *range(100, 130)), make_street("high", *range(200, 230))]
    return [*rungs, *rails]


def make_roads(*rows: Row, mode: Mode = "drive") -> Roads:
    """Make the roads of some streets."""
    return roads_of(make_streets(*rows), mode=mode)


def snaps(
    places: gpd.GeoDataFrame, *rows: Row, mode: Mode = "drive", limit_m: float = 500
) -> Snaps:
    """Snap some places to some streets."""
    return snap(places.geometry, make_roads(*rows, mode=mode).snapper, limit_m=limit_m)


def street_of(
    places: gpd.GeoDataFrame, *rows: Row, mode: Mode = "drive", limit_m: float = 500
) -> list[str]:
    """Give the street that each place was moved to."""
    roads = make_roads(*rows, mode=mode)
    found = snap(places.geometry, roads.snapper, limit_m=limit_m)
    return [roads.topology.ways[way] for way in roads.topology.way[found.anchors.edge]]
