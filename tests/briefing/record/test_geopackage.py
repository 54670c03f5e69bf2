"""The record and the plan open in a geographic information system, drawn as on our maps."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest
from shapely import Polygon

from briefing.record.audit import audit, read_record
from briefing.record.geopackage import geopackage
from briefing.record.record_lines import entry_line
from gis.network.closures import Closure
from i18n import Language
from plans.plan import Opening, Plan
from plans.situation import Situation, assess
from plans.state import state
from tests.briefing.find_gdal import faults, why_not
from tests.briefing.record_stories import HOSTILE, make_season
from tests.stories import DAY, POINTS, SITES, make_area, make_site

ENTRIES = make_season()
LINES = [entry_line(entry) for entry in ENTRIES]
SAY = Language.of("en")
RING = Polygon([(2.32, 48.84), (2.33, 48.84), (2.33, 48.85), (2.32, 48.84)])
CLAIM = {"name": "Stage", "kind": "ceremony", "holder": "organisers", "holder_name": "Paris 2024"}
CLAIMS = (
    CLAIM | {"id": "claim-ring", "geometry": RING},
    CLAIM | {"id": "claim-disc", "geometry": RING.centroid, "radius_m": 200},
    CLAIM | {"id": "claim-past", "geometry": RING.centroid, "ends": date(2024, 7, 1)},
)
COUNTS = {
    "zones": 3,
    "candidates": 5,
    "demand": 3,
    "claim_areas": 2,
    "claim_points": 2,
    "closure_areas": 1,
    "closure_lines": 1,
    "record": 1,
    "events": 10,
    "units": 1,
}


def make_situation() -> Situation:
    """Give Villebourg with a hostile site under the plan of the record, and some more of it."""
    sites = (*SITES, make_site(HOSTILE, 0.3, id="site-hostile"))
    area = make_area(sites=sites, claims=CLAIMS, blocks=10)
    plan = state(ENTRIES, on=DAY)
    more = Closure("closure-9", "Quays", RING.wkt, bars="everyone", starts=date(2024, 8, 1))
    openings = (Opening("site-camus", opens=date(2024, 8, 1)),)
    picks = (*plan.picks, "site-hostile", "site-camus", "site-gone")
    plan = replace(plan, picks=picks, openings=openings, closures=(*plan.closures, more))
    return assess(area, plan)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The GeoPackage of that situation."""
    place = tmp_path_factory.mktemp("gis") / "record.gpkg"
    place.write_bytes(geopackage(make_situation(), LINES, area_key="villebourg", say=SAY))
    return place


@pytest.fixture
def database(file: Path) -> Iterator[sqlite3.Connection]:
    """The same as the database that it is."""
    with closing(sqlite3.connect(file)) as opened:
        yield opened


def test_every_layer_and_table_opens_with_its_rows(file: Path) -> None:
    found = {name: len(gpd.read_file(file, layer=name)) for name in COUNTS}
    assert found == COUNTS
    told = gpd.list_layers(file)
    assert set(told["name"]) == {*COUNTS, "plan", "remarks", "layer_styles"}
    assert told.set_index("name").loc["zones", "geometry_type"] == "Point"


def test_it_is_a_geopackage_by_its_own_marks(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"GPKG")
    assert database.execute("PRAGMA user_version").fetchone()[0] == 10_200
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    tables = {name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")}
    assert {*COUNTS, "layer_styles"} <= tables


@pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
def test_it_passes_the_validator_of_gdal(file: Path) -> None:
    assert faults(file) == ""


def test_zones_tell_what_was_decided_on_them(file: Path) -> None:
    """The one that is gone has no place; a remark names it."""
    zones = gpd.read_file(file, layer="zones").set_index("id")
    assert dict(zones["look"]) == {
        "site-arago": "locked",
        "site-hostile": "open",
        "site-camus": "not-serving",
    }
    assert zones.loc["site-camus", "opens"] == "2024-08-01"
    assert zones.loc["site-arago", "officers"] == 380
    assert "site-gone" in " ".join(gpd.read_file(file, layer="remarks")["text"])


def test_places_count_the_units_and_sites_bear_their_verdict(file: Path) -> None:
    places = gpd.read_file(file, layer="demand").set_index("id")
    assert (places.loc["venue-stade", "officers"], places.loc["venue-stade", "by_units"]) == (
        380,
        80,
    )
    assert places.loc["venue-stade", "dogs"] == 2
    sites = gpd.read_file(file, layer="candidates").set_index("id")
    assert sites.loc["site-diderot", "look"] == "refused"
    assert sites.loc["site-diderot", "reasons"]
    units = gpd.read_file(file, layer="units")
    assert units.loc[0, ["name", "point", "officers"]].tolist() == ["CRS 8", "venue-stade", 80]


def test_claims_and_closures_are_those_of_the_plan(file: Path) -> None:
    """A claim with a radius is a circle of that radius; what does not hold today looks so."""
    areas = gpd.read_file(file, layer="claim_areas").set_index("id")
    assert set(areas.index) == {"claim-ring", "claim-disc"}
    flat = areas.to_crs(areas.estimate_utm_crs())
    assert flat.area["claim-disc"] == pytest.approx(3.14159 * 200**2, rel=0.01)
    points = gpd.read_file(file, layer="claim_points").set_index("id")
    assert dict(points["look"]) == {"claim-past": "other-days", "claim-1": "in-force"}
    assert dict(points["of_plan"]) == {"claim-past": 0, "claim-1": 1}
    assert points.loc["claim-1", "name"] == HOSTILE
    assert gpd.read_file(file, layer="closure_lines")["look"].tolist() == ["vehicles"]
    assert gpd.read_file(file, layer="closure_areas")["look"].tolist() == ["other-days"]


def test_names_that_would_do_harm_are_texts(file: Path, database: sqlite3.Connection) -> None:
    zones = gpd.read_file(file, layer="zones").set_index("id")
    assert zones.loc["site-hostile", "name"] == HOSTILE
    query = "SELECT count(*) FROM events WHERE author = ? OR reason = ?"
    assert database.execute(query, (HOSTILE, HOSTILE)).fetchone() == (2,)


def test_every_layer_of_shapes_has_a_style_that_knows_all_its_looks(
    file: Path, database: sqlite3.Connection
) -> None:
    query = "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
    styles = {name: (column, qml, usual) for name, column, qml, usual in database.execute(query)}
    shapes = dict(database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
    assert {name: column for name, (column, _, _) in styles.items()} == shapes
    for name, (_, text, usual) in styles.items():
        root = ET.fromstring(text)  # noqa: S314 - what we have just written
        renderer = root.find("renderer-v2")
        assert renderer is not None
        assert renderer.get("attr") == "look"
        looks = {each.get("value"): each.get("symbol") for each in renderer.iter("category")}
        assert set(gpd.read_file(file, layer=name)["look"]) <= set(looks)
        assert sorted(looks.values(), key=str) == sorted(
            (each.get("name") for each in renderer.iter("symbol")), key=str
        )
        assert usual == 1


def test_the_log_inside_is_audited_like_any_other(file: Path, tmp_path: Path) -> None:
    assert audit(file).fault is None
    assert audit(file).seal == ENTRIES[-1].hash
    assert read_record(file) == ENTRIES
    forged = tmp_path / "forged.gpkg"
    for change, line in (
        ("UPDATE events SET author = 'eve' WHERE seq = 4", 5),
        ("UPDATE events SET body = replace(body, ':', ': ') WHERE seq = 4", 5),
        ("UPDATE events SET body = x'00' WHERE seq = 4", 5),
        ("UPDATE events SET reason = cast(x'ff' AS TEXT) WHERE seq = 4", 5),
        ("DELETE FROM events WHERE seq = 4", 5),
        ("DELETE FROM events WHERE seq = 10", 11),
        ("UPDATE record SET title = 'Paris'", 1),
        ("UPDATE record SET title = x'00'", 1),
        ("DELETE FROM record", 1),
    ):
        forged.write_bytes(file.read_bytes())
        with closing(sqlite3.connect(forged)) as opened:
            opened.execute(change)
            opened.commit()
        found = audit(forged)
        assert found.fault, change
        assert found.fault.line == line, change


def test_the_plan_inside_is_the_plan(database: sqlite3.Connection) -> None:
    told = dict(database.execute("SELECT name, value FROM plan"))
    assert Plan.from_json(json.loads(told["JSON"])) == make_situation().plan
    assert told["PLAN"] == make_situation().plan.digest
    assert told["CREDIT"] == "© Villebourg"


def test_the_same_record_and_plan_give_the_same_bytes(file: Path) -> None:
    """Nothing inside tells when it was written; every date is that of the last entry."""
    again = geopackage(make_situation(), LINES, area_key="villebourg", say=SAY)
    assert again == file.read_bytes()
    with closing(sqlite3.connect(file)) as opened:
        dates = {at for (at,) in opened.execute("SELECT last_change FROM gpkg_contents")}
    assert dates == {"2024-07-08T00:00:00.000Z"}


def test_a_plan_of_nothing_is_a_file_with_empty_layers(tmp_path: Path) -> None:
    place = tmp_path / "empty.gpkg"
    bare = assess(make_area(points=POINTS), Plan(on=DAY))
    place.write_bytes(geopackage(bare, (), area_key="villebourg", say=Language.of("fr")))
    assert len(gpd.read_file(place, layer="zones")) == 0
    assert len(gpd.read_file(place, layer="candidates")) == 4
    assert audit(place).held == 0
