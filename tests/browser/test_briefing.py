"""The page of the briefing in a real browser: a chief takes the pack away, and its files open."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from plans.database import database_of
from plans.entry import Act
from plans.events import ZonePicked
from plans.record import Record
from tests.browser.serving import at_rest, faults, keep_as, shut_in
from tests.stories import make_area

pytestmark = pytest.mark.browser
ITEMS = ("Carte à ouvrir", "Cartes à imprimer", "Fiches")
LONG = 180_000  # milliseconds that a busy machine may take to draw maps


@pytest.fixture(scope="module")
def town(home: Path) -> str:
    """A small town with a zone, in the library of the app; its key."""
    key = keep_as(home, make_area(), "Villebourg")
    Record(database_of(None, home)).append(key, Act("Ana", (ZonePicked("site-arago"),)))
    return key


def test_a_chief_takes_the_pack_away_and_its_files_open(
    wide_page: Page, server: str, town: str, tmp_path: Path
) -> None:
    outside = shut_in(wide_page)
    wide_page.goto(f"{server}briefing?lang=fr&area={town}")
    wide_page.get_by_alt_text("La vue d’ensemble").wait_for(timeout=LONG)
    assert faults(at_rest(wide_page)) == []
    some = wide_page.get_by_role("combobox", name="Éléments")
    for item in ITEMS:  # two of them take long, so that processes make them
        some.fill(item)
        some.press("Enter")
    some.press("Escape")
    wide_page.get_by_role("button", name="Composer le dossier").click()
    offered = wide_page.get_by_role("button", name="Télécharger le dossier")
    offered.wait_for(timeout=LONG)
    with wide_page.expect_download() as download:
        offered.click()
    assert download.value.suggested_filename == "bivouac-2024-06-01-chief-fr.zip"
    with zipfile.ZipFile(download.value.path()) as packed:
        assert packed.testzip() is None
        packed.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    listed = json.loads((folder / "pack.json").read_text("utf-8"))["files"]
    assert all((folder / each["file"]).stat().st_size == each["bytes"] for each in listed)
    assert outside == []
    map_page = wide_page.context.new_page()
    map_page.goto((folder / "carte.html").as_uri())
    expect(map_page.get_by_text("Zones de repos – Villebourg").first).to_be_visible()
