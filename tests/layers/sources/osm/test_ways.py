"""Highway ways read as columns: the same as pyosmium's own objects tell, one by one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import osmium
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osmium.filter import EmptyTagFilter
from osmium.osm import Way

from layers.area import Area
from layers.sources.osm import ways
from layers.sources.osm.text import clean
from layers.sources.osm_file import read_osm_file, read_streets
from layers.streets import CLASSES
from tests.layers.sources.osm_stories import CORPUS, SHARED, TOWN, Sketch

DOUBLED = CORPUS / "odd" / "duplicate_ids.osm"
FILES = [TOWN, DOUBLED, SHARED / "paris_republique.osm.pbf"]
# Not those of private use: of the numbers of the last ones, libosmium writes five digits of six.
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Co"), exclude_characters="\ufffe\uffff")


@cache
def area_of(file: Path) -> Area:
    """Read a file whole, once for all tests."""
    return read_osm_file(file)


class Plain(NamedTuple):
    """A street as pyosmium's objects tell it."""

    nodes: list[int]
    places: list[tuple[float, float]]
    name: str
    limit: str


def located(way: Way) -> bool:
    """Tell whether a way lacks nothing."""
    return len(way.nodes) > 1 and all(node.location.valid() for node in way.nodes)


def plain_streets(file: Path) -> dict[str, Plain]:
    """Read the whole streets of a file with a loop that shares nothing with ours."""
    return {
        f"osm-way-{way.id}": Plain(
            [node.ref for node in way.nodes],
            [(node.location.lon, node.location.lat) for node in way.nodes],
            clean(dict(way.tags).get("name", "")),
            clean(dict(way.tags).get("maxspeed", "")),
        )
        for way in osmium.FileProcessor(str(file)).with_locations().with_filter(EmptyTagFilter())
        if isinstance(way, Way)
        and way.tags.get("highway") in CLASSES
        and way.tags.get("area") != "yes"
        and located(way)
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_streets_are_those_of_pyosmium_to_the_last_digit(file: Path) -> None:
    """Numbers, places and texts; those that lack nodes are known by a warning of the area."""
    if not file.exists():
        pytest.skip("the published data in ../shared/data is not on this machine")
    expected, found = plain_streets(file), read_streets(file)
    gapped = found.index.difference(pd.Index(list(expected)))
    if len(gapped):
        warnings = [str(text) for text in area_of(file).manifest.warnings]
        assert [text for text in warnings if "lack nodes" in text or "lacks nodes" in text]
    streets = found.loc[list(expected)]
    places = [place for street in expected.values() for place in street.places]
    assert np.array_equal(shapely.get_coordinates(streets.geometry), np.array(places))
    numbers = [number for street in expected.values() for number in street.nodes]
    assert np.array_equal(np.concatenate(streets["nodes"].to_list()), np.array(numbers))
    assert list(streets["name"]) == [street.name for street in expected.values()]
    assert list(streets["maxspeed"]) == [street.limit for street in expected.values()]


def test_streets_alone_are_the_streets_of_the_area() -> None:
    """Signals and barriers with them."""
    alone, with_all = read_streets(TOWN), area_of(TOWN)["streets"]
    pd.testing.assert_frame_equal(pd.DataFrame(alone), pd.DataFrame(with_all))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(LETTERS, min_size=1, max_size=40))
def test_any_name_comes_through(tmp_path: Path, name: str) -> None:
    """Commas, equals signs and percent signs part the text that it travels in."""
    sketch = Sketch()
    sketch.way((0.1, 0), (0.2, 0), highway="service", name=name, oneway="a=b,c d%20%e")
    street = read_streets(sketch.write(tmp_path)).loc["osm-way-2"]
    assert street["name"] == clean(name)
    assert street["oneway"] == "a=b,c d%20%e"


def test_batches_are_joined_in_the_order_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The size of a batch changes nothing."""
    sketch = Sketch()
    for n in range(1, 6):
        sketch.way((n / 10, 0), (n / 10, 0.01), highway="service", name=str(n))
    whole = sketch.read(tmp_path)["streets"]
    monkeypatch.setattr(ways, "_BATCH", 2)
    parts = sketch.read(tmp_path)["streets"]
    assert list(whole["name"]) == ["", "1", "2", "3", "4", "5"]
    pd.testing.assert_frame_equal(pd.DataFrame(parts), pd.DataFrame(whole))


@pytest.mark.parametrize(("file", "size"), [(TOWN, 3), (DOUBLED, 1)])
def test_the_size_of_a_batch_changes_no_row_and_no_warning(
    file: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A town, and a file where ids stand twice; what is told of streets is told in one sentence."""
    whole = area_of(file)
    monkeypatch.setattr(ways, "_BATCH", size)
    parts = read_osm_file(file)
    assert parts.manifest == whole.manifest
    for layer in ("streets", "base_map"):
        pd.testing.assert_frame_equal(pd.DataFrame(parts[layer]), pd.DataFrame(whole[layer]))


def test_a_batch_of_which_nothing_can_be_drawn_does_not_end_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ways behind it are read."""
    file = tmp_path / "gaps.osm"
    way = '<way id="{}"><nd ref="{}"/><nd ref="{}"/><tag k="highway" v="service"/></way>'
    file.write_text(
        '<osm version="0.6"><node id="1" lat="47.5" lon="3.1"/><node id="2" lat="47.6" lon="3.1"/>'
        f"{way.format(1, 8, 9)}{way.format(2, 1, 2)}</osm>"
    )
    monkeypatch.setattr(ways, "_BATCH", 1)
    area = read_osm_file(file)
    assert list(area["streets"].index) == ["osm-way-2"]
    assert "osm-way-1" in str(area.manifest.warnings)


def test_a_main_road_is_drawn_once_whatever_else_it_is(tmp_path: Path) -> None:
    """A road in a park is a road; with a key of another layer it comes by both passes."""
    sketch = Sketch()
    plain = sketch.way((0.1, 0), (0.2, 0), highway="primary", name="Quai")
    both = sketch.way((0.1, 0.1), (0.2, 0.1), highway="primary", railway="rail", name="Pont")
    drawn = sketch.read(tmp_path)["base_map"]
    assert dict(drawn["kind"]) == {
        f"osm-way-{both}": "motorway",
        f"osm-way-{plain}": "motorway",
    }
    assert set(drawn["name"]) == {"Quai", "Pont"}
