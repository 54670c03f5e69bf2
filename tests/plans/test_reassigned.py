"""What another plan means on the ground: which places change zone, and how far they then go."""

from __future__ import annotations

from datetime import date

from gis.demand import DemandEdit
from gis.standard import Standard
from plans.reassigned import Reassigned, situation_diff
from plans.situation import Situation
from tests.plans.record_stories import arrives
from tests.stories import make_area, make_point, situation

ONE = Standard(cutoff=1)
STADE, GARE, PORT = "venue-stade", "venue-gare", "venue-port"


def minutes_at(found: Situation, point: str) -> float:
    """Give the minutes from a place to its zone."""
    return float(found.coverage.frame["minutes"][point])


def test_a_situation_differs_from_itself_in_nothing() -> None:
    found = situation(picks=("site-arago",), standard=ONE)
    diff = situation_diff(found, found)
    assert (diff.points, diff.gained, diff.lost, diff.officers) == ((), (), (), 0)
    assert diff.share_before == diff.share_after == 300 / 500


def test_a_zone_more_takes_the_places_that_are_nearer_to_it() -> None:
    before = situation(picks=("site-arago",), standard=ONE)
    after = situation(picks=("site-arago", "site-camus"), standard=ONE)
    diff = situation_diff(before, after)
    assert [point.point for point in diff.points] == [GARE, PORT]
    assert {(point.zone_before, point.zone_after) for point in diff.points} == {
        ("site-arago", "site-camus")
    }
    for point in diff.points:
        was, now = minutes_at(before, point.point), minutes_at(after, point.point)
        assert (point.minutes_before, point.minutes_after) == (was, now)
        assert now < was
    assert diff.officers == 200
    assert (diff.share_before, diff.share_after) == (300 / 500, 400 / 500)
    assert (diff.gained, diff.lost) == ((PORT,), ())


def test_the_difference_turned_round_is_the_same_difference() -> None:
    before = situation(picks=("site-arago",), standard=ONE)
    after = situation(picks=("site-camus",), standard=ONE)
    there, back = situation_diff(before, after), situation_diff(after, before)
    assert (there.gained, there.lost) == (back.lost, back.gained) == ((PORT,), (STADE,))
    assert [point.zone_before for point in there.points] == [p.zone_after for p in back.points]


def test_without_zones_nobody_had_one() -> None:
    diff = situation_diff(situation(), situation(picks=("site-balzac",)))
    assert {(point.zone_before, point.minutes_before) for point in diff.points} == {("", None)}
    assert diff.officers == 500


def test_a_place_out_of_use_has_no_zone() -> None:
    before = situation(picks=("site-balzac",))
    after = situation(picks=("site-balzac",), edits=(DemandEdit(STADE, in_use=False),))
    (point,) = situation_diff(before, after).points
    minutes = minutes_at(before, STADE)
    assert point == Reassigned(STADE, "site-balzac", "", minutes, None, 300)
    assert situation_diff(before, after).lost == (STADE,)


def test_officers_are_those_after_the_change() -> None:
    before = situation(picks=("site-arago",))
    after = situation(picks=("site-balzac",), forces=(arrives("CRS 8"),))
    assert situation_diff(before, after).officers == 500 + 80


def test_a_place_that_only_one_area_knows_is_out_of_use_in_the_other() -> None:
    more = make_area(points=[make_point("Stade", 0.0), make_point("Quai", 0.3)])
    fewer = make_area(points=[make_point("Stade", 0.0)])
    before, after = (situation(area, picks=("site-arago",)) for area in (fewer, more))
    assert [point.point for point in situation_diff(before, after).points] == ["venue-quai"]


def test_two_days_of_one_plan_are_compared_alike() -> None:
    points = [make_point("Stade", 0.0), make_point("Quai", 0.3, opens="2024-08-01")]
    area = make_area(points=points)
    before, after = (
        situation(area, picks=("site-arago",), on=date(2024, month, 1)) for month in (7, 8)
    )
    assert [point.point for point in situation_diff(before, after).points] == ["venue-quai"]
