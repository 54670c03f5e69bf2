"""A proposal beside the plan as it is: the same figures as the strip, and each site's step."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest

from gis.siting.goals import Model
from plans.plan import Opening
from plans.proposed import Step, dormant, figures_now, figures_of, situation_with, steps
from plans.siting import Ask, propose_for, taking
from tests.stories import make_area, situation

AREA = make_area()
NOW = situation(AREA, picks=("site-arago",))
TWO = propose_for(NOW, Ask(model=Model.P_MEDIAN, zones=2))


def test_the_figures_of_a_proposal_are_those_of_the_plan_that_holds_it() -> None:
    then = situation_with(NOW, TWO.chosen, area=AREA)
    told, wanted = figures_of(NOW, TWO), figures_now(then.coverage)
    assert told.zones == wanted.zones == 2
    assert told.share == wanted.share
    assert told.unserved == wanted.unserved == 0
    assert told.minutes is not None
    assert wanted.minutes is not None
    for name in ("mean", "p90", "worst"):
        assert getattr(told.minutes, name) == pytest.approx(getattr(wanted.minutes, name))
    assert told.minutes.worst_id == wanted.minutes.worst_id


def test_a_plan_without_zones_has_nobody_on_the_way() -> None:
    none = figures_now(situation(AREA).coverage)
    assert (none.zones, none.share, none.minutes, none.unserved) == (0, 0.0, None, 3)


def test_each_site_comes_goes_or_stays_with_who_goes_there_before_and_after() -> None:
    told = {each.site: each for each in steps(NOW, TWO)}
    assert set(told) == {"site-arago", *TWO.chosen}
    for site, each in told.items():
        wanted = Step.ADDED if site not in NOW.serving else Step.DROPPED
        assert each.step is (Step.KEPT if site in TWO.chosen and site in NOW.serving else wanted)
    assert sum(each.now for each in told.values()) == 500
    assert sum(each.then for each in told.values()) == 500
    assert told["site-arago"].now == 500
    assert all(each.mean > 0 for each in told.values() if each.then)


def test_a_site_that_goes_tells_how_far_its_officers_travel_now() -> None:
    far = situation(AREA, picks=("site-camus",))
    one = propose_for(far, Ask(model=Model.P_MEDIAN, zones=1))
    told = {each.step: each for each in steps(far, one)}
    assert told[Step.DROPPED].site == "site-camus"
    assert told[Step.DROPPED].then == 0
    assert figures_now(far.coverage).minutes is not None
    assert told[Step.DROPPED].mean == pytest.approx(far.coverage.minutes.mean)  # type: ignore[union-attr]


def test_a_zone_that_serves_nobody_has_no_mean() -> None:
    idle = situation(AREA, picks=("site-arago", "site-balzac", "site-camus", "site-diderot"))
    everyone_near = propose_for(idle, Ask(model=Model.P_MEDIAN, zones=3))
    assert all(each.then > 0 or math.isnan(each.mean) for each in steps(idle, everyone_near))


def test_a_zone_that_is_closed_on_the_day_is_left_alone() -> None:
    shut = (Opening("site-camus", opens=date(2024, 8, 1)),)
    now = situation(AREA, picks=("site-arago", "site-camus"), openings=shut)
    one = propose_for(now, Ask(model=Model.P_MEDIAN, zones=1))
    assert dormant(now.plan) == ("site-camus",)
    assert "site-camus" not in {each.site for each in steps(now, one)}
    wanted = frozenset(each.site for each in steps(now, one))
    taken = taking(now.plan, one, wanted)
    assert taken is None or "site-camus" not in taken.drops


def test_announced_zones_are_marked() -> None:
    now = situation(AREA, picks=("site-arago",), announced=("site-arago",))
    told = {each.site: each.announced for each in steps(now, replace(TWO, chosen=("site-arago",)))}
    assert told == {"site-arago": True}
