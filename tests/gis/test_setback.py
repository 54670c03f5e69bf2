"""How far from the street: told of every point, a warning when far, a refusal beyond the limit."""

from __future__ import annotations

import pytest
from shapely.geometry import Point

from gis.network.roads import roads_of
from gis.setback import FAR_M, Distance, Setback, setback_of, setbacks
from i18n import Language
from tests.gis.travel_stories import corner, make_street, make_streets, make_table

FRENCH = Language.of("fr")
STREETS = make_streets(
    *(make_street(f"rue-a-{n}", n, n + 1) for n in range(10, 19)),
    make_street("pier", 50, 51),
)
ROADS = roads_of(STREETS, mode="drive")


def north_of_the_street(metres: float, *, limit_m: float = 500) -> Setback:
    """Measure a point so many metres beside rue-a."""
    return setback_of(ROADS, Point(*corner(14, north=metres)), limit_m=limit_m)


def test_the_distance_is_that_to_the_street() -> None:
    found = north_of_the_street(12)
    assert found.metres == pytest.approx(12, abs=0.1)
    assert found.distance is Distance.NEAR
    assert "12" in FRENCH(found.message)


@pytest.mark.parametrize(
    ("metres", "distance"),
    [(0, "near"), (FAR_M - 2, "near"), (FAR_M + 2, "far"), (498, "far"), (502, "beyond")],
)
def test_far_and_beyond_have_their_bounds(metres: float, distance: str) -> None:
    assert north_of_the_street(metres).distance == distance


def test_metres_are_rounded_up_so_that_none_falls_below_its_bound() -> None:
    found = Setback(150.2, past_island=False, limit_m=500)
    assert found.distance is Distance.FAR
    assert str(found.message).startswith("151 m")


def test_a_limit_below_what_is_far_refuses_first() -> None:
    found = north_of_the_street(120, limit_m=100)
    assert found.distance is Distance.BEYOND
    assert "beyond the limit of 100 m" in str(found.message)


def test_where_no_street_can_be_used_that_is_said() -> None:
    found = setback_of(roads_of(make_streets(), mode="drive"), Point(*corner(14)))
    assert found.distance is Distance.NO_STREET
    assert "No street" in str(found.message)


def test_a_point_by_an_island_is_marked() -> None:
    assert setback_of(ROADS, Point(*corner(50))).past_island
    assert not north_of_the_street(12).past_island


def test_a_table_gives_the_distance_of_every_point_by_its_id() -> None:
    sites, points = setbacks(make_table({"lycee": [3, 4]}, ["gare", "stade"]))
    assert sites.to_dict() == {"lycee": 0}
    assert points.to_dict() == {"gare": 0, "stade": 0}
