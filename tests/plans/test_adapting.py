"""From a plan and what has changed to alternatives, and from one of them back to a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gis.demand import DemandEdit
from gis.siting.replan import Replanned
from gis.standard import Standard
from layers.errors import SettingError
from plans.adapting import adapting, locks_broken, outcome_of, situation_after, taking_over
from plans.claims import ClaimRow
from plans.events.base import Stamp
from plans.plan import Opening, Plan, barred, edited
from plans.siting import Ask
from plans.situation import Situation, assess
from tests.stories import DAY, make_area

NOW = datetime(2024, 7, 1, tzinfo=UTC)
NEAR = Standard(cutoff=800.0, unit="metres", mode="walk")
PLAN = Plan(on=DAY, standard=NEAR, picks=("site-arago", "site-camus"))
ARAGO, BALZAC, CAMUS = "site-arago", "site-balzac", "site-camus"


def told_of(plan: Plan, before: Plan = PLAN) -> tuple[Situation, Situation, Replanned]:
    """Give the situation under the usual plan, that under another, and what can be done."""
    was = assess(make_area(), before)
    now = situation_after(make_area(), was, plan)
    return was, now, adapting(was, now)


def test_a_site_that_is_lost_may_be_replaced_by_one_move() -> None:
    was, now, told = told_of(barred(PLAN, CAMUS, ban=True))
    nothing, one = told.alternatives
    assert told.lost == (CAMUS,)
    assert (nothing.proposal.chosen, nothing.moves) == ((ARAGO,), 0)
    assert (one.added, one.dropped, one.moves) == ((BALZAC,), (), 1)
    assert nothing.proposal.covered == was.coverage.officers_covered - 100
    assert now.coverage.officers_covered == nothing.proposal.covered


def test_the_alternative_is_what_the_plan_then_is() -> None:
    was, now, told = told_of(barred(PLAN, CAMUS, ban=True))
    one = told.alternatives[1]
    outcome = outcome_of(was, now, taking_over(now, told, one))
    assert outcome.situation.serving == (ARAGO, BALZAC)
    assert outcome.situation.coverage.officers_covered == one.proposal.covered
    assert outcome.decided.added == (BALZAC,)
    again = [(each.point, each.zone_before, each.zone_after) for each in one.difference.points]
    assert again == [(e.point, e.zone_before, e.zone_after) for e in outcome.difference.points]


def test_to_take_nothing_over_is_no_decision() -> None:
    _, now, told = told_of(barred(PLAN, CAMUS, ban=True))
    assert taking_over(now, told, told.alternatives[0]) is None
    assert taking_over(now, told, told.alternatives[1], frozenset()) is None


def test_a_claim_that_starts_takes_a_zone_and_its_lock() -> None:
    claim = ClaimRow("tour", "Tour", "organisers", "letter", site_id=CAMUS)
    locked = replace(PLAN, locked=(CAMUS,))
    _, now, told = told_of(replace(locked, claims=(claim,)), before=locked)
    assert told.lost == (CAMUS,)
    taken = taking_over(now, told, told.alternatives[1])
    assert taken is not None
    assert (taken.picks, taken.drops) == ((BALZAC,), (CAMUS,))
    plan = taken.applied(now.plan, Stamp("e", "anna", NOW, ""))
    assert plan.picks == (ARAGO, BALZAC)
    assert taken.proposal["lost"] == [CAMUS]


def test_a_lock_that_the_change_breaks_is_named_with_its_reason() -> None:
    claim = ClaimRow("tour", "Tour", "organisers", "letter", site_id=CAMUS)
    locked = replace(PLAN, locked=(ARAGO, CAMUS))
    was, now, _ = told_of(replace(locked, claims=(claim,)), before=locked)
    (broken,) = map(str, locks_broken(was, now))
    assert "The lock of “Camus” is broken" in broken
    assert "Tour" in broken
    assert locks_broken(was, was) == ()


def test_a_lock_is_broken_by_the_ban_that_takes_it_off_the_plan_too() -> None:
    locked = replace(PLAN, locked=(CAMUS,))
    was, now, _ = told_of(barred(locked, CAMUS, ban=True), before=locked)
    assert now.plan.locked == ()
    assert len(locks_broken(was, now)) == 1


def test_a_plan_that_locks_what_it_bans_contradicts_itself_before_any_change() -> None:
    was = assess(make_area(), replace(PLAN, locked=(CAMUS,), banned=(CAMUS,)))
    with pytest.raises(SettingError, match="“Camus” is locked, and is refused"):
        adapting(was, was)


def test_a_lock_on_a_site_that_is_no_zone_yet_opens_it_as_a_proposal_does() -> None:
    _, _, told = told_of(replace(PLAN, locked=(BALZAC,)))
    nothing, one = told.alternatives[:2]
    assert not nothing.allowed
    assert one.added == (BALZAC,)


def test_units_that_leave_and_come_draw_a_zone_after_them() -> None:
    moved = edited(PLAN, DemandEdit("venue-port", in_use=False))
    _, _, told = told_of(edited(moved, DemandEdit("venue-gare", officers=500)))
    last = told.alternatives[-1]
    assert (last.added, last.dropped) == ((BALZAC,), (CAMUS,))


def test_a_zone_that_is_not_open_that_day_is_lost_and_stays_in_the_plan() -> None:
    plan = replace(PLAN, openings=(Opening(CAMUS, closes=DAY + timedelta(days=1)),))
    _, now, told = told_of(replace(plan, on=DAY + timedelta(days=2)), before=plan)
    taken = taking_over(now, told, told.alternatives[1])
    assert told.lost == (CAMUS,)
    assert taken is not None
    assert (taken.picks, taken.drops) == ((BALZAC,), ())


def test_fewer_zones_are_asked_for_and_the_one_missed_least_is_closed() -> None:
    was = assess(make_area(), PLAN)
    told = adapting(was, was, ask=Ask(zones=1))
    nothing, one = told.alternatives[:2]
    assert not nothing.allowed
    assert (one.kept, one.dropped, one.moves) == ((ARAGO,), (CAMUS,), 1)


@pytest.mark.parametrize(
    ("zones", "told"),
    [(0, "0 zones serve nobody"), (4, "4 zones are more than the 3 sites that may be chosen")],
)
def test_a_number_of_zones_that_cannot_be_is_refused(zones: int, told: str) -> None:
    was = assess(make_area(), PLAN)
    with pytest.raises(SettingError, match=told):
        adapting(was, was, ask=Ask(zones=zones))


def test_a_plan_keeps_its_number_of_zones_where_sites_are_left_for_it() -> None:
    three = replace(PLAN, picks=(ARAGO, BALZAC, CAMUS))
    _, _, told = told_of(barred(three, CAMUS, ban=True), before=three)
    assert told.problem.zones == 2
    assert told.alternatives[0].allowed


def test_travel_is_kept_while_nothing_on_the_way_has_changed() -> None:
    was = assess(make_area(), PLAN)
    later = situation_after(make_area(), was, replace(PLAN, on=DAY + timedelta(days=1)))
    driving = situation_after(make_area(), was, replace(PLAN, standard=Standard()))
    assert later.table is was.table
    assert driving.table is not was.table


@pytest.mark.parametrize("announced", [(ARAGO,), (CAMUS,)])
def test_an_announced_zone_is_the_one_that_stays(announced: tuple[str, ...]) -> None:
    level = replace(PLAN, standard=replace(NEAR, cutoff=5_000.0), announced=announced)
    for point, officers in (("venue-stade", 100), ("venue-gare", 0), ("venue-port", 100)):
        level = edited(level, DemandEdit(point, officers=officers))
    was = assess(make_area(), level)
    told = adapting(was, was, ask=Ask(zones=1))
    assert told.alternatives[1].kept in {announced, (BALZAC,)}
