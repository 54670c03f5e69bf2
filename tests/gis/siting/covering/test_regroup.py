"""A choice made better neighbourhood by neighbourhood: never worse, and within the same limits."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from gis.siting.covering.covered import Purse
from gis.siting.covering.greedy import most_weight
from gis.siting.covering.model import value_of
from gis.siting.covering.reduce import Rest
from gis.siting.covering.regroup import regrouped
from gis.siting.watch import Progress, Watch
from tests.gis.siting.covering.cover_stories import Asked, purse_of, questions, rest_of
from tests.gis.siting.covering.test_tighten import reduced


@given(questions())
def test_a_choice_made_again_fits_and_is_never_worse(asked: Asked) -> None:
    """With fees, a budget, and up to three zones to each point: it fits, and covers no less."""
    small = reduced(asked)
    if small is None or not small[0].size[0]:
        return
    rest, left = small
    start = most_weight(rest, left, Watch())
    again = regrouped(rest, left, start, Watch())
    assert left.holds(np.isin(np.arange(rest.size[0]), again))
    assert value_of(rest, again) >= value_of(rest, start)
    assert again.tolist() == sorted(set(again.tolist()))


def town() -> tuple[Rest, Purse]:
    """Give some hundred sites and as many points on a long strip, and twenty zones."""
    rng = np.random.default_rng(5)
    sites, points = rng.random((100, 2)) * [10, 1], rng.random((100, 2)) * [10, 1]
    near = np.linalg.norm(sites[:, None] - points, axis=2) < 0.4
    near = near[np.ix_(near.any(axis=1), near.any(axis=0))]
    weight = rng.integers(1, 30, near.shape[1]).astype(float)
    return rest_of(near, weight), purse_of(len(near), 20)


def test_a_poor_choice_becomes_better_than_one_by_greed_and_exchange() -> None:
    """And the watch hears it rise."""
    rest, left = town()
    told: list[Progress] = []
    again = regrouped(rest, left, np.arange(20), Watch(tell=told.append))
    assert len(again) == 20
    assert value_of(rest, again) > value_of(rest, most_weight(rest, left, Watch()))
    values = [-each.incumbent for each in told]
    assert values == sorted(values)
    assert values[-1] == value_of(rest, again)


def test_who_is_stopped_keeps_what_there_is() -> None:
    """Not a zone is moved."""
    rest, left = town()
    again = regrouped(rest, left, np.arange(20), Watch(stopped=lambda: True))
    assert again.tolist() == list(range(20))
