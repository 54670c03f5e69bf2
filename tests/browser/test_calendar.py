"""The calendar and the health page in a real browser: without the internet, and for everyone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from plans.events import ZonePicked
from tests.browser.serving import at_rest, decided, faults, keep_as, shut_in
from tests.stories import make_area

pytestmark = pytest.mark.browser


@pytest.fixture
def town(home: Path, request: pytest.FixtureRequest) -> str:
    """A Villebourg of each test's own, with one zone."""
    key = keep_as(home, make_area(), f"Villebourg {request.node.originalname}")
    decided(home, key, ZonePicked("site-arago"))
    return key


def open_page(page: Page, address: str) -> list[str]:
    """Open a page and wait until it is drawn; gives the list of what it asks of others."""
    outside = shut_in(page)
    page.goto(address)
    page.get_by_test_id("stDataFrame").first.wait_for()
    return outside


def test_the_health_page_is_drawn_at_home_and_axe_finds_nothing_wrong(
    wide_page: Page, server: str, town: str
) -> None:
    outside = open_page(wide_page, f"{server}health?area={town}&lang=en")
    assert faults(at_rest(wide_page)) == []
    assert outside == []


def test_the_calendar_is_drawn_at_home_without_fault_and_its_days_go_by_and_stop(
    wide_page: Page, server: str, town: str
) -> None:
    outside = open_page(wide_page, f"{server}calendar?area={town}&lang=fr")
    wide_page.locator(".vega-embed :is(svg, canvas)").first.wait_for()
    assert faults(at_rest(wide_page)) == []
    shown = wide_page.get_by_test_id("stSliderThumbValue")
    expect(shown).to_have_text("01/06/2024")
    at_rest(wide_page).get_by_role("button", name="Lecture").click()
    # A busy machine may be slow to look: any later day shows that they go by.
    expect(shown).to_have_text(re.compile(r"(0[3-9]/06|[1-3]\d/06|\d\d/0[7-9])/2024"))
    wide_page.get_by_role("button", name="Arrêter").click()
    expect(wide_page.get_by_role("button", name="Lecture")).to_be_visible()
    assert outside == []
