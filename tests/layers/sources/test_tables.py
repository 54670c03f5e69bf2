"""CSV tables become layers; an assumption stays marked, and a wrong file is told."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point

from layers.claims import CLAIMS
from layers.errors import BivouacError, RowsError, UnreadableFileError
from layers.roads import ROADS
from layers.schema import CRS
from layers.sources.tables import circles, read_links, read_table
from layers.venues import VENUES

HEAD = "id,name,kind,code,radius_m_assumed,officers_assumed,lon,lat,source,as_of\n"
SOUND = "venue-sta,Stade de France,olympic,STA,400,300,2.36013,48.92448,test,2024-06-01\n"


def make_file(folder: Path, text: str) -> Path:
    """Write a table of venues."""
    file = folder / "venues.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_row_becomes_a_venue_with_its_assumptions_marked(tmp_path: Path) -> None:
    venue = read_table(make_file(tmp_path, HEAD + SOUND), VENUES).loc["venue-sta"]
    assert (venue["officers"], venue["radius_m"]) == (300, 400.0)
    assert venue["assumed"] == "radius_m officers"
    assert venue.geometry == Point(2.36013, 48.92448)


def test_an_empty_assumption_is_not_marked(tmp_path: Path) -> None:
    table = read_table(make_file(tmp_path, HEAD + SOUND.replace(",400,", ",,")), VENUES)
    assert table.loc["venue-sta", "assumed"] == "officers"


def test_what_is_known_is_never_replaced_by_an_assumption(tmp_path: Path) -> None:
    text = "id,name,kind,code,code_assumed,lon,lat,source\n"
    text += "venue-a,A,olympic,AAA,ZZZ,2,48,test\nvenue-b,B,olympic,,BBB,2,48,test\n"
    table = read_table(make_file(tmp_path, text), VENUES)
    assert list(table["code"]) == ["AAA", "BBB"]
    assert list(table["assumed"]) == ["", "code"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "cannot be read"),
        ("name,lon,lat\nA,2,48\n", "no column “id”"),
        (HEAD + SOUND.replace("2.36013", "east"), "row 2, column “geometry”"),
        (HEAD + SOUND.replace("48.92448", "148.9"), "row 2, column “geometry”"),
        (HEAD + SOUND.replace("2.36013", "652469").replace("48.92448", "6862035"), "WGS 84"),
        (HEAD + SOUND + SOUND, "row 3, column “id”"),
        (HEAD + SOUND.replace("olympic", "medieval"), "row 2, column “kind”"),
    ],
)
def test_a_wrong_table_is_told_and_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BivouacError, match=told):
        read_table(make_file(tmp_path, text), VENUES)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "venues.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe")
    with pytest.raises(UnreadableFileError):
        read_table(file, VENUES)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        read_table(tmp_path / "nowhere.csv", CLAIMS)


def test_wkt_that_is_broken_is_named(tmp_path: Path) -> None:
    text = 'id,kind,source,geometry\nclaim-a,media,test,"POLYGON ((0 0, 1 1"\n'
    with pytest.raises(RowsError, match="POLYGON"):
        read_table(make_file(tmp_path, text), CLAIMS)


def test_a_radius_draws_a_circle_of_that_size() -> None:
    places = gpd.GeoSeries([Point(2.35, 48.85), Point(2.35, 48.85)], crs=CRS)
    drawn = circles(places, pd.Series([500.0, float("nan")]))
    metric = drawn.to_crs(drawn.estimate_utm_crs())
    assert metric.iloc[0].area == pytest.approx(3.1416 * 500**2, rel=0.01)
    assert drawn.iloc[1] == places.iloc[1]


JUNCTIONS = "id,name,lon,lat\nroad-a,Place A,2.30,48.80\nroad-b,Place B,2.31,48.81\n"
LINKS = "id,name,kind,from_id,to_id,direction,metres,metres_assumed,minutes,source\n"
LINK = "link-1,A4,motorway,road-a,road-b,one-way,,1300,1.5,test\n"


def test_a_link_runs_from_one_junction_to_the_other_and_names_both(tmp_path: Path) -> None:
    link = read_links(*make_links(tmp_path, LINKS + LINK, JUNCTIONS), ROADS).loc["link-1"]
    assert link.geometry == LineString([(2.30, 48.80), (2.31, 48.81)])
    assert (link["from_name"], link["to_name"]) == ("Place A", "Place B")
    assert (link["metres"], link["minutes"], link["assumed"]) == (1_300, 1.5, "metres")


@pytest.mark.parametrize(
    ("links", "junctions", "told"),
    [
        (LINKS + LINK.replace("road-b", "road-z"), JUNCTIONS, r"row 2, column “to_id”"),
        (LINKS + LINK, JUNCTIONS + "road-a,Again,2,48\n", r"nodes\.csv.*row 4, column “id”"),
        (LINKS + LINK, JUNCTIONS.replace("2.31", "east"), r"nodes\.csv.*row 3, column “geometry”"),
        (LINKS + LINK.replace("one-way", "perhaps"), JUNCTIONS, "row 2, column “direction”"),
        (LINKS.replace("from_id", "from") + LINK, JUNCTIONS, "row 2, column “from_id”"),
        (LINKS + LINK, "name\nPlace A\n", "no column “id”"),
    ],
)
def test_links_that_do_not_fit_are_named(
    links: str, junctions: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(BivouacError, match=told):
        read_links(*make_links(tmp_path, links, junctions), ROADS)


def make_links(folder: Path, links: str, junctions: str) -> tuple[Path, Path]:
    """Write a table of links and one of junctions."""
    files = folder / "links.csv", folder / "nodes.csv"
    for file, text in zip(files, (links, junctions), strict=True):
        file.write_text(text, encoding="utf-8")
    return files
