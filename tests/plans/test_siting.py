"""From a situation to a problem of siting, and from a proposal back to a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from gis.demand import DemandEdit
from gis.siting.goals import Model
from gis.standard import Standard
from layers.errors import SettingError, UnknownIdError
from plans.entry import Act
from plans.events.base import Stamp
from plans.plan import Plan, edited, picked
from plans.siting import ANNOUNCED_PRICE, Ask, problem_of, propose_for, taking, void_locks
from plans.situation import Situation, assess
from tests.stories import DAY, make_area, make_site

NOW = datetime(2024, 7, 1, tzinfo=UTC)
NEAR = Standard(cutoff=800.0, unit="metres", mode="walk")


def asked(plan: Plan | None = None) -> Situation:
    """Give Villebourg under a plan."""
    return assess(make_area(), plan or Plan(on=DAY, standard=NEAR))


def test_sites_are_all_candidates_and_refused_ones_may_not_be_chosen() -> None:
    problem = problem_of(asked(), Ask(zones=1))
    assert problem.site_ids == ("site-arago", "site-balzac", "site-camus", "site-diderot")
    assert problem.banned == {"site-diderot"}  # city hall's


def test_points_are_those_in_use_weighted_by_their_officers() -> None:
    plan = edited(Plan(on=DAY, standard=NEAR), DemandEdit("venue-port", in_use=False))
    problem = problem_of(asked(plan), Ask(zones=1))
    assert problem.point_ids == ("venue-stade", "venue-gare")
    assert problem.weight.tolist() == [300, 100]


def test_the_cutoffs_are_those_of_the_standard_in_its_unit() -> None:
    problem = problem_of(asked(), Ask(zones=1))
    assert set(problem.cutoff) == {800.0}
    assert np.nanmax(problem.cost) > 1_000  # metres, for a street of three kilometres


def test_an_announced_zone_is_dear_to_move() -> None:
    plan = replace(picked(Plan(on=DAY, standard=NEAR), "site-arago"), announced=("site-arago",))
    problem = problem_of(asked(plan), Ask(zones=1))
    assert problem.present == {"site-arago"}
    assert problem.prices.tolist() == [ANNOUNCED_PRICE, 1, 1, 1]


def test_one_zone_serves_the_stadium() -> None:
    proposal = propose_for(asked(), Ask(zones=1))
    assert proposal.chosen == ("site-arago",)
    assert proposal.covered == 300
    assert proposal.data["on"] == DAY.isoformat()
    assert proposal.standard["cutoff"] == 800.0


def test_room_is_the_footprint_at_so_many_square_metres_an_officer() -> None:
    area = make_area(sites=(make_site("Arago", 0.1, footprint_m2=500.0), make_site("Balzac", 0.5)))
    situation = assess(area, Plan(on=DAY, standard=NEAR))
    problem = problem_of(situation, Ask(zones=1, capacity=True, m2_per_officer=10))
    assert problem.capacity["officers"].tolist() == [50, np.inf]


def test_a_lock_on_a_refused_site_is_told_with_its_reason() -> None:
    with pytest.raises(SettingError, match=r"Diderot.*locked.*Mairie"):
        problem_of(asked(), Ask(zones=1, lock=frozenset({"site-diderot"})))


def test_a_lock_on_what_is_in_no_layer_is_told_once() -> None:
    plan = Plan(on=DAY, standard=NEAR, picks=("site-gone",), locked=("site-gone", "zzz"))
    situation = asked(plan)
    (void,) = map(str, void_locks(situation))
    assert void == "One locked site is no longer in the data: zzz."
    assert sum("site-gone" in str(each) for each in situation.warnings) == 1


def test_a_site_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownIdError, match="site-zola"):
        problem_of(asked(), Ask(zones=1, ban=frozenset({"site-zola"})))


def test_a_proposal_is_taken_over_whole_or_site_by_site() -> None:
    plan = picked(Plan(on=DAY, standard=NEAR), "site-balzac")
    proposal = propose_for(asked(plan), Ask(model=Model.P_MEDIAN, zones=2))
    assert proposal.chosen == ("site-arago", "site-camus")
    whole = taking(plan, proposal)
    assert whole is not None
    assert (whole.picks, whole.drops) == (("site-arago", "site-camus"), ("site-balzac",))
    some = taking(plan, proposal, frozenset({"site-arago"}))
    assert some is not None
    assert (some.picks, some.drops) == (("site-arago",), ())
    assert taking(plan, proposal, frozenset()) is None


def test_what_was_proposed_is_kept_whole_on_the_record() -> None:
    plan = Plan(on=DAY, standard=NEAR)
    event = taking(plan, propose_for(asked(plan), Ask(zones=1)))
    assert event is not None
    assert type(event).from_json(event.as_json()) == event
    act = Act(author="Alix", events=(event,), reason="Order 12")
    assert act.events == (event,)
    assert event.applied(plan, Stamp(act.id, act.author, NOW, act.reason)).picks == ("site-arago",)
