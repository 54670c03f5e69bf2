"""A closure takes streets out of a metric on its days, and nothing else changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from shapely import Polygon, box
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from gis.network.closures import Closure, Terms, closed, closing, in_force
from gis.network.roads import Roads, roads_of
from gis.network.speeds import Mode
from gis.travel import Answer, network_table
from layers.errors import SettingError
from tests.gis.travel_stories import (
    GAMES,
    corner,
    make_demand,
    make_places,
    make_street,
    make_streets,
)

# Two streets from west to east, joined at both ends: 10–13 in the south, 20–23 in the north.
SOUTH_STREET = make_street("south", 10, 11, 12, 13)
TOWN = make_streets(
    SOUTH_STREET,
    make_street("north", 20, 21, 22, 23),
    make_street("west", 10, 20),
    make_street("east", 13, 23),
)
HALL = make_places(hall=corner(13), inside=corner(11, east=50))
GARE = make_demand({"gare": 10}, at={"gare": corner(10)})


def make_closure(shape: BaseGeometry | str, **terms: Any) -> Closure:  # noqa: ANN401 - fields of a closure
    """Make a closure of a shape, or of what a file says is one."""
    wkt = shape if isinstance(shape, str) else shape.wkt
    return Closure(**{"id": "c-1", "name": "Quays", "wkt": wkt, **terms})


def around(first: float, last: float) -> BaseGeometry:
    """Give a box round two corners, twenty metres wider."""
    west, south = corner(first, north=-20, east=-20)
    east, north = corner(last, north=20, east=20)
    return box(west, south, east, north)


def minutes(roads: Roads, *closures: Closure, on: date = GAMES) -> Any:  # noqa: ANN401 - an array
    """Give the minutes from the station to each site under closures."""
    metric = closed(roads.metric, roads.topology, closures, on=on)
    return network_table(roads.with_metric(metric), HALL, GARE).minutes[:, 0]


@pytest.fixture(scope="module")
def drive() -> Roads:
    """The town's streets by car."""
    return roads_of(TOWN, mode="drive")


def test_a_closed_street_sends_the_journey_round(drive: Roads) -> None:
    quays = make_closure(around(12, 12))
    assert minutes(drive, quays)[0] == pytest.approx(minutes(drive)[0] * 5 / 3, rel=0.01)


def test_a_line_across_a_street_closes_it(drive: Roads) -> None:
    barrier = LineString([corner(12, east=50, north=-10), corner(12, east=50, north=10)])
    assert minutes(drive, make_closure(barrier))[0] > minutes(drive)[0]


def test_a_site_inside_keeps_its_walk_and_loses_its_drive(drive: Roads) -> None:
    quays = make_closure(around(11, 12))
    walk = roads_of(TOWN, mode="walk")
    assert np.isnan(minutes(drive, quays)[1])
    assert (minutes(walk, quays) == minutes(walk)).all()


def test_a_site_on_a_closed_street_is_unreachable_and_still_on_the_network(drive: Roads) -> None:
    metric = closed(drive.metric, drive.topology, [make_closure(around(11, 12))], on=GAMES)
    table = network_table(drive.with_metric(metric), HALL, GARE)
    assert table.answer[1, 0] == Answer.UNREACHABLE
    assert table.site_snap_m[1] == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize(
    ("bars", "mode", "closes"),
    [
        ("vehicles", "drive", True),
        ("vehicles", "walk", False),
        ("everyone", "drive", True),
        ("everyone", "walk", True),
        ("everyone-but-force", "drive", False),
        ("everyone-but-force", "walk", False),
    ],
)
def test_whom_a_closure_bars(bars: str, mode: Mode, *, closes: bool) -> None:
    roads = roads_of(TOWN, mode=mode)
    changed = minutes(roads, make_closure(around(12, 12), bars=bars))[0] > minutes(roads)[0]
    assert changed is np.bool_(closes)


@pytest.mark.parametrize(
    ("starts", "ends", "days"),
    [
        (date(2024, 7, 26), date(2024, 7, 26), {26}),
        (date(2024, 7, 26), None, {26, 27}),
        (None, date(2024, 7, 26), {25, 26}),
        (None, None, {25, 26, 27}),
    ],
)
def test_a_closure_holds_on_its_days_and_an_end_may_be_open(
    starts: date | None, ends: date | None, days: set[int]
) -> None:
    quays = make_closure(around(12, 12), starts=starts, ends=ends)
    assert {n for n in (25, 26, 27) if in_force([quays], date(2024, 7, n))} == days


def test_a_time_of_day_counts_as_its_day() -> None:
    evening = datetime(2024, 7, 26, 19, 30, tzinfo=UTC)
    assert make_closure(around(12, 12), starts=evening).starts == date(2024, 7, 26)


@given(
    boxes=some.lists(
        some.tuples(*[some.floats(0, 40, allow_nan=False)] * 2, some.floats(1, 9)), max_size=3
    )
)
def test_closures_never_shorten_a_journey_and_reopening_restores_it(
    boxes: list[tuple[float, float, float]],
) -> None:
    roads = roads_of(TOWN, mode="drive")
    before = minutes(roads)
    shapes = [around(round(10 + x / 20), round(10 + x / 20)).buffer(s * 1e-4) for x, _, s in boxes]
    found = minutes(roads, *(make_closure(s, id=f"c-{n}") for n, s in enumerate(shapes)))
    assert (np.isnan(found) | (found >= before)).all()
    assert (minutes(roads) == before).all()


def test_the_metric_without_closures_is_the_very_same(drive: Roads) -> None:
    assert closed(drive.metric, drive.topology, [], on=GAMES) is drive.metric


def test_a_closure_that_lies_elsewhere_changes_nothing_and_is_told(drive: Roads) -> None:
    done = closing(drive.metric, drive.topology, [make_closure(box(0, 0, 1, 1))], on=GAMES)
    assert (done.metric.cost == drive.metric.cost).all()
    assert "touches no street" in str(done.warnings[0])
    assert "Quays" in str(done.warnings[0])


def test_a_closure_that_covers_everything_is_told(drive: Roads) -> None:
    done = closing(drive.metric, drive.topology, [make_closure(box(2, 48, 3, 49))], on=GAMES)
    assert not done.metric.usable.any()
    assert "closes every street" in str(done.warnings[0])


def test_a_closure_that_lets_the_force_pass_is_told(drive: Roads) -> None:
    only = make_closure(around(12, 12), bars="everyone-but-force")
    done = closing(drive.metric, drive.topology, [only], on=GAMES)
    assert "lets the force pass" in str(done.warnings[0])


def test_an_area_without_streets_has_nothing_to_close() -> None:
    roads = roads_of(make_streets(), mode="drive")
    everywhere = make_closure(box(2, 48, 3, 49))
    metric = closed(roads.metric, roads.topology, [everywhere], on=GAMES)
    assert metric.cost.size == 0


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ("", "cannot be read"),
        ("POLYGON ((2 48", "cannot be read"),
        (Polygon(), "is empty"),
        (Point(2, 48), "no polygon and no line"),
        (Polygon([(2, 48), (3, 49), (3, 48), (2, 49)]), "crosses itself"),
        (LineString([(2, 48), (2, 48)]), "crosses itself, or is too small"),
        (box(652_000, 6_862_000, 653_000, 6_863_000), "off the earth"),
    ],
)
def test_a_shape_that_closes_nothing_is_refused_with_its_reason(
    shape: BaseGeometry | str, reason: str
) -> None:
    with pytest.raises(SettingError, match=reason):
        make_closure(shape)


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(SettingError, match="last day is before its first"):
        make_closure(around(12, 12), starts=date(2024, 8, 2), ends=date(2024, 8, 1))


def test_an_unknown_word_for_whom_is_refused() -> None:
    with pytest.raises(SettingError, match="dogs"):
        make_closure(around(12, 12), bars="dogs")


@pytest.mark.parametrize("ends", [None, date(2024, 8, 1)])
def test_a_closure_survives_being_kept_as_json(ends: date | None) -> None:
    quays = Terms("Quays", ends=ends, bars="everyone").at(around(11, 12))
    assert Closure.from_json(quays.as_json()) == quays
