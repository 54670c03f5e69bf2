"""Demand points: one table of three layers, on a day, with what is assumed marked as assumed."""

from __future__ import annotations

from datetime import date
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import Point, box

from gis.demand import OFFICERS_BY_KIND, DemandEdit, DemandPoints, demand_points, edited
from layers.airports import AIRPORTS
from layers.area import Area
from layers.catalogue import DEMAND_LAYERS, LAYERS
from layers.errors import SettingError, UnknownIdError
from layers.schema import CRS, Layer, validate
from layers.stations import STATIONS
from layers.venues import VENUES
from tests.gis.travel_stories import make_area

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
    assert points.officers_in_use == 0


def make_layer(layer: Layer, *rows: dict[str, Any]) -> gpd.GeoDataFrame:
    """Make a layer's rows, near Notre-Dame unless told otherwise."""
    whole = [{"source": "a story", "geometry": Point(2.35, 48.85), **row} for row in rows]
    frame = gpd.GeoDataFrame(whole, geometry="geometry", crs=CRS).set_index("id")
    return validate(frame, layer, file="story")


def make_venue(**columns: str) -> Area:
    """Make an area that holds one venue."""
    return make_area(venues=make_layer(VENUES, {"id": "venue", "kind": "olympic", **columns}))


def on(area: Area, day: str) -> DemandPoints:
    """Give an area's demand on a day."""
    return demand_points(area, on=date.fromisoformat(day))
