"""A pack holds every item that its audience is given, and is the same whoever makes it where."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest
from matplotlib import image
from openpyxl import load_workbook
from pptx import Presentation

from briefing.content.audiences import Audience, Item
from briefing.html.brief_map import brief_map
from briefing.pack.folder import whole_pack
from briefing.pack.form import Form
from briefing.pack.makers import JOINT, MAKERS
from briefing.pack.making import File, items_named, items_of, pack
from briefing.pack.manifest import MANIFEST
from gis.siting.watch import Progress, Watch
from i18n import LANGUAGES, Language
from layers.errors import SettingError
from tests.briefing.find_gdal import faults, why_not
from tests.briefing.office_stories import FR, HOSTILE, SEEN, told
from tests.briefing.pack.pack_stories import COARSE, bare, files, hostile

QUICK = (Item.KML, Item.GPX)


def named(made: tuple[File, ...], ending: str) -> bytes:
    """Give the content of the one file with an ending."""
    (found,) = (each.content for each in made if each.name.endswith(ending))
    return found


def test_every_item_has_its_maker() -> None:
    assert set(MAKERS) == set(Item)


@pytest.mark.parametrize("code", LANGUAGES)
def test_names_of_files_are_plain_in_every_language_and_tell_nothing_of_the_plan(code: str) -> None:
    brief = told(say=Language.of(code), name=HOSTILE)
    light = (Item.WORKBOOK, Item.GEOPACKAGE, Item.GEOJSON, *QUICK)
    names = [each.name for each in pack(brief, only=light)]
    assert len(set(names)) == len(names) == 6
    assert all(re.fullmatch(r"[a-z-]+\.[a-z]+", name) for name in names)


@pytest.mark.parametrize("audience", list(Audience))
def test_a_pack_holds_the_items_of_its_audience_in_order_and_no_other(audience: Audience) -> None:
    assert items_of(audience) == audience.items
    assert items_of(audience, [Item.GEOJSON, Item.HTML]) == (Item.HTML, Item.GEOJSON)


def test_what_an_audience_is_not_given_is_refused_by_name() -> None:
    with pytest.raises(SettingError, match="“Partner” holds no “pptx”"):
        items_of(Audience.PARTNER, [Item.SLIDES])
    with pytest.raises(SettingError, match="Choose among: html"):
        items_of(Audience.CHIEF, [])
    with pytest.raises(SettingError, match="no item “docx”"):
        items_named(["html", "docx"])
    assert items_named([" HTML", "pdf", ""]) == {Item.HTML, Item.SHEETS}


@pytest.mark.parametrize("wrong", [{"paper": "A9"}, {"dpi": 5}, {"dpi": 5000}])
def test_a_form_that_nobody_could_print_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(SettingError):
        Form(**wrong)  # type: ignore[arg-type] # what is tested


def test_what_is_made_together_is_what_is_made_apart() -> None:
    together = {(each.item, each.name): each.content for each in files()}
    for item in (item for joint in JOINT for item in joint):
        apart = {(item, name): made for name, made in MAKERS[item](hostile(), COARSE).items()}
        assert apart.items() <= together.items()
        assert len(apart) == [each.item for each in files()].count(item)


def test_progress_goes_from_nothing_to_all() -> None:
    seen: list[Progress] = []
    list(pack(told(), only=QUICK, watch=Watch(tell=seen.append)))
    assert [(each.incumbent, each.bound) for each in seen] == [(0, 2), (1, 2), (2, 2)]


def test_a_pack_that_is_stopped_says_nothing_of_itself() -> None:
    seen: list[Progress] = []
    watch = Watch(tell=seen.append, stopped=lambda: len(seen) > 1)
    made = list(whole_pack(told(), only=QUICK, watch=watch))
    assert {each.item for each in made} == {Item.KML}


def test_the_same_plan_gives_the_same_bytes_here_and_in_other_processes() -> None:
    here = files()
    there = tuple(whole_pack(hostile(), form=COARSE, workers=2))
    assert [each.name for each in there] == [each.name for each in here]
    assert [each.name for each, own in zip(there, here, strict=True) if each != own] == []


def test_the_manifest_lists_every_file_with_its_checksum() -> None:
    *made, last = files()
    assert last.name == MANIFEST
    whole = json.loads(last.content)
    listed = {each["file"]: (each["bytes"], each["sha256"]) for each in whole["files"]}
    held = {each.name: (len(each.content), sha256(each.content).hexdigest()) for each in made}
    assert listed == held
    imprint = hostile().imprint
    assert (whole["plan"], whole["checksum"]) == (imprint.plan, imprint.checksum)
    assert (whole["day"], whole["since"]) == ("2024-07-27", "2024-07-20")


def test_the_page_beside_the_files_says_what_is_what_in_the_language_of_the_pack() -> None:
    *_, page, _ = whole_pack(told(Audience.PARTNER, FR), only=[Item.KML])
    assert page.name == "LISEZMOI.txt"
    text = page.content.decode()
    assert "Zones pour téléphone (KML)\n  zones-de-repos.kml\n  zones-de-repos.kmz" in text
    assert told(Audience.PARTNER, FR).imprint.credit in text


def test_no_name_does_harm_in_any_file() -> None:
    """Script, formula, slashes, right-to-left marks, emoji and 200 letters, in every item."""
    made = files()
    assert {each.item for each in made} == {*Item, None}
    assert all(re.fullmatch(r"([a-z-]+/)?[\w-]+\.[a-z]+", each.name) for each in made)
    html = named(made, ".html").decode()
    assert "<script>1" not in html
    assert html.count("</script>") == brief_map(told()).decode().count("</script>")
    for sheet in load_workbook(io.BytesIO(named(made, ".xlsx"))):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    geojson = json.loads(named(made, ".geojson"))
    assert HOSTILE in {each["properties"]["name"] for each in geojson["features"]}
    for ending in (".kml", ".gpx"):
        text = "".join(ET.fromstring(named(made, ending)).itertext())  # noqa: S314 - our own bytes
        assert SEEN[:40] in text
    deck = Presentation(io.BytesIO(named(made, ".pptx")))
    shown = [
        cell.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    assert any(SEEN[:20] in text for text in shown)
    pictures = [each for each in made if each.item is Item.PICTURES]
    assert all(image.imread(io.BytesIO(each.content)).ndim == 3 for each in pictures)
    about = [each.content.decode() for each in made if each.item is None]
    assert not any("\u202e" in text or "\x07" in text for text in about)


def test_a_hostile_name_stands_whole_in_a_geopackage_that_gdal_finds_sound(tmp_path: Path) -> None:
    file = tmp_path / "layers.gpkg"
    file.write_bytes(named(files(), ".gpkg"))
    assert HOSTILE in set(gpd.read_file(file, layer="zones")["name"])
    if (reason := why_not()) is not None:
        pytest.skip(reason)
    assert faults(file) == ""


def test_every_pdf_of_the_pack_is_sound(tmp_path: Path) -> None:
    checker = shutil.which("qpdf")
    if checker is None:
        pytest.skip("qpdf is not installed")
    made = [each for each in files() if each.name.endswith(".pdf")]
    assert len(made) == 4
    for each in made:
        file = tmp_path / each.name
        file.write_bytes(each.content)
        done = subprocess.run(  # noqa: S603 - a tool of the system, on a file of ours
            [checker, "--check", str(file)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_plan_without_zones_makes_a_whole_pack_that_says_so() -> None:
    made = tuple(whole_pack(bare(audience=Audience.PARTNER), form=COARSE))
    assert {each.item for each in made} == {*Audience.PARTNER.items, None}
    assert "The plan has no rest zone." in named(made, "README.txt").decode()
    book = load_workbook(io.BytesIO(named(made, ".xlsx")))
    assert "The plan has no rest zone." in [
        cell.value for row in book["Rest zones"] for cell in row
    ]
    with zipfile.ZipFile(io.BytesIO(named(made, ".kmz"))) as packed:
        assert b"<Placemark>" not in packed.read("doc.kml")


def test_sites_that_are_gone_from_the_data_are_named_before_anything_else() -> None:
    brief = bare("site-gone", "site-arago")
    *_, page, _ = whole_pack(brief, only=QUICK)
    assert "site-gone" in page.content.decode()
    assert [row["name"] for _, row in brief["zones"].iterrows()] == ["Arago"]


def test_only_who_is_told_of_zones_is_told_that_there_are_none() -> None:
    *_, page, _ = whole_pack(bare(audience=Audience.PUBLIC_SAFE), only=[Item.GEOJSON])
    assert "rest zone" not in page.content.decode()


def test_no_file_for_the_public_names_a_rest_zone_or_a_strength() -> None:
    light = [Item.HTML, Item.GEOPACKAGE, Item.GEOJSON]
    made = tuple(whole_pack(told(Audience.PUBLIC_SAFE, FR, "Zola"), only=light))
    zones = {"Camus", "site-camus", "site-a"}
    for each in made:
        text = each.content.decode("utf-8", "replace")
        assert [name for name in zones if name in text] == [], each.name
        assert "officers" not in text, each.name
    assert "Zola" in named(made, ".geojson").decode()  # a place bears that name as well
