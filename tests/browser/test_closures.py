"""Closures in a real browser: drawn on the map, read in the figures, lifted again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from plans.events import StandardChanged, ZonePicked
from tests.browser.serving import (
    Spot,
    at_rest,
    decide_with_reason,
    decided,
    figures,
    keep_as,
    open_map,
    open_tab,
    spot,
)
from tests.stories import EAST, LATITUDE, WEST, make_area

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.ran=1">'


@pytest.fixture
def bivouac(server: str, home: Path, request: pytest.FixtureRequest, wide_page: Page) -> Locator:
    """The map of a Villebourg of the test's own, with one zone in the west, an hour from all."""
    key = keep_as(home, make_area(blocks=10), f"Villebourg {request.node.originalname}")
    decided(home, key, ZonePicked("site-arago"), StandardChanged({"cutoff": 60.0}))
    bivouac = open_map(wide_page, f"{server}?area={key}&lang=en")
    expect_served(wide_page, "100%")
    open_tab(wide_page, "Closures")
    return bivouac


def expect_served(page: Page, share: str) -> None:
    """Expect the strip of figures to give this share of officers served."""
    figures = page.locator(".st-key-figures")
    expect(figures).to_have_text(re.compile(rf"Officers served\s+{share}"), use_inner_text=True)


def between(bivouac: Locator, *, right: float = 0, up: float = 0) -> Spot:
    """Give the middle of the street between Arago and Balzac, moved by some pixels."""
    one, other = spot(bivouac, "site-arago"), spot(bivouac, "site-balzac")
    return {"x": (one["x"] + other["x"]) / 2 + right, "y": one["y"] - up}


def test_a_drawn_area_changes_the_figures_until_it_is_lifted_and_a_line_is_passed_on_foot(
    bivouac: Locator,
) -> None:
    """A double click ends the one, the button the other; both are for vehicles."""
    page = bivouac.page
    before = figures(page)
    page.get_by_role("button", name="Draw an area").click()
    expect(bivouac).to_have_class(re.compile("drawing"))
    page.mouse.click(**between(bivouac, right=-15, up=40))
    page.mouse.click(**between(bivouac, right=15, up=40))
    page.mouse.click(**between(bivouac, right=15, up=-40))
    page.mouse.dblclick(**between(bivouac, right=-15, up=-40))
    expect_served(page, "60%")
    expect(page.get_by_text("2 places not served")).to_have_count(1)
    assert figures(page) != before
    decide_with_reason(page, "Lift", "Lift “", "The parade is over")
    expect_served(page, "100%")
    assert figures(page) == before
    page.get_by_label("Name of the closure").fill("Barrage")
    page.get_by_label("Name of the closure").press("Enter")
    at_rest(page).get_by_role("button", name="Draw a line").click()
    expect(bivouac).to_have_class(re.compile("drawing"))
    page.mouse.click(**between(bivouac, up=40))
    page.mouse.click(**between(bivouac, up=-40))
    page.get_by_role("button", name="Finish the drawing").click()
    expect_served(page, "60%")
    expect(page.get_by_text("Barrage", exact=True)).to_be_visible()
    expect(bivouac).not_to_have_class(re.compile("drawing"))
    on_foot = at_rest(page).get_by_role("radio", name="On foot")
    on_foot.click()
    expect(on_foot).to_be_checked()
    expect_served(page, "100%")


def test_a_bad_file_changes_nothing_and_the_hostile_name_of_a_good_one_runs_nothing(
    bivouac: Locator, tmp_path: Path
) -> None:
    page = bivouac.page
    across = WEST + 0.35 * (EAST - WEST)
    line = [[across, LATITUDE - 0.001], [across, LATITUDE + 0.001]]
    file = tmp_path / "quays.geojson"
    feature = {
        "type": "Feature",
        "properties": {"name": HOSTILE},
        "geometry": {"type": "LineString", "coordinates": line},
    }
    file.write_text(json.dumps(feature), encoding="utf-8")
    bad = tmp_path / "bad.geojson"
    bad.write_text("{", encoding="utf-8")
    page.get_by_text("From a GeoJSON file").click()
    page.locator('input[type="file"]').set_input_files(bad)
    page.get_by_role("button", name="Add its closures").click()
    expect(page.get_by_text("No closure is taken from bad.geojson")).to_be_visible()
    expect_served(page, "100%")
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_text("quays.geojson")).to_be_visible()
    expect(page.get_by_text("No closure is taken from bad.geojson")).to_have_count(0)
    at_rest(page)
    page.get_by_role("button", name="Add its closures").click()
    expect_served(page, "60%")
    expect(page.get_by_text(HOSTILE, exact=True)).to_be_visible()
    assert page.evaluate("window.ran") is None
