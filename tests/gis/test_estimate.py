"""The estimate without streets: its laws, and how far it is from the streets of Paris."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.estimate_accuracy import FILE, journeys, read_streets
from gis.distance import straight_metres
from gis.estimate import ACCURACY, RINGS, estimate
from gis.network.speeds import MODES, Mode

PARIS, VERSAILLES, VADUZ = (2.35, 48.86), (2.13, 48.80), (9.52, 47.14)


@given(
    a=st.tuples(st.floats(1.4, 3.5), st.floats(48.1, 49.3)),
    b=st.tuples(st.floats(1.4, 3.5), st.floats(48.1, 49.3)),
    mode=st.sampled_from(MODES),
)
def test_a_journey_is_never_shorter_than_the_straight_line_and_the_same_both_ways(
    a: tuple[float, float], b: tuple[float, float], mode: Mode
) -> None:
    """And takes time as soon as it has a length."""
    minutes, metres = guess(a, b, mode)
    straight = straight_metres(np.array([a]), np.array([b]))[0, 0]
    assert metres >= straight
    assert (minutes > 0) == (metres > 0)
    assert guess(b, a, mode) == pytest.approx((minutes, metres))


def test_farther_out_cars_go_faster_and_people_do_not() -> None:
    """The same distance, within Paris and beyond its suburbs."""
    inside = guess(PARIS, (2.37, 48.86), "drive")
    outside = guess(VADUZ, (9.54, 47.14), "drive")
    assert inside[1] / inside[0] < outside[1] / outside[0]
    assert guess(PARIS, (2.37, 48.86), "walk")[0] == pytest.approx(
        guess(PARIS, (2.37, 48.86), "walk")[1] / 80
    )


def test_a_journey_between_rings_goes_half_as_each() -> None:
    """Paris to Versailles lies between the two speeds."""
    minutes, metres = guess(PARIS, VERSAILLES, "drive")
    speed = metres * 60 / 1000 / minutes
    assert RINGS["paris"].drive < speed < RINGS["grande-couronne"].drive


def test_one_spot_is_no_journey() -> None:
    """Nought minutes and nought metres."""
    assert guess(PARIS, PARIS, "drive") == (0, 0)


@pytest.mark.skipif(not FILE.exists(), reason="../shared/data is not on this machine")
@pytest.mark.parametrize("mode", MODES)
def test_the_accuracy_told_is_the_accuracy_measured(mode: Mode) -> None:
    """On the streets of all of Paris, between corners more than 300 m apart."""
    lonlat, streets = read_streets()
    corners = np.random.default_rng(7).choice(len(lonlat), 440, replace=False)
    sites, demand = corners[:40], corners[40:]
    straight_m = straight_metres(lonlat[sites], lonlat[demand])
    _, metres = journeys(len(lonlat), streets, sites, demand, both_ways=mode == "walk")
    _, guessed = estimate(lonlat[sites], lonlat[demand], mode=mode, straight_m=straight_m)
    error = np.abs(guessed / metres - 1)[straight_m > 300] * 100
    told = dict(ACCURACY[mode].values)
    assert np.median(error) == pytest.approx(told["median"], abs=1)
    assert np.percentile(error, 90) == pytest.approx(told["p90"], abs=2)


def guess(a: tuple[float, float], b: tuple[float, float], mode: Mode) -> tuple[float, float]:
    """Estimate one journey: minutes and metres."""
    site, point = np.array([a]), np.array([b])
    straight_m = straight_metres(site, point)
    minutes, metres = estimate(site, point, mode=mode, straight_m=straight_m)
    return float(minutes[0, 0]), float(metres[0, 0])
