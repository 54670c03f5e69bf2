"""The wall in a real browser: it follows, says when it cannot, and comes back by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from plans.database import database_of
from plans.entry import Act
from plans.events import ZonePicked
from plans.record import Record
from tests.briefing.sheets.sheet_stories import NAMES
from tests.browser.line import line_to
from tests.browser.serving import PROJECT, faults, free_port, keep_as, serving_at, shut_in
from tests.stories import make_area, make_site

pytestmark = pytest.mark.browser

PANELS = ("map", "days", "health", "lately")


@pytest.fixture
def screen(context: BrowserContext) -> Page:
    """A screen on a wall."""
    page = context.new_page()
    page.set_viewport_size({"width": 1920, "height": 1080})
    return page


@pytest.fixture
def town(home: Path, request: pytest.FixtureRequest) -> str:
    """A Villebourg of each test's own."""
    return keep_as(home, make_area(), f"Villebourg {request.node.originalname}")


def open_wall(page: Page, address: str) -> Locator:
    """Open a wall and wait until it shows its first panel."""
    page.goto(address, wait_until="domcontentloaded")
    page.locator('.wall[data-ready="true"]').wait_for()
    return page.locator(".wall")


def turn_to(wall: Locator, panel: str) -> None:
    """Have the wall show a panel now."""
    wall.evaluate("(root, panel) => root.bivouac.turnTo(panel)", panel)


def test_the_wall_shows_its_panels_without_a_control_and_axe_finds_nothing_wrong(
    screen: Page, server: str, home: Path
) -> None:
    sites = [make_site(f"n{n}", 0.1 * n) | {"name": name} for n, name in enumerate(NAMES)]
    town = keep_as(home, make_area(sites=sites), f"Villebourg <b>{'x' * 200}")
    picks = tuple(ZonePicked(str(site["id"])) for site in sites)
    Record(database_of(None, home)).append(town, Act("bea", picks))
    outside = shut_in(screen)
    wall = open_wall(screen, f"{server}wall?area={town}&lang=fr&every=600")
    expect(wall).to_contain_text("Lieux non desservis")
    expect(screen.get_by_test_id("stHeader")).to_be_hidden()
    expect(screen.locator("button:visible, input:visible, a:visible")).to_have_count(0)
    for panel in PANELS:
        turn_to(wall, panel)
        expect(wall).to_have_attribute("data-panel", panel)
        inside = wall.evaluate(
            "root => [root, ...root.querySelectorAll('.head, .stage, .foot, .body')].every("
            "part => part.scrollHeight <= part.clientHeight + 1"
            " && part.scrollWidth <= part.clientWidth + 1)"
        )
        assert inside, panel
        assert faults(screen) == []
    assert outside == []


def test_one_panel_follows_the_other_and_what_is_picked_elsewhere_is_there_in_seconds(
    screen: Page, server: str, town: str, home: Path
) -> None:
    screen.clock.install()
    wall = open_wall(screen, f"{server}wall?area={town}&lang=en&every=60")
    expect(wall).to_have_attribute("data-panel", "map")
    screen.clock.fast_forward(60_000)
    expect(wall).to_have_attribute("data-panel", "days")
    turn_to(wall, "lately")
    expect(wall).to_contain_text("Nothing has been decided yet.")
    Record(database_of(None, home)).append(town, Act("bea", (ZonePicked("site-arago"),)))
    expect(wall).to_contain_text("“Arago” picked as rest zone", timeout=10_000)


def test_the_wall_says_that_the_server_is_gone_keeps_what_it_shows_and_comes_back(
    screen: Page, server: str, home: Path, town: str
) -> None:
    port = free_port()
    screen.clock.install()
    with line_to(server, port=port) as address:
        wall = open_wall(screen, f"{address}wall?area={town}&lang=en&every=600")
        expect(wall.locator(".banner")).to_be_hidden()
    screen.clock.fast_forward(7_000)
    expect(wall.locator(".banner")).to_have_text(re.compile(r"^Connection lost at \d\d:\d\d\. "))
    screen.clock.fast_forward(40_000)
    expect(wall).to_contain_text("Places not served")
    for name in ("stDialog", "stConnectionStatus"):
        expect(screen.get_by_test_id(name)).to_be_hidden()
    with serving_at(port, PROJECT / "app.py", BIVOUAC_HOME=str(home)):
        with screen.expect_response("**/_stcore/health"):
            screen.clock.fast_forward(3_000)
        screen.clock.fast_forward(11_000)
        expect(wall).to_have_attribute("data-ready", "true")
        expect(wall.locator(".banner")).to_be_hidden()


def test_the_wall_notices_a_cable_that_was_pulled(
    screen: Page, context: BrowserContext, server: str, town: str
) -> None:
    screen.clock.install()
    wall = open_wall(screen, f"{server}wall?area={town}&lang=en&every=600")
    context.set_offline(True)
    try:
        screen.clock.fast_forward(7_000)
        expect(wall).to_have_attribute("data-state", "lost")
        expect(wall.locator(".banner")).to_be_visible()
    finally:
        context.set_offline(False)
    expect(wall).to_have_attribute("data-state", "")
