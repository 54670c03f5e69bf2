"""Choices merged: within the limits, never worse than the first, and better where it is poor."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from gis.siting.covering.greedy import most_weight
from gis.siting.covering.merge import merged
from gis.siting.covering.model import value_of
from gis.siting.watch import Progress, Watch
from tests.gis.siting.covering.cover_stories import Asked, questions
from tests.gis.siting.covering.test_regroup import assert_no_worse, town
from tests.gis.siting.covering.test_tighten import reduced


@given(questions())
def test_what_is_merged_fits_and_is_never_worse(asked: Asked) -> None:
    """With fees, a budget, and up to three zones to each point: it fits, and covers no less."""
    small = reduced(asked)
    if small is None or not small[0].size[0]:
        return
    rest, left = small
    start = most_weight(rest, left, Watch())
    best = merged(rest, left, start, np.ones(rest.size[0], dtype=bool), Watch())
    assert_no_worse(rest, left, best, than=start)


def test_a_poor_choice_is_merged_into_a_better_one_and_the_watch_hears_it_rise() -> None:
    """Among the sites that are open, and its own."""
    rest, left = town()
    told: list[Progress] = []
    opened = np.arange(rest.size[0]) % 3 > 0
    best = merged(rest, left, np.arange(20), opened, Watch(tell=told.append))
    assert value_of(rest, best) > value_of(rest, np.arange(20))
    values = [-each.incumbent for each in told]
    assert values == sorted(values)
    assert values[-1] == value_of(rest, best)
    assert (opened[best] | (best < 20)).all()


def test_who_is_stopped_keeps_the_start() -> None:
    """Not a zone is moved."""
    rest, left = town()
    opened = np.ones(rest.size[0], dtype=bool)
    again = merged(rest, left, np.arange(20), opened, Watch(stopped=lambda: True))
    assert again.tolist() == list(range(20))
