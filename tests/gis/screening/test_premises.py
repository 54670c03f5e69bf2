"""One site alone: its size, its access, and the planner's ban."""

from __future__ import annotations

from typing import Any

import pytest

from gis.screening import Answer, Basis, Verdict
from tests.gis.screening.stories import OPENING, look, make_site, verdict_of

FREE, ASK, REFUSED = Answer.ALLOWED, Answer.NEEDS_AGREEMENT, Answer.REFUSED


def judged(rule: str, street_m: float | None = None, **columns: Any) -> Verdict:  # noqa: ANN401 - cells
    """Ask one rule about a site, with the way to its street where that is measured."""
    streets = None if street_m is None else {"site-a": street_m}
    return verdict_of(rule, make_site(**columns), street_metres=streets)


@pytest.mark.parametrize(("footprint", "answer"), [(199.9, REFUSED), (200, FREE), (0, REFUSED)])
def test_a_small_site_is_refused(footprint: float, answer: Answer) -> None:
    assert judged("too-small", footprint_m2=footprint).answer is answer


def test_a_footprint_that_nobody_measured_is_unknown_not_small() -> None:
    verdict = judged("too-small")
    assert (verdict.answer, verdict.basis, verdict.source) == (FREE, Basis.UNKNOWN, "")
    assert "not known" in str(verdict.reason)


def test_an_assumed_footprint_looks_assumed() -> None:
    verdict = judged("too-small", footprint_m2=120, assumed="covered footprint_m2")
    assert (verdict.answer, verdict.basis) == (REFUSED, Basis.ASSUMED)
    assert "assumption" in str(verdict.reason)


def test_vehicles_by_the_column() -> None:
    assert judged("no-vehicle-access", vehicle_access="no").answer is REFUSED
    assert judged("no-vehicle-access", vehicle_access="yes", street_m=900).answer is FREE
    assert judged("no-vehicle-access").basis is Basis.UNKNOWN


def test_vehicles_by_the_measured_way_where_the_column_is_empty() -> None:
    assert judged("no-vehicle-access", street_m=151).answer is REFUSED
    assert judged("no-vehicle-access", street_m=150).answer is FREE
    assert judged("no-vehicle-access", street_m=float("nan")).basis is Basis.UNKNOWN


@pytest.mark.parametrize(
    "access", ["private", "no", "customers", "permit", "Private", "yes;private"]
)
def test_private_access_asks(access: str) -> None:
    assert judged("private-access", access=access).answer is ASK


@pytest.mark.parametrize("access", ["", "yes", "public", "destination"])
def test_open_access_is_free(access: str) -> None:
    assert judged("private-access", access=access).answer is FREE


def test_a_word_that_nobody_knows_is_told_as_unknown() -> None:
    verdict = judged("private-access", access="discouraged")
    assert (verdict.answer, verdict.basis) == (FREE, Basis.UNKNOWN)


def test_a_private_holder_alone_is_no_bar() -> None:
    assert judged("private-access", operator_type="private").answer is FREE


def test_a_banned_site_is_refused_and_a_ban_on_nothing_is_named() -> None:
    screening = look(make_site("a"), make_site("b"), banned=frozenset({"b", "gone"}))
    assert screening.outcome.tolist() == [FREE, REFUSED]
    assert screening.unknown_banned == ("gone",)
    assert screening.deciding("b")[0].as_of == OPENING
