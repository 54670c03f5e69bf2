"""Waits: what junctions, signals and the hour add to a journey by car; barriers that stop it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.network.access import way_rules
from gis.network.graph import topology_of
from gis.network.metric import metric_of
from gis.network.pace import HOURS, Pace
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import roads_of
from gis.network.snapping import StreetSnapper
from gis.network.speeds import Mode
from tests.gis.travel_stories import (
    Row,
    at_nodes,
    drawn_streets,
    make_street,
    make_streets,
    minutes_between,
)

JUNCTION, SIGNAL = STANDARD_PACE.junction_s, STANDARD_PACE.signal_s
CROSS = [make_street("a", 11, 12, 13), make_street("b", 2, 12, 22)]
SPLIT = [make_street("a", 11, 12), make_street("a-2", 12, 13)]


def seconds(
    *rows: Row,
    way: tuple[int, int] = (11, 13),
    mode: Mode = "drive",
    pace: Pace = STANDARD_PACE,
) -> float:
    """Give the seconds from one corner to another; NaN where there is no way."""
    streets = make_streets(*rows)
    topology = topology_of(streets)
    metric = metric_of(topology, way_rules(streets, mode=mode, pace=pace))
    start, end = (at_nodes(topology, corner) for corner in way)
    return float(minutes_between(topology, metric, start, end)[0][0, 0]) * 60


def with_signals(row: Row, *corners: int) -> Row:
    """Put traffic signals at some corners of a street."""
    return row | {"signals": list(corners)}


FREE = seconds(*SPLIT)


def test_a_crossing_costs_the_wait_of_a_junction() -> None:
    """No more and no less, however one goes through it."""
    assert seconds(*CROSS) == pytest.approx(FREE + JUNCTION, abs=0.002)
    assert seconds(*CROSS, way=(11, 22)) == pytest.approx(FREE + JUNCTION, abs=0.1)


def test_a_crossing_with_a_signal_costs_the_signal_too() -> None:
    """Once, though two streets know it."""
    lit = [with_signals(row, 12) for row in CROSS]
    assert seconds(*lit) == pytest.approx(FREE + JUNCTION + SIGNAL, abs=0.002)


def test_a_signal_between_two_junctions_costs_its_wait() -> None:
    """The street is not split there."""
    lit = with_signals(make_street("a", 11, 12, 13), 12)
    assert topology_of(make_streets(lit)).edges == 1
    assert seconds(lit) == pytest.approx(FREE + SIGNAL, abs=0.002)


def test_two_streets_that_go_on_from_each_other_are_no_junction() -> None:
    """Nor is a drive or a path that leaves a street, nor a motorway's exit."""
    assert pytest.approx(200 * 3.6 / 30, rel=0.01) == FREE
    for kind in ("service", "footway", "track"):
        assert seconds(*SPLIT, make_street("c", 12, 22, kind=kind)) == FREE
    fast = [make_street("a", 11, 12, kind="motorway"), make_street("b", 12, 13, kind="motorway")]
    exit_ = make_street("exit", 12, 22, kind="motorway_link")
    assert seconds(*fast, exit_) == seconds(*fast)


def test_half_of_a_wait_is_paid_by_whoever_begins_there() -> None:
    """So every journey costs the same the other way round."""
    lit = [with_signals(row, 12) for row in CROSS]
    assert seconds(*lit, way=(12, 13)) == pytest.approx(
        FREE / 2 + (JUNCTION + SIGNAL) / 2, abs=0.05
    )
    assert seconds(*lit, way=(11, 13)) == seconds(*lit, way=(13, 11))


def test_nobody_on_foot_waits() -> None:
    """Neither at signals nor for the hour, and barriers let them through."""
    shut = [row | {"signals": [12], "barriers": [12]} for row in CROSS]
    plain = seconds(*CROSS, mode="walk")
    assert seconds(*shut, mode="walk", pace=STANDARD_PACE.at(8)) == plain


@given(hour=st.sampled_from(list(HOURS)))
def test_the_hour_multiplies_the_whole_journey(hour: int) -> None:
    """Its speeds and its waits."""
    lit = [with_signals(row, 12) for row in CROSS]
    pace = STANDARD_PACE.at(hour)
    expected = seconds(*lit) * STANDARD_PACE[f"hour-{hour}"]
    assert seconds(*lit, pace=pace) == pytest.approx(expected, abs=0.004)


CORNERS = st.integers(0, 2).flatmap(lambda row: st.integers(row * 10, row * 10 + 2))
STREETS = st.lists(st.lists(CORNERS, min_size=2, max_size=4, unique=True), min_size=2, max_size=6)


@given(STREETS, st.sets(CORNERS, max_size=4), CORNERS)
def test_one_more_signal_never_makes_a_journey_faster(
    lines: list[list[int]], signals: set[int], more: int
) -> None:
    """On any streets, with any signals before."""
    before, after = (table(lines, signals=each) for each in (signals, signals | {more}))
    assert (after >= before).all()


@given(STREETS, st.sets(CORNERS, max_size=3), CORNERS)
def test_one_more_barrier_never_opens_a_way(
    lines: list[list[int]], barriers: set[int], more: int
) -> None:
    """Unless it stands on a junction, it can only close one; waits aside, none gets faster."""
    pace = paced(drive_junction=0)
    before, after = (
        table(lines, barriers=each, pace=pace) for each in (barriers, barriers | {more})
    )
    assert (after >= before - 2).all()  # a street in more pieces is rounded more often


@given(STREETS, st.sets(CORNERS, max_size=4))
def test_reversing_every_street_transposes_the_table(
    lines: list[list[int]], signals: set[int]
) -> None:
    """One-ways and all: waits do not know where one came from."""
    there = table(lines, signals=signals, oneway="yes")
    back = table(lines, signals=signals, oneway="-1")
    assert there.tolist() == back.T.tolist()


def test_a_barrier_stops_cars_and_each_side_is_still_reached() -> None:
    """A bollard in the middle of a street: its two halves are dead ends, but for one step."""
    street = make_street("a", 11, 12, 13, 14, 15) | {"barriers": [13]}
    assert np.isnan(seconds(street, way=(11, 15)))
    town = (street, make_street("x", 11, 1), make_street("y", 15, 5))
    sides = [seconds(*town, way=way) for way in ((1, 12), (5, 14))]
    assert np.isfinite(sides).all()


def test_a_barrier_where_two_streets_meet_stops_cars_too() -> None:
    """But not where a third goes on: nobody can tell which one it bars."""
    barred = [row | {"barriers": [12]} for row in SPLIT]
    assert np.isnan(seconds(*barred))
    assert np.isfinite(seconds(*barred, make_street("c", 12, 22)))


def test_another_pace_is_another_metric_on_the_same_streets() -> None:
    """Nobody is snapped anew, and the standard pace gives every figure back."""
    streets = make_streets(*CROSS)
    roads = roads_of(streets, mode="drive")
    slow = roads.with_pace(streets, STANDARD_PACE.at(8))
    assert slow.topology is roads.topology
    assert isinstance(slow.snapper, StreetSnapper)
    assert isinstance(roads.snapper, StreetSnapper)
    assert slow.snapper.lines is roads.snapper.lines
    assert (slow.metric.cost > roads.metric.cost).all()
    again = slow.with_pace(streets, STANDARD_PACE)
    assert again.metric.cost.tolist() == roads.metric.cost.tolist()


def paced(**values: float) -> Pace:
    """Give the standard pace with some figures changed."""
    return replace(
        STANDARD_PACE,
        figures=tuple(
            replace(each, value=values.get(each.key.replace("-", "_"), each.value))
            for each in STANDARD_PACE.figures
        ),
    )


def table(
    lines: list[list[int]],
    *,
    signals: set[int] = frozenset(),  # type: ignore[assignment] # an empty one is as good
    barriers: set[int] = frozenset(),  # type: ignore[assignment] # the same
    pace: Pace = STANDARD_PACE,
    **tags: Any,  # noqa: ANN401 - a tag holds anything
) -> np.ndarray:
    """Give milliseconds between all corners that streets begin or end at; infinity for no way."""
    streets = drawn_streets(
        *(
            make_street(f"s-{n}", *line, **tags)
            | {"signals": sorted(signals & set(line)), "barriers": sorted(barriers & set(line))}
            for n, line in enumerate(lines)
        )
    )
    roads = roads_of(streets, mode="drive", pace=pace)
    ends = sorted({corner for line in lines for corner in (line[0], line[-1])})
    points = at_nodes(roads.topology, *ends)
    return np.round(roads.engine.times(points, points))
