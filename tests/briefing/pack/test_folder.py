"""A pack on disk is whole or not there; a place that cannot take it is told in a sentence."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from briefing.content.audiences import Item
from briefing.pack.folder import pack_zip, whole_pack, write_pack
from briefing.pack.manifest import MANIFEST
from gis.siting.watch import Watch
from layers.errors import StorageError
from tests.briefing.office_stories import FR, told
from tests.layers.test_area_folder import disk_full_after

QUICK = (Item.KML, Item.GPX, Item.GEOPACKAGE)
NAMES = {"rest-zones.kml", "rest-zones.kmz", "rest-zones.gpx", "map-layers.gpkg"}
WHOLE = NAMES | {"README.txt", MANIFEST}


def test_a_pack_stands_in_a_new_folder_as_it_was_listed(tmp_path: Path) -> None:
    listed = write_pack(told(), tmp_path / "new", only=QUICK)
    assert {each.name for each in (tmp_path / "new").iterdir()} == WHOLE
    for each in listed:
        content = (tmp_path / "new" / each.name).read_bytes()
        assert (each.bytes, each.sha256) == (len(content), sha256(content).hexdigest())
    assert [each.name for each in tmp_path.iterdir()] == ["new"]


def test_a_folder_that_is_there_and_empty_is_filled(tmp_path: Path) -> None:
    write_pack(told(), tmp_path, only=QUICK)
    assert {each.name for each in tmp_path.iterdir()} == WHOLE


def test_a_folder_with_a_pack_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    write_pack(told(), tmp_path / "one", only=[Item.KML])
    with pytest.raises(StorageError, match="holds a pack already"):
        write_pack(told(), tmp_path / "one", only=QUICK)
    assert not (tmp_path / "one" / "map-layers.gpkg").exists()


def test_other_work_in_a_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(StorageError, match="is not empty"):
        write_pack(told(), tmp_path, only=QUICK)
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.txt"]
    with pytest.raises(StorageError, match="no folder"):
        write_pack(told(), tmp_path / "thesis.txt", only=QUICK)


def test_a_folder_in_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="there is no such file or folder"):
        write_pack(told(), tmp_path / "none" / "new", only=QUICK)


def test_a_full_disk_leaves_no_half_pack(tmp_path: Path) -> None:
    told()  # made before the disk is full
    with disk_full_after(500), pytest.raises(StorageError, match="nothing was left there"):
        write_pack(told(), tmp_path / "new", only=[Item.KML])
    # The folder for temporary files is full as well.
    with disk_full_after(50_000), pytest.raises(StorageError, match="GeoPackage cannot be made"):
        write_pack(told(), tmp_path / "new", only=[Item.GEOPACKAGE])
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB of its own, which takes root to make."""
    place, mount = tmp_path / "disk", shutil.which("mount")
    place.mkdir()
    words = ("-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place))
    if mount is None or os.geteuid() != 0:
        pytest.skip("a disk can be made by root alone")
    if subprocess.run([mount, *words], check=False, capture_output=True).returncode:  # noqa: S603 - fixed words
        pytest.skip("this machine lets nobody make a disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607 - the same


def test_a_real_disk_that_is_full_is_told_and_stays_empty(small_disk: Path) -> None:
    with pytest.raises(StorageError, match="the disk is full"):
        write_pack(told(), small_disk, only=QUICK)
    assert list(small_disk.iterdir()) == []
    write_pack(told(), small_disk, only=[Item.GPX])  # what has room is written
    assert (small_disk / "rest-zones.gpx").is_file()


def test_a_disk_that_is_read_only_is_told(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)  # noqa: S603, S607 - our own disk
    for place in (small_disk, small_disk / "new"):
        with pytest.raises(StorageError, match="read-only"):
            write_pack(told(), place, only=QUICK)


def test_a_pack_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    assert write_pack(told(), tmp_path / "new", only=QUICK, watch=Watch(seconds=0)) == ()
    assert list(tmp_path.iterdir()) == []


def test_one_file_holds_the_pack_in_a_folder_of_its_own_and_repeats_its_bytes() -> None:
    brief = told(say=FR)
    files = tuple(whole_pack(brief, only=QUICK))
    packed = pack_zip(brief, files)
    assert packed == pack_zip(brief, files)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert {name.partition("/")[0] for name in names} == {"bivouac-2024-07-27-chief-fr"}
        assert archive.read(names[-1]) == files[-1].content
        assert {each.date_time[0] for each in archive.infolist()} == {1980}
