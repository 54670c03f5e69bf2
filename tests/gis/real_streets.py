"""The streets of a small country, read once for all that ask for journeys on real streets."""

from __future__ import annotations

from functools import cache

import geopandas as gpd

from layers.sources.osm_file import read_streets
from tests.data.truth import SHARED

LIECHTENSTEIN = SHARED / "osm" / "liechtenstein.osm.pbf"


@cache
def liechtenstein() -> gpd.GeoDataFrame:
    """Give the streets of Liechtenstein; nobody changes them."""
    return read_streets(LIECHTENSTEIN)
