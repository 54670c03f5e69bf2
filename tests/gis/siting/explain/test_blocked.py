"""What cannot be done is told with ways out, and each of them mends it."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.siting.explain.blocked import Blocked, Cause, worded
from gis.siting.explain.obstacles import blocked
from gis.siting.explain.ways import Way, WayOut
from gis.siting.explain.words import Words
from gis.siting.goals import Model
from gis.siting.problem import Problem
from gis.siting.propose import propose
from gis.siting.watch import Watch
from i18n import Language, msg
from layers.errors import ImpossibleError, SettingError
from tests.gis.siting.tables import best_by_trying, make_problem, problems

NAN = float("nan")
TOWN = [[1, 9, 9], [9, 2, 9], [9, 9, 3]]
WORDS = Words(
    names={"a": "Lycée Arago", "b": "Gymnase Balzac", "p0": "Vélodrome", "p1": "Stade"},
    unit="minutes",
    mode="drive",
    releases={"b": (msg("city hall releases “{site}”", site="Gymnase Balzac"),)},
)


def stuck(problem: Problem) -> tuple[Blocked, ...]:
    """Give what keeps a problem from serving everyone."""
    return blocked(problem, Model.SET_COVER)


def only(found: tuple[Blocked, ...], way: Way) -> WayOut:
    """Give the one way out of a kind."""
    (one,) = [each for obstacle in found for each in obstacle.ways if each.way is way]
    return one


def mended(problem: Problem, found: tuple[Blocked, ...], place: int, way: WayOut) -> Problem:
    """Take one way out of one obstacle, and the first of each other, limits last."""
    ways = [each.ways[0] for each in found]
    ways[place] = way
    for each in ways:
        problem = each.mended(problem)
    return problem


@given(st.data())
def test_what_has_no_solution_is_told_and_every_way_out_has_one(data: st.DataObject) -> None:
    problem = data.draw(problems(model=Model.SET_COVER))
    problem = replace(problem, present=frozenset(), shortcoming=None)
    found = stuck(problem)
    assert bool(found) == (best_by_trying(problem, Model.SET_COVER) is None)
    for place, obstacle in enumerate(found):
        assert obstacle.ways
        assert obstacle.checked
        for way in obstacle.ways:
            after = mended(problem, found, place, way)
            assert best_by_trying(after, Model.SET_COVER) is not None, way
            assert str(way.message)


@given(st.data())
def test_the_changes_are_the_least(data: st.DataObject) -> None:
    problem = data.draw(problems(model=Model.SET_COVER))
    problem = replace(problem, present=frozenset(), shortcoming=None)
    found = stuck(problem)
    if len(found) != 1 or found[0].point:
        return
    for way in found[0].ways:
        match way.way:
            case Way.ZONES | Way.BUDGET | Way.RAISE:
                step = 0.1 if way.way is Way.RAISE else 1.0
                less = replace(way, amount=way.amount - step)
            case Way.UNLOCK | Way.RELEASE:
                less = replace(way, sites=way.sites[1:])
            case _:
                continue
        if less.sites or less.way not in {Way.UNLOCK, Way.RELEASE}:
            assert best_by_trying(less.mended(problem), Model.SET_COVER) is None, way


def test_a_place_without_a_site_near_enough_is_told_with_the_nearest() -> None:
    problem = make_problem(
        [[14, 1], [9, NAN], [20, 30]], weight=[1200, 300], cutoff=[10, 10], banned=frozenset("b")
    )
    (found,) = (each.worded(WORDS) for each in stuck(problem))
    assert (found.cause, found.point, found.weight) == (Cause.ALONE, "p0", 1200)
    assert (found.nearest, found.travel) == ("a", 14)
    assert Language.of("en")(found.message) == (
        "“Vélodrome” (1,200 officers) has no allowed site within 10.0 min by car. The next site is "
        "“Lycée Arago”, 14.0 min. Any one of these mends it: a cutoff of 14.0 min for Vélodrome; "
        "city hall releases “Gymnase Balzac” (9.0 min)."
    )
    assert Language.of("fr")(found.message) == (
        "« Vélodrome » (1\u202f200 agents) n’a aucun site autorisé à moins de 10,0\xa0min en "
        "voiture. Le site suivant est « Lycée Arago », à 14,0\xa0min. Chacune de ces mesures "
        "suffit : un délai maximal de 14,0\xa0min pour Vélodrome ; la mairie libère « Gymnase "
        "Balzac » (9,0\xa0min)."
    )


def test_a_cutoff_is_rounded_so_that_it_holds_as_it_is_told() -> None:
    (found,) = stuck(make_problem([[14.23]], cutoff=[10]))
    assert found.ways[0].amount == 14.3


def test_the_heaviest_place_stands_first() -> None:
    found = stuck(make_problem(TOWN, weight=[5, 50, 20], cutoff=[0.5, 1, 1]))
    assert [each.point for each in found] == ["p1", "p2", "p0"]


def test_a_place_that_nothing_reaches_can_only_be_left_out() -> None:
    (found,) = stuck(make_problem([[1, NAN], [2, NAN]], cutoff=[5, 5]))
    assert [each.way for each in found.ways] == [Way.LEAVE]
    assert "No other site is reached" in str(found.what)


def test_without_a_cutoff_a_place_that_nothing_reaches_is_told() -> None:
    (none,) = stuck(make_problem([[1, NAN], [2, NAN]]))
    assert str(none.what) == "“p1” (weight 1) reaches no allowed site."
    (one,) = stuck(make_problem([[1, 1], [2, NAN]], backup=2))
    assert "is to have 2 zones, and reaches only one allowed site" in str(one.what)


def test_a_released_site_may_need_a_longer_cutoff_too() -> None:
    (found,) = stuck(make_problem([[NAN, 1], [12, 1]], cutoff=[5, 5], banned=frozenset("b")))
    (way,) = found.ways
    assert (way.way, way.sites, way.also[0].amount) == (Way.RELEASE, ("b",), 12)


def test_too_few_zones_are_told_with_how_many_it_takes_and_where() -> None:
    (found,) = stuck(make_problem(TOWN, weight=[9, 5, 1], cutoff=[5, 5, 5], zones=2))
    assert (found.cause, found.asked, found.needed) == (Cause.ZONES, 2, 3)
    assert only((found,), Way.ZONES).sites == ("c",)
    assert only((found,), Way.RAISE).amount == 4
    assert only((found,), Way.LEAVE).points == ("p2",)
    assert str(found.what) == "2 zones cannot serve everyone: it takes 3."


def test_a_lock_that_takes_up_a_zone_is_named() -> None:
    table = [[1, 9], [9, 1], [9, 9]]
    (found,) = stuck(make_problem(table, cutoff=[5, 5], zones=2, locked=frozenset("c")))
    assert found.cause is Cause.LOCKS
    assert only((found,), Way.UNLOCK).sites == ("c",)
    assert only((found,), Way.ZONES).amount == 3


def test_a_banned_site_that_would_serve_two_places_is_named() -> None:
    table = [[1, 9], [9, 1], [4, 4]]
    (found,) = stuck(make_problem(table, cutoff=[5, 5], zones=1, banned=frozenset("c")))
    assert only((found,), Way.RELEASE).sites == ("c",)


def test_a_budget_is_told_with_the_least_that_does() -> None:
    (found,) = stuck(make_problem(TOWN, cutoff=[5, 5, 5], fee=[3, 4, 5], budget=10))
    assert (found.cause, found.asked, found.needed) == (Cause.BUDGET, 10, 12)


def test_too_few_zones_and_too_small_a_budget_are_mended_together() -> None:
    (found,) = stuck(make_problem(TOWN, cutoff=[1, 2, 3], zones=2, fee=[3, 4, 5], budget=10))
    assert found.cause is Cause.TOGETHER
    way = only((found,), Way.ZONES)
    assert (way.amount, way.also[0].amount) == (3, 12)


def test_a_backup_that_is_not_there_is_told() -> None:
    problem = make_problem([[1, 1], [9, 2]], cutoff=[5, 5], backup=2)
    (found,) = stuck(problem)
    assert (found.cause, found.point, found.near, found.need) == (Cause.BACKUP, "p0", 1, 2)
    assert [each.way for each in found.ways] == [Way.CUTOFF, Way.BACKUP]


def test_a_way_out_that_takes_one_more_zone_says_so() -> None:
    table = [[12, 1], [3, 9], [NAN, NAN]]
    problem = make_problem(table, cutoff=[5, 5], zones=1, banned=frozenset("b"))
    (found,) = stuck(problem)
    cutoff, release = found.ways
    assert (cutoff.way, cutoff.also) == (Way.CUTOFF, ())
    assert (release.way, release.also[0].way, release.also[0].amount) == (
        Way.RELEASE,
        Way.ZONES,
        2,
    )
    assert "together with one more zone" in str(release.message)


def full(**given: object) -> Problem:
    """Give two zones that hold 15 officers each, for 20 at one place and 8 at another."""
    problem: dict[str, object] = {
        "cutoff": [5, 5],
        "weight": [20, 8],
        "demand": {"officers": np.array([20.0, 8.0])},
        "capacity": {"officers": np.array([15.0, 15.0, 30.0])},
        "zones": 2,
    }
    return make_problem([[1, 1], [2, 2], [9, 3]], **(problem | given))


def test_zones_too_small_are_told_with_how_many_are_over() -> None:
    problem = full(split=True, capacity={"officers": np.array([15.0, 4.0, 30.0])})
    (found,) = stuck(problem)
    assert (found.cause, found.asked, found.needed) == (Cause.ROOM, 28, 23)
    assert "weight 5 of 28" in str(found.what)
    for way in found.ways:
        assert propose(way.mended(problem), model=Model.SET_COVER).covered == pytest.approx(
            28 if way.way is not Way.LEAVE else 28 - way.amount
        )
    assert only((found,), Way.ROOM).sites


@pytest.mark.parametrize(
    ("model", "within"),
    [(model, True) for model in Model] + [(Model.P_MEDIAN, False), (Model.P_CENTER, False)],
)
@pytest.mark.parametrize("split", [True, False])
def test_of_room_that_a_banned_site_has_its_release_is_told(
    model: Model, *, within: bool, split: bool
) -> None:
    problem = make_problem(
        [[1, 2], [3, 4]],
        cutoff=[5, 5],
        demand={"dogs": np.array([12.0, 8.0])},
        capacity={"dogs": np.array([10.0, 20.0])},
        banned=frozenset("b"),
        zones=1,
        within=within,
        split=split,
    )
    with pytest.raises(ImpossibleError, match="“b” released") as refused:
        propose(problem, model=model)
    release = only(refused.value.blocked, Way.RELEASE)
    assert release.sites == ("b",)
    assert propose(release.mended(problem), model=model).chosen == ("b",)


def test_where_no_release_makes_the_room_the_demand_itself_is_told() -> None:
    problem = full(capacity={"officers": np.array([5.0, 5.0, 5.0])}, banned=frozenset("c"))
    with pytest.raises(SettingError, match="larger than all the room"):
        propose(problem, model=Model.P_MEDIAN)


def test_a_place_that_reaches_no_site_takes_no_room() -> None:
    problem = make_problem(
        [[1, NAN], [1, NAN]],
        demand={"dogs": np.array([3.0, 9.0])},
        capacity={"dogs": np.array([4.0, 4.0])},
        zones=1,
    )
    assert propose(problem, model=Model.P_MEDIAN).unserved == ("p1",)


def test_without_a_standard_nobody_is_to_be_left_beyond_it() -> None:
    problem = full(capacity={"officers": np.array([15.0, 4.0, 30.0])}, banned=frozenset("c"))
    (found,) = blocked(problem, Model.P_MEDIAN)
    assert str(found.what).startswith("The zones have no room for everyone. Left over:")
    assert {way.way for way in found.ways} >= {Way.RELEASE, Way.ROOM}
    assert Way.LEAVE not in {way.way for way in found.ways}


def test_a_place_may_be_shared_where_it_fits_nowhere_whole() -> None:
    problem = full(capacity={"officers": np.array([15.0, 15.0, 30.0])})
    (found,) = stuck(problem)
    assert only((found,), Way.SPLIT)
    assert propose(replace(problem, split=True), model=Model.SET_COVER).covered == 28


def test_what_can_be_done_is_not_blocked() -> None:
    assert stuck(make_problem(TOWN, cutoff=[5, 5, 5], zones=3)) == ()
    assert blocked(make_problem(TOWN, cutoff=[1, 1, 1], zones=1), Model.MAX_COVER) == ()


def test_a_watch_that_is_over_leaves_what_needs_no_search() -> None:
    problem = make_problem(TOWN, cutoff=[5, 5, 1], zones=2)
    (found,) = blocked(problem, Model.SET_COVER, watch=Watch(stopped=lambda: True))
    assert (found.point, found.checked) == ("p2", False)
    assert "not tried to the end" in str(found.remedy)


def test_the_refusal_carries_every_obstacle_and_outlives_a_process() -> None:
    problem = make_problem(TOWN, cutoff=[5, 1, 1], zones=2)
    with pytest.raises(ImpossibleError, match=r"“p1”.*One more place.*p2.*2 zones") as caught:
        propose(problem, model=Model.SET_COVER)
    assert [each.cause for each in caught.value.blocked] == [Cause.ALONE, Cause.ALONE, Cause.ZONES]
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own value
    assert repr(again.blocked) == repr(caught.value.blocked)
    assert "Stade" in str(worded(again, WORDS).what)


def test_every_kind_of_place_can_be_asked_to_be_covered() -> None:
    problem = make_problem(TOWN, cutoff=[5, 5, 1], zones=3, within=True)
    with pytest.raises(ImpossibleError, match="a cutoff of 3"):
        propose(problem, model=Model.P_MEDIAN)
