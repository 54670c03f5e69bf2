"""The health of a plan: each blocker and warning is found where it is, named, and has a remedy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.demand import DemandEdit
from gis.network.closures import Closure
from gis.screening import Overrule
from gis.standard import Standard
from gis.strength import Strength
from i18n import Language
from layers.claims import CITY_HALL, ORGANISERS
from layers.errors import SettingError
from plans.claims import ClaimRow
from plans.concern import Concern, Kind, Limits, Severity, spans
from plans.forces import ForceEvent, Move
from plans.health import health
from plans.plan import Opening
from tests.stories import DAY, LATITUDE, SITES, make_area, make_point, make_site, situation

SEASON = (date(2024, 7, 20), date(2024, 8, 10))
FRESH = date(2024, 6, 2)


def concerns(
    *kinds: Kind,
    area: Any = None,  # noqa: ANN401 - an area, or Villebourg
    today: date = FRESH,
    limits: Limits | None = None,
    **plan: Any,  # noqa: ANN401 - fields of a plan
) -> list[Concern]:
    """Give the concerns of some kinds about a plan with these fields."""
    found = health(situation(area, season=SEASON, **plan), today=today, limits=limits or Limits())
    return [concern for concern in found if concern.kind in kinds]


def claim(holder: str = ORGANISERS, **changes: Any) -> ClaimRow:  # noqa: ANN401 - fields of a claim
    """A claim on Arago from 1 to 5 August."""
    days = {"starts": date(2024, 8, 1), "ends": date(2024, 8, 5)}
    plain = {"id": "claim-1", "name": "Répétition", "source": "a letter", "site_id": "site-arago"}
    return ClaimRow(holder=holder, **{**plain, **days, **changes})


def test_every_place_that_is_not_served_is_named_with_its_officers() -> None:
    found = concerns(Kind.UNCOVERED, picks=("site-arago",), standard=Standard(cutoff=1))
    assert [(c.subjects, c.size) for c in found] == [(("venue-gare",), 100), (("venue-port",), 100)]
    assert all(c.is_blocker for c in found)
    assert str(found[0].what) == "“Gare”, 100 officers: The nearest zone is beyond the standard."
    assert "Pick a zone" in str(found[0].remedy)


def test_a_place_without_officers_is_a_warning() -> None:
    edits = (DemandEdit("venue-gare", officers=0),)
    found = concerns(Kind.UNCOVERED, edits=edits)
    assert {c.subjects[0]: c.severity for c in found} == {
        "venue-stade": Severity.BLOCKER,
        "venue-port": Severity.BLOCKER,
        "venue-gare": Severity.WARNING,
    }


def test_a_zone_over_its_capacity_says_what_was_assumed() -> None:
    area = make_area(sites=[make_site("Arago", 0.1, footprint_m2=2000), *SITES[1:]])
    assert "10.0 m² an officer, an assumption" in str(
        concerns(Kind.OVER_CAPACITY, area=area, picks=("site-arago",))[0].what
    )
    over = concerns(Kind.OVER_CAPACITY, area=area, picks=("site-arago",))
    assert [(c.subjects, c.size) for c in over] == [(("site-arago",), 300)]  # 500 for 200
    roomy = Limits(m2_per_officer=4)
    assert concerns(Kind.OVER_CAPACITY, area=area, picks=("site-arago",), limits=roomy) == []


def test_a_footprint_that_nobody_measured_is_told_and_not_called_small() -> None:
    found = concerns(Kind.OVER_CAPACITY, Kind.CAPACITY_UNKNOWN, picks=("site-arago",))
    assert [(c.kind, c.severity) for c in found] == [(Kind.CAPACITY_UNKNOWN, Severity.WARNING)]


@pytest.mark.parametrize("announced", [True, False])
def test_a_claim_that_begins_under_an_open_zone_is_told_with_its_days(announced: bool) -> None:  # noqa: FBT001 - a parameter of the test
    told = ("site-arago",) if announced else ()
    found = concerns(Kind.CLAIM_BEGINS, picks=("site-arago",), announced=told, claims=(claim(),))
    assert [c.subjects for c in found] == [("site-arago", "claim-1")]
    assert found[0].days == ((date(2024, 8, 1), date(2024, 8, 5)),)
    assert found[0].is_blocker == announced
    assert "“Répétition” begins on 2024-08-01 and bars the zone “Arago”" in str(found[0].what)


def test_claims_that_do_not_begin_under_an_open_zone_are_no_concern() -> None:
    picks: dict[str, Any] = {"picks": ("site-arago",)}
    quiet: dict[str, Any]
    for quiet in (
        {"claims": (claim(starts=DAY),)},  # it has begun: the zone is refused today
        {"claims": (claim(starts=SEASON[1] + timedelta(days=1), ends=None),)},
        {"claims": (claim(site_id="site-balzac"),)},
        {"claims": (claim(),), "openings": (Opening("site-arago", closes=date(2024, 8, 1)),)},
        {"claims": (claim(),), "lifted_claims": ("claim-1",), "picks": ()},
    ):
        assert concerns(Kind.CLAIM_BEGINS, **{**picks, **quiet}) == []
    open_end = (claim(ends=None),)
    assert concerns(Kind.CLAIM_BEGINS, claims=open_end, **picks)[0].days[0][1] == SEASON[1]
    closing = (Opening("site-arago", closes=date(2024, 8, 3)),)
    held = concerns(Kind.CLAIM_BEGINS, claims=(claim(),), openings=closing, **picks)
    assert held[0].days == ((date(2024, 8, 1), date(2024, 8, 2)),)


def test_an_overrule_of_every_claim_answers_one_to_come_and_one_of_a_source_does_not() -> None:
    at = datetime(2024, 7, 1, tzinfo=UTC)
    for_good = Overrule("site-arago", "claimed-by-city-hall", "agreed", "anna", at)
    plan: dict[str, Any] = {"picks": ("site-arago",), "claims": (claim(CITY_HALL),)}
    assert concerns(Kind.CLAIM_BEGINS, **plan, overrules=(for_good,)) == []
    for_one = replace(for_good, source="claim-0 – an older letter")
    assert len(concerns(Kind.CLAIM_BEGINS, **plan, overrules=(for_one,))) == 1


def test_an_announced_zone_that_a_rule_refuses_is_a_blocker() -> None:
    plan: dict[str, Any] = {"picks": ("site-diderot",)}  # run by city hall
    assert [c.severity for c in concerns(Kind.REFUSED, **plan)] == [Severity.WARNING]
    found = concerns(Kind.REFUSED, **plan, announced=("site-diderot",))
    assert [(c.severity, c.subjects) for c in found] == [(Severity.BLOCKER, ("site-diderot",))]
    assert "Mairie de Villebourg" in str(found[0].what)
    shut = (Opening("site-diderot", opens=date(2024, 8, 8)),)
    assert concerns(Kind.REFUSED, **plan, openings=shut) == []


def test_a_zone_that_is_not_open_says_when() -> None:
    openings = (
        Opening("site-arago", opens=date(2024, 8, 1)),
        Opening("site-balzac", closes=date(2024, 7, 26)),
    )
    picks = ("site-arago", "site-balzac", "site-camus", "site-gone")
    found = concerns(Kind.NOT_OPEN, picks=picks, openings=openings)
    assert [str(c.what) for c in found] == [
        "“Arago” opens on 2024-08-01 only.",
        "“Balzac” is closed from 2024-07-26 on.",
    ]


def test_a_zone_that_closures_cut_off_is_told_with_them() -> None:
    area = make_area(blocks=10)
    wkt = f"LINESTRING (2.304 {LATITUDE - 0.001}, 2.304 {LATITUDE + 0.001})"
    shut = Closure("closure-1", "Quai fermé", wkt, ends=DAY)
    plan: dict[str, Any] = {"picks": ("site-arago", "site-camus"), "area": area}
    found = concerns(Kind.CUT_OFF, **plan, closures=(shut,))
    assert [c.subjects for c in found] == [("site-arago",)]
    assert "Quai fermé" in str(found[0].what)
    assert concerns(Kind.CUT_OFF, **plan, closures=(replace(shut, ends=date(2024, 7, 1)),)) == []
    assert (
        concerns(Kind.CUT_OFF, **plan, closures=(replace(shut, bars="everyone-but-force"),)) == []
    )


def test_force_events_that_cannot_be_followed_are_told_once_due() -> None:
    lost = ForceEvent("CRS 8", Move.REINFORCED, DAY, strength=Strength(20))
    later = ForceEvent("CRS 9", Move.LEAVES, DAY + timedelta(days=1))
    found = concerns(Kind.UNHEEDED, forces=(lost, later))
    assert [(c.subjects[0], c.size) for c in found] == [("CRS 8", 20)]
    assert "CRS 8 is reinforced by 20 officers" in str(found[0].what)


def test_decisions_on_what_is_gone_are_named() -> None:
    found = concerns(
        Kind.GONE,
        picks=("site-gone",),
        announced=("site-gone",),
        banned=("site-lost",),
        edits=(DemandEdit("venue-gone", officers=5),),
        forces=(ForceEvent("CRS 8", Move.ARRIVES, DAY, "venue-lost", Strength(20)),),
        claims=(claim(site_id="site-vanished"),),
    )
    told = " ".join(str(c.what) for c in found)
    assert all(
        name in told
        for name in ("site-gone", "site-lost", "venue-gone", "CRS 8", "venue-lost", "Répétition")
    )
    assert [c.subjects for c in found if c.is_blocker] == [("site-gone",)]


def test_an_overrule_that_lapsed_is_told() -> None:
    at = datetime(2024, 7, 1, tzinfo=UTC)
    stale = Overrule("site-diderot", "run-by-city-hall", "agreed", "anna", at, "operator=Nobody")
    found = concerns(Kind.LAPSED, overrules=(stale,))
    assert [c.subjects for c in found] == [("site-diderot", "run-by-city-hall")]
    fresh = replace(stale, source="")
    assert concerns(Kind.LAPSED, overrules=(fresh,)) == []


def test_data_grow_old() -> None:
    as_of = make_area().manifest.as_of
    assert concerns(Kind.STALE, today=as_of + timedelta(days=90)) == []
    found = concerns(Kind.STALE, today=as_of + timedelta(days=91))
    assert "91 days old" in str(found[0].what)
    assert found[0].days == ()
    longer = Limits(fresh_days=365)
    assert concerns(Kind.STALE, today=as_of + timedelta(days=91), limits=longer) == []


def test_a_sound_plan_has_nothing_to_tell() -> None:
    sites = [make_site("Arago", 0.6, footprint_m2=9000)]
    points = [make_point("Gare", 0.5, officers=100)]
    sound = situation(make_area(sites=sites, points=points), season=SEASON, picks=("site-arago",))
    assert health(sound, today=FRESH) == ()


def test_what_the_day_shows_bears_the_day() -> None:
    found = concerns(*Kind, picks=("site-gone",), claims=(claim(),))
    assert {c.days for c in found} == {((DAY, DAY),)}


def test_every_kind_reads_in_both_languages() -> None:
    for say in (Language.of("fr"), Language.of("en")):
        assert len({say(kind.label) for kind in Kind}) == len(Kind)
        assert say(Severity.BLOCKER.label) != say(Severity.WARNING.label)


@pytest.mark.parametrize("wrong", [{"m2_per_officer": 0}, {"fresh_days": 0}])
def test_a_limit_of_nothing_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(SettingError, match="above zero"):
        Limits(**wrong)


@given(st.sets(st.dates(date(2024, 7, 1), date(2024, 7, 20))))
def test_spans_hold_the_days_they_were_made_of_and_do_not_touch(days: set[date]) -> None:
    made = spans((day, day) for day in days)
    one = timedelta(days=1)
    held = {first + n * one for first, last in made for n in range((last - first).days + 1)}
    assert held == days
    assert all(after[0] - before[1] > one for before, after in pairwise(made))
