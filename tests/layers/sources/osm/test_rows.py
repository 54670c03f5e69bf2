"""Elements become rows."""

from __future__ import annotations

from layers.sources.osm.elements import osm_id
from layers.sources.osm.rows import modes


def test_the_modes_of_a_station_start_with_its_kind() -> None:
    """Each once, with a space between."""
    assert modes({"train": "yes", "subway": "yes", "bus": "no"}, "rail") == "rail metro"
    assert modes({}, "tram") == "tram"


def test_ids_have_no_double_dash() -> None:
    """What an editor has not uploaded has a number below zero."""
    assert osm_id("way", 12) == "osm-way-12"
    assert osm_id("way", -12) == "osm-way-new-12"
