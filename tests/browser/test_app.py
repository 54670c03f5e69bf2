"""The app in a real browser: pick, read the figures, come back tomorrow; and no word to anyone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import (
    PROJECT,
    at_rest,
    click,
    figures,
    keep_as,
    open_map,
    open_tab,
    serving,
    shut_in,
)
from tests.layers.sources.loopback import Loopback
from tests.stories import SITES, make_area, make_site

pytestmark = pytest.mark.browser

APP = PROJECT / "app.py"
BOX = ("2.29", "48.84", "2.35", "48.86")
HOSTILE = '"><img src=x onerror="window.ran=1"><script>window.ran=1</script>'


@pytest.fixture
def town(home: Path, request: pytest.FixtureRequest) -> str:
    """A Villebourg of each test's own, where one site bears a hostile name; gives its key."""
    area = make_area(sites=[*SITES, make_site("Hostile", 0.7) | {"name": HOSTILE}])
    return keep_as(home, area, f"Villebourg {request.node.originalname}")


@pytest.fixture
def address(server: str, town: str) -> str:
    """The address of the test's own town, in English."""
    return f"{server}?area={town}&lang=en"


@pytest.fixture
def page(wide_page: Page) -> Page:
    """A wide screen."""
    return wide_page


def expect_zones(page: Page, count: int) -> None:
    """Expect the strip to count so many zones."""
    pattern = re.compile(rf"^Zones\s+{count}\b")
    expect(page.locator(".st-key-figures")).to_have_text(pattern, use_inner_text=True)


def test_a_pick_changes_the_figures_and_survives_reload_and_restart(
    page: Page, home: Path, address: str, town: str
) -> None:
    bivouac = open_map(page, address)
    expect_zones(page, 0)
    before = figures(page)
    click(bivouac, "site-arago")
    expect_zones(page, 1)
    after = figures(page)
    assert after != before
    assert re.search(r"Officers served\s+100\s*%", after)
    page.reload()
    page.locator('.bivouac-map[data-ready="true"]').wait_for()
    expect_zones(page, 1)
    with serving(APP, BIVOUAC_HOME=str(home)) as second:
        open_map(page, f"{second}?area={town}&lang=en")
        expect_zones(page, 1)
        assert figures(page) == after


def test_nothing_is_asked_of_anyone_else_nothing_fails_and_axe_finds_nothing_serious(
    page: Page, address: str
) -> None:
    outside = shut_in(page)
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    bivouac = open_map(page, address)
    click(bivouac, "site-arago")
    expect_zones(page, 1)
    click(bivouac, "site-arago")
    expect_zones(page, 0)
    found = Axe().run(at_rest(page), options={"resultTypes": ["violations"]})
    serious = [
        each["id"]
        for each in found.response["violations"]
        if each["impact"] in {"serious", "critical"}
    ]
    assert serious == []
    assert (outside, failed) == ([], [])


def test_a_refused_site_says_why_and_an_overrule_frees_it(page: Page, address: str) -> None:
    bivouac = open_map(page, address)
    click(bivouac, "site-diderot")
    expect(page.get_by_text("“Mairie de Villebourg” is city hall.")).to_be_visible()
    expect_zones(page, 0)
    at_rest(page).get_by_role("button", name="Overrule").first.click()
    page.get_by_label("Why may this site be used all the same?").fill("Lent by letter of 3 July")
    page.get_by_role("button", name="Overrule this verdict").click()
    expect(page.get_by_text("Lent by letter of 3 July")).to_be_visible()
    at_rest(page).get_by_role("button", name="Pick as rest zone").click()
    expect_zones(page, 1)
    at_rest(page).get_by_role("button", name="Drop this zone").click()
    expect_zones(page, 0)
    at_rest(page).get_by_role("button", name="Restore the verdict").click()
    expect(page.get_by_role("button", name="Pick as rest zone")).to_be_disabled()


def test_a_site_is_found_and_picked_by_keyboard_alone(page: Page, address: str) -> None:
    open_map(page, address)
    finder = at_rest(page).get_by_role("combobox", name="Find a site", exact=True)
    finder.focus()
    page.keyboard.type("Camus")
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Pick as rest zone")
    expect(button).to_be_enabled()
    at_rest(page)
    button.focus()
    page.keyboard.press("Enter")
    expect_zones(page, 1)
    at_rest(page).get_by_role("button", name="Drop this zone").press("Enter")
    expect_zones(page, 0)


def test_officers_edited_in_the_table_tell_on_the_figures(page: Page, address: str) -> None:
    bivouac = open_map(page, address)
    click(bivouac, "site-camus")
    expect_zones(page, 1)
    at_rest(page).get_by_role("spinbutton", name="Standard (minutes)").fill("1")
    page.get_by_role("spinbutton", name="Standard (minutes)").press("Enter")
    expect(page.locator(".st-key-figures")).to_contain_text("20%")
    open_tab(page, "Places")
    box = page.get_by_test_id("stDataFrame").locator("visible=true").bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + 96, box["y"] + 52)  # the officers of the first row
    page.get_by_test_id("data-grid-canvas").first.wait_for()
    editor = page.locator("#portal input")
    editor.fill("0")
    editor.press("Enter")
    expect(page.locator(".st-key-figures")).to_contain_text("50%")


def test_a_hostile_name_runs_nothing_and_is_shown_as_it_is(page: Page, address: str) -> None:
    bivouac = open_map(page, address)
    finder = at_rest(page).get_by_role("combobox", name="Find a site", exact=True)
    finder.fill("onerror")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="<script>")).to_be_visible()
    bivouac.hover()
    open_tab(page, "Sites")
    assert page.evaluate("window.ran") is None


def test_the_browsers_language_is_taken_and_can_be_switched(
    browser: Browser, server: str, town: str
) -> None:
    page = browser.new_context(locale="fr-FR").new_page()
    open_map(page, f"{server}?area={town}")
    expect(page.get_by_role("tab", name="Sélection")).to_be_visible()
    at_rest(page).get_by_role("radio", name="EN", exact=True).click()
    expect(page.get_by_role("tab", name="Selection")).to_be_visible()
    assert "lang=en" in page.url
    page.reload()
    expect(page.get_by_role("tab", name="Selection")).to_be_visible()


def test_the_exports_come_as_files(page: Page, address: str, tmp_path: Path) -> None:
    bivouac = open_map(page, address)
    click(bivouac, "site-balzac")
    expect_zones(page, 1)
    open_tab(page, "Exports")
    at_rest(page)
    for name, start in (
        ("Map (opens without internet)", "<!"),
        ("Who is served by which zone (CSV)", "\ufeffId"),
        ("All sites with their verdicts (CSV)", "\ufeffId"),
    ):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        assert file.read_text(encoding="utf-8").startswith(start)


def test_language_and_area_of_the_address_hold_on_the_other_pages(
    page: Page, server: str, town: str
) -> None:
    """Though a browser that speaks English goes there by a click, which empties the address."""
    open_map(page, f"{server}?area={town}&lang=fr")
    at_rest(page).get_by_role("link", name="Règles").click()
    page.wait_for_url("**/rules")
    expect(at_rest(page).get_by_role("link", name="Règles")).to_be_visible()
    at_rest(page).get_by_role("link", name="Carte").click()
    area = at_rest(page).get_by_role("combobox", name="Territoire", exact=True)
    expect(area).to_have_value(re.compile("Villebourg test_language"))


def test_a_broken_file_is_told_and_an_area_is_loaded_from_a_server_only_when_asked(
    page: Page, server: str, town: str, tmp_path: Path, overpass: Loopback
) -> None:
    page.goto(f"{server}data?area={town}&lang=en")
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"\x00\x00\x00\x0dnot a pbf at all")
    at_rest(page).get_by_label("Or its path on this machine").fill(str(broken))
    page.get_by_role("button", name="Load", exact=True).click()
    expect(page.get_by_text("cut short, or is no OpenStreetMap file")).to_be_visible()
    expect(page.get_by_text("Villebourg").first).to_be_visible()
    open_tab(page, "OpenStreetMap online")
    page.get_by_text("By coordinates").click()
    for name, value in zip(("West", "South", "East", "North"), BOX, strict=True):
        page.get_by_role("spinbutton", name=name).fill(value)
    page.get_by_role("spinbutton", name="North").press("Enter")
    assert overpass.asked == []
    load = at_rest(page).get_by_role("button", name="Load from OpenStreetMap")
    load.click()
    expect(page.get_by_role("alert").filter(has_text="400")).to_be_visible()
    load.click()
    expect(page.get_by_text("is loaded")).to_be_visible()
    expect(page.get_by_text("© OpenStreetMap contributors")).to_be_visible()
