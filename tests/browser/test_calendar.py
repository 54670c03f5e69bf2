"""The calendar and the health page in a real browser: without the internet, and for everyone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from layers.library import EXAMPLE
from tests.browser.serving import at_rest, faults, shut_in

pytestmark = pytest.mark.browser


def open_page(page: Page, address: str) -> list[str]:
    """Open a page and wait until it is drawn; gives the list of what it asks of others."""
    outside = shut_in(page)
    page.goto(address)
    page.get_by_test_id("stDataFrame").first.wait_for()
    return outside


def test_the_health_page_is_drawn_at_home_and_axe_finds_nothing_wrong(
    wide_page: Page, server: str
) -> None:
    outside = open_page(wide_page, f"{server}health?area={EXAMPLE}&lang=en")
    assert faults(at_rest(wide_page)) == []
    assert outside == []


def test_the_calendar_is_drawn_at_home_without_fault_and_its_days_go_by_and_stop(
    wide_page: Page, server: str
) -> None:
    outside = open_page(wide_page, f"{server}calendar?area={EXAMPLE}&lang=fr")
    wide_page.locator(".vega-embed :is(svg, canvas)").first.wait_for()
    assert faults(at_rest(wide_page)) == []
    shown = wide_page.get_by_test_id("stSliderThumbValue")
    expect(shown).to_have_text("27/07/2024")
    at_rest(wide_page).get_by_role("button", name="Lecture").click()
    # A busy machine may be slow to look: any later day shows that they go by.
    expect(shown).to_have_text(re.compile(r"(29/07|3\d/07|\d\d/08|\d\d/09)/2024"))
    wide_page.get_by_role("button", name="Arrêter").click()
    expect(wide_page.get_by_role("button", name="Lecture")).to_be_visible()
    assert outside == []
