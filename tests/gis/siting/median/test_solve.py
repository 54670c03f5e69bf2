"""The p-median engine: the best choice, proven; held against all choices on small tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.distance import Floats
from gis.siting.median.solve import p_median
from gis.siting.median.task import Limit
from gis.siting.watch import Progress, Watch
from tests.gis.siting.median.median_stories import Story, pmed, stories


def holds_up(story: Story) -> None:
    """Check an answer: the best value, proven, and what it says of sites and zones is true."""
    placed, best = story.solve(), story.best()
    if placed is None:
        assert np.isinf(best)
        return
    assert placed.value == pytest.approx(best)
    assert placed.bound == placed.value
    assert placed.value == pytest.approx(story.value(placed.sites, placed.zone))
    assert len(placed.sites) <= story.zones
    assert set(placed.zone) <= set(placed.sites)
    assert story.locked[placed.sites].sum() == story.locked.sum()
    assert not story.banned[placed.sites].any()
    assert all(story.keeps(limit, placed.sites, placed.zone) for limit in story.limits)


@settings(max_examples=60, deadline=None)
@given(story=stories())
def test_no_choice_is_better(story: Story) -> None:
    holds_up(story)


@settings(max_examples=40, deadline=None)
@given(story=stories(most_points=4, pair_limits=True))
def test_no_choice_that_keeps_limits_on_pairs_is_better(story: Story) -> None:
    holds_up(story)
