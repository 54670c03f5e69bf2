"""The picking map in a real browser: what a planner's hand does, and what must never happen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import TypeAlias
from urllib.parse import urlparse

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.serving import Spot, click, faults, open_map, ready_map, serving, shut_in, spot

pytestmark = pytest.mark.browser

APP = Path(__file__).parent / "picking_app.py"
BASE = "tools/bivouac"
LAYERS = re.compile(r"/media/\w+\.json$")
Begin: TypeAlias = Callable[..., Locator]


# -- the vocabulary of these stories ------------------------------------------------------------


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Give the address of the tiny app, which lives under a base path."""
    with serving(APP, base_path=BASE) as url:
        yield url


@pytest.fixture(scope="module")
def outside() -> list[str]:
    """Give what the page of the tiny app asks of other machines: its stories add to it."""
    return []


@pytest.fixture(scope="module")
def app(_profile: BrowserContext, address: str, outside: list[str]) -> Iterator[Page]:
    """Give the page of the tiny app, which is opened once: its stories begin in it."""
    page = _profile.new_page()
    shut_in(page, outside)
    open_map(page, address)
    yield page
    page.close()


@pytest.fixture
def begin(app: Page, request: pytest.FixtureRequest) -> Begin:
    """Begin a story of the test's own: with a map that is new, and nothing picked or drawn."""

    def begun(query: str = "") -> Locator:
        story = f"of={request.node.name}&{query}"
        app.get_by_label("Story").fill(story)
        app.get_by_label("Story").press("Enter")
        says(app, f"story {story}")
        return ready_map(app)

    return begun


def says(page: Page, sentence: str) -> None:
    """Expect the app to say `sentence`."""
    expect(page.get_by_text(sentence, exact=True)).to_be_visible()


def drag(page: Page, start: Spot, end: Spot) -> None:
    """Press at one spot, move, and let go at another."""
    page.mouse.move(**start)
    page.mouse.down()
    page.mouse.move((start["x"] + end["x"]) / 2, (start["y"] + end["y"]) / 2)
    page.mouse.move(**end)
    page.mouse.up()


def refuse(route: Route) -> None:
    """Let a request fail."""
    route.abort()


def ink(bivouac: Locator, site: str) -> int:
    """Give how opaque the sheet of points is where the site is (0–255)."""
    opacity: int = bivouac.evaluate(
        """(root, id) => {
          const sheet = root.querySelector(".leaflet-points-pane canvas");
          const box = sheet.getBoundingClientRect();
          const at = root.bivouac.pixel(id);
          const scale = sheet.width / box.width;
          const x = (at.x - box.left) * scale, y = (at.y - box.top) * scale;
          return sheet.getContext("2d").getImageData(x, y, 1, 1).data[3];
        }""",
        site,
    )
    return opacity


def wait_for_zoom_beyond(bivouac: Locator, zoom: float) -> None:
    """Wait for the wheel, which Leaflet gathers for a moment."""
    bivouac.evaluate(
        """(root, zoom) => new Promise((done) => {
          const there = () => root.bivouac.view().zoom > zoom;
          const look = () => (there() ? done() : requestAnimationFrame(look));
          look();
        })""",
        zoom,
    )


# -- picking -----------------------------------------------------------------------------------


def test_a_click_picks_and_a_second_click_on_the_same_site_unpicks(begin: Begin) -> None:
    bivouac = begin()
    page = bivouac.page
    click(bivouac, "a")
    says(page, "picked a")
    click(bivouac, "a")
    says(page, "picked nothing")
    click(bivouac, "a")
    says(page, "picked a")
    says(page, "runs 4")


def test_clicks_quicker_than_the_script_are_neither_lost_nor_doubled(begin: Begin) -> None:
    bivouac = begin()
    page = bivouac.page
    for site in "abcab":
        click(bivouac, site)
    says(page, "picked c")
    expect(bivouac).to_have_attribute("data-picked", "1")


def test_a_click_beside_every_site_reports_nothing(begin: Begin) -> None:
    bivouac = begin()
    page = bivouac.page
    beside = spot(bivouac, "a")
    page.mouse.click(beside["x"] + 40, beside["y"] + 40)
    click(bivouac, "b")
    says(page, "picked b")
    says(page, "runs 2")


# -- the view ----------------------------------------------------------------------------------


def test_panning_and_zooming_run_nothing_and_a_pick_leaves_the_view(begin: Begin) -> None:
    bivouac = begin()
    page = bivouac.page
    before = spot(bivouac, "a")
    drag(page, {"x": before["x"] + 60, "y": before["y"] + 60}, {"x": before["x"], "y": before["y"]})
    zoom = bivouac.evaluate("root => root.bivouac.view().zoom")
    page.mouse.wheel(0, -200)
    wait_for_zoom_beyond(bivouac, zoom)
    page.get_by_role("button", name="Zoom in").click()
    bivouac.evaluate("root => root.bivouac.zoomTo('a', 14)")
    view = bivouac.evaluate("root => root.bivouac.view()")
    click(bivouac, "a")
    says(page, "picked a")
    says(page, "runs 2")
    assert bivouac.evaluate("root => root.bivouac.view()") == view


def test_a_drag_moves_the_map_and_picks_nothing(begin: Begin) -> None:
    bivouac = begin()
    page = bivouac.page
    before = spot(bivouac, "a")
    drag(page, before, {"x": before["x"] + 80, "y": before["y"] + 30})
    assert spot(bivouac, "a")["x"] == pytest.approx(before["x"] + 80, abs=1)
    click(bivouac, "b")
    says(page, "picked b")


def test_the_map_opens_on_its_bounds(begin: Begin) -> None:
    bivouac = begin("far=1")
    view = bivouac.evaluate("root => root.bivouac.view()")
    assert view["lng"] == pytest.approx(2.25, abs=0.01)
    assert view["lat"] == pytest.approx(48.75, abs=0.01)


# -- layers ------------------------------------------------------------------------------------


def test_a_hidden_layer_is_neither_seen_nor_picked(begin: Begin) -> None:
    bivouac = begin()
    page = bivouac.page
    switch = page.get_by_role("checkbox", name="Sites Gymnase A")
    page.wait_for_function("() => new Promise(requestAnimationFrame)")
    assert ink(bivouac, "a") == 255
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).not_to_be_checked()
    page.wait_for_function("() => new Promise(requestAnimationFrame)")
    assert ink(bivouac, "a") == 0
    click(bivouac, "a")
    page.keyboard.press("Escape")
    switch.check()
    click(bivouac, "b")
    says(page, "picked b")
    says(page, "runs 2")


def test_a_feature_without_a_place_is_counted_in_the_panel(begin: Begin) -> None:
    page = begin().page
    says(page, "1 without a position")


def test_the_panel_comes_with_the_first_layer_never_empty(page: Page, address: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(LAYERS, hold)
    page.goto(address, wait_until="domcontentloaded")
    panel = page.locator(".panel")
    panel.wait_for(state="attached")
    expect(panel).to_be_hidden()
    assert "summary-name" not in "".join(faults(page))
    for route in held:
        route.continue_()
    expect(panel.get_by_text("Layers and legend")).to_be_visible()


def test_a_layer_that_does_not_come_is_named_on_the_map(app: Page, begin: Begin) -> None:
    app.route(LAYERS, refuse)
    begin("n=1")
    app.unroute(LAYERS)
    expect(app.get_by_role("alert")).to_contain_text(
        "The layer Sites Gymnase A could not be drawn."
    )


def test_a_program_that_does_not_come_is_said_in_place_of_the_map(page: Page, address: str) -> None:
    page.route(re.compile(r"/media/\w+\.(es|js)$"), refuse)
    page.goto(address, wait_until="domcontentloaded")
    says(page, "The map could not start.")


# -- drawing -----------------------------------------------------------------------------------


def test_a_dragged_rectangle_is_reported_as_west_south_east_north(begin: Begin) -> None:
    bivouac = begin("drawing=1")
    page = bivouac.page
    drag(page, spot(bivouac, "b"), {**spot(bivouac, "a"), "y": spot(bivouac, "c")["y"]})
    west, south, east, north = reported_rectangle(page)
    assert (west, east) == pytest.approx((2.34, 2.36), abs=2e-4)
    assert (south, north) == pytest.approx((48.85, 48.87), abs=2e-4)


def test_two_clicks_draw_a_rectangle_too_and_pick_nothing(begin: Begin) -> None:
    bivouac = begin("drawing=1")
    page = bivouac.page
    click(bivouac, "a")
    click(bivouac, "c")
    west, _south, east, _north = reported_rectangle(page)
    assert (west, east) == pytest.approx((2.34, 2.35), abs=2e-4)
    says(page, "picked nothing")


def reported_rectangle(page: Page) -> list[float]:
    """Give the rectangle that the app says was drawn."""
    said = page.get_by_text(re.compile(r"^drawn \d"))
    said.wait_for()
    return [float(figure) for figure in said.inner_text().split()[1:]]


# -- what must never happen --------------------------------------------------------------------


def test_names_that_attack_run_nothing_and_are_cut_to_a_sane_length(begin: Begin) -> None:
    bivouac = begin("names=hostile")
    page = bivouac.page
    tip = page.get_by_role("tooltip")
    for site in "abc":
        page.mouse.move(**spot(bivouac, site))
        expect(tip).to_be_visible()
        box = tip.bounding_box()
        assert box
        assert box["width"] <= 330
        assert len(tip.inner_text()) < 400
        page.mouse.move(0, 0)
    click(bivouac, "a")
    says(page, "picked a")
    expect(page.get_by_text("© <b>nobody</b>")).to_be_visible()
    assert page.evaluate("window.hacked") is None


def test_the_map_lives_under_a_base_path_and_asks_this_machine_alone(
    begin: Begin, outside: list[str]
) -> None:
    bivouac = begin()
    assert urlparse(bivouac.page.url).path == f"/{BASE}/"
    click(bivouac, "a")
    says(bivouac.page, "picked a")
    assert outside == []


def test_five_thousand_sites_stay_quick(begin: Begin) -> None:
    bivouac = begin("n=5000")
    page = bivouac.page
    took = [milliseconds_to_pick(bivouac, site) for site in "abcabc"]
    print(f"\n5,000 sites: {median(took):.0f} ms from click to highlight")  # noqa: T201  a figure to read, none to fail on
    says(page, "picked nothing")


def milliseconds_to_pick(bivouac: Locator, site: str) -> float:
    """Click in the page itself and wait until the picks on the map have changed."""
    took: float = bivouac.evaluate(
        """(root, id) => new Promise((done) => {
          const { x, y } = root.bivouac.pixel(id);
          const start = performance.now();
          new MutationObserver((_, watch) => {
            watch.disconnect();
            done(performance.now() - start);
          }).observe(root, { attributeFilter: ["data-picked"] });
          const how = { bubbles: true, composed: true, clientX: x, clientY: y, view: window };
          for (const kind of ["mousedown", "mouseup", "click"]) {
            root.querySelector(".frame").dispatchEvent(new MouseEvent(kind, how));
          }
        })""",
        site,
    )
    return took
