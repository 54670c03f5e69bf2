"""The ground beside a network: going straight across it, and what bars that."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import LineString

from gis.network.beside import NEAR_M, Beside, across, open_ties
from gis.network.metric import NO_WAY, Metric, unpack
from tests.gis.strategic_stories import spot

METRIC = Metric("drive", np.zeros(0))
FENCE = LineString([spot(0.5, -1), spot(0.5, 1)])


def ground(*points: tuple[float, float], kmh: float = 30.0) -> Beside:
    """Give points, in kilometres, each tied to the place a kilometre north of it."""
    north = [spot(east, north + 1) for east, north in points]
    speeds = np.full(len(points), kmh)
    return Beside(np.array([spot(*point) for point in points]), np.array(north), speeds)


def test_only_pairs_near_one_another_go_across() -> None:
    here, there = ground((0, 0)), ground((1, 0), (NEAR_M / 1000 + 0.1, 0), (0, 0))
    (one, other), cost = across(METRIC, here, there)
    assert list(zip(one.tolist(), other.tolist(), strict=True)) == [(0, 0), (0, 2)]
    assert unpack(cost)[1] == pytest.approx([1_550, 0], abs=2)


def test_half_of_the_way_goes_at_the_speed_of_either_end() -> None:
    _, cost = across(METRIC, ground((0, 0), kmh=20), ground((1, 0), kmh=60))
    assert unpack(cost)[0] == pytest.approx([1.55 / 30 * 60], abs=0.01)


def test_nothing_goes_through_what_is_barred() -> None:
    barred = replace(METRIC, barred=FENCE)
    _, cost = across(barred, ground((0, 0)), ground((1, 0), (0.4, 0)))
    assert (cost < NO_WAY).tolist() == [False, True]


def test_a_tie_that_crosses_what_is_barred_is_shut() -> None:
    wall = LineString([spot(-1, 0.5), spot(0.5, 0.5)])
    assert open_ties(ground((0, 0), (1, 0)), wall).tolist() == [False, True]
