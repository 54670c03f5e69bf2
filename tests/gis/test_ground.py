"""What an area travels on, and the embedded example, which drives on its strategic roads."""

from __future__ import annotations

from functools import cache

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import box

from gis.demand import DemandPoints, demand_points
from gis.ground import ground_of, ground_rows
from gis.network.closures import Closure
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import Roads
from gis.network.snapping import snap
from gis.reach import reach
from gis.setback import Distance, setback_of
from gis.travel import TravelTable, street_metres, travel_table
from layers.area import Area
from layers.sources.embedded import read_paris2024
from tests.gis.strategic_stories import make_links, under
from tests.gis.travel_stories import journey_of, make_area, make_street, make_streets

PONT_DE_BERCY = box(2.3742, 48.8378, 2.3752, 48.8386)  # the middle of the bridge alone


def test_streets_come_first_then_roads_by_car_and_else_nothing() -> None:
    streets = make_streets(make_street("a", 11, 12))
    both = make_area(streets=streets, roads=make_links())
    roads_only = make_area(roads=make_links())
    assert method_of(both, "drive") == method_of(both, "walk") == "network"
    assert ground_rows(both) is both["streets"]
    assert method_of(roads_only, "drive") == "strategic"
    assert ground_rows(roads_only) is roads_only["roads"]
    assert method_of(roads_only, "walk") is None
    assert method_of(make_area(), "drive") is None


def test_every_pair_of_the_example_has_a_journey_and_says_what_it_rests_on() -> None:
    found = example_table()
    assert found.shape == (382, 193)
    assert found.counts["reached"] == 382 * 193
    assert found.method == "strategic"
    assert np.nanmin(found.circuity()) >= 1
    assert dict(found.note.values)["minutes"] == 5.2
    assert found.warnings == ()


def test_the_shortest_way_is_told_of_the_example_and_is_no_longer_than_the_fastest() -> None:
    """Every pair by main roads; on average one per cent shorter."""
    area, fastest = example(), example_table()
    roads = ground_of(area, mode="drive", pace=STANDARD_PACE.at(None, shortest=True))
    shortest = travel_table(area, area["candidates"], points(), roads=roads)
    assert (shortest.metres <= fastest.metres + 2).all()
    assert (shortest.minutes >= fastest.minutes - 0.02).all()
    assert shortest.metres.mean() < 0.99 * fastest.metres.mean()
    assert "The shortest way counts" in str(shortest.note)
    assert "shortest" not in str(fastest.note)


def test_on_foot_the_example_stays_estimated() -> None:
    area = example()
    found = travel_table(area, area["candidates"].iloc[:2], points(), mode="walk")
    assert found.method == "estimated"


def test_screening_does_not_take_main_roads_for_streets() -> None:
    assert street_metres(example()) is None


def test_a_closed_bridge_makes_some_journeys_longer_and_none_shorter() -> None:
    closed = under(ground(), Closure("closure-1", "Pont de Bercy", PONT_DE_BERCY.wkt))
    area = example()
    after = travel_table(area, area["candidates"], points(), roads=closed).minutes
    before = example_table().minutes
    later = np.nan_to_num(after, nan=np.inf) - before
    assert (later >= 0).all()
    assert (later > 1).any()


def test_a_route_over_the_example_names_its_roads_and_takes_the_table_s_minutes() -> None:
    area, found = example(), example_table()
    site, point = "site-satory", "station-gare-de-l-est"
    start, goal = (
        snap(shapes.loc[[name]], ground().snapper).anchors
        for shapes, name in ((points().footprints, point), (area["candidates"].geometry, site))
    )
    route = ground().engine.route(start, goal)
    assert route is not None
    cell = found.site_ids.index(site), found.demand_ids.index(point)
    assert (route.minutes, route.metres) == (found.minutes[cell], found.metres[cell])
    names = route.street_names(ground().topology, ground_rows(area))
    assert any(name.startswith("Boulevard périphérique") for name in names)
    assert len(route.line(ground().topology)) > 10


def test_a_journey_over_the_example_is_drawn_from_door_to_door() -> None:
    area, found = example(), example_table()
    site, point = "site-satory", "station-gare-de-l-est"
    shapes = area["candidates"].geometry[site], points().footprints[point]
    journey = journey_of(ground(), *shapes, streets=ground_rows(area))
    cell = found.site_ids.index(site), found.demand_ids.index(point)
    assert (journey.minutes, journey.metres) == (found.minutes[cell], found.metres[cell])
    assert journey.line[-1] == pytest.approx([shapes[0].x, shapes[0].y], abs=1e-9)
    setback = setback_of(ground(), shapes[0])
    assert setback.distance in {Distance.NEAR, Distance.BEYOND}
    assert "strategic network" in str(setback.message)


@pytest.mark.parametrize("to", [True, False])
def test_a_reach_over_the_example_grows_with_its_minutes(to: bool) -> None:  # noqa: FBT001 - a case
    zone = gpd.GeoSeries(example()["candidates"].geometry.loc[["site-ecole-militaire"]])
    bands = reach(ground(), snap(zone, ground().snapper).anchors, to=to)
    five, ten, fifteen = bands.to_crs("EPSG:2154").area / 1e6
    assert 1 < five < ten < fifteen < 400
    assert bands.contains(zone.iloc[0]).any()


@cache
def example() -> Area:
    """The embedded example."""
    return read_paris2024()


@cache
def ground() -> Roads:
    """What one drives on over the example."""
    found = ground_of(example(), mode="drive")
    assert found is not None
    return found


@cache
def points() -> DemandPoints:
    """All places of the example."""
    return demand_points(example(), on=example().manifest.as_of)


@cache
def example_table() -> TravelTable:
    """The whole table by car."""
    return travel_table(example(), example()["candidates"], points(), roads=ground())


def method_of(area: Area, mode: str) -> str | None:
    """Tell what an area travels on."""
    found = ground_of(area, mode=mode)  # type: ignore[arg-type] # drive or walk
    return found.method if found else None
