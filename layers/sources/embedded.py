"""The embedded example: Paris 2024, plain CSV tables with a datasheet (``data/README.md``)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas as gpd

from i18n import msg
from layers.area import Area, Manifest
from layers.catalogue import LAYERS
from layers.roads import ACCURACY
from layers.schema import CRS
from layers.sources.tables import circles, read_links, read_table

FOLDER = Path(__file__).parents[2] / "data" / "paris2024"
TITLE = "Paris 2024"
TABLES = ("base_map", "claims", "venues", "stations", "airports", "candidates")


def read_paris2024(folder: Path = FOLDER) -> Area:
    """Read the embedded example. It has main roads, no streets: travel says what it rests on."""
    tables = {name: read_table(folder / f"{name}.csv", LAYERS[name]) for name in TABLES}
    claims = tables["claims"]
    tables["claims"] = claims.set_geometry(circles(claims.geometry, claims["radius_m"]), crs=CRS)
    tables["roads"] = read_roads(folder)
    west, south, east, north = tables["base_map"].total_bounds.tolist()
    manifest = Manifest(
        title=TITLE,
        source="paris2024",
        as_of=date(2024, 6, 1),
        bbox=(west, south, east, north),
        credit="Bivouac · © contributeurs Île-de-France Mobilités (ODbL) · Licence Ouverte",
        licence="Apache-2.0 · Licence Ouverte 2.0 · ODbL 1.0",
        country="FR",
        city_halls=("Paris",),
        warnings=(
            msg(
                "This example has no streets: driving follows a strategic network of main roads "
                "(inside Paris half of the times were within {median} % and nine in ten within "
                "{p90} %), walking is estimated from straight distances.",
                median=ACCURACY["inside minutes"][0],
                p90=ACCURACY["inside minutes"][1],
            ),
        ),
    )
    return Area(manifest, tables)


def read_roads(folder: Path = FOLDER) -> gpd.GeoDataFrame:
    """Read the strategic road network of the example."""
    return read_links(folder / "road_links.csv", folder / "road_nodes.csv", LAYERS["roads"])
