"""What follows from a plan: who is served, and which picks do not count."""

from __future__ import annotations

from datetime import UTC, date, datetime

from shapely.geometry import Point

from gis.demand import DemandEdit
from gis.network.pace_table import STANDARD_PACE
from gis.screening import Overrule
from gis.standard import Standard
from layers.claims import ORGANISERS
from plans.situation import assess
from tests.stories import (
    LATITUDE,
    SITES,
    WEST,
    along,
    make_area,
    make_point,
    make_site,
    situation,
)

CLAIM = {
    "id": "claim-1",
    "kind": "training",
    "holder": ORGANISERS,
    "starts": "2024-07-27",
    "ends": "2024-08-11",
    "site_id": "site-arago",
    "geometry": along(0.1),
}


def told(warnings: tuple[object, ...]) -> str:
    """Give all warnings as one text."""
    return " ".join(str(warning) for warning in warnings)


def test_without_picks_nobody_is_served() -> None:
    found = situation()
    assert found.coverage.share == 0
    assert found.coverage.minutes is None


def test_a_pick_serves_its_end_of_the_street() -> None:
    found = situation(picks=("site-arago",), standard=Standard(cutoff=1))
    assert found.coverage.share == 300 / 500
    assert found.coverage.frame.loc["venue-stade", "zone"] == "site-arago"


def test_figures_follow_an_edit_at_once() -> None:
    edits = (DemandEdit("venue-stade", in_use=False),)
    found = situation(picks=("site-arago",), standard=Standard(cutoff=1), edits=edits)
    assert found.coverage.share == 0
    assert found.coverage.officers == 200


def test_a_refused_pick_stays_in_the_plan_but_serves_nobody() -> None:
    found = situation(picks=("site-diderot", "site-arago"))
    assert found.plan.picks == ("site-diderot", "site-arago")
    assert found.serving == ("site-arago",)
    assert "Diderot" in told(found.warnings)


def test_a_claim_takes_a_pick_out_on_its_days_only() -> None:
    area = make_area(claims=[CLAIM])
    assert situation(area, picks=("site-arago",)).serving == ()
    assert situation(area, picks=("site-arago",), on=date(2024, 7, 26)).serving == ("site-arago",)


def test_an_overrule_with_a_reason_brings_a_pick_back() -> None:
    decision = Overrule("site-diderot", "run-by-city-hall", "lent", "planner", datetime.now(UTC))
    found = situation(picks=("site-diderot",), overrules=(decision,))
    assert found.serving == ("site-diderot",)


def test_a_pick_that_left_the_data_is_named_and_kept() -> None:
    found = situation(picks=("site-gone", "site-arago"))
    assert found.serving == ("site-arago",)
    assert "site-gone" in told(found.warnings)


def test_an_edit_of_a_point_that_left_the_data_is_named() -> None:
    found = situation(edits=(DemandEdit("venue-gone", officers=5),))
    assert "venue-gone" in told(found.warnings)


def test_stages_made_before_give_the_same_situation() -> None:
    area = make_area()
    first = situation(area, picks=("site-balzac",))
    again = assess(
        area, first.plan, table=first.table, screening=first.screening, demand=first.demand
    )
    assert again.coverage.frame.equals(first.coverage.frame)
    assert again.demand is first.demand


def test_an_area_of_one_site_and_one_point_is_enough() -> None:
    area = make_area(sites=SITES[:1], points=[make_point("Stade", 0.3)])
    assert situation(area, picks=("site-arago",)).coverage.share == 1


def test_a_city_hall_the_planner_adds_is_recognised() -> None:
    area = make_area(sites=[*SITES[:2], SITES[3] | {"operator": "Mairie de Bourgneuf"}])
    before, after = (
        situation(area, city_halls=halls).screening.outcome["site-diderot"]
        for halls in (("Villebourg",), ("Bourgneuf",))
    )
    assert (before, after) == ("allowed", "refused")


def test_an_overrule_of_a_verdict_that_changed_is_named() -> None:
    decision = Overrule(
        "site-diderot", "run-by-city-hall", "lent", "planner", datetime.now(UTC), "another source"
    )
    found = situation(picks=("site-diderot",), overrules=(decision,))
    assert found.serving == ()
    assert "no longer holds" in told(found.warnings)


def test_a_ban_on_a_site_that_left_the_data_is_named() -> None:
    assert "site-gone" in told(situation(banned=("site-gone",)).warnings)


def test_a_cutoff_of_a_place_that_left_the_data_is_named() -> None:
    standard = Standard(by_point={"venue-gone": 5})
    assert "venue-gone" in told(situation(standard=standard).warnings)


def test_a_site_far_from_any_street_for_vehicles_is_refused() -> None:
    far = make_site("Far", 0.5) | {"geometry": Point(WEST + 0.02, LATITUDE + 0.004)}
    found = situation(make_area(sites=[*SITES, far]))
    assert found.screening.outcome["site-far"] == "refused"
    assert found.screening.outcome["site-balzac"] == "allowed"


def test_the_hour_lengthens_every_journey_by_car_and_none_on_foot() -> None:
    """By the factor of the table, but for the yard beside the street."""
    for standard in (Standard(), Standard(mode="walk")):
        free, busy = (situation(standard=standard, hour=hour) for hour in (None, 8))
        ratio = busy.table.minutes / free.table.minutes
        if standard.mode == "walk":
            assert (ratio == 1).all()
        else:
            assert (ratio > 1.3).all()
            assert (ratio <= STANDARD_PACE["hour-8"]).all()
        assert (busy.table.metres == free.table.metres).all()
