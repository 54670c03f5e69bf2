"""Who holds a site: by its tags, or by law."""

from __future__ import annotations

from typing import Any

import pytest

from gis.screening import DEFAULT_BOOK, Answer, Basis, Verdict
from tests.gis.screening.stories import make_site, verdict_of

ASK, FREE = Answer.NEEDS_AGREEMENT, Answer.ALLOWED


def run_by(**columns: Any) -> Verdict:  # noqa: ANN401 - cells
    """Ask whether city hall runs the site."""
    return verdict_of("run-by-city-hall", make_site(**columns))


def presumed(country: str = "FR", **columns: Any) -> Verdict:  # noqa: ANN401 - cells
    """Ask what the law presumes, in a commune that is given or else in Paris."""
    return verdict_of("presumed-city-hall", make_site(**columns), country=country)


@pytest.mark.parametrize("column", ["operator", "owner"])
def test_city_hall_as_operator_or_owner_is_refused(column: str) -> None:
    verdict = run_by(**{column: "Mairie du 13e"})
    assert verdict.answer is Answer.REFUSED
    assert verdict.source == f"{column}=Mairie du 13e"


def test_the_citys_car_park_stays_the_citys_whoever_runs_it() -> None:
    assert run_by(owner="Ville de Paris", operator="Vinci Park").answer is Answer.REFUSED
    assert run_by(operator="Vinci Park").answer is FREE


def test_silence_is_named() -> None:
    assert run_by().basis is Basis.UNKNOWN


def test_municipal_companies_and_unlisted_town_halls_count_only_when_told() -> None:
    told = DEFAULT_BOOK.having("run-by-city-hall", municipal_bodies=True, unlisted=True)
    for operator in ("Eau de Paris", "Ville de Lyon"):
        site = make_site(operator=operator)
        assert verdict_of("run-by-city-hall", site).answer is FREE
        assert verdict_of("run-by-city-hall", site, book=told).answer is Answer.REFUSED


def test_the_operators_type_tells_a_private_namesake_apart() -> None:
    assert run_by(operator="Paris").answer is Answer.REFUSED
    assert run_by(operator="Paris", operator_type="private").answer is FREE


@pytest.mark.parametrize(
    ("kind", "commune", "answer", "article"),
    [
        ("school", "Saint-Denis", ASK, "L212-4"),
        ("school", "Paris", ASK, "L212-4"),
        ("college", "Paris", ASK, "L213-2"),
        ("college", "Saint-Denis", FREE, "L213-2"),
        ("lycee", "Paris", FREE, "L214-6"),
        ("sports-hall", "Paris", ASK, "L1111-4"),
    ],
)
def test_public_buildings_by_law(kind: str, commune: str, answer: Answer, article: str) -> None:
    verdict = presumed(kind=kind, commune=commune, operator_type="public")
    assert (verdict.answer, verdict.basis) == (answer, Basis.PRESUMED)
    assert article in verdict.source


@pytest.mark.parametrize("kind", ["school", "college", "lycee", "sports-hall"])
def test_private_ones_are_free(kind: str) -> None:
    assert presumed(kind=kind, operator_type="private").answer is FREE
    assert presumed(kind=kind, holder_level="private").answer is FREE
    assert presumed(kind=kind, name="École privée Sainte-Anne").answer is FREE


def test_a_school_that_says_nothing_is_presumed_public_and_the_reason_says_so() -> None:
    verdict = presumed(kind="school", name="École Belzunce")
    assert verdict.answer is ASK
    assert "presumed public" in str(verdict.reason)
    assert "presumed public" not in str(presumed(kind="school", operator_type="public").reason)


def test_a_sports_hall_whose_tag_names_another_is_not_presumed() -> None:
    verdict = presumed(kind="sports-hall", operator="Racing Club")
    assert (verdict.answer, verdict.source) == (FREE, "operator=Racing Club")
    assert presumed(kind="sports-hall", operator="Ville de Paris").answer is ASK


def test_an_education_authority_does_not_own_the_walls() -> None:
    verdict = presumed(kind="school", operator="Académie de Paris", holder_level="state")
    assert verdict.answer is ASK
    assert "L212-4" in verdict.source


def test_a_column_goes_before_the_law() -> None:
    assert presumed(kind="school", holder_level="state").answer is FREE
    assert presumed(kind="school", operator="Région Île-de-France").answer is FREE
    assert presumed(kind="community-hall", holder_level="commune").answer is ASK
    assert presumed(kind="lycee", holder_level="commune").source == "holder_level=commune"


def test_in_paris_the_departement_is_the_city() -> None:
    verdict = presumed(kind="college", holder_level="departement", departement="75")
    assert verdict.answer is ASK
    assert "L2512-1" in verdict.source
    assert presumed(kind="college", holder_level="departement", departement="93").answer is FREE


def test_departement_and_region_count_when_told() -> None:
    told = DEFAULT_BOOK.having("presumed-city-hall", other_levels=True)
    site = make_site(kind="lycee", commune="Paris")
    assert verdict_of("presumed-city-hall", site, book=told).answer is ASK


@pytest.mark.parametrize("country", ["LI", ""])
def test_french_law_stays_in_france(country: str) -> None:
    verdict = presumed(kind="school", country=country)
    assert (verdict.answer, verdict.basis) == (FREE, Basis.UNKNOWN)
    assert not verdict.source


def test_a_day_nursery_is_left_open() -> None:
    verdict = presumed(kind="school", name="Micro crèche Pirates d'eau douce")
    assert (verdict.answer, verdict.basis) == (FREE, Basis.UNKNOWN)


def test_an_owner_written_down_by_law_is_presumed_not_stated() -> None:
    site = make_site(
        kind="college", owner="Ville de Paris", operator_type="public", assumed="owner"
    )
    assert verdict_of("run-by-city-hall", site).answer is Answer.ALLOWED
    presumed = verdict_of("presumed-city-hall", site)
    assert presumed.answer is Answer.NEEDS_AGREEMENT
    assert "L213-2" in presumed.source


def test_a_college_that_may_lie_in_paris_needs_agreement_and_says_why() -> None:
    site = make_site(kind="college", at=(2.4125, 48.8635))
    presumed = verdict_of("presumed-city-hall", site, city_halls=("Paris", "Bagnolet"))
    assert presumed.answer is Answer.NEEDS_AGREEMENT
    assert "does not say in which commune" in str(presumed.reason)
