"""Travel: the table from demand points to sites, and what each of its answers rests on."""

from __future__ import annotations

import numpy as np
import pytest
from shapely.geometry import box

from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import roads_of
from gis.network.speeds import Mode
from gis.travel import Answer, TravelTable, network_table, travel_table
from layers.errors import SettingError
from tests.gis.travel_stories import (
    corner,
    make_area,
    make_demand,
    make_places,
    make_street,
    make_streets,
)

BLOCK = [make_street("one", 11, 12, oneway="yes"), make_street("round", 12, 22, 21, 11)]
GARE = make_demand({"gare": 40}, at={"gare": corner(11)})
HALL = make_places(hall=corner(12))


def test_a_journey_runs_from_the_demand_point_to_the_site() -> None:
    """With the one-way it is a hundred metres; the way back would be three hundred."""
    table = travel_table(make_area(streets=make_streets(*BLOCK)), HALL, GARE)
    assert table.method == "network"
    assert table.metres == pytest.approx(np.array([[100]]), abs=0.3)
    back = travel_table(
        make_area(streets=make_streets(*BLOCK)),
        make_places(hall=corner(11)),
        make_demand({"gare": 40}, at={"gare": corner(12)}),
    )
    assert back.metres == pytest.approx(np.array([[300]]), abs=0.3)


def test_the_ways_beside_the_network_count_in_both_figures() -> None:
    """Thirty metres at one end and fifty at the other, at the speed of a yard or of a walk."""
    streets = make_streets(make_street("a", *range(11, 20)))
    demand = make_demand({"gare": 40}, at={"gare": corner(12, north=-30)})
    hall = make_places(hall=corner(14, north=50))
    speeds: dict[Mode, float] = {"drive": 30, "walk": STANDARD_PACE["walk-street"]}
    for mode, kmh in speeds.items():
        table = travel_table(make_area(streets=streets), hall, demand, mode=mode)
        assert table.metres[0, 0] == pytest.approx(200 + 80, abs=0.5)
        minutes = 0.2 / kmh * 60 + 0.08 / STANDARD_PACE.beside_kmh(mode) * 60
        assert table.minutes[0, 0] == pytest.approx(minutes, rel=0.005)
        assert (table.site_snap_m[0], table.demand_snap_m[0]) == pytest.approx((50, 30), abs=0.2)


def test_every_answer_has_its_word() -> None:
    """Reached, no way, a site off the streets, a point off the streets."""
    streets = make_streets(make_street("a", 11, 12, 13), make_street("b", 51, 52, 53))
    sites = make_places(near=corner(13), other=corner(51), lost=corner(99))
    demand = make_demand({"x": 1, "y": 1}, at={"x": corner(11), "y": corner(90)})
    table = travel_table(make_area(streets=streets), sites, demand, limit_m=50)
    assert table.answer.tolist() == [
        [Answer.REACHED, Answer.DEMAND_UNSNAPPED],
        [Answer.UNREACHABLE, Answer.DEMAND_UNSNAPPED],
        [Answer.SITE_UNSNAPPED, Answer.DEMAND_UNSNAPPED],
    ]
    assert np.isnan(table.minutes).tolist() == (table.answer != Answer.REACHED).tolist()
    assert table.counts == {
        "reached": 1,
        "unreachable": 1,
        "site-unsnapped": 1,
        "demand-unsnapped": 3,
    }


def test_points_off_the_streets_are_named_with_their_distance() -> None:
    """Sites and demand points each in a sentence of their own."""
    area = make_area(streets=make_streets(make_street("a", 11, 12)))
    demand = make_demand({"lost-point": 1}, at={"lost-point": corner(71)})
    sites = make_places(lost_site=corner(81), near=corner(12))
    told = [str(warning) for warning in travel_table(area, sites, demand).warnings]
    assert len(told) == 2
    assert "lost-site (69" in told[0]
    assert "near" not in told[0]
    assert "lost-point (59" in told[1]


def test_without_streets_the_table_is_estimated_and_says_so() -> None:
    """Every pair has an answer, and the note tells how good it is."""
    table = travel_table(make_area(), HALL, GARE)
    assert table.method == "estimated"
    assert table.counts["reached"] == 1
    assert "Checked on the streets" in str(table.note)
    assert table.metres[0, 0] > table.straight_m[0, 0]


def test_an_estimate_knows_the_hour_and_says_so() -> None:
    """By car; on foot there is no traffic."""
    free = travel_table(make_area(), HALL, GARE)
    busy = travel_table(make_area(), HALL, GARE, pace=STANDARD_PACE.at(8))
    assert busy.minutes == pytest.approx(free.minutes * STANDARD_PACE["hour-8"])
    assert "Traffic of 8 h" in str(busy.note)
    walk = travel_table(make_area(), HALL, GARE, mode="walk", pace=STANDARD_PACE.at(8))
    assert "Traffic of" not in str(walk.note)


def test_streets_that_bar_cars_are_no_reason_to_guess() -> None:
    """A town of footpaths has no driving times, not estimated ones."""
    area = make_area(streets=make_streets(make_street("path", 11, 12, kind="footway")))
    table = travel_table(area, HALL, GARE, mode="drive")
    assert table.method == "network"
    assert table.counts["demand-unsnapped"] == 1
    assert travel_table(area, HALL, GARE, mode="walk").counts["reached"] == 1


def test_circuity_is_at_least_one_between_points() -> None:
    """And unknown where both are the same spot, or there is no way."""
    streets = make_streets(*BLOCK, make_street("c", 12, 13))
    sites = make_places(here=corner(11), there=corner(13, north=40), inside=corner(16.5))
    table = travel_table(make_area(streets=streets), sites, GARE, limit_m=10_000)
    ratio = table.circuity()
    assert np.isnan(ratio[0, 0])
    assert (ratio[1:, 0] >= 1 - 1e-3).all()


def test_a_site_drawn_as_a_polygon_is_reached_at_its_edge() -> None:
    """The journey ends at the fence, fifty metres from the street; the middle is farther."""
    west, south = corner(12, north=50)
    east, north = corner(13, north=500)
    area = make_area(streets=make_streets(make_street("a", 11, 12, 13)))
    table = travel_table(area, make_places(park=box(west, south, east, north)), GARE)
    assert table.site_snap_m == pytest.approx([50], abs=0.2)


def test_the_long_format_has_a_row_a_pair_in_words() -> None:
    """What a spreadsheet gets."""
    streets = make_streets(*BLOCK)
    demand = make_demand({"x": 1, "y": 1}, at={"x": corner(11), "y": corner(12)})
    frame = travel_table(make_area(streets=streets), make_places(a=corner(22)), demand).as_frame()
    assert frame.columns.tolist() == ["site_id", "demand_id", "minutes", "metres", "answer"]
    assert frame[["site_id", "demand_id"]].to_numpy().tolist() == [["a", "x"], ["a", "y"]]
    assert frame["answer"].tolist() == ["reached", "reached"]


def test_roads_once_made_answer_again() -> None:
    """The same table as from the area."""
    streets = make_streets(*BLOCK)
    roads = roads_of(streets, mode="drive")
    again = network_table(roads, HALL, GARE)
    assert same(again, travel_table(make_area(streets=streets), HALL, GARE))
    assert same(again, travel_table(make_area(), HALL, GARE, roads=roads))


def test_roads_of_another_mode_are_refused() -> None:
    """Walking times must never pass for driving times."""
    roads = roads_of(make_streets(*BLOCK), mode="walk")
    with pytest.raises(SettingError, match="on foot"):
        travel_table(make_area(), HALL, GARE, mode="drive", roads=roads)


def test_an_unknown_mode_and_a_limit_below_zero_are_refused() -> None:
    """With what to do instead."""
    with pytest.raises(SettingError, match="drive, walk"):
        travel_table(make_area(), HALL, GARE, mode="swim")  # type: ignore[arg-type] # what a file may say
    for limit_m in (-1.0, float("nan")):
        with pytest.raises(SettingError, match="zero or more"):
            travel_table(make_area(), HALL, GARE, limit_m=limit_m)


def test_no_sites_or_no_demand_give_an_empty_table() -> None:
    """On streets and without."""
    for area in (make_area(streets=make_streets(*BLOCK)), make_area()):
        assert travel_table(area, make_places(), GARE).shape == (0, 1)
        assert travel_table(area, HALL, make_demand({})).shape == (1, 0)


def same(one: TravelTable, other: TravelTable) -> bool:
    """Tell whether two tables say the same."""
    return one.minutes.tolist() == other.minutes.tolist() and one.note == other.note
