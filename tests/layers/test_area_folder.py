"""An area on disk is whole or absent, and says so when it was touched."""

from __future__ import annotations

import json
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point

from i18n import msg
from layers.area import Area, Manifest
from layers.area_folder import area_checksum, open_area, write_area
from layers.catalogue import LAYERS
from layers.errors import StorageError
from layers.schema import CRS, validate


def make_area(title: str = "Villebourg", sites: int = 2) -> Area:
    """Give a small area with a few sites and one street."""
    rows = [
        {"id": f"site-{n}", "kind": "lycee", "source": "test", "geometry": Point(2 + n / 1e3, 48)}
        for n in range(sites)
    ]
    street: dict[str, object] = {
        "id": "way-1",
        "kind": "residential",
        "source": "test",
        "nodes": [7, 8],
    }
    street |= {"geometry": LineString([(2, 48), (2.1, 48)])}
    tables = {
        name: validate(
            gpd.GeoDataFrame(made, geometry="geometry", crs=CRS).set_index("id"),
            LAYERS[name],
            file="test",
        )
        for name, made in {"candidates": rows, "streets": [street]}.items()
    }
    manifest = Manifest(
        title=title,
        source="test",
        as_of=date(2024, 6, 1),
        bbox=(2.0, 48.0, 2.1, 48.1),
        credit="nobody",
        licence="none",
        city_halls=("Villebourg",),
        warnings=(msg("{n} left out", n=3),),
    )
    return Area(manifest, tables)


def test_what_was_written_is_what_is_read(tmp_path: Path) -> None:
    area = make_area()
    write_area(area, tmp_path / "area")
    back = open_area(tmp_path / "area")
    assert back.manifest == area.manifest
    assert back.counts == area.counts
    assert list(back["streets"].loc["way-1", "nodes"]) == [7, 8]
    pd.testing.assert_frame_equal(
        pd.DataFrame(back["candidates"].drop(columns="geometry")),
        pd.DataFrame(area["candidates"].drop(columns="geometry")),
    )


def test_the_manifest_counts_and_checks_every_layer(tmp_path: Path) -> None:
    write_area(make_area(), tmp_path / "area")
    plain = json.loads((tmp_path / "area" / "manifest.json").read_text())
    assert plain["counts"]["candidates"] == 2
    assert set(plain["checksums"]) == set(LAYERS)
    assert {f"{name}.parquet" for name in LAYERS} <= {
        file.name for file in (tmp_path / "area").iterdir()
    }


def test_writing_again_replaces_and_leaves_nothing_beside(tmp_path: Path) -> None:
    write_area(make_area(), tmp_path / "area")
    before = area_checksum(tmp_path / "area")
    write_area(make_area(sites=5), tmp_path / "area")
    assert len(open_area(tmp_path / "area")["candidates"]) == 5
    assert area_checksum(tmp_path / "area") != before
    assert [entry.name for entry in tmp_path.iterdir()] == ["area"]


@contextmanager
def disk_full_after(size: int) -> Iterator[None]:
    """Let no file of this process grow past ``size`` bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("size", [0, 1000, 5000])
def test_a_full_disk_is_told_and_keeps_what_was_there(tmp_path: Path, size: int) -> None:
    write_area(make_area("before"), tmp_path / "area")
    with disk_full_after(size), pytest.raises(StorageError, match="free space"):
        write_area(make_area("after", sites=500), tmp_path / "area")
    assert open_area(tmp_path / "area").manifest.title == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["area"]


def test_a_folder_with_other_work_in_it_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("years of work")
    with pytest.raises(StorageError, match="not an area"):
        write_area(make_area(), tmp_path / "thesis")
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "years of work"


def test_a_changed_layer_is_noticed(tmp_path: Path) -> None:
    write_area(make_area(), tmp_path / "area")
    file = tmp_path / "area" / "candidates.parquet"
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(StorageError, match="checksum"):
        open_area(tmp_path / "area")


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"format": 99}', '{"format": 1}'])
def test_what_is_not_an_area_is_told(tmp_path: Path, text: str | None) -> None:
    folder = tmp_path / "area"
    folder.mkdir()
    if text is not None:
        (folder / "manifest.json").write_text(text)
    with pytest.raises(StorageError):
        open_area(folder)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="disk"):
        write_area(make_area(), tmp_path / "file" / "area")


def test_manifests_differ_when_anything_does() -> None:
    manifest = make_area().manifest
    assert replace(manifest, country="FR") != manifest
    assert Manifest.from_json(manifest.as_json()) == manifest
