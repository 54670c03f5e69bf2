"""Demand points: one table of three layers, on a day, with what is assumed marked as assumed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import Point, box

from gis.demand import OFFICERS_BY_KIND, DemandEdit, DemandPoints, demand_points, edited
from gis.strength import Posted, Strength
from layers.airports import AIRPORTS
from layers.area import Area
from layers.catalogue import DEMAND_LAYERS, LAYERS
from layers.errors import SettingError, UnknownIdError
from layers.schema import CRS, Layer, validate
from layers.stations import STATIONS
from layers.venues import VENUES
from tests.gis.travel_stories import make_area

DAY = date(2024, 8, 1)
OLYMPIC = {"opens": "2024-07-27", "closes": "2024-09-07"}
PAUSED = {"pause_from": "2024-08-12", "pause_to": "2024-08-28"}


def test_three_layers_become_one_table_of_points() -> None:
    """Each row says which layer it came from; a polygon keeps its footprint beside its point."""
    stadium = box(2.30, 48.84, 2.31, 48.85)
    area = make_area(
        venues=make_layer(VENUES, {"id": "stade", "kind": "stadium", "geometry": stadium}),
        stations=make_layer(STATIONS, {"id": "gare", "kind": "rail"}),
        airports=make_layer(AIRPORTS, {"id": "roissy", "kind": "international"}),
    )
    points = on(area, "2024-08-01")
    assert points.frame["layer"].to_dict() == {
        "stade": "venues",
        "gare": "stations",
        "roissy": "airports",
    }
    assert (points.frame.geom_type == "Point").all()
    assert points.footprints["stade"].equals(stadium)


def test_missing_officers_are_assumed_by_kind_and_marked() -> None:
    """A figure that somebody gave stays, and stays unmarked unless its source marked it."""
    area = make_area(
        stations=make_layer(
            STATIONS,
            {"id": "a", "kind": "rail"},
            {"id": "b", "kind": "rail", "officers": 7},
            {"id": "c", "kind": "rail", "officers": 9, "assumed": "officers"},
        )
    )
    frame = on(area, "2024-08-01").frame
    assert frame["officers"].tolist() == [OFFICERS_BY_KIND["stations"]["rail"], 7, 9]
    assert frame["officers_assumed"].tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("day", "use"),
    [
        ("2024-07-26", False),
        ("2024-07-27", True),
        ("2024-08-11", True),
        ("2024-08-12", False),
        ("2024-08-28", False),
        ("2024-08-29", True),
        ("2024-09-07", True),
        ("2024-09-08", False),
    ],
)
def test_a_venue_is_in_use_from_its_first_day_to_its_last_but_for_its_pause(
    day: str,
    use: bool,  # noqa: FBT001 - the second column of the table
) -> None:
    """Both ends of both spans count."""
    frame = on(make_venue(**OLYMPIC, **PAUSED), day).frame
    assert frame["in_use"].tolist() == [use]
    assert frame["in_use_assumed"].tolist() == [False]


def test_a_venue_without_dates_is_assumed_to_be_in_use() -> None:
    """A stadium from OpenStreetMap has none, and the assumption shows."""
    frame = on(make_venue(), "2024-01-01").frame
    assert frame[["in_use", "in_use_assumed"]].to_numpy().tolist() == [[True, True]]


def test_half_a_pause_is_no_pause() -> None:
    """Guarding an idle venue costs less than leaving a busy one."""
    assert on(make_venue(**OLYMPIC, pause_from="2024-08-01"), "2024-08-05").frame["in_use"].all()


def test_an_edit_is_the_planners_word_and_no_longer_an_assumption() -> None:
    """The points that were given stay as they were."""
    before = on(make_venue(), "2024-01-01")
    after = edited(before, [DemandEdit("venue", officers=0, in_use=False, cutoff=12.5)])
    row = after.frame.loc["venue"]
    assert (row["officers"], row["in_use"], row["cutoff"]) == (0, False, 12.5)
    assert not row["officers_assumed"]
    assert before.frame.loc["venue", "in_use"]
    assert after.frame.dtypes.equals(before.frame.dtypes)


def test_the_last_of_two_edits_wins_and_leaves_the_rest() -> None:
    """Edits add up."""
    points = on(make_venue(), "2024-01-01")
    edits = [DemandEdit("venue", officers=5, cutoff=9), DemandEdit("venue", officers=6)]
    assert edited(points, edits).frame.loc["venue", ["officers", "cutoff"]].tolist() == [6, 9]


def test_bad_edits_are_refused() -> None:
    """An unknown point, fewer than no officers, and a cutoff that serves nobody."""
    points = on(make_venue(), "2024-01-01")
    with pytest.raises(UnknownIdError, match="nowhere"):
        edited(points, [DemandEdit("nowhere", officers=1)])
    with pytest.raises(SettingError, match="fewer than none"):
        DemandEdit("venue", officers=-1)
    with pytest.raises(SettingError, match="not above zero"):
        DemandEdit("venue", cutoff=0)


def test_a_place_that_stands_in_two_layers_is_counted_once_and_named() -> None:
    """The same element may be tagged as a stadium and as a station."""
    area = make_area(
        venues=make_layer(VENUES, {"id": "osm-way-1", "kind": "stadium"}),
        stations=make_layer(STATIONS, {"id": "osm-way-1", "kind": "rail"}),
    )
    points = on(area, "2024-08-01")
    assert points.frame["layer"].tolist() == ["venues"]
    assert "osm-way-1" in str(points.warnings[0])


def test_every_kind_of_demand_has_an_assumption() -> None:
    """A kind added to a layer without one would be NaN officers."""
    for layer in DEMAND_LAYERS:
        assert set(OFFICERS_BY_KIND[layer]) == set(LAYERS[layer].kinds)


def test_an_area_without_demand_gives_an_empty_table() -> None:
    """Nothing to serve is no error here."""
    points = on(make_area(), "2024-08-01")
    assert points.ids == ()
    assert on_duty(points) == 0


@pytest.mark.parametrize("wrong", [{"officers": 1.5}, {"officers": True}, {"officers": "5"}])
def test_officers_of_an_edit_are_whole(wrong: dict[str, Any]) -> None:
    """A record may say anything; half an officer would break the table of points."""
    with pytest.raises(SettingError, match="whole number"):
        DemandEdit("venue", **wrong)
    with pytest.raises(TypeError):
        DemandEdit("venue", in_use="yes")  # type: ignore[arg-type]  # what a record may hold


COMPANY = Posted(Strength(officers=80, dogs=2, horses=1, vehicles=9))


def test_units_count_beside_the_usual_officers_and_bring_what_they_bring() -> None:
    row = unit_at(make_venue(), officers=30).frame.loc["venue"]
    assert (row["officers"], row["by_units"]) == (110, 80)
    assert tuple(row[["dogs", "horses", "vehicles"]]) == (2, 1, 9)


def test_units_stand_in_for_the_usual_officers_where_the_plan_says_so() -> None:
    points = unit_at(make_venue(), officers=30, base_counts=False)
    assert points.frame.loc["venue", "officers"] == 80
    alone = demand_points(make_venue(), on=DAY, base_counts=False)
    assert alone.frame.loc["venue", "officers"] == OFFICERS_BY_KIND["venues"]["olympic"]


@pytest.mark.parametrize(
    ("officers", "unit_guessed", "base_counts", "assumed"),
    [
        (30, False, True, False),
        (30, True, True, True),
        (None, False, True, True),
        (None, False, False, False),
        (None, True, False, True),
    ],
)
def test_a_sum_is_assumed_where_any_of_it_is(
    officers: int | None, *, unit_guessed: bool, base_counts: bool, assumed: bool
) -> None:
    unit = replace(COMPANY, assumed=unit_guessed)
    points = unit_at(make_venue(), officers=officers, unit=unit, base_counts=base_counts)
    assert bool(points.frame.loc["venue", "officers_assumed"]) is assumed


def test_a_unit_puts_its_place_in_use_unless_an_edit_says_it_is_not() -> None:
    closed = make_venue(opens="2024-09-01", closes="2024-09-07")
    assert on_duty(unit_at(closed)) == 110 + 80
    idle = [DemandEdit("venue", in_use=False)]
    assert on_duty(unit_at(closed, edits=idle)) == 0
    dogs = Posted(Strength(dogs=3))
    assert not unit_at(closed, unit=dogs).frame.loc["venue", "in_use"]


def test_a_place_that_is_idle_by_an_edit_and_in_use_by_a_later_one_is_in_use() -> None:
    edits = [DemandEdit("venue", in_use=False), DemandEdit("venue", in_use=True)]
    assert unit_at(make_venue(), edits=edits).frame.loc["venue", "in_use"]


def test_units_at_a_place_that_is_not_there_count_nowhere() -> None:
    points = demand_points(make_venue(), on=DAY, posted={"elsewhere": COMPANY})
    assert (on_duty(points), points.frame["by_units"].sum()) == (110, 0)


def test_units_leave_the_types_of_the_columns_as_they_are() -> None:
    bare = demand_points(make_venue(), on=DAY).frame
    assert (unit_at(make_venue()).frame.dtypes == bare.dtypes).all()


def unit_at(
    area: Area,
    *,
    officers: int | None = None,
    unit: Posted = COMPANY,
    edits: Sequence[DemandEdit] = (),
    base_counts: bool = True,
) -> DemandPoints:
    """Give the demand with a unit at the venue."""
    given = [*edits, *([DemandEdit("venue", officers=officers)] if officers is not None else [])]
    posted = {"venue": unit}
    return demand_points(area, on=DAY, edits=given, posted=posted, base_counts=base_counts)


def make_layer(layer: Layer, *rows: dict[str, Any]) -> gpd.GeoDataFrame:
    """Make a layer's rows, near Notre-Dame unless told otherwise."""
    whole = [{"source": "a story", "geometry": Point(2.35, 48.85), **row} for row in rows]
    frame = gpd.GeoDataFrame(whole, geometry="geometry", crs=CRS).set_index("id")
    return validate(frame, layer, file="story")


def make_venue(**columns: str) -> Area:
    """Make an area that holds one venue."""
    return make_area(venues=make_layer(VENUES, {"id": "venue", "kind": "olympic", **columns}))


def on_duty(points: DemandPoints) -> int:
    """Count the officers at the points in use."""
    return int(points.frame.loc[points.frame["in_use"], "officers"].sum())


def on(area: Area, day: str) -> DemandPoints:
    """Give an area's demand on a day."""
    return demand_points(area, on=date.fromisoformat(day))
