"""A plan is adapted with as few moves as one likes, each alternative the best there is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.siting.adapting import few
from gis.siting.adapting.moves import count
from gis.siting.change import Change
from gis.siting.choice import Choice, measure
from gis.siting.goals import Goal, Model
from gis.siting.problem import Problem
from gis.siting.proposal import Proposal, Reached
from gis.siting.propose import goals_of, proposal_of, propose
from gis.siting.replan import MODEL, Replanned, adapt, replan
from gis.siting.watch import Progress, Watch
from layers.errors import DisprovedError, SettingError
from tests.gis.siting.tables import choices, make_problem, problems

LINE = [[abs(site - point) for point in range(6)] for site in range(6)]
FIRST = (Goal.COVER, Goal.SERVED, Goal.TRAVEL)


def town(**given: object) -> Problem:
    """Give six sites on a line, a to f, with a point at each; zones are b and e."""
    plain = {"zones": 2, "present": frozenset("be"), "cutoff": np.full(6, 1.0)}
    return make_problem(LINE, **plain | given)


@cache
def region(seed: int = 7, sites: int = 30, points: int = 24) -> Problem:
    """Give a random town with six zones, those that a free hand finds."""
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, 30, (sites, 1, 2)), rng.uniform(0, 30, (1, points, 2))
    problem = Problem(
        site_ids=tuple(f"s{n:02}" for n in range(sites)),
        point_ids=tuple(f"p{n:02}" for n in range(points)),
        cost=np.hypot(*np.moveaxis(x - y, 2, 0)),
        weight=rng.integers(1, 50, points).astype(float),
        cutoff=np.full(points, 6.0),
        zones=6,
    )
    plan = propose(problem, model=MODEL).chosen
    return replace(problem, present=frozenset(plan))


@given(data=st.data())
@settings(max_examples=10)
def test_no_choice_of_so_few_moves_is_better(data: st.DataObject) -> None:
    problem = data.draw(problems(model=MODEL))
    told = adapt(problem, problem)
    goals = goals_of(problem, MODEL)
    tried = _tried(problem)
    for alternative in told.alternatives:
        reached = [each.goal.sign * each.value for each in alternative.proposal.goals]
        assert [each.goal for each in alternative.proposal.goals] == list(goals)
        for moves, rank in tried:
            if alternative.allowed and moves <= alternative.most:
                assert reached <= [value + 1e-6 for value in rank]


@given(data=st.data())
@settings(max_examples=12)
def test_no_choice_is_past_a_bound_of_the_search(data: st.DataObject) -> None:
    problem = replace(data.draw(problems(model=MODEL)), fee=None, budget=np.inf, backup=1)
    tried = _tried(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(few, "SMALL", 0)
        told = adapt(problem, problem)
    for alternative in told.alternatives:
        cover, served, travel = (_reached(alternative.proposal.goals, goal) for goal in FIRST)
        ranks = [rank for moves, rank in tried if moves <= alternative.most]
        if not alternative.allowed:
            continue
        assert -cover.bound <= min(rank[0] for rank in ranks) + 1e-6
        assert served.bound >= served.value
        as_good = [rank for rank in ranks if rank[:2] <= [-cover.value, -served.value]]
        assert travel.bound <= min(rank[2] for rank in as_good) + 1e-6


def _reached(goals: tuple[Reached, ...], goal: Goal) -> Reached:
    return next(each for each in goals if each.goal is goal)


def _tried(problem: Problem) -> list[tuple[int, list[float]]]:
    """Give the moves and the ranks of every choice."""
    return [
        (count(problem, choice.sites).moves, _rank(problem, choice)) for choice in choices(problem)
    ]


def _rank(problem: Problem, choice: Choice) -> list[float]:
    return [goal.sign * measure(goal, problem, choice) for goal in goals_of(problem, MODEL)]


def test_to_change_nothing_tells_the_loss() -> None:
    told = replan(town(), Change(lost=frozenset("e")))
    nothing = told.alternatives[0]
    assert told.lost == ("e",)
    assert (nothing.moves, nothing.proposal.chosen, nothing.kept) == (0, ("b",), ("b",))
    assert told.before.covered == 6
    assert nothing.proposal.covered == 3
    assert nothing.difference.lost == ("p3", "p4", "p5")


def test_one_move_replaces_what_was_lost() -> None:
    one = replan(town(), Change(lost=frozenset("e"))).alternatives[1]
    assert (one.moves, one.added, one.dropped) == (1, ("d",), ())
    assert one.proposal.covered == 5
    assert one.proposal.optimal
    assert one.proposal.verified


def test_a_plan_that_is_as_good_as_can_be_has_nothing_to_change() -> None:
    told = replan(town(), Change())
    assert [each.moves for each in told.alternatives] == [0]
    assert told.alternatives[0].difference.points == ()


def test_who_goes_elsewhere_is_told_with_travel_before_and_after() -> None:
    one = replan(town(), Change(lost=frozenset("e"))).alternatives[1]
    moved = {each.point: each for each in one.difference.points}
    assert sorted(moved) == ["p3", "p4", "p5"]
    assert (moved["p5"].zone_before, moved["p5"].zone_after) == ("e", "d")
    assert (moved["p5"].cost_before, moved["p5"].cost_after) == (1, 2)
    assert one.difference.weight == 3


def test_points_that_come_go_and_grow_draw_the_zones() -> None:
    heavy = replan(town(), Change(weight={"p0": 50}, zones=1, gone=frozenset({"p5"})))
    nothing, one = heavy.alternatives[:2]
    assert not nothing.allowed
    assert one.dropped == ("e",)
    assert "p5" not in {each.point for each in one.proposal.allocation}


def test_fewer_zones_close_those_that_are_missed_least() -> None:
    told = replan(town(weight=[9, 9, 9, 1, 1, 1]), Change(zones=1))
    assert not told.alternatives[0].allowed
    assert (told.alternatives[1].dropped, told.alternatives[1].moves) == (("e",), 1)


def test_more_zones_open_where_they_serve_most() -> None:
    told = replan(town(cutoff=np.zeros(6)), Change(zones=4, weight={"p5": 9, "p0": 5}))
    assert [each.added for each in told.alternatives[:3]] == [(), ("f",), ("a", "f")]


def test_a_narrower_cutoff_counts_at_once() -> None:
    told = replan(town(), Change(cutoff=0.0, cutoffs={"p0": 5.0}))
    assert told.before.covered == 6
    assert told.alternatives[0].proposal.covered == 3


def test_a_closure_is_another_table() -> None:
    cost = np.array(LINE, dtype=float)
    cost[:, 5] = np.nan
    told = replan(town(), Change(cost=cost))
    assert told.alternatives[0].proposal.unserved == ("p5",)
    assert told.alternatives[0].difference.lost == ("p5",)


def test_announced_zones_stay_where_all_else_is_level() -> None:
    same = [[3, 3], [3, 3], [3, 3]]
    for announced in "bc":
        prices = [10 if name == announced else 1 for name in "abc"]
        problem = make_problem(same, zones=2, present=frozenset("bc"), switching=prices)
        told = replan(problem, Change(zones=1))
        assert told.alternatives[1].kept == (announced,)


def test_a_lost_site_is_never_kept_not_even_locked() -> None:
    told = replan(town(locked=frozenset("e")), Change(lost=frozenset("e")))
    assert all("e" not in each.proposal.chosen for each in told.alternatives)


def test_the_plan_before_and_what_is_not_allowed_are_counted_again_too() -> None:
    told = replan(town(locked=frozenset("b"), within=True), Change(lost=frozenset("e"), zones=1))
    assert not told.alternatives[0].allowed
    assert told.before.verified
    assert all(each.proposal.verified for each in told.alternatives)


@pytest.mark.parametrize("wrong", [0, 1])
def test_a_false_figure_of_the_plan_as_it_stands_is_not_told(
    wrong: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One figure too many officers covered: of the plan before, then of changing nothing."""
    made: list[Proposal] = []

    def told(problem: Problem, model: Model, choice: Choice, watch: Watch) -> Proposal:
        true = proposal_of(problem, model, choice, watch)
        made.append(true)
        return replace(true, covered=true.covered + (len(made) - 1 == wrong))

    monkeypatch.setattr("gis.siting.replan.proposal_of", told)
    with pytest.raises(DisprovedError, match="Weight within the cutoff"):
        replan(town(), Change(zones=1))


def test_a_tie_does_not_move_anybody_however_the_table_is_ordered() -> None:
    """Sites b and a are as near; written in this order, both before and after send to a."""
    problem = replace(make_problem([[1.0], [1.0]]), site_ids=("b", "a"), zones=2)
    told = replan(replace(problem, present=frozenset("ab")), Change())
    assert [each.zone for each in told.before.allocation] == ["a"]
    assert told.alternatives[0].difference.points == ()


def test_no_more_moves_than_asked_for() -> None:
    told = replan(region(), Change(lost=_some(region(), 4)), most_moves=2)
    assert max(each.moves for each in told.alternatives) == 2


def test_the_search_finds_what_exact_models_find(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = region()
    change = Change(lost=_some(problem, 3))
    exact = replan(problem, change, most_moves=5)
    monkeypatch.setattr(few, "SMALL", 0)
    searched = replan(problem, change, most_moves=5)
    assert _values(searched) == pytest.approx(_values(exact))
    assert all(each.proposal.gap == 0 for each in searched.alternatives)


def test_more_moves_never_buy_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(few, "SMALL", 0)
    told = replan(region(3), Change(lost=_some(region(3), 4), cutoff=5.0))
    ranks = [(-each.proposal.covered, each.proposal.mean) for each in told.alternatives]
    assert ranks == sorted(ranks, reverse=True)
    assert len(ranks) > 2


def test_an_answer_that_is_stopped_holds_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(few, "SMALL", 0)
    told: list[Progress] = []
    watch = Watch(tell=told.append, stopped=lambda: len(told) > 2)
    stopped = replan(region(), Change(lost=_some(region(), 3)), watch=watch)
    assert all(each.proposal.verified for each in stopped.alternatives)
    assert stopped.alternatives[0].moves == 0
    assert told[0].incumbent > 0


def test_zones_that_can_be_full_are_adapted_by_an_exact_model() -> None:
    full = {"officers": np.full(6, 3.0)}
    problem = town(demand={"officers": np.ones(6)}, capacity=full, split=True)
    told = replan(problem, Change(lost=frozenset("e")))
    one = told.alternatives[-1]
    assert one.proposal.verified
    assert one.moves == 1


@pytest.mark.parametrize(
    ("zones", "told"),
    [(0, "0 zones serve nobody"), (6, "6 zones are more than the 5 sites that may be chosen")],
)
def test_a_number_of_zones_that_cannot_be_is_refused_as_for_a_proposal(
    zones: int, told: str
) -> None:
    with pytest.raises(SettingError, match=told):
        replan(town(), Change(lost=frozenset("e"), zones=zones))


def test_as_many_zones_as_before_are_no_more_than_sites_are_left() -> None:
    told = replan(town(zones=5, present=frozenset("abcde")), Change(lost=frozenset("cde")))
    assert told.problem.zones == 3
    assert told.alternatives[-1].added == ("f",)


def test_a_plan_without_zones_needs_a_number_of_them() -> None:
    empty = town(zones=None, present=frozenset())
    with pytest.raises(SettingError, match="has no zone"):
        adapt(empty, empty)
    assert adapt(empty, replace(empty, zones=1)).alternatives[-1].moves == 1


@given(data=st.data())
@settings(max_examples=12)
def test_of_a_large_table_a_free_hand_covers_what_a_proposal_does(data: st.DataObject) -> None:
    """Backup and a budget are more than the search knows, and no exact model is asked."""
    problem = data.draw(problems(model=MODEL))
    told = _as_if_large(problem, Change())
    best = propose(problem, model=MODEL)
    covered = [each.proposal.covered for each in told.alternatives if each.allowed]
    assert max(covered, default=0) == pytest.approx(
        best.covered
    )  # none where nobody reaches a site


@pytest.mark.parametrize(
    "asked",
    [
        {"backup": 2},
        {"present": frozenset("a"), "fee": [1, 5, 5, 5, 5, 2], "budget": 3.0},
        {
            "cutoff": np.full(6, 9.0),
            "demand": {"officers": np.ones(6)},
            "capacity": {"officers": np.array([6.0, 1, 1, 1, 1, 1])},
        },
    ],
    ids=["backup", "budget", "room"],
)
@pytest.mark.parametrize("large", [0, few.LARGE])
def test_a_free_hand_finds_what_the_search_leaves_out(asked: dict[str, object], large: int) -> None:
    problem = town(**asked)
    told = _as_if_large(problem, Change(), large=large)
    best = propose(problem, model=MODEL)
    assert best.covered > told.alternatives[0].proposal.covered
    assert told.alternatives[-1].proposal.covered == best.covered
    assert told.alternatives[-1].proposal.gap == 0


def test_no_further_than_may_be_moved_is_a_free_hand_looked_for() -> None:
    told = _as_if_large(town(backup=2, zones=4), Change(), most_moves=1)
    assert max(each.moves for each in told.alternatives) <= 1


def test_backup_and_a_budget_where_zones_can_be_full_get_a_first_choice() -> None:
    full = {"officers": np.full(6, 6.0)}
    held = town(demand={"officers": np.ones(6)}, capacity=full, backup=2, cutoff=np.full(6, 3.0))
    told = _as_if_large(held, Change(weight={"p5": 9.0}))
    assert told.alternatives[-1].proposal.verified
    assert told.alternatives[-1].proposal.covered >= told.alternatives[0].proposal.covered


def test_no_alternative_claims_more_than_the_bound_of_a_proposal() -> None:
    """One new zone, d, is found as if one within reach were enough; with two, c and d are best."""
    change = Change(lost=frozenset("e"), weight={"p3": 5.0, "p4": 5.0})
    told = _as_if_large(town(backup=2), change)
    assert [each.added for each in told.alternatives] == [(), ("d",), ("c", "d")]
    assert [each.proposal.covered for each in told.alternatives] == [0, 1, 6]
    assert [each.proposal.bound for each in told.alternatives[1:]] == [6, 6]


def _as_if_large(
    problem: Problem, change: Change, *, most_moves: int | None = None, large: int = 0
) -> Replanned:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(few, "SMALL", 0)
        patch.setattr(few, "LARGE", large)
        return replan(problem, change, most_moves=most_moves)


def test_moves_below_zero_are_refused() -> None:
    with pytest.raises(SettingError, match="-1"):
        replan(town(), Change(), most_moves=-1)


def _some(problem: Problem, lost: int) -> frozenset[str]:
    return frozenset(sorted(problem.present)[:lost])


def _values(told: Replanned) -> list[float]:
    return [
        _reached(each.proposal.goals, goal).value for each in told.alternatives for goal in FIRST
    ]
