"""Valbrême, the town of the project's own making."""

from __future__ import annotations

from layers.sources.osm_file import read_osm_file
from tests.town.build_town import TOWN, build


def test_the_file_is_what_its_script_draws() -> None:
    """Run tests/town/build_town.py after a change."""
    assert TOWN.read_text(encoding="utf-8") == build()


def test_it_holds_enough_for_the_whole_chain() -> None:
    """Streets to travel, places to guard, sites to choose from."""
    counts = read_osm_file(TOWN).counts
    assert counts["streets"] >= 25
    assert counts["candidates"] >= 25
    assert min(counts["venues"], counts["stations"], counts["airports"]) >= 1
