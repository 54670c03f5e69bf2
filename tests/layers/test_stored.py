"""A stored table is one table, however many parts it was written in, and takes no memory before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow.parquet as pq
import pytest
from geopandas.testing import assert_geodataframe_equal
from shapely import LineString

from layers.area import Area
from layers.area_folder import open_area, write_area
from layers.catalogue import LAYERS
from layers.schema import CRS, empty, validate
from layers.stored import StoredTable, read_rows
from layers.streets import STREETS
from tests.stories import make_area


def street(n: int) -> gpd.GeoDataFrame:
    """Give one validated street; the fifth one has a signal."""
    row: dict[str, list[object]] = {
        "name": [f"Rue {n}"],
        "kind": ["service"],
        "source": ["OpenStreetMap"],
        "nodes": [np.array([n, n + 1])],
        "signals": [np.array([n]) if n == 5 else None],
    }
    line = LineString([(n / 100, 48), (n / 100, 48.01)])
    frame = gpd.GeoDataFrame(row, index=[f"osm-way-{n}"], geometry=[line], crs=CRS)
    return validate(frame, STREETS, file="streets")


def streets(*numbers: int) -> Iterator[gpd.GeoDataFrame]:
    """Give streets one by one."""
    return (street(n) for n in numbers)


@pytest.mark.parametrize("numbers", [(1,), (1, 2, 5), (5, 1, 2)])
def test_parts_are_read_as_they_were_written_one_under_another(numbers: tuple[int, ...]) -> None:
    """Also where the first part has no signal, and so no type for one."""
    stored = StoredTable(streets(*numbers), STREETS)
    assert len(stored) == len(numbers)
    assert list(stored.frame.index) == [f"osm-way-{n}" for n in numbers]
    for n in numbers:
        assert_geodataframe_equal(stored.frame.loc[[f"osm-way-{n}"]], street(n))
    assert stored.frame.index.name == "id"
    assert stored.frame.crs == CRS


def test_no_part_at_all_is_an_empty_layer() -> None:
    stored = StoredTable(iter(()), STREETS)
    assert len(stored) == 0
    assert list(stored.frame.columns) == list(empty(STREETS).columns)


def test_the_file_says_what_geoparquet_asks(tmp_path: Path) -> None:
    """For whoever opens the folder with other tools."""
    area = Area(make_area().manifest, {"streets": StoredTable(streets(1, 3), STREETS)})
    write_area(area, tmp_path / "area")
    told = json.loads(pq.read_metadata(tmp_path / "area" / "streets.parquet").metadata[b"geo"])
    column = told["columns"][told["primary_column"]]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["LineString"])
    assert column["bbox"] == [0.01, 48, 0.03, 48.01]
    assert gpd.read_parquet(tmp_path / "area" / "streets.parquet").crs == CRS


@pytest.mark.parametrize("layer", LAYERS)
def test_rows_are_read_as_geopandas_reads_them(layer: str, tmp_path: Path) -> None:
    """Every layer of an area, the empty ones too, and one that others wrote without a code."""
    write_area(make_area(), tmp_path / "area")
    file = tmp_path / "area" / f"{layer}.parquet"
    theirs = gpd.read_parquet(file)
    assert_geodataframe_equal(read_rows(file), theirs)
    assert read_rows(file).dtypes.equals(theirs.dtypes)
    theirs.set_crs(CRS.to_wkt("WKT1_GDAL"), allow_override=True).to_parquet(tmp_path / "other")
    assert_geodataframe_equal(read_rows(tmp_path / "other"), theirs)


def test_rows_in_metres_are_refused(tmp_path: Path) -> None:
    street(1).to_crs("EPSG:32632").to_parquet(tmp_path / "metres")
    with pytest.raises(ValueError, match="already has a CRS"):
        read_rows(tmp_path / "metres")


def test_an_area_with_a_stored_layer_is_counted_written_and_opened_like_any(tmp_path: Path) -> None:
    stored = StoredTable(streets(1, 5), STREETS)
    area = Area(make_area().manifest, {"streets": stored})
    assert area.counts["streets"] == 2
    write_area(area, tmp_path / "area")
    assert "frame" not in vars(stored)  # nobody took it into memory for that
    assert_geodataframe_equal(open_area(tmp_path / "area")["streets"], area["streets"])


def test_the_file_is_gone_when_nobody_holds_the_table() -> None:
    stored = StoredTable(streets(1), STREETS)
    file = stored.file
    assert file.is_file()
    del stored
    assert not file.parent.exists()


def test_a_part_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def failing() -> Iterator[gpd.GeoDataFrame]:
        yield street(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        StoredTable(failing(), STREETS)
    assert list(tmp_path.iterdir()) == []
