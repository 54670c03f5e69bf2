"""A brief as GIS files: they open, they hold what the audience is told, and no name breaks them."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest

from briefing.content.audiences import Audience, Subject, columns_of
from briefing.content.brief import Brief, brief_of
from briefing.content.layers import brief_layers, ground_layers
from briefing.geodata.gis_files import (
    brief_geojson,
    brief_geopackage,
    brief_gpx,
    brief_kml,
    brief_kmz,
)
from i18n import Language
from plans.plan import Plan, picked
from plans.situation import assess
from tests.stories import DAY, POINTS, make_area, make_site

EN = Language.of("en")
HOSTILE = '<script>alert(1)</script> =1+1 ../../x "&" \u202eabc 😀\x07' + "é" * 200
OURS = {"fid", "geom", "id", "look"}
KML, GPX = "{http://www.opengis.net/kml/2.2}", "{http://www.topografix.com/GPX/1/1}"


@cache
def told(audience: Audience, name: str = "Arago") -> Brief:
    """Give the brief of a street with one zone of that name."""
    area = make_area(
        sites=(make_site(name, 0.1, id="site-a"), make_site("Balzac", 0.5)), points=POINTS
    )
    situation = assess(area, picked(Plan(on=DAY), "site-a"))
    places = frozenset({"venue-stade"}) if audience is Audience.UNIT_LEADER else None
    return brief_of(situation, audience=audience, say=EN, places=places)


@cache
def anew() -> Brief:
    """Give the chief's brief, made once more."""
    return told.__wrapped__(Audience.CHIEF)


def columns_in(content: bytes, folder: Path) -> dict[str, set[str]]:
    """Give the columns of every table of a GeoPackage."""
    file = folder / "brief.gpkg"
    file.write_bytes(content)
    with sqlite3.connect(file) as database:
        names = [row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")]
        return {
            name: {row[1] for row in database.execute(f'PRAGMA table_info("{name}")')}
            for name in names
        }


@pytest.mark.parametrize("audience", list(Audience))
def test_a_geopackage_hides_no_column(audience: Audience, tmp_path: Path) -> None:
    found = columns_in(brief_geopackage(told(audience)), tmp_path)
    del found["layer_styles"]
    for table, columns in found.items():
        assert columns - OURS <= set(columns_of(table.split("_")[0], audience)), table
    assert ("officers" in found["places"]) is (audience is Audience.CHIEF)
    assert ("zones" in found) is (Subject.ZONES in audience.told)


def test_a_geopackage_opens_with_its_styles(tmp_path: Path) -> None:
    content = brief_geopackage(told(Audience.CHIEF))
    (tmp_path / "brief.gpkg").write_bytes(content)
    zones = gpd.read_file(tmp_path / "brief.gpkg", layer="zones")
    assert list(zones["name"]) == ["Arago"]
    with sqlite3.connect(tmp_path / "brief.gpkg") as database:
        styled = {row[0] for row in database.execute("SELECT f_table_name FROM layer_styles")}
    assert {"zones", "places"} <= styled


def test_a_map_for_the_public_has_no_rest_zone_anywhere() -> None:
    public = told(Audience.PUBLIC_SAFE)
    assert {layer.name for layer in brief_layers(public)} == {"places"}
    text = brief_geojson(public).decode()
    assert "Arago" not in text
    assert "fficers" not in text


def test_geojson_says_what_it_is_a_snapshot_of() -> None:
    whole = json.loads(brief_geojson(told(Audience.CHIEF)))
    assert (whole["day"], whole["credit"]) == (DAY.isoformat(), "© Villebourg")
    assert len(whole["checksum"]) == 12
    zones = [each for each in whole["features"] if each["properties"]["layer"] == "zones"]
    assert [each["id"] for each in zones] == ["site-a"]


@pytest.mark.parametrize(
    "write", [brief_geopackage, brief_geojson, brief_kml, brief_kmz, brief_gpx]
)
def test_the_same_brief_gives_the_same_bytes(write: object) -> None:
    assert callable(write)
    assert write(told(Audience.CHIEF)) == write(anew())


def test_no_name_breaks_a_file(tmp_path: Path) -> None:
    brief = told(Audience.CHIEF, HOSTILE)
    kml = ET.fromstring(brief_kml(brief))  # noqa: S314 - our own bytes
    (name,) = (each.text or "" for each in kml.iter(f"{KML}Placemark") for each in [each[0]])
    assert name.startswith("1 · <script>")
    assert len(name) <= 120
    gpx = ET.fromstring(brief_gpx(brief))  # noqa: S314 - our own bytes
    assert [each.get("lat") for each in gpx.iter(f"{GPX}wpt")] == ["48.850100"]
    names = [each["properties"]["name"] for each in json.loads(brief_geojson(brief))["features"]]
    assert HOSTILE in names
    (tmp_path / "brief.gpkg").write_bytes(brief_geopackage(brief))
    assert HOSTILE in set(gpd.read_file(tmp_path / "brief.gpkg", layer="zones")["name"])


@pytest.mark.parametrize("write", [brief_kml, brief_gpx])
def test_a_file_for_a_phone_names_its_plan_and_its_checksum(write: object) -> None:
    brief = told(Audience.CHIEF)
    assert callable(write)
    text = write(brief).decode()
    assert f"Plan {brief.imprint.plan}, Jul 27, 2024" in text
    assert brief.imprint.checksum in text


def test_a_kmz_is_a_zip_of_the_kml() -> None:
    brief = told(Audience.PARTNER)
    with zipfile.ZipFile(io.BytesIO(brief_kmz(brief))) as packed:
        assert packed.read("doc.kml") == brief_kml(brief)


def test_the_legend_names_every_look_that_is_there_and_no_other() -> None:
    for layer in (*brief_layers(told(Audience.CHIEF)), *ground_layers(told(Audience.CHIEF))):
        assert set(layer.styles) == set(layer.words) == set(layer.frame["look"])


def test_a_plan_without_zones_makes_files_all_the_same() -> None:
    empty = brief_of(assess(make_area(), Plan(on=DAY)), audience=Audience.CHIEF, say=EN)
    assert ET.fromstring(brief_gpx(empty)).findall(f"{GPX}wpt") == []  # noqa: S314 - our own bytes
    assert json.loads(brief_geojson(empty))["features"]
