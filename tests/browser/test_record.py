"""The record in a real browser: two planners on one plan, undo, scenarios, and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from plans.events import ZonePicked
from tests.browser.serving import (
    at_rest,
    click,
    decide_with_reason,
    decided,
    keep_as,
    open_map,
    open_tab,
    ready_map,
)
from tests.stories import make_area

pytestmark = pytest.mark.browser


@pytest.fixture
def town(home: Path, request: pytest.FixtureRequest) -> str:
    """A Villebourg of each test's own."""
    return keep_as(home, make_area(), f"Villebourg {request.node.originalname}")


@pytest.fixture
def address(server: str, town: str) -> str:
    """Its address, in English."""
    return f"{server}?area={town}&lang=en"


@pytest.fixture
def other(context: BrowserContext) -> Iterator[Page]:
    """A second screen."""
    page = context.new_page()
    page.set_viewport_size({"width": 1600, "height": 950})
    yield page
    page.close()


def expect_zones(page: Page, count: int, *, within_ms: int = 90_000) -> None:
    """Expect the strip to count so many zones."""
    pattern = re.compile(rf"^Zones\s+{count}\b")
    expect(page.locator(".st-key-figures")).to_have_text(
        pattern, use_inner_text=True, timeout=within_ms
    )


def test_what_one_picks_and_takes_back_another_sees_without_doing_anything(
    wide_page: Page, other: Page, address: str
) -> None:
    mine = open_map(wide_page, address)
    open_map(other, address)
    at_rest(other)
    click(mine, "site-arago")
    expect_zones(wide_page, 1)
    expect_zones(other, 1)
    at_rest(wide_page).get_by_role("button", name="Undo").click()
    expect_zones(wide_page, 0)
    expect_zones(other, 0)


def test_an_announced_zone_is_dropped_with_a_reason_alone_and_the_log_keeps_it(
    wide_page: Page, address: str
) -> None:
    page = wide_page
    bivouac = open_map(page, address)
    click(bivouac, "site-arago")
    expect_zones(page, 1)
    at_rest(page).get_by_role("button", name="Lock, announce, open").click()
    at_rest(page).get_by_text("Announced to the units").click()
    expect(page.get_by_text("Announced", exact=True)).to_be_visible()
    at_rest(page)
    click(bivouac, "site-arago")
    expect(page.get_by_text("Drop it from its card, with the reason.")).to_be_visible()
    expect_zones(page, 1)
    decide_with_reason(page, "Drop this zone", "Drop the zone “Arago”", "The lycée takes it back")
    expect_zones(page, 0)
    at_rest(page).get_by_role("link", name="Record").click()
    expect(page.get_by_text("3 decisions, 3 shown")).to_be_visible()


def test_a_scenario_is_branched_compared_and_merged(
    wide_page: Page, server: str, home: Path, town: str
) -> None:
    page = wide_page
    decided(home, town, ZonePicked("site-arago"))
    page.goto(f"{server}record?area={town}&lang=en", wait_until="domcontentloaded")
    open_tab(page, "Scenarios")
    at_rest(page).get_by_role("button", name="New scenario").click()
    page.get_by_role("textbox", name="Name of the scenario").fill("Rain")
    page.get_by_role("button", name="Branch", exact=True).click()
    expect(page.get_by_role("combobox", name="Scenario", exact=True)).to_have_value("Rain")
    at_rest(page).get_by_role("link", name="Map").click()
    expect_zones(page, 1)
    click(ready_map(at_rest(page)), "site-balzac")
    expect_zones(page, 2)
    at_rest(page).get_by_role("link", name="Record").click()
    open_tab(page, "Scenarios")
    at_rest(page).get_by_role("button", name="Work in it").first.click()
    expect(page.get_by_role("combobox", name="Scenario", exact=True)).to_have_value("Main plan")
    taken = at_rest(page).get_by_role("combobox", name=re.compile("^Take over from"))
    taken.click()
    page.get_by_role("option").filter(has_text="Balzac").click()
    page.keyboard.press("Escape")
    over = page.get_by_role("button", name="Take these over")
    expect(over).to_be_enabled()
    at_rest(page)
    over.click()
    expect(page.get_by_text("The two decide the same.")).to_be_visible()
