"""What a tight relaxation proves and decides: no choice passes it, and no better one is lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from gis.siting.covering.covered import Purse, Question, purse
from gis.siting.covering.model import model_of
from gis.siting.covering.reduce import Rest, for_max_cover
from gis.siting.covering.tighten import decided, tightened
from gis.siting.watch import Watch
from tests.gis.siting.covering.cover_stories import Asked, purse_of, questions, rest_of, ring


def test_rows_of_odd_sets_bring_the_bound_down() -> None:
    """Three points in a ring of three sites: half of each covers all, one site two of them."""
    rest = rest_of(ring(3))
    tight = tightened(rest, model_of(rest, purse_of(3, 1.5)), 2.0, Watch())
    assert tight is not None
    assert tight.bound == pytest.approx(2.5)


def reduced(asked: Asked) -> tuple[Rest, Purse] | None:
    """Give what is left of a question, and of what it may use; None where nothing is possible."""
    options = dict(asked.options)
    need, locked, banned = (options.pop(name) for name in ("need", "locked", "banned"))
    sites, points = asked.cost.shape
    limits = purse(sites, zones=asked.zones, **options)
    question = Question(
        near=asked.near,
        need=np.full(points, need),
        locked=locked,
        banned=banned,
        purse=limits,
        weight=asked.weight,
    )
    if question.contradicts:
        return None
    rest = for_max_cover(question)
    return rest, limits.left(rest.sites, taken=rest.forced)


@given(questions())
def test_no_choice_passes_the_bound_and_no_better_one_is_lost(asked: Asked) -> None:
    """Whatever is to be beaten: the choices that beat it are choices of the model that is left."""
    small = reduced(asked)
    if small is None or not small[0].size[0]:
        return
    rest, left = small
    tight = tightened(rest, model_of(rest, left), 0.0, Watch())
    assert tight is not None
    choices = np.array(list(np.ndindex(*[2] * rest.size[0])), dtype=bool)
    choices = choices[[left.holds(each) for each in choices]]
    covered = (choices.astype(int) @ rest.near) >= rest.need
    values = covered @ rest.weight
    assert values.max() <= tight.bound + 1e-9
    start = np.zeros(rest.size[0], dtype=bool)
    for goal in np.unique(values):
        model = decided(tight, goal, start)
        for chosen, reached in zip(choices[values > goal], covered[values > goal], strict=True):
            full = np.concatenate([chosen, reached]).astype(float)
            assert (full >= model.lower).all()
            assert (full <= model.upper).all()
            assert (model.rows @ full >= model.row_lower).all()
            assert (model.rows @ full <= model.row_upper + 1e-9).all()
