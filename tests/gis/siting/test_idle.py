"""A zone that nobody goes to is not opened, and no goal is the worse for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.siting.goals import Model
from gis.siting.propose import propose
from tests.gis.siting.tables import best_by_trying, make_problem, problems

MODELS = (Model.MAX_COVER, Model.P_MEDIAN, Model.P_CENTER)


def test_a_zone_that_nobody_goes_to_stays_closed() -> None:
    problem = make_problem([[14.9], [15.4], [7.8]], cutoff=[7], zones=2)
    assert [propose(problem, model=model).chosen for model in MODELS] == [("c",)] * 3


def test_a_lock_holds_even_where_nobody_goes() -> None:
    problem = make_problem([[14.9], [15.4], [7.8]], cutoff=[7], zones=2, locked=frozenset("a"))
    assert propose(problem, model=Model.MAX_COVER).chosen == ("a", "c")


@pytest.mark.parametrize("model", MODELS)
@given(data=st.data())
def test_every_goal_is_as_good_as_the_best_of_all_choices(
    data: st.DataObject, model: Model
) -> None:
    problem = replace(data.draw(problems(model=model)), present=frozenset(), backup=1)
    best = best_by_trying(problem, model)
    if best is None:
        return
    found = propose(problem, model=model)
    assert [each.value for each in found.goals] == pytest.approx(list(best))
    idle = set(found.chosen) - problem.locked - {each.zone for each in found.allocation}
    lacking = problem.shortcomings > 0
    assert not [name for name in idle if not lacking[problem.site_ids.index(name)]]
