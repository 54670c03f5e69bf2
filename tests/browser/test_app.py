"""The app in a real browser: pick, read the figures, come back tomorrow; and no word to anyone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from plans.events import StandardChanged, ZonePicked
from tests.browser.serving import (
    at_rest,
    click,
    decided,
    figures,
    keep_as,
    open_map,
    open_tab,
    ready_map,
    shut_in,
)
from tests.layers.sources.loopback import Loopback
from tests.stories import SITES, make_area, make_site
from tests.views.screen_stories import screen

pytestmark = pytest.mark.browser

BOX = ("2.29", "48.84", "2.35", "48.86")
HOSTILE = '"><img src=x onerror="window.ran=1"><script>window.ran=1</script>'


@pytest.fixture
def town(home: Path, request: pytest.FixtureRequest) -> str:
    """A Villebourg of each test's own, with a city hall of a hostile name; gives its key."""
    hall = {"operator": "Mairie de Villebourg", "operator_type": "public"}
    area = make_area(sites=[*SITES, make_site("Hostile", 0.7) | {"name": HOSTILE, **hall}])
    return keep_as(home, area, f"Villebourg {request.node.originalname}")


@pytest.fixture
def address(server: str, town: str) -> str:
    """The address of the test's own town, in English."""
    return f"{server}?area={town}&lang=en"


@pytest.fixture
def page(wide_page: Page) -> Page:
    """A wide screen."""
    return wide_page


def failures(page: Page) -> list[str]:
    """Give the list that whatever the page asks for in vain comes into."""
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    return failed


def speak(page: Page, language: str) -> None:
    """Have the browser say that its reader wants this language."""
    browser = page.context.new_cdp_session(page)
    said = {"userAgent": page.evaluate("navigator.userAgent"), "acceptLanguage": language}
    browser.send("Emulation.setUserAgentOverride", said)


def plain(text: str) -> str:
    """Give a text with one space wherever there is room."""
    return " ".join(text.split())


def expect_files(page: Page, folder: Path) -> None:
    """Expect each file that the exports offer to come, and to begin as one of its kind."""
    open_tab(page, "Exports")
    at_rest(page)
    for name, start in (
        ("Map (opens without internet)", "<!"),
        ("Who is served by which zone (CSV)", "\ufeffId"),
        ("All sites with their verdicts (CSV)", "\ufeffId"),
    ):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        file = folder / download.value.suggested_filename
        download.value.save_as(file)
        assert file.read_text(encoding="utf-8").startswith(start)


@pytest.fixture
def started_anew(home: Path, town: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Give the figures as a process tells them that has only what is on disk: this one."""
    monkeypatch.setenv("BIVOUAC_HOME", str(home))

    def told() -> list[str]:
        app = screen("from views.map_page import page; page()", area=town)
        return [plain(f"{each.label} {each.value}") for each in app.metric]

    return told


def expect_zones(page: Page, count: int) -> None:
    """Expect the strip to count so many zones."""
    pattern = re.compile(rf"^Zones\s+{count}\b")
    expect(page.locator(".st-key-figures")).to_have_text(pattern, use_inner_text=True)


def test_a_pick_changes_the_figures_leaves_in_files_and_survives_reload_and_restart(
    page: Page, address: str, tmp_path: Path, started_anew: Callable[[], list[str]]
) -> None:
    """On the way nothing is asked of anyone else, nothing fails, and axe finds nothing serious."""
    outside, failed = shut_in(page), failures(page)
    bivouac = open_map(page, address)
    expect_zones(page, 0)
    before = figures(page)
    click(bivouac, "site-arago")
    expect_zones(page, 1)
    after = figures(page)
    assert after != before
    assert re.search(r"Officers served\s+100\s*%", after)
    found = Axe().run(at_rest(page), options={"resultTypes": ["violations"]})
    serious = [
        each["id"]
        for each in found.response["violations"]
        if each["impact"] in {"serious", "critical"}
    ]
    assert serious == []
    assert (outside, failed) == ([], [])
    expect_files(page, tmp_path)
    page.reload()
    bivouac = ready_map(page)
    expect_zones(page, 1)
    assert figures(page) == after
    told = started_anew()
    assert "Zones 1" in told
    assert all(figure in plain(after) for figure in told)
    click(bivouac, "site-arago")
    expect_zones(page, 0)


def test_a_refused_site_says_why_and_is_freed_and_picked_by_keyboard_alone(
    page: Page, address: str
) -> None:
    """Its name is a hostile one, which runs nothing and is shown as it is."""
    bivouac = open_map(page, address)
    at_rest(page).get_by_role("combobox", name="Find a site", exact=True).focus()
    page.keyboard.type("onerror")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="<script>")).to_be_visible()
    expect(page.get_by_text("“Mairie de Villebourg” is city hall.")).to_be_visible()
    at_rest(page).get_by_role("button", name="Overrule").first.press("Enter")
    page.get_by_label("Why may this site be used all the same?").focus()
    page.keyboard.type("Lent by letter of 3 July")
    page.get_by_role("button", name="Overrule this verdict").press("Enter")
    expect(page.get_by_text("Lent by letter of 3 July")).to_be_visible()
    at_rest(page).get_by_role("button", name="Pick as rest zone").press("Enter")
    expect_zones(page, 1)
    at_rest(page).get_by_role("button", name="Drop this zone").press("Enter")
    expect_zones(page, 0)
    at_rest(page).get_by_role("button", name="Restore the verdict").press("Enter")
    expect(page.get_by_role("button", name="Pick as rest zone")).to_be_disabled()
    at_rest(page)
    click(bivouac, "site-hostile")
    expect(page.get_by_text("is refused. Its card says why")).to_be_visible()
    expect_zones(page, 0)
    open_tab(page, "Sites")
    assert page.evaluate("window.ran") is None


def test_officers_edited_in_the_table_tell_on_the_figures(
    page: Page, home: Path, address: str, town: str
) -> None:
    decided(home, town, ZonePicked("site-camus"), StandardChanged({"cutoff": 1.0}))
    open_map(page, address)
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


def test_the_browsers_language_is_taken_can_be_switched_and_holds_on_the_other_pages(
    page: Page, server: str, town: str
) -> None:
    """Though a click goes there, which empties the address of the language and the area."""
    speak(page, "fr-FR")
    open_map(page, f"{server}?area={town}")
    expect(page.get_by_role("tab", name="Sélection")).to_be_visible()
    at_rest(page).get_by_role("radio", name="EN", exact=True).click()
    expect(page.get_by_role("tab", name="Selection")).to_be_visible()
    assert "lang=en" in page.url
    page.reload()
    expect(page.get_by_role("tab", name="Selection")).to_be_visible()
    at_rest(page).get_by_role("link", name="Rules").click()
    page.wait_for_url("**/rules")
    expect(at_rest(page).get_by_role("link", name="Rules")).to_be_visible()
    at_rest(page).get_by_role("link", name="Map").click()
    area = at_rest(page).get_by_role("combobox", name="Area", exact=True)
    expect(area).to_have_value(re.compile("Villebourg test_the_browsers_language"))


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
