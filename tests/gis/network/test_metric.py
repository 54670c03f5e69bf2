"""The metric: time and length in one number, exactly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.network.access import way_rules
from gis.network.graph import topology_of
from gis.network.metric import BEYOND, NO_WAY, metric_of, pack, part, unpack
from tests.gis.travel_stories import make_street, make_streets

HOURS_18_6_MS = 2**26 - 1
arcs = st.tuples(st.integers(0, 100_000), st.integers(0, 20_000))


@given(st.lists(arcs, min_size=1, max_size=400))
def test_a_sum_of_packed_costs_is_the_sum_of_times_and_of_lengths(
    path: list[tuple[int, int]],
) -> None:
    """Not a millisecond and not a decimetre is lost on the way."""
    ms, dm = np.array(path, dtype=float).T
    minutes, metres = unpack(np.array([pack(ms, dm / 10).sum()]))
    assert minutes[0] == ms.sum() / 60_000
    assert metres[0] == dm.sum() / 10


@given(one=arcs, other=arcs)
def test_the_faster_is_the_cheaper_and_of_equals_the_shorter(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    """The order of the packed numbers is the order of (time, length)."""
    costs = pack(np.array([one[0], other[0]]), np.array([one[1], other[1]]) / 10)
    assert (costs[0] < costs[1]) == (one < other)


def test_the_bound_is_18_6_hours_and_13_thousand_kilometres() -> None:
    """Up to it every number is exact; beyond it there is no way."""
    largest = pack(np.array([HOURS_18_6_MS]), np.array([(2**27 - 1) / 10]))
    assert largest[0] == BEYOND - 1
    assert pack(np.array([HOURS_18_6_MS + 1]), np.array([0.0]))[0] == NO_WAY
    assert np.isnan(unpack(np.array([NO_WAY, BEYOND]))).all()


def test_a_part_of_an_arc_costs_its_share() -> None:
    """And none of it nothing, even of an arc that is closed."""
    whole = pack(np.array([9_000.0]), np.array([100.0]))
    minutes, metres = unpack(part(whole, np.array([0.5])))
    assert (minutes[0], metres[0]) == (4_500 / 60_000, 50)
    assert part(whole, np.array([1.0])) == whole
    closed = np.array([NO_WAY, NO_WAY])
    assert part(closed, np.array([0.0, 0.1])).tolist() == [0, NO_WAY]


def test_streets_become_costs_in_both_directions() -> None:
    """A hundred metres at 30 km/h; nothing against a one-way."""
    streets = make_streets(make_street("a", 11, 12, oneway="yes"), make_street("b", 12, 13))
    metric = metric_of(topology_of(streets), way_rules(streets, mode="drive"))
    minutes, metres = unpack(metric.cost)
    each = 0.1 / 30 * 60
    assert minutes == pytest.approx([each, np.nan, each, each], nan_ok=True, rel=0.01)
    assert metres == pytest.approx([100, np.nan, 100, 100], nan_ok=True, abs=0.2)
    assert metric.usable.tolist() == [True, True]
