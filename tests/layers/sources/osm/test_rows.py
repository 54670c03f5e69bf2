"""Elements become rows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import shapely

from layers.sources.osm.elements import Element, osm_id
from layers.sources.osm.rows import modes, rows


def test_the_modes_of_a_station_start_with_its_kind() -> None:
    """Each once, with a space between."""
    assert modes({"train": "yes", "subway": "yes", "bus": "no"}, "rail") == "rail metro"
    assert modes({}, "tram") == "tram"


def test_a_street_row_holds_its_tags_and_nodes() -> None:
    """oneway:foot becomes a column that Python can name."""
    tags = {"name": "Rue Haute", "oneway": "-1", "oneway:foot": "no", "maxspeed": "30"}
    street = Element("osm-way-1", tags, {"streets": "residential"}, "", np.array([4, 5]))
    line = shapely.LineString([(3.1, 47.5), (3.2, 47.5)])
    table = rows([street], np.array([line]), layer="streets", as_of=date(2024, 6, 1))
    row = table.loc["osm-way-1"]
    assert (row["kind"], row["oneway"], row["oneway_foot"]) == ("residential", "-1", "no")
    assert list(row["nodes"]) == [4, 5]
    assert row["as_of"] == pd.Timestamp("2024-06-01")


def test_ids_have_no_double_dash() -> None:
    """What an editor has not uploaded has a number below zero."""
    assert osm_id("way", 12) == "osm-way-12"
    assert osm_id("way", -12) == "osm-way-new-12"
