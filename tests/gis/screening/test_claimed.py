"""Claims: whose, when, and how far they reach."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from shapely.geometry import Point, box

from gis.screening import Answer, Basis, Verdict
from tests.gis.screening.stories import (
    GARE_DU_NORD,
    OPENING,
    Row,
    look,
    make_claim,
    make_site,
    north,
    verdict_of,
)

ORGANISERS = "claimed-by-organisers"
CITY_HALL = "claimed-by-city-hall"
LON, LAT = GARE_DU_NORD
BLOCK = box(LON - 0.001, LAT - 0.001, LON + 0.001, LAT + 0.001)
DAY = timedelta(days=1)


def claimed(claim: Row, site: Row | None = None, on: date = OPENING) -> Verdict:
    """Ask whether the organisers claim the site."""
    return verdict_of(ORGANISERS, site or make_site(), claims=[claim], on=on)


def test_a_claimed_site_is_refused_with_claim_source_and_date() -> None:
    verdict = claimed(make_claim(source="Decree 12", name="Stores", as_of="2024-05-02"))
    assert verdict.answer is Answer.REFUSED
    assert verdict.source == "claim-a – Decree 12"
    assert verdict.as_of == date(2024, 5, 2)
    assert "Stores" in str(verdict.reason)


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2024, 7, 9), Answer.ALLOWED),
        (date(2024, 7, 10), Answer.REFUSED),
        (date(2024, 8, 15), Answer.REFUSED),
        (date(2024, 8, 16), Answer.ALLOWED),
    ],
)
def test_first_and_last_day_count(day: date, answer: Answer) -> None:
    claim = make_claim(starts="2024-07-10", ends="2024-08-15")
    assert claimed(claim, on=day).answer is answer


def test_a_claim_of_one_day_holds_on_that_day_alone() -> None:
    claim = make_claim(starts="2024-07-26", ends="2024-07-26")
    answers = [claimed(claim, on=OPENING + n * DAY).answer for n in (-1, 0, 1)]
    assert answers == [Answer.ALLOWED, Answer.REFUSED, Answer.ALLOWED]


def test_an_empty_date_is_open() -> None:
    assert claimed(make_claim(), on=date(1999, 1, 1)).answer is Answer.REFUSED
    assert claimed(make_claim(starts="2024-07-26"), on=date(2099, 1, 1)).answer is Answer.REFUSED
    assert claimed(make_claim(ends="2024-07-26"), on=date(1999, 1, 1)).answer is Answer.REFUSED
    assert claimed(make_claim(ends="2024-07-26"), on=date(2024, 7, 27)).answer is Answer.ALLOWED


def test_a_point_reaches_25_metres() -> None:
    assert claimed(make_claim(at=north(24))).answer is Answer.REFUSED
    assert claimed(make_claim(at=north(26))).answer is Answer.ALLOWED


def test_a_point_with_a_radius_reaches_that_far() -> None:
    assert claimed(make_claim(at=north(190), radius_m=200)).answer is Answer.REFUSED
    assert claimed(make_claim(at=north(210), radius_m=200)).answer is Answer.ALLOWED


def test_an_area_claims_what_touches_it_and_not_the_radius_it_was_drawn_with() -> None:
    assert claimed(make_claim(at=BLOCK)).answer is Answer.REFUSED
    edge = Point(LON, LAT + 0.001)
    assert claimed(make_claim(at=BLOCK), make_site(at=edge)).answer is Answer.REFUSED
    beside = make_site(at=(LON, LAT + 0.0011))
    assert claimed(make_claim(at=BLOCK, radius_m=200), beside).answer is Answer.ALLOWED


def test_a_footprint_is_touched_even_where_its_middle_is_far() -> None:
    assert claimed(make_claim(at=(LON, LAT + 0.0009)), make_site(at=BLOCK)).answer is Answer.REFUSED


def test_a_claim_by_site_id_holds_wherever_its_point_is() -> None:
    assert claimed(make_claim(site_id="site-a", at=north(5_000))).answer is Answer.REFUSED


def test_a_claim_by_site_id_leaves_the_neighbour_alone() -> None:
    sites = (make_site("site-a"), make_site("site-b", at=north(10)))
    outcome = look(*sites, claims=[make_claim(site_id="site-a")]).outcome
    assert outcome.tolist() == [Answer.REFUSED, Answer.ALLOWED]


def test_a_claim_on_a_site_that_is_not_here_still_claims_its_ground() -> None:
    assert claimed(make_claim(site_id="elsewhere")).answer is Answer.REFUSED


def test_each_holder_has_its_own_rule() -> None:
    claim = make_claim(holder="city-hall")
    assert verdict_of(CITY_HALL, make_site(), claims=[claim]).answer is Answer.REFUSED
    assert claimed(claim).answer is Answer.ALLOWED


def test_two_claims_are_both_told_and_the_older_date_is_shown() -> None:
    claims = [
        make_claim("claim-a", name="Stores", as_of="2024-06-01"),
        make_claim("claim-b", name="Stage", as_of="2024-03-01"),
    ]
    verdict = verdict_of(ORGANISERS, make_site(), claims=claims)
    assert str(verdict.reason).count("without dates") == 2
    assert verdict.source == "claim-a – a story ; claim-b – a story"
    assert verdict.as_of == date(2024, 3, 1)


def test_an_assumed_claim_says_so() -> None:
    verdict = claimed(make_claim(assumed="starts ends"))
    assert verdict.basis is Basis.ASSUMED
    assert "assumption" in str(verdict.reason)


def test_no_claims_at_all_is_not_called_free_ground() -> None:
    verdict = verdict_of(ORGANISERS, make_site())
    assert (verdict.answer, verdict.basis) == (Answer.ALLOWED, Basis.UNKNOWN)
