"""Proposing and adapting in a real browser, in French: in a small town, and at length in Paris."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from layers.library import EXAMPLE
from tests.browser.serving import at_rest, faults, keep_as
from tests.stories import make_area, make_point, make_site

pytestmark = pytest.mark.browser

PROPOSE = "Proposer des zones"
TAKE = "Reprendre dans le plan"
STOP = "Arrêter et garder le meilleur trouvé"


@pytest.fixture(scope="module")
def town(home: Path) -> str:
    """A small town with twelve places, and a site close to each of them; its key."""
    sites = [make_site(f"S{n}", (n + 0.5) / 12) for n in range(12)]
    points = [make_point(f"P{n}", n / 11) for n in range(12)]
    return keep_as(home, make_area(sites=sites, points=points), "Villebourg aux douze lieux")


def open_page(page: Page, server: str, area: str) -> Page:
    """Open the page that proposes in French, and wait until it is drawn."""
    page.goto(f"{server}propose?area={area}&lang=fr")
    page.get_by_role("button", name=PROPOSE).wait_for()
    return at_rest(page)


def fill(page: Page, label: str, value: str) -> None:
    """Write a number."""
    page.get_by_label(label).fill(value)
    page.keyboard.press("Enter")
    at_rest(page)


def test_zones_are_proposed_watched_and_taken_over_site_by_site(
    wide_page: Page, server: str, town: str
) -> None:
    page = open_page(wide_page, server, town)
    fill(page, "Nombre de zones au plus", "10")
    page.get_by_role("button", name=PROPOSE).click()
    page.get_by_role("button", name=TAKE).wait_for()
    page.locator('.bivouac-map[data-ready="true"]').wait_for()
    assert faults(at_rest(page)) == []
    page.get_by_text("Site par site").click()
    boxes = page.get_by_role("checkbox", name=re.compile("^Arrive"))
    expect(boxes).to_have_count(10)
    for n in range(2):
        boxes.nth(n).locator("xpath=ancestor::label").click()
    page.get_by_label("Pourquoi ?").fill("Premières zones")
    page.get_by_role("button", name=TAKE).click()
    expect(boxes).to_have_count(8)
    at_rest(page).get_by_role("link", name="Carte").click()
    expect(page.locator(".st-key-figures")).to_have_text(
        re.compile(r"^Zones\s+2\b"), use_inner_text=True
    )
    at_rest(page).get_by_role("link", name="Adapter").click()
    at_rest(page).get_by_role("button", name="Voir les possibilités").click()
    page.get_by_role("button", name=TAKE).wait_for()
    expect(page.get_by_role("combobox", name="Examiner")).to_be_visible()
    assert faults(at_rest(page)) == []


def test_a_long_solve_is_watched_and_stopped_and_the_best_is_kept(
    wide_page: Page, server: str
) -> None:
    page = open_page(wide_page, server, EXAMPLE)
    page.get_by_text("Le moins de trajet au total").click()
    at_rest(page).get_by_text("Autres souhaits").click()
    page.get_by_text("Les zones ont une capacité limitée").click()
    at_rest(page).get_by_role("button", name=PROPOSE).click()
    expect(page.get_by_text(re.compile(r"Calcul en cours : [1-9]\d* s sur 60 s"))).to_be_visible()
    page.get_by_role("button", name=STOP).click()
    page.get_by_role("button", name=TAKE).wait_for()
    expect(page.get_by_text("Vous avez arrêté le calcul")).to_be_visible()
