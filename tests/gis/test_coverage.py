"""Coverage: who is served, by which zone, how far everyone goes, and why some are not served."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.coverage import Coverage, Why, coverage
from gis.demand import DemandPoints
from gis.distance import Floats
from gis.network.graph import Ints
from gis.network.lengths import KnownLengths
from gis.standard import Standard
from gis.tally import Load
from gis.travel import Answer, TravelTable
from layers.errors import SettingError, UnknownIdError
from tests.gis.travel_stories import make_demand, make_table

NAN = float("nan")
TEN = Standard(10)
NORTH_AND_SOUTH = make_table({"north": [5, 12, 30], "south": [20, 8, 11]}, ["a", "b", "c"])
EVERY = {(0, 0), (0, 1), (1, 0), (1, 1)}
OFFICERS = make_demand({"a": 60, "b": 30, "c": 10})


def test_each_point_is_served_by_the_nearest_zone_and_judged_by_the_standard() -> None:
    """The third one goes south too, but beyond the ten minutes."""
    found = coverage(NORTH_AND_SOUTH, OFFICERS, ["north", "south"], TEN)
    assert found.frame["zone"].tolist() == ["north", "south", "south"]
    assert found.frame["why"].tolist() == [Why.COVERED, Why.COVERED, Why.TOO_FAR]
    assert found.uncovered == ("c",)
    assert (found.share, found.officers_covered, found.officers) == (0.9, 90, 100)


def test_mean_ninetieth_percentile_and_worst_stand_together() -> None:
    """Sixty officers at 5 minutes, thirty at 8, ten at 11: ninety of a hundred are within 8."""
    found = coverage(NORTH_AND_SOUTH, OFFICERS, ["north", "south"], TEN)
    assert found.travel is not None
    assert found.travel == found.minutes
    assert found.travel.mean == pytest.approx((60 * 5 + 30 * 8 + 10 * 11) / 100)
    assert found.travel.p90 == 8
    assert (found.travel.worst, found.travel.worst_id, found.travel.worst_zone) == (
        11,
        "c",
        "south",
    )
    assert found.metres is not None
    assert found.metres.worst == 1_100
    assert found.circuity == pytest.approx(2)


def test_metres_are_asked_of_nobody_but_those_who_need_them() -> None:
    """The zone that serves each point; beside it, those as near in minutes; by metres, all."""
    table = make_table({"a": [5, 8, NAN], "b": [9, 8, NAN]}, ["x", "y", "z"])
    demand = make_demand({"x": 1, "y": 1, "z": 1})
    asked = Asked(table.metres)
    lazy = replace(table, lengths=asked)
    for standard, pairs in ((TEN, {(0, 1), (1, 1)}), (Standard(900, unit="metres"), EVERY)):
        asked.pairs.clear()
        found = coverage(lazy, demand, ["a", "b"], standard)
        assert found.frame.equals(coverage(table, demand, ["a", "b"], standard).frame)
        reached = {pair for pair in asked.pairs if not np.isnan(table.minutes[pair])}
        assert reached == pairs | {(0, 0)}


def test_each_zone_knows_what_it_receives() -> None:
    """Those beyond the standard come too; a zone that nobody goes to is told with zeros."""
    table = make_table({"far": [99, 99, 99], "north": [5, 12, 30], "south": [20, 8, 11]}, "abc")
    found = coverage(table, OFFICERS, ["south", "north", "far"], TEN)
    assert found.loads == (
        Load("far", points=0, officers=0, beyond=0),
        Load("north", points=1, officers=60, beyond=0),
        Load("south", points=2, officers=40, beyond=10),
    )


def test_the_cutoff_itself_is_within_the_standard() -> None:
    """Ten minutes are not more than ten minutes."""
    assert coverage(make_table({"z": [10]}, "a"), make_demand({"a": 1}), ["z"], TEN).share == 1


def test_points_not_in_use_do_not_count_but_keep_their_row() -> None:
    """Neither in the share nor in the travel nor in the load."""
    idle = make_demand({"a": 60, "b": 30, "c": 10}, idle=["c"])
    found = coverage(NORTH_AND_SOUTH, idle, ["north", "south"], TEN)
    assert found.share == 1
    assert (zones(found)[2], found.frame["why"].iloc[2]) == ("", Why.NOT_IN_USE)
    assert found.travel is not None
    assert found.travel.worst_id == "b"
    assert sum(load.officers for load in found.loads) == 90


def test_without_picks_nobody_is_served_and_there_is_no_travel() -> None:
    """A share of nothing, never NaN."""
    found = coverage(NORTH_AND_SOUTH, OFFICERS, [], TEN)
    assert found.share == 0
    assert found.travel is None
    assert found.circuity is None
    assert found.frame["why"].unique().tolist() == [Why.NO_PICKS]
    assert found.uncovered == ("a", "b", "c")


def test_without_demand_in_use_there_is_no_share() -> None:
    """Nought of nought is not a hundred per cent."""
    idle = make_demand({"a": 60, "b": 30, "c": 10}, idle=["a", "b", "c"])
    found = coverage(NORTH_AND_SOUTH, idle, ["north"], TEN)
    assert found.share is None
    assert found.travel is None
    assert found.uncovered == ()


def test_points_without_officers_count_one_each_only_where_nobody_has_any() -> None:
    """Otherwise they weigh nothing, and are not the worst either."""
    nobody = make_demand({"a": 0, "b": 0, "c": 0})
    found = coverage(NORTH_AND_SOUTH, nobody, ["north", "south"], TEN)
    assert found.share == pytest.approx(2 / 3)
    assert found.travel is not None
    assert found.travel.mean == pytest.approx(8)
    some = coverage(NORTH_AND_SOUTH, make_demand({"a": 1, "b": 1, "c": 0}), ["north", "south"], TEN)
    assert some.travel is not None
    assert some.travel.worst_id == "b"
    assert some.uncovered == ("c",)


def test_why_nobody_serves_a_point_is_told_apart() -> None:
    """No street to it, no way to a zone, or no zone on the streets."""
    answers = {
        ("z", "b"): Answer.DEMAND_UNSNAPPED,
        ("y", "b"): Answer.DEMAND_UNSNAPPED,
        ("y", "c"): Answer.SITE_UNSNAPPED,
        ("z", "c"): Answer.SITE_UNSNAPPED,
        ("y", "a"): Answer.SITE_UNSNAPPED,
    }
    table = make_table({"y": [NAN] * 4, "z": [NAN, NAN, NAN, 3]}, "abcd", answers=answers)
    demand = make_demand(dict.fromkeys("abcd", 1))
    found = coverage(table, demand, ["y", "z"], TEN)
    assert found.frame["why"].tolist() == [
        Why.UNREACHABLE,
        Why.POINT_UNSNAPPED,
        Why.ZONES_UNSNAPPED,
        Why.COVERED,
    ]
    assert found.travel is not None
    assert found.travel.left_out == 3
    assert all(str(Why(word).message) for word in found.frame["why"])


def test_the_standards_unit_decides_which_zone_is_nearest() -> None:
    """The quick one by minutes, the near one by metres."""
    table = make_table({"quick": [5], "near": [9]}, "a", metres={"quick": [4_000], "near": [1_000]})
    demand = make_demand({"a": 1})
    assert zones(coverage(table, demand, ["quick", "near"], TEN)) == ["quick"]
    by_metres = coverage(table, demand, ["quick", "near"], Standard(2_000, unit="metres"))
    assert zones(by_metres) == ["near"]
    assert by_metres.travel is not None
    assert by_metres.travel.unit == "metres"


def test_ties_go_to_fewer_metres_and_then_to_the_first_id() -> None:
    """Whatever the order of the table or of the picks."""
    table = make_table(
        {"c": [5, 5], "b": [5, 5], "a": [5, 5]},
        "xy",
        metres={"c": [100, 100], "b": [90, 100], "a": [100, 100]},
    )
    found = coverage(table, make_demand({"x": 1, "y": 1}), ["c", "a", "b"], TEN)
    assert zones(found) == ["b", "a"]


def test_the_demand_may_come_in_another_order_than_the_table() -> None:
    """Points are found by id."""
    turned = coverage(NORTH_AND_SOUTH, make_demand({"c": 10, "a": 60}), ["north"], TEN)
    assert turned.frame["minutes"].to_dict() == {"c": 30, "a": 5}


def test_what_the_table_does_not_hold_is_refused_by_name() -> None:
    """An unknown zone, an unknown point, and a table of another mode."""
    with pytest.raises(UnknownIdError, match="west"):
        coverage(NORTH_AND_SOUTH, OFFICERS, ["west"], TEN)
    with pytest.raises(UnknownIdError, match="nowhere"):
        coverage(NORTH_AND_SOUTH, make_demand({"nowhere": 1}), ["north"], TEN)
    with pytest.raises(SettingError, match="on foot"):
        coverage(NORTH_AND_SOUTH, OFFICERS, ["north"], Standard(10, mode="walk"))


def test_a_pick_named_twice_is_one_zone() -> None:
    """And receives everyone once."""
    found = coverage(NORTH_AND_SOUTH, OFFICERS, ["north", "north"], TEN)
    assert found.picks == ("north",)
    assert found.loads[0].officers == 100


POINTS = ["p0", "p1", "p2", "p3"]
SITES = ["s0", "s1", "s2", "s3", "s4"]
tables = st.lists(
    st.lists(st.one_of(st.integers(0, 40), st.just(NAN)), min_size=4, max_size=4),
    min_size=5,
    max_size=5,
).map(lambda rows: make_table(dict(zip(SITES, rows, strict=True)), POINTS))
headcounts = st.lists(st.integers(0, 50), min_size=4, max_size=4).map(
    lambda counts: make_demand(dict(zip(POINTS, counts, strict=True)))
)
picks = st.sets(st.sampled_from(SITES))


@given(table=tables, demand=headcounts, some=picks, more=st.sampled_from(SITES))
def test_a_further_pick_never_hurts_anyone(
    table: TravelTable, demand: DemandPoints, some: set[str], more: str
) -> None:
    """No share falls and nobody travels farther."""
    before = coverage(table, demand, some, TEN)
    after = coverage(table, demand, some | {more}, TEN)
    assert after.share is not None
    assert before.share is not None
    assert after.share >= before.share
    farther = after.frame["minutes"].fillna(np.inf) > before.frame["minutes"].fillna(np.inf)
    assert not farther.any()
    assert set(after.uncovered) <= set(before.uncovered)


@given(table=tables, demand=headcounts, some=picks, cutoff=st.integers(1, 40))
def test_a_longer_cutoff_never_covers_fewer(
    table: TravelTable, demand: DemandPoints, some: set[str], cutoff: int
) -> None:
    """And changes nobody's zone."""
    strict = coverage(table, demand, some, Standard(cutoff))
    loose = coverage(table, demand, some, Standard(cutoff + 5))
    assert loose.share is not None
    assert strict.share is not None
    assert loose.share >= strict.share
    assert zones(loose) == zones(strict)


@given(table=tables, demand=headcounts, some=picks)
def test_the_parts_add_up(table: TravelTable, demand: DemandPoints, some: set[str]) -> None:
    """Loads hold everyone who reaches a zone; the mean and the tail never pass the worst."""
    found = coverage(table, demand, some, TEN)
    reached = found.frame[found.frame["zone"] != ""]
    assert sum(load.officers for load in found.loads) == reached["officers"].sum()
    assert sum(load.points for load in found.loads) == len(reached)
    assert (found.travel is None) == reached.empty
    if found.travel is not None:
        assert found.travel.mean <= found.travel.worst + 1e-9
        assert found.travel.p90 <= found.travel.worst
        within = reached[reached["minutes"] <= found.travel.p90]["officers"].sum()
        assert within >= 0.9 * reached["officers"].sum()


def test_officers_in_the_hundred_thousands_are_no_trouble() -> None:
    """The largest headcount that a layer accepts."""
    many = make_demand({"a": 1_000_000, "b": 999_999, "c": 0})
    found = coverage(NORTH_AND_SOUTH, many, ["north"], TEN)
    assert found.share == pytest.approx(1_000_000 / 1_999_999)


def zones(found: Coverage) -> list[str]:
    """Give the zone of each point, in order."""
    return [str(zone) for zone in found.frame["zone"]]


class Asked(KnownLengths):
    """Lengths that note which pairs they were asked for, and are never asked for all."""

    def __init__(self, metres: Floats) -> None:
        """Hold them, and ask for nothing yet."""
        super().__init__(metres)
        self.pairs: set[tuple[int, int]] = set()

    def at(self, sites: Ints, demand: Ints) -> Floats:
        """Note the pairs, and look them up."""
        self.pairs.update(zip(sites.tolist(), demand.tolist(), strict=True))
        return super().at(sites, demand)
