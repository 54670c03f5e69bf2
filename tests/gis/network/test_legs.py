"""The legs of a route: how far along each street, and which way one turns into it."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString

from gis.network.anchors import Anchors
from gis.network.legs import Leg, legs_of
from gis.network.roads import Roads, roads_of
from gis.network.route import Route
from tests.gis.travel_stories import corner, journey_of, make_places, make_street, make_streets

# East along row 1, north, then a stub west; and a town of ten by four corners.
BEND = make_streets(
    make_street("a", 10, 11, 12, name="Rue A"),
    make_street("b", 12, 22, 32, name="Rue B"),
    make_street("c", 32, 31, name="Rue C"),
)
TOWN = make_streets(
    *(make_street(f"row-{n}", *range(10 * n, 10 * n + 10), name=f"Rangée {n}") for n in range(4)),
    *(make_street(f"line-{n}", *range(n, 40, 10), name=f"Ligne {n}") for n in range(10)),
)
TOWN_ROADS = roads_of(TOWN, mode="drive")


def ways(streets: gpd.GeoDataFrame, start: float, end: float) -> tuple[Leg, ...]:
    """Give the legs from one corner to another."""
    roads = roads_of(streets, mode="drive")
    ends = make_places(end=corner(end), start=corner(start)).geometry
    return journey_of(roads, *ends, streets=streets).legs


def spot(roads: Roads) -> Route:
    """Find the route from a place on the first edge to itself."""
    here = Anchors(np.array([0]), np.array([0.5]))
    found = roads.engine.route(here, here)
    assert found is not None
    return found


def told(legs: tuple[Leg, ...]) -> list[tuple[str, int, int | None]]:
    """Give names, tens of metres and turns of some legs."""
    return [
        (leg.name, int(round(leg.metres, -1)), None if leg.turn is None else round(leg.turn))
        for leg in legs
    ]


def test_each_street_is_told_with_its_metres_and_the_turn_into_it() -> None:
    there, back = ways(BEND, 10, 31), ways(BEND, 31, 10)
    assert told(there) == [("Rue A", 200, None), ("Rue B", 200, -90), ("Rue C", 100, -90)]
    assert told(back) == [("Rue C", 100, None), ("Rue B", 200, 90), ("Rue A", 200, 90)]


def test_a_short_piece_without_a_name_is_passed_and_its_metres_are_kept() -> None:
    """Half of block 11–12 is a nameless roundabout: the turn is that from rue A into rue B."""
    short = make_streets(
        make_street("a", 10, 11, name="Rue A"),
        make_street("round", 11, 12) | {"geometry": _half(11, 12)},
        make_street("b", 12, 21, name="Rue B") | {"geometry": _from_half(11, 12, 21)},
    )
    assert told(ways(short, 10, 21))[0][:2] == ("Rue A", 150)
    assert [leg.name for leg in ways(short, 10, 21)] == ["Rue A", "Rue B"]


def test_a_long_piece_without_a_name_is_a_leg_of_its_own() -> None:
    nameless = BEND.assign(name=["Rue A", "", "Rue C"])
    assert [leg.name for leg in ways(nameless, 10, 31)] == ["Rue A", "", "Rue C"]


def test_who_stays_on_one_spot_has_no_legs() -> None:
    roads = roads_of(BEND, mode="drive")
    assert legs_of(spot(roads), roads.topology, BEND) == ()


@given(st.integers(0, 39), st.integers(0, 39))
def test_legs_are_as_long_as_their_route_and_turn_at_right_angles(start: int, end: int) -> None:
    ends = make_places(end=corner(end), start=corner(start)).geometry
    journey = journey_of(TOWN_ROADS, *ends, streets=TOWN)
    assert sum(leg.metres for leg in journey.legs) == pytest.approx(journey.metres, abs=1)
    assert tuple(leg.name for leg in journey.legs) == journey.streets
    for leg in journey.legs[1:]:
        assert leg.turn is not None
        assert abs(leg.turn) == pytest.approx(90, abs=1)


def _half(one: int, other: int) -> LineString:
    a, b = corner(one), corner(other)
    return LineString([a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)])


def _from_half(one: int, other: int, end: int) -> LineString:
    a, b = corner(one), corner(other)
    return LineString([((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), corner(end)])
