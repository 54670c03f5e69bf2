"""Who may decide what, whichever way they ask."""

from __future__ import annotations

import pytest

from layers.errors import ForbiddenError
from plans.entry import Act
from plans.events import (
    KINDS,
    ClaimLifted,
    Event,
    PlanTakenIn,
    Redone,
    Undone,
    ZoneAnnounced,
    ZonePicked,
    kind_of,
)
from plans.plan import Plan
from plans.roles import Role, needed, require
from tests.plans.record_stories import DAY, EXAMPLES, A, act, record


def test_roles_go_from_least_to_most() -> None:
    for place, role in enumerate(Role):
        assert [role.reaches(least) for least in Role] == [n <= place for n in range(len(Role))]


def test_a_viewer_may_do_nothing_at_all() -> None:
    for event in EXAMPLES:
        with pytest.raises(ForbiddenError, match="Viewer"):
            require(Role.VIEWER, needed(act("vera", event)))


def test_only_a_chief_lifts_a_claim_or_announces() -> None:
    chiefs = {kind_of(event) for event in EXAMPLES if needed(act("anna", event)) is Role.CHIEF}
    assert chiefs == {ClaimLifted.kind, ZoneAnnounced.kind}
    assert chiefs < set(KINDS)


def test_one_event_for_a_chief_makes_the_whole_act_a_chiefs() -> None:
    whole = act("anna", ZonePicked(A), ZoneAnnounced(A))
    with pytest.raises(ForbiddenError, match="Chief"):
        require(Role.PLANNER, needed(whole))
    require(Role.CHIEF, needed(whole))


@pytest.mark.parametrize("kind", [Undone, Redone])
def test_to_undo_what_a_chief_did_takes_a_chief(kind: type[Undone | Redone]) -> None:
    entries = record(
        act("chief", ZoneAnnounced(A), name="told"), act("anna", ZonePicked(A), name="pick")
    )
    assert needed(act("anna", kind("told")), entries) is Role.CHIEF
    assert needed(act("anna", kind("pick")), entries) is Role.PLANNER


@pytest.mark.parametrize(
    ("plan", "role"),
    [
        (Plan(on=DAY, picks=(A,)), Role.PLANNER),
        (Plan(on=DAY, picks=(A,), announced=(A,)), Role.CHIEF),
        (Plan(on=DAY, lifted_claims=("claim-1",)), Role.CHIEF),
    ],
)
def test_a_plan_taken_in_brings_no_more_than_its_bringer_may(plan: Plan, role: Role) -> None:
    taken: Event = PlanTakenIn(plan)
    assert needed(Act("anna", (taken,))) is role
