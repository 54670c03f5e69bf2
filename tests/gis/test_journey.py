"""A journey drawn is that of the table: the same minutes, from door to door, by its streets."""

from __future__ import annotations

import numpy as np
import pytest
from shapely.geometry import Point

from gis.journey import REASONS, Journey, journeys_of
from gis.network.closures import Terms, closing
from gis.network.roads import Roads, roads_of
from gis.network.speeds import MODES, Mode
from gis.travel import Answer, network_table
from tests.data.truth import needs_shared
from tests.gis.real_streets import liechtenstein
from tests.gis.travel_stories import (
    GAMES,
    corner,
    journey_of,
    make_demand,
    make_places,
    make_street,
    make_streets,
)

# Two rows of streets, and a way across at each end; rue-b runs east only.
STREETS = make_streets(
    *(make_street(f"rue-a-{n}", n, n + 1, name="Rue Arago") for n in range(10, 19)),
    make_street("rue-b", *range(30, 40), name="Rue Balzac", oneway="yes"),
    make_street("rue-c", 10, 20, 30),
    make_street("rue-d", 19, 29, 39, name="Rue Diderot"),
    make_street("rue-far", 90, 91, name="Rue Perdue"),
)
SITES = make_places(
    arago=corner(12, north=30), balzac=corner(36), away=corner(55, north=5000), lost=corner(90)
)
PLACES = {"gare": corner(17, north=10), "stade": corner(32, east=40), "quai": corner(12, east=60)}
DEMAND = make_demand(dict.fromkeys(PLACES, 10), at=PLACES)


def every_journey(roads: Roads) -> dict[tuple[str, str], Journey]:
    """Draw the journey of every pair of the town, by site and place."""
    pairs = [(site, place) for site in SITES.index for place in DEMAND.ids]
    sites, places = ([*ends] for ends in zip(*pairs, strict=True))
    drawn = journeys_of(
        roads, SITES.geometry.loc[sites], DEMAND.footprints.loc[places], streets=STREETS
    )
    return dict(zip(pairs, drawn, strict=True))


@pytest.mark.parametrize("mode", MODES)
def test_every_journey_of_a_town_is_that_of_the_table(mode: Mode) -> None:
    roads = roads_of(STREETS, mode=mode)
    table = network_table(roads, SITES, DEMAND).as_frame()
    for journey, (_, row) in zip(every_journey(roads).values(), table.iterrows(), strict=True):
        assert journey.answer.word == row["answer"]
        assert journey.minutes == pytest.approx(row["minutes"], nan_ok=True)
        assert journey.metres == pytest.approx(row["metres"], nan_ok=True)


def test_the_line_runs_from_the_door_of_the_place_to_that_of_the_site() -> None:
    journey = every_journey(roads_of(STREETS, mode="drive"))["arago", "gare"]
    assert journey.line[0] == pytest.approx(corner(17, north=10), abs=1e-6)
    assert journey.line[-1] == pytest.approx(corner(12, north=30), abs=1e-6)
    assert journey.line[1] == pytest.approx(corner(17), abs=1e-5)


def test_streets_are_named_in_the_order_travelled_and_a_nameless_one_is_left_out() -> None:
    found = every_journey(roads_of(STREETS, mode="drive"))
    assert found["balzac", "gare"].streets == ("Rue Arago", "Rue Balzac")
    assert found["arago", "stade"].streets == ("Rue Balzac", "Rue Diderot", "Rue Arago")


def test_without_the_table_of_streets_there_are_no_names() -> None:
    roads = roads_of(STREETS, mode="drive")
    there, here = Point(*corner(17)), Point(*corner(12))
    assert journey_of(roads, here, there).streets == ()
    assert journey_of(roads, here, there, streets=STREETS).streets == ("Rue Arago",)


def test_two_points_at_one_spot_are_no_way_apart() -> None:
    spot = Point(*corner(14))
    journey = journey_of(roads_of(STREETS, mode="walk"), spot, spot)
    assert journey.reason is None
    assert journey.minutes == 0
    assert journey.metres == pytest.approx(0, abs=0.1)


def test_where_there_is_no_journey_the_reason_is_named_and_no_line_drawn() -> None:
    found = every_journey(roads_of(STREETS, mode="drive"))
    assert found["away", "gare"].answer is Answer.SITE_UNSNAPPED
    assert found["away", "gare"].reason == REASONS[Answer.SITE_UNSNAPPED]
    assert len(found["away", "gare"].line) == 0
    nobody = roads_of(make_streets(), mode="drive")
    assert journey_of(nobody, Point(2, 48), Point(2, 48)).answer is Answer.DEMAND_UNSNAPPED


def test_a_closure_sends_the_journey_round_and_one_without_a_way_round_is_named() -> None:
    roads = roads_of(STREETS, mode="walk")
    west, east = Point(*corner(11)), Point(*corner(17))
    barred = closed(roads, corner(14))
    assert journey_of(roads, west, east).metres == pytest.approx(600, rel=0.01)
    assert journey_of(barred, west, east).metres == pytest.approx(1_600, rel=0.01)
    shut = closed(barred, corner(34))
    assert journey_of(shut, west, east).answer is Answer.UNREACHABLE


def closed(roads: Roads, at: tuple[float, float]) -> Roads:
    """Bar everyone from the streets about a corner."""
    closure = Terms("Parade", bars="everyone").at(Point(*at).buffer(5e-4))
    return roads.with_metric(closing(roads.metric, roads.topology, [closure], on=GAMES).metric)


@needs_shared
@pytest.mark.parametrize("mode", MODES)
def test_some_journeys_of_liechtenstein_are_those_of_the_table(mode: Mode) -> None:
    """From places and to sites beside streets all over the country."""
    streets = liechtenstein()
    roads = roads_of(streets, mode=mode)
    beside = streets.geometry.representative_point().translate(0, 3e-4)
    at = {f"place-{n}": (spot.x, spot.y) for n, spot in enumerate(beside.iloc[::1_000])}
    demand = make_demand(dict.fromkeys(at, 10), at=at)
    sites = make_places(**{f"site-{n}": spot for n, spot in enumerate(beside.iloc[500::1_000])})
    table = network_table(roads, sites, demand)
    assert table.counts["reached"] > 20
    for number, place in enumerate(demand.ids):
        there = demand.footprints.loc[[place] * len(sites)]
        drawn = journeys_of(roads, sites.geometry, there)
        assert [each.minutes for each in drawn] == pytest.approx(
            table.minutes[:, number], nan_ok=True
        )
        assert [each.metres for each in drawn] == pytest.approx(
            table.metres[:, number], nan_ok=True
        )
        assert all(np.isfinite(each.line).all() for each in drawn)
