"""Venue perimeters: how far, and on which days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from shapely.geometry import box

from gis.screening import DEFAULT_BOOK, Answer, Basis, Verdict
from tests.gis.screening.stories import (
    GARE_DU_NORD,
    OPENING,
    Row,
    make_site,
    make_venue,
    north,
    verdict_of,
)

RULE = "inside-venue-perimeter"
LON, LAT = GARE_DU_NORD


def near(*venues: Row, on: date = OPENING, **params: Any) -> Verdict:  # noqa: ANN401 - figures and switches
    """Ask whether the site lies within a perimeter."""
    book = DEFAULT_BOOK.having(RULE, **params)
    return verdict_of(RULE, make_site(), venues=venues, on=on, book=book)


def test_inside_and_outside_the_venues_own_radius() -> None:
    assert near(make_venue(at=north(290), radius_m=300)).answer is Answer.REFUSED
    assert near(make_venue(at=north(310), radius_m=300)).answer is Answer.ALLOWED


def test_a_venue_without_a_radius_takes_the_parameter_and_says_so() -> None:
    verdict = near(make_venue(at=north(290)), radius_m=300.0)
    assert (verdict.answer, verdict.basis) == (Answer.REFUSED, Basis.ASSUMED)
    assert "assumed perimeter 300 m" in str(verdict.reason)
    assert near(make_venue(at=north(290)), radius_m=200.0).answer is Answer.ALLOWED


def test_distance_is_measured_to_the_venues_edge() -> None:
    wide = box(LON - 0.01, LAT + 0.001, LON + 0.01, LAT + 0.02)  # its edge is 111 m away
    assert near(make_venue(at=wide, radius_m=115)).answer is Answer.REFUSED
    assert near(make_venue(at=wide, radius_m=105)).answer is Answer.ALLOWED


def test_outside_the_reason_names_the_nearest_venue() -> None:
    far, nearer = make_venue("far", name="Far", at=north(9_000)), make_venue("b", at=north(2_000))
    told = dict(near(far, nearer).reason.values)
    assert told["venue"] == "Arena"
    assert told["far"] == pytest.approx(2_000, abs=10)


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2024, 7, 26), Answer.ALLOWED),
        (date(2024, 7, 27), Answer.REFUSED),
        (date(2024, 8, 9), Answer.REFUSED),
        (date(2024, 8, 10), Answer.ALLOWED),
        (date(2024, 8, 28), Answer.ALLOWED),
        (date(2024, 8, 29), Answer.REFUSED),
        (date(2024, 9, 8), Answer.REFUSED),
        (date(2024, 9, 9), Answer.ALLOWED),
    ],
)
def test_a_venue_counts_while_it_is_in_use_and_not_in_its_pause(day: date, answer: Answer) -> None:
    venue = make_venue(
        opens="2024-07-27", closes="2024-09-08", pause_from="2024-08-10", pause_to="2024-08-28"
    )
    assert near(venue, on=day).answer is answer
    assert near(venue, on=day, only_in_use=False).answer is Answer.REFUSED


def test_a_venue_without_dates_counts_and_says_so() -> None:
    assert "not known" in str(near(make_venue(radius_m=100)).reason)


def test_no_venue_at_all_is_named() -> None:
    assert near().basis is Basis.UNKNOWN
