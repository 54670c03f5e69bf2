"""Routes, reach and the street of each point in a real browser, under closures too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from shapely.geometry import Point

from tests.browser.serving import (
    Spot,
    at_rest,
    click,
    decide_with_reason,
    keep_as,
    open_map,
    open_tab,
    spot,
)
from tests.stories import EAST, LATITUDE, SITES, WEST, make_area, make_site

pytestmark = pytest.mark.browser

FAR = make_site("Eluard", 0.3, geometry=Point(WEST + 0.3 * (EAST - WEST), LATITUDE + 0.002))
MINUTES = re.compile(r"(\d+) min · ([\d.]+) km")


@pytest.fixture
def bivouac(server: str, home: Path, request: pytest.FixtureRequest, wide_page: Page) -> Locator:
    """The map of a Villebourg with a way round it, of the test's own, and one zone in the west."""
    area = make_area(sites=[*SITES, FAR], blocks=10, bypass=True)
    key = keep_as(home, area, f"Villebourg {request.node.originalname}")
    bivouac = open_map(wide_page, f"{server}?area={key}&lang=en")
    click(bivouac, "site-arago")
    expect(wide_page.get_by_role("button", name="Drop this zone")).to_be_visible()
    return bivouac


def expect_drawn(bivouac: Locator, layer: str, count: int, label: str = "") -> None:
    """Expect so many lines or areas of a layer on the map, the first bearing this label."""
    root = bivouac.element_handle()
    bivouac.page.wait_for_function(
        """([root, key, count, label]) => {
            const found = root.bivouac.labels(key) ?? [];
            return found.length === count && (found[0] ?? "") === label;
        }""",
        arg=[root, layer, count, label],
    )


def choose(page: Page, field: str, name: str) -> None:
    """Choose an option of a field that holds a text, once the page has come to rest."""
    box = at_rest(page).get_by_role("combobox", name=field, exact=True)
    box.click()
    box.fill(name)
    page.get_by_role("option").filter(has_text=name).first.click()


def minutes_and_km(page: Page) -> tuple[int, float]:
    """Read the journey that the card tells of the pair asked for."""
    told = page.locator("strong", has_text=MINUTES).inner_text()
    found = MINUTES.search(told)
    assert found
    return int(found[1]), float(found[2])


def bar_the_street(bivouac: Locator) -> None:
    """Draw a closure across the street between Arago and Balzac."""
    page = bivouac.page
    one, other = spot(bivouac, "site-arago"), spot(bivouac, "site-balzac")
    middle = (one["x"] + other["x"]) / 2
    across: list[Spot] = [{"x": middle, "y": one["y"] + up} for up in (-30, 30)]
    open_tab(page, "Closures")
    page.get_by_role("button", name="Draw a line").click()
    expect(bivouac).to_have_class(re.compile("drawing"))
    page.mouse.click(**across[0])
    page.mouse.dblclick(**across[1])
    expect(page.get_by_role("button", name="Lift")).to_be_visible()


def test_a_pair_is_routed_with_minutes_and_streets_and_a_closure_changes_the_minutes(
    bivouac: Locator,
) -> None:
    page = bivouac.page
    choose(page, "Route from a place", "Gare")
    expect(page.get_by_text("The route asked for")).to_be_visible()
    before = minutes_and_km(page)
    assert before[1] == pytest.approx(1.3, abs=0.1)
    expect_drawn(bivouac, "routes", 1, f"{before[0]} min · {before[1]} km")
    expect(page.get_by_text("Grande Rue", exact=True)).to_be_visible()
    worst = page.locator(".st-key-figures").get_by_text(re.compile(r"^\d+ min$")).last.inner_text()
    bar_the_street(bivouac)
    open_tab(page, "Selection")
    expect(page.get_by_text("Grande Rue → Rocade → Grande Rue", exact=True)).to_be_visible()
    after = minutes_and_km(page)
    assert after[0] > before[0]
    assert after[1] > before[1] + 3
    expect_drawn(bivouac, "routes", 1, f"{after[0]} min · {after[1]} km")
    figures = page.locator(".st-key-figures")
    assert figures.get_by_text(re.compile(r"^\d+ min$")).last.inner_text() != worst
    open_tab(page, "Closures")
    decide_with_reason(page, "Lift", "Lift “", "The parade is over")
    open_tab(page, "Selection")
    expect(page.get_by_text("Grande Rue", exact=True)).to_be_visible()
    assert minutes_and_km(page) == before


def test_journeys_reach_and_a_route_are_drawn_with_legend_and_note_and_exported_so(
    bivouac: Locator, tmp_path: Path
) -> None:
    page = bivouac.page
    expect_drawn(bivouac, "routes", 0)
    at_rest(page).get_by_text("Draw its journeys as routes").click()
    expect(page.get_by_text("Routes along the streets", exact=True)).to_be_visible()
    expect_drawn(bivouac, "routes", 3, label="1 min · 0.3 km")
    at_rest(page).get_by_role("radio", name="From here").click()
    expect(page.get_by_text("Reached from here in time (a picture)")).to_be_visible()
    at_rest(page).get_by_role("radio", name="From here").click()
    expect(page.get_by_text("Reached from here in time (a picture)")).to_be_hidden()
    expect_drawn(bivouac, "reach", 0)
    at_rest(page).get_by_role("radio", name="To here").click()
    expect(page.get_by_text("Comes here in time (a picture)")).to_be_visible()
    expect(page.get_by_text("Within 5 min", exact=True)).to_be_visible()
    expect(page.get_by_text("the table decides")).to_be_visible()
    expect_drawn(bivouac, "reach", 3)
    choose(page, "Route from a place", "Gare")
    expect(page.get_by_text("The route asked for")).to_be_visible()
    open_tab(page, "Exports")
    with page.expect_download() as download:
        page.get_by_role("button", name="Map (opens without internet)").click()
    file = tmp_path / "map.html"
    download.value.save_as(file)
    open_tab(page, "Selection")
    click(bivouac, "venue-gare")
    expect(page.get_by_role("heading", name="Gare")).to_be_visible()
    expect(page.get_by_role("combobox", name="Route to a site", exact=True)).to_be_visible()
    expect_drawn(bivouac, "routes", 1, label="3 min · 1.3 km")
    page.goto(file.as_uri())
    expect(page.get_by_text("The route asked for")).to_be_visible()
    expect(page.get_by_text("Within 5 min", exact=True)).to_be_visible()


def test_a_site_far_from_its_street_is_warned_of_and_one_beyond_the_limit_refused(
    bivouac: Locator,
) -> None:
    page = bivouac.page
    expect(page.get_by_text("12 m from the nearest street.")).to_be_visible()
    choose(page, "Find a site", "Eluard")
    alert = page.get_by_role("alert").filter(has_text="from the nearest street")
    expect(alert).to_contain_text(re.compile(r"22\d m from the nearest street, more than 150 m"))
    page.get_by_role("button", name="More settings").click()
    page.get_by_role("spinbutton", name="Furthest from a street (m)").fill("200")
    page.get_by_role("spinbutton", name="Furthest from a street (m)").press("Enter")
    expect(alert).to_contain_text("beyond the limit of 200 m: it has no journey")
    page.keyboard.press("Escape")
    choose(page, "Route from a place", "Gare")
    expect(page.get_by_text("There is no route: the site is too far")).to_be_visible()
