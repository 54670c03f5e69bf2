"""The calendar and the health page in a real browser: without the internet, and for everyone."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from layers.library import EXAMPLE
from tests.browser.serving import at_rest, shut_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("name", "language"), [("calendar", "fr"), ("health", "en")])
def test_the_page_is_drawn_at_home_and_axe_finds_nothing_wrong(
    wide_page: Page, server: str, name: str, language: str
) -> None:
    outside = shut_in(wide_page)
    wide_page.goto(f"{server}{name}?area={EXAMPLE}&lang={language}")
    wide_page.get_by_test_id("stDataFrame").first.wait_for()
    if name == "calendar":
        wide_page.locator(".vega-embed :is(svg, canvas)").first.wait_for()
    found = Axe().run(at_rest(wide_page))
    assert found.response["violations"] == []
    assert outside == []


def test_the_days_go_by_and_stop(wide_page: Page, server: str) -> None:
    wide_page.goto(f"{server}calendar?area={EXAMPLE}&lang=en")
    shown = wide_page.get_by_test_id("stSliderThumbValue")
    expect(shown).to_have_text("2024-07-27")
    at_rest(wide_page).get_by_role("button", name="Play").click()
    # A busy machine may be slow to look: any later day shows that they go by.
    expect(shown).to_have_text(re.compile(r"2024-(07-29|07-3\d|08-\d\d|09-\d\d)"))
    wide_page.get_by_role("button", name="Stop").click()
    expect(wide_page.get_by_role("button", name="Play")).to_be_visible()
