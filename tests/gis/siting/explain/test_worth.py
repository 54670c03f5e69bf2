"""What a zone is worth is what looking at every plan without it, and with another, tells."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.siting.choice import Choice, measure, nearest
from gis.siting.explain.words import Words
from gis.siting.explain.worth import worth
from gis.siting.goals import Goal, Model
from gis.siting.problem import Problem
from i18n import Language
from layers.errors import UnknownIdError
from tests.gis.siting.tables import make_problem, problems

Figures = tuple[float, float, float]
TOWN = [[1, 8, 9], [9, 2, 9], [9, 3, 4]]


def figures(problem: Problem, sites: set[str]) -> Figures:
    """Give the weight covered, the weight served and less travel, by counting a plan again."""
    places = problem.places(frozenset(sites))
    choice = Choice(places, nearest(problem, places))
    covered, served, travel = (
        measure(goal, problem, choice) for goal in (Goal.COVER, Goal.SERVED, Goal.TRAVEL)
    )
    return covered, served, -travel


@st.composite
def plans(draw: st.DrawFn) -> tuple[Problem, set[str]]:
    """Give a small problem and some of its sites, never all."""
    problem = draw(problems(model=Model.MAX_COVER))
    return problem, draw(st.sets(st.sampled_from(problem.site_ids), max_size=3))


def free_sites(problem: Problem, plan: set[str], *, spent: set[str]) -> list[str]:
    """Give the sites that may join the plan, where ``spent`` are those to be paid for."""
    fees = dict(zip(problem.site_ids, problem.fees, strict=True))
    left = problem.budget - sum(fees[site] for site in spent)
    return [
        site
        for site in problem.site_ids
        if site not in problem.banned | plan and not (problem.budgeted and fees[site] > left)
    ]


@given(plans())
def test_a_zone_is_worth_what_is_lost_without_it(drawn: tuple[Problem, set[str]]) -> None:
    problem, plan = drawn
    covered, served, _ = figures(problem, plan)
    for zone in worth(problem, plan).zones:
        less, reached, _ = figures(problem, plan - {zone.zone})
        assert zone.lost.covered == pytest.approx(covered - less)
        assert zone.lost.served == pytest.approx(served - reached)


@given(plans())
def test_no_substitute_is_better(drawn: tuple[Problem, set[str]]) -> None:
    problem, plan = drawn
    for zone in worth(problem, plan).zones:
        others = plan - {zone.zone}
        ways = [figures(problem, others | {s}) for s in free_sites(problem, plan, spent=others)]
        if zone.substitute is None:
            assert not ways
        else:
            with_it = figures(problem, others | {zone.substitute})
            assert with_it == pytest.approx(max(ways, key=lambda way: np.round(way, 6).tolist()))


@given(plans())
def test_sites_stand_in_the_order_of_what_they_add(drawn: tuple[Problem, set[str]]) -> None:
    problem, plan = drawn
    covered, served, _ = figures(problem, plan)
    sites = worth(problem, plan).sites
    ways = [figures(problem, plan | {each.site}) for each in sites]
    assert {each.site for each in sites} == set(free_sites(problem, plan, spent=plan))
    assert [np.round(way, 6).tolist() for way in ways] == sorted(
        (np.round(way, 6).tolist() for way in ways), reverse=True
    )
    for each, (more, reached, _) in zip(sites, ways, strict=True):
        assert each.covered == pytest.approx(more - covered)
        assert each.served == pytest.approx(reached - served)


def test_travel_is_told_over_those_who_still_have_a_zone() -> None:
    problem = make_problem([[1, 2, 3], [5, 6, float("nan")]], weight=[10, 10, 30], cutoff=[4, 4, 4])
    zone, other = worth(problem, "ab").zones
    assert (zone.zone, zone.points, zone.weight) == ("a", 3, 50)
    assert (zone.lost.covered, zone.lost.served) == (50, 30)
    assert (zone.lost.travel, zone.lost.mean) == (80, 4)
    assert (other.lost.covered, other.lost.travel) == (0, 0)


def test_a_site_saves_travel_to_those_who_have_a_zone() -> None:
    found = worth(make_problem(TOWN, weight=[1, 10, 10], cutoff=[5, 5, 5]), "b")
    assert [each.site for each in found.sites] == ["c", "a"]
    assert (found.sites[0].covered, found.sites[0].travel) == (10, 50)
    assert found.sites[0].mean == pytest.approx(50 / 21)
    assert found.mean == pytest.approx((9 + 20 + 90) / 21)


def test_the_next_best_are_ten() -> None:
    problem = make_problem(np.arange(26.0).reshape(13, 2), cutoff=[99, 99])
    assert len(worth(problem, "m").next_best) == 10


def test_a_plan_without_zones_is_worth_nothing_and_every_site_adds() -> None:
    found = worth(make_problem(TOWN, cutoff=[5, 5, 5]), ())
    assert found.zones == ()
    assert math.isnan(found.mean)
    assert found.sites[0].site == "c"
    assert found.sites[0].served == 3


def test_it_is_said_that_room_is_left_out() -> None:
    problem = make_problem(TOWN)
    full = replace(problem, demand={"officers": np.ones(3)}, capacity={"officers": np.ones(3)})
    assert not worth(problem, "a").remarks
    assert "Room is left out" in str(worth(full, "a").remarks[0])


def test_a_zone_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownIdError, match="zola"):
        worth(make_problem(TOWN), ("zola",))


def test_worth_is_told_in_both_languages() -> None:
    problem = make_problem(TOWN, weight=[1, 10, 10], cutoff=[5, 5, 5])
    words = Words(names={"b": "Lycée Balzac", "c": "Gymnase Camus"}, unit="minutes")
    found = worth(problem, "ab")
    told = found.zones[1].told(words)
    assert Language.of("en")(told) == (
        "Without “Lycée Balzac”: 10 officers served less and on average 2.9 min more for each. "
        "Best in its place: “Gymnase Camus” (10 officers served more and on average 1.9 min less "
        "for each)."
    )
    assert "Sans « Lycée Balzac »" in Language.of("fr")(told)
    assert "Gymnase Camus" in Language.of("fr")(found.sites[0].told(words))
