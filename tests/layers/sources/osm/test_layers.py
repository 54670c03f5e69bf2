"""The base map of an area, and what is counted out."""

from __future__ import annotations

from pathlib import Path

import shapely

from layers.sources.osm_file import read_osm_file
from tests.layers.sources.osm_stories import TOWN, Sketch, warnings


def test_the_base_map_is_the_towns_own() -> None:
    """Water, wood, main roads, railway; streets of no account are left to the streets layer."""
    kinds = read_osm_file(TOWN)["base_map"]["kind"].value_counts()
    assert set(kinds.index) == {"water", "wood", "motorway", "street", "railway"}


def test_bends_too_fine_to_see_are_not_drawn_and_streets_keep_theirs(tmp_path: Path) -> None:
    """A road that swings a metre to and fro."""
    swings = tuple((n / 10_000, (n % 2) / 100_000) for n in range(50))
    sketch = Sketch()
    road = f"osm-way-{sketch.way(*swings, highway='primary')}"
    area = sketch.read(tmp_path)
    assert shapely.get_num_coordinates(area["base_map"].geometry[road]) == 2
    assert shapely.get_num_coordinates(area["streets"].geometry[road]) == 50


def test_a_river_is_a_line_even_when_it_closes(tmp_path: Path) -> None:
    """A moat is not a lake; a basin is."""
    sketch = Sketch()
    moat = sketch.block(0, 0.001, 0.002, waterway="canal")
    basin = sketch.block(0.004, 0.001, 0.002, waterway="riverbank")
    shapes = sketch.read(tmp_path)["base_map"].geometry.geom_type
    assert shapes[f"osm-way-{moat}"] == "LineString"
    assert shapes[f"osm-way-{basin}"] == "Polygon"


def test_grounds_left_out_are_counted_to_the_last(tmp_path: Path) -> None:
    """Two car parks and a park too small, one of unknown size."""
    sketch = Sketch()
    for n in range(2):
        sketch.node(n / 1000, 0.001, amenity="parking", capacity="3")
    sketch.block(0, 0.002, 0.0003, leisure="park")
    sketch.node(0, 0.004, leisure="park")
    sketch.node(0, 0.005, amenity="police")
    assert warnings(sketch.read(tmp_path)) == [
        "2 small car parks are left out.",
        "1 small park is left out.",
        "1 car park or park of unknown size is left out.",
    ]
