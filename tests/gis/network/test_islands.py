"""Islands of the network are found, counted and named."""

from __future__ import annotations

import geopandas as gpd
import pytest

from gis.network.islands import island_warnings, islands_of
from gis.network.roads import roads_of
from gis.network.snapping import StreetSnapper
from gis.network.speeds import Mode
from tests.data.truth import needs_shared
from tests.gis.real_streets import liechtenstein
from tests.gis.travel_stories import make_street, make_streets

MAINLAND = [make_street(f"rue-a-{n}", n, n + 1) for n in range(10, 19)]
PIER = make_street("pier", 90, 91, 92, name="La Jetée")
YARD = make_street("yard", 70, 71)


def test_a_town_of_one_piece_has_no_island() -> None:
    streets = make_streets(*MAINLAND)
    snapper = snapper_on(streets, "drive")
    assert islands_of(snapper, streets) == ()
    assert island_warnings(snapper, streets) == ()


def test_each_island_is_told_by_its_longest_street_the_longest_island_first() -> None:
    streets = make_streets(*MAINLAND, YARD, PIER, make_street("steps", 92, 93))
    found = islands_of(snapper_on(streets, "walk"), streets)
    assert [(each.name, each.way) for each in found] == [("La Jetée", "pier"), ("", "yard")]
    assert [each.metres for each in found] == pytest.approx([300, 100], rel=0.01)


def test_two_dead_ends_at_one_corner_of_the_mainland_are_two_islands() -> None:
    streets = make_streets(
        *MAINLAND,
        make_street("in-1", 24, 14, oneway="yes"),
        make_street("in-2", 4, 14, oneway="yes"),
    )
    found = islands_of(snapper_on(streets, "drive"), streets)
    assert sorted(each.way for each in found) == ["in-1", "in-2"]


def test_the_remark_counts_them_and_names_them() -> None:
    streets = make_streets(*MAINLAND, YARD, PIER)
    (told,) = roads_of(streets, mode="drive").warnings
    assert str(told).startswith("2 pieces of street are islands")
    assert "La Jetée (200 m)" in str(told)
    assert "(yard, 100 m)" in str(told)


@needs_shared
def test_every_street_that_is_passed_over_lies_on_one_island() -> None:
    streets = liechtenstein()
    snapper = snapper_on(streets, "drive")
    found = islands_of(snapper, streets)
    whole = snapper.topology.metres[snapper.islands].sum()
    assert len(found) > 10
    assert sum(each.metres for each in found) == pytest.approx(whole)


def snapper_on(streets: gpd.GeoDataFrame, mode: Mode) -> StreetSnapper:
    """Make streets ready for points to be put on them."""
    snapper = roads_of(streets, mode=mode).snapper
    assert isinstance(snapper, StreetSnapper)
    return snapper
