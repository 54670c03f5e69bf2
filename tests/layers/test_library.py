"""Areas are found again by their key."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.area import Area
from layers.errors import UnknownIdError
from layers.library import EXAMPLE, Library, home, open_any, slug
from layers.schema import ID_PATTERN
from tests.stories import make_area


def renamed(area: Area, title: str) -> Area:
    """Give the same area under another title."""
    return replace(area, manifest=replace(area.manifest, title=title))


def test_an_area_is_kept_and_found_under_its_title(tmp_path: Path) -> None:
    library = Library(tmp_path)
    key = library.keep(renamed(make_area(), "Île-de-France, été 2024"))
    assert key == "ile-de-france-ete-2024"
    assert library.keys() == (EXAMPLE, key)
    assert library.open(key).manifest.title == "Île-de-France, été 2024"
    assert library.version(key) != library.version(EXAMPLE)


def test_another_place_of_the_same_title_loses_nothing(tmp_path: Path) -> None:
    """Two extracts called ``map.osm`` stand side by side; the same place again is renewed."""
    library, here = Library(tmp_path), renamed(make_area(), "map")
    there = replace(here, manifest=replace(here.manifest, bbox=(9.4, 47.0, 9.7, 47.3)))
    assert [library.keep(area) for area in (here, there, here, there)] == [
        "map",
        "map-2",
        "map",
        "map-2",
    ]
    assert library.open("map").manifest.bbox == here.manifest.bbox
    assert library.keys() == (EXAMPLE, "map", "map-2")


def test_a_damaged_area_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "manifest.json").write_text("{")
    assert Library(tmp_path).keep(renamed(make_area(), "map")) == "map-2"
    assert (tmp_path / "map" / "manifest.json").read_text() == "{"


def test_nothing_outside_the_library_can_be_opened(tmp_path: Path) -> None:
    library = Library(tmp_path / "areas")
    library.keep(renamed(make_area(), "A"))
    for key in ("../areas/a", "nowhere", "", "/etc"):
        with pytest.raises(UnknownIdError):
            library.open(key)


def test_the_home_can_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIVOUAC_HOME", str(tmp_path))
    assert home() == tmp_path


def test_the_example_opens_by_its_word() -> None:
    assert open_any("paris2024").manifest.title == "Paris 2024"


@given(st.text())
def test_any_title_makes_a_safe_key(title: str) -> None:
    assert re.fullmatch(ID_PATTERN, slug(title))
    assert slug(title) != EXAMPLE
    assert len(slug(title)) <= 66


def test_the_area_used_last_is_remembered(tmp_path: Path) -> None:
    library = Library(tmp_path / "areas")
    assert library.last() == EXAMPLE
    library.remember("porto")
    assert Library(tmp_path / "areas").last() == "porto"
    assert library.keys() == (EXAMPLE,)
