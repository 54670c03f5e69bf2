"""Ways on disk: each id once, in the order of the source, whatever the batches."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import LineString

from layers.schema import CRS
from layers.sources.osm.elements import osm_id
from layers.sources.osm.spill import Ways


def batch(numbers: list[int], turn: int = 0) -> gpd.GeoDataFrame:
    """Give ways that lie side by side; ``turn`` tells the batch that one came by."""
    lines = [LineString([(n / 100, 0), (n / 100, 1)]) for n in numbers]
    cells = {"name": [str(turn)] * len(numbers)}
    ids = [osm_id("way", n) for n in numbers]
    return gpd.GeoDataFrame(cells, index=ids, geometry=lines, crs=CRS)


def put(*batches: list[int]) -> Ways:
    """Put batches one after another."""
    ways = Ways()
    for turn, numbers in enumerate(batches):
        ways.put(batch(numbers, turn), np.array(numbers, dtype=np.int64))
    return ways


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25)
@given(st.lists(st.lists(st.integers(-3, 6), max_size=4), max_size=4))
def test_of_two_ways_with_one_id_the_later_stands(batches: list[list[int]]) -> None:
    ways = put(*batches)
    last = {n: turn for turn, numbers in enumerate(batches) for n in numbers}
    found = [row for table in ways for row in zip(table.index, table["name"], strict=True)]
    assert dict(found) == {osm_id("way", n): str(turn) for n, turn in last.items()}
    assert len(found) == len(ways) == len(last)
    every = [osm_id("way", n) for numbers in batches for n in numbers]
    assert sorted([*ways.doubled, *(name for name, _ in found)]) == sorted(every)


def test_ways_come_in_the_order_of_the_source() -> None:
    names = [name for table in put([3, 1], [], [2]) for name in table.index]
    assert names == ["osm-way-3", "osm-way-1", "osm-way-2"]


def test_the_box_holds_all_that_stand() -> None:
    assert put([10, 20], [5]).box == pytest.approx((0.05, 0, 0.2, 1))
    assert put().box is None


def test_the_folder_is_gone_when_nobody_holds_the_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ways = put([1], [2])
    assert len(list(tmp_path.rglob("*.feather"))) == 2
    del ways
    assert list(tmp_path.iterdir()) == []
