"""The verifier: a true proposal holds, and each single lie in one is named."""

from __future__ import annotations

import ast
import pickle
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from gis.siting import recount
from gis.siting import verify as verify_file
from gis.siting.goals import Goal, Model
from gis.siting.problem import Problem
from gis.siting.proposal import Proposal, Reached, Share
from gis.siting.propose import propose
from gis.siting.verify import verified, verify
from layers.errors import DisprovedError, ImpossibleError, SettingError
from tests.gis.siting.proposal_stories import (
    OFFICERS,
    by_hand,
    make_problem,
    make_proposal,
    with_share,
)
from tests.gis.siting.tables import problems

SHARES = make_proposal().allocation
FEES = np.array([3.0, 1.0, 1.0, 4.0])


def told(problem: Problem, proposal: Proposal) -> str:
    """Give the faults as one text."""
    return "\n".join(map(str, verify(problem, proposal)))


def test_a_true_proposal_holds() -> None:
    """And comes back as verified, all else as it was."""
    before = make_proposal()
    after = verified(make_problem(zones=2, fee=FEES, budget=7.0), before)
    assert after.verified
    assert replace(after, verified=False).as_json() == before.as_json()


@pytest.mark.parametrize(("by", "holds"), [(3e-9, True), (1e-7, False)])
def test_a_goal_that_was_held_may_have_lost_its_last_digits(by: float, *, holds: bool) -> None:
    """Of four and a half million officers within reach, a hundredth of one; not half of one."""
    proposal = make_proposal(
        goals=(
            Reached(Goal.COVER, 4.5e6 * (1 + by), 4.6e6),
            Reached(Goal.SERVED, 5e6, 5e6),
            Reached(Goal.TRAVEL, 2.5e7, 2.4e7),
        ),
        covered=4.5e6,
        weight=5e6,
    )
    assert (verify(make_problem(weight=OFFICERS * 1e4), proposal) == ()) is holds


@st.composite
def choices(draw: st.DrawFn) -> tuple[Problem, Proposal]:
    """Draw a table with holes, and what is true of a choice of its sites."""
    sites, points = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    cells = st.one_of(st.integers(0, 20).map(float), st.just(np.nan))
    whole = st.integers(0, 9).map(float)
    problem = Problem(
        site_ids=tuple("abcd"[:sites]),
        point_ids=tuple("vwxyz"[:points]),
        cost=draw(npst.arrays(float, (sites, points), elements=cells)),
        weight=draw(npst.arrays(float, points, elements=whole)),
        cutoff=draw(npst.arrays(float, points, elements=st.sampled_from([4.0, 9.0, np.inf]))),
        backup=draw(st.integers(1, 2)),
    )
    chosen = sorted(draw(st.sets(st.sampled_from(problem.site_ids), min_size=1)))
    return problem, by_hand(problem, tuple(chosen))


@given(choices())
def test_what_numpy_counts_the_verifier_counts_too(drawn: tuple[Problem, Proposal]) -> None:
    """Whatever is out of reach, weighs nothing, or wants two zones near."""
    assert told(*drawn) == ""


@given(choices(), st.sampled_from(["covered", "weight", "mean", "worst"]), st.floats(0.001, 1e6))
def test_no_figure_can_be_off(drawn: tuple[Problem, Proposal], field: str, by: float) -> None:
    """By however little: one officer in a million is seen."""
    problem, true = drawn
    was = getattr(true, field)
    change: dict[str, Any] = {field: by if np.isnan(was) else was + by}
    assert "the proposal says" in told(problem, replace(true, **change))


LIES: dict[str, tuple[dict[str, Any], Proposal]] = {
    "names a site “gymnase”": ({}, make_proposal(chosen=("college", "gymnase", "stade"))),
    "names a demand point “sud”": ({}, make_proposal(unserved=("sud",))),
    "named once, in the order": ({}, make_proposal(chosen=("stade", "college"))),
    "each named once": ({}, make_proposal(chosen=("college", "college", "stade"))),
    "“mairie” is locked": ({"locked": frozenset({"mairie"})}, make_proposal()),
    "“stade” is banned": ({"banned": frozenset({"stade"})}, make_proposal()),
    "2 zones are chosen, more than the 1": ({"zones": 1}, make_proposal()),
    "cost 7 to open, more than the budget of 6.5": ({"fee": FEES, "budget": 6.5}, make_proposal()),
    "“lycee”, which is not chosen": ({}, with_share(0, zone="lycee", cost=4.0)),
    "though “college” is chosen and nearer": ({}, with_share(0, zone="stade", cost=15.0)),
    "where no journey leads": ({}, with_share(4, zone="college")),
    "the table says 2, the proposal 2.5": ({}, with_share(0, cost=2.5)),
    "“college” is 0, not above 0": ({}, with_share(0, part=0.0)),
    "is 1.5, not above 0 and at most 1": ({}, with_share(0, part=1.5)),
    "come to 2, more than the whole": ({}, make_proposal(allocation=(SHARES[0], *SHARES))),
    "is sent to “college” twice": ({}, make_proposal(allocation=(SHARES[0], *SHARES))),
    "“college” is nan, not above 0": ({}, with_share(0, part=np.nan)),
    "“gare” is divided": ({}, with_share(0, part=0.5)),
    "not sent whole to a zone, though it reaches “stade”": (
        {},
        make_proposal(allocation=SHARES[:4]),
    ),
    "“quai” is not served whole, and not named": ({}, make_proposal(allocation=SHARES[:4])),
    "“gare” is named as unserved, and is served": ({}, make_proposal(unserved=("gare",))),
    "named as unserved twice": ({}, make_proposal(unserved=("gare", "gare"))),
    "“quai” is not served whole by one zone within": ({"within": True}, make_proposal()),
    "“gare” is not served whole with 2 zones within": (
        {"within": True, "backup": 2},
        make_proposal(),
    ),
    "Weight within the cutoff: the proposal says 451, the table gives 450": (
        {},
        make_proposal(covered=451.0),
    ),
    "Weight in all: the proposal says 499": ({}, make_proposal(weight=499.0)),
    "Mean travel: the proposal says 4.9": ({}, make_proposal(mean=4.9)),
    "Travel of 90 %: the proposal says 2, the table gives 8": ({}, make_proposal(p90=2.0)),
    "Travel of 90 %: the proposal says 20": ({}, make_proposal(p90=20.0)),
    "Longest travel: the proposal says 8": ({}, make_proposal(worst=8.0)),
    "Longest travel: the proposal says nan": ({}, make_proposal(worst=np.nan)),
    "Officers served: nothing is told, though “Most officers served” asks": (
        {},
        make_proposal(goals=()),
    ),
    "Officers who have a zone: nothing is told": (
        {},
        make_proposal(goals=make_proposal().goals[::2]),
    ),
    "Changes to the plan: nothing is told": ({"present": frozenset({"stade"})}, make_proposal()),
    "Shortcomings of the sites: nothing is told": ({"shortcoming": FEES}, make_proposal()),
    "not those of “Most officers served” in their order": (
        {},
        make_proposal(goals=make_proposal().goals[::-1]),
    ),
    "not those of “Shortest longest travel” in their order": (
        {},
        make_proposal(model=Model.P_CENTER),
    ),
    "Officers served: told twice": ({}, make_proposal(goals=make_proposal().goals[:1] * 2)),
}


@pytest.mark.parametrize("sentence", LIES)
def test_a_single_lie_is_named(sentence: str) -> None:
    """Each is the true proposal with one thing told otherwise, or one thing asked more."""
    options, proposal = LIES[sentence]
    assert sentence in told(make_problem(**options), proposal)


GOALS = {
    Goal.ZONES: 2.0,
    Goal.SERVED: 500.0,
    Goal.COVER: 500.0,
    Goal.WORST: 20.0,
    Goal.TRAVEL: 2500.0,
    Goal.CHANGES: 4.0,  # the mairie shut, the stade opened
    Goal.QUALITY: 0.5,
}


@pytest.mark.parametrize("goal", GOALS)
def test_every_goal_is_counted_and_its_bound_held_to_it(goal: Goal) -> None:
    """A bound may lie on the far side of the value, never on the near one, nor without end."""
    model = next(each for each in Model if goal in each.goals)
    problem = make_problem(
        cutoff=np.full(5, 20.0),
        present=frozenset({"college", "mairie"}),
        switching=np.array([1.0, 1.0, 3.0, 1.0]),
        shortcoming=np.array([0.2, 9.0, 9.0, 0.3]),
    )
    value = GOALS[goal]

    def says(told_value: float, bound: float) -> str:
        true = {each: Reached(each, GOALS[each], np.nan) for each in model.goals}
        lie = true | {goal: Reached(goal, told_value, bound)}
        return told(problem, make_proposal(model=model, goals=tuple(lie.values()), covered=500.0))

    assert says(value, value) == ""
    assert says(value, np.nan) == ""
    assert says(value, value - goal.sign) == ""
    assert "lies past the value" in says(value, value + goal.sign)
    assert says(value, -goal.sign * np.inf) == f"{goal.label}: a bound without end proves nothing."
    assert f"{goal.label}: the proposal says" in says(value + 1, value - goal.sign)


def make_full(**fields: Any) -> tuple[Problem, Proposal]:  # noqa: ANN401 - whatever it says
    """Give a table whose “college” holds 250: fifty officers of “gare” go on to “stade”."""
    problem = make_problem(
        split=True,
        demand={"officers": np.array([300.0, 0, 100, 50, 50])},
        capacity={"officers": np.full(4, 250.0)},
    )
    shares = (
        Share("gare", "college", 5 / 6, 2.0),
        Share("gare", "stade", 1 / 6, 15.0),
        *SHARES[1:],
    )
    plain: dict[str, Any] = {
        "allocation": shares,
        "goals": (
            Reached(Goal.COVER, 400.0, 450.0),
            Reached(Goal.SERVED, 500.0, 500.0),
            Reached(Goal.TRAVEL, 3150.0, 0.0),
        ),
        "covered": 400.0,
        "mean": 6.3,
        "p90": 15.0,
    }
    return problem, make_proposal(**plain | fields)


def test_a_zone_that_is_full_sends_people_on() -> None:
    """Then the nearest zone is not asked for, and parts are weighed as they are."""
    assert told(*make_full()) == ""


def test_no_zone_receives_more_than_it_holds() -> None:
    """Of each component by itself."""
    problem, proposal = make_full()
    dogs = {"dogs": np.array([0.0, 0, 5, 0, 1])}
    kennels = {"dogs": np.array([9.0, 9, 9, 5])}
    tight = {"officers": np.array([249.0, 0, 0, 250])}
    both = replace(problem, demand={**problem.demand, **dogs}, capacity=tight | kennels)
    assert told(both, proposal).splitlines() == [
        "Zone “college” receives 250 and has room for 249: Officers.",
        "Zone “stade” receives 6 and has room for 5: Dogs.",
    ]


def test_whoever_finds_no_room_is_named() -> None:
    """A sixth of “gare” stays behind, and only that is missing."""
    problem, proposal = make_full()
    left = replace(
        proposal,
        allocation=proposal.allocation[:1] + proposal.allocation[2:],
        goals=(
            proposal.goals[0],
            Reached(Goal.SERVED, 450.0, 500.0),
            Reached(Goal.TRAVEL, 2400.0, 0.0),
        ),
        mean=2400 / 450,
        p90=20.0,
    )
    assert told(problem, left) == "Point “gare” is not served whole, and not named as unserved."
    assert told(problem, replace(left, unserved=("gare",))) == ""


def test_set_cover_leaves_nobody_beyond_the_cutoff() -> None:
    """For any other model that is asked by “within”."""
    goals = (Reached(Goal.ZONES, 2.0, 2.0), Reached(Goal.TRAVEL, 2500.0, 0.0))
    proposal = make_proposal(model=Model.SET_COVER, goals=goals)
    assert "“quai” is not served whole by one zone" in told(make_problem(), proposal)
    assert told(make_problem(cutoff=np.full(5, 20.0)), replace(proposal, covered=500.0)) == ""


def test_a_proposal_that_does_not_hold_is_refused() -> None:
    """With all its faults, which survive the way back from another process."""
    with pytest.raises(DisprovedError, match=r"for 2 reasons\. Weight within") as refused:
        verified(make_problem(), make_proposal(covered=1.0, weight=2.0))
    back = pickle.loads(pickle.dumps(refused.value))  # noqa: S301 - of our own making
    assert (back.faults, str(back)) == (refused.value.faults, str(refused.value))
    assert len(back.faults) == 2


@pytest.mark.parametrize("module", [recount, verify_file])
def test_no_code_of_a_solver_stands_behind_the_verifier(module: ModuleType) -> None:
    """Of siting it knows the question and the answer, and itself."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    froms = {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    known = {"problem", "goals", "proposal", "recount"}
    assert {each for each in froms if "siting" in each} <= {f"gis.siting.{e}" for e in known}
    assert not {"highspy", "scipy"} & {each.partition(".")[0] for each in froms}


@given(problems(model=Model.MAX_COVER), st.sampled_from(Model))
def test_what_is_proposed_holds(problem: Problem, model: Model) -> None:
    """Whatever the model, and whatever the problem asks beside."""
    try:
        proposal = propose(problem, model=model)
    except (ImpossibleError, SettingError):
        return
    assert told(problem, proposal) == ""
