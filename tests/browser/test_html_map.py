"""The map file in a real browser: it asks for nothing, complains of nothing, and runs no name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from briefing.content.audiences import Audience
from briefing.content.brief import brief_of
from briefing.html.brief_map import brief_map
from briefing.html.html_map import html_map
from briefing.html.map_file import map_file
from i18n import LANGUAGES, Language
from layers.sources.embedded import read_paris2024
from plans.plan import Plan
from plans.situation import Situation, assess
from tests.briefing import office_stories
from tests.briefing.map_stories import (
    make_drawing,
    make_ground,
    make_layer,
    make_line,
    make_place,
    make_shape,
)
from tests.browser.serving import faults

pytestmark = pytest.mark.browser

HOSTILE = (
    "<script>window.ran = 1</script>",
    '"><img src=x onerror="window.ran = 1">',
    "</script><script>window.ran = 1</script>",
    "<!--<script>window.ran = 1//",
    "'; window.ran = 1; '",
    "${window.ran = 1} `{{ 7 * 7 }}` {% raw %} $title",
    "\u202e\u2066مركز الراحة\u2028<svg onload=window.ran=1>",
    "&lt;script&gt; &amp; <b>bold</b>",
    "L" * 10_000,
)


@dataclass
class Opened:
    """A page that was opened, every request it made and everything its console said."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Opener: TypeAlias = Callable[[str], Opened]


@pytest.fixture
def opened(context: BrowserContext, tmp_path: Path) -> Opener:
    """Open a page from the disk with the network off."""
    return lambda html: open_file(context, tmp_path / "map.html", html)


def open_file(context: BrowserContext, file: Path, html: str) -> Opened:
    """Write a page to the disk and open it there, with the network off."""
    file.write_text(html, encoding="utf-8")
    context.set_offline(offline=True)
    seen = Opened(context.new_page())
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("console", lambda message: seen.complaints.append(message.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.goto(file.as_uri())
    return seen


def hostile_page(*names: str) -> str:
    """Write hostile names everywhere that a name can stand, each on a zone of its own."""
    shape = [[2.26, 48.82], [2.41, 48.9]]
    ground = make_ground(*(make_shape(each, "LineString", shape, style="water") for each in names))
    sites = [make_place(each, tip=[each, each], id=f"site-{n}") for n, each in enumerate(names)]
    legend = tuple(zip(("allowed", "refused"), names, strict=False))
    title = " ".join(names)
    drawing = make_drawing(
        ground,
        make_layer(*sites, title=title, legend=legend),
        picked=(*(str(each["properties"]["id"]) for each in sites), *names),
        lines=tuple(make_line(each) for each in names),
    )
    figures = [(each, each) for each in names]
    return html_map(
        drawing, title=title, subtitle=list(names), figures=figures, say=Language.of("fr")
    )


def without_policy(html: str) -> str:
    """Take the second bolt away, to see that the first one holds."""
    bare, count = re.subn(r"<meta http-equiv=.Content-Security-Policy.*", "", html)
    assert count == 1
    return bare


def looks(page: Page, shapes: str) -> list[str]:
    """Give the strokes of some shapes, each once."""
    look = "each => each.getAttribute('stroke') + (each.getAttribute('stroke-dasharray') || '')"
    tidy = f"list => [...new Set(list.map({look}).map(t => t.replace('none', '')))].sort()"
    found: list[str] = page.evaluate(f"({tidy})([...document.querySelectorAll('{shapes}')])")
    return found


@pytest.fixture(scope="module")
def situation() -> Situation:
    """Give the whole embedded example, with forty zones."""
    area = read_paris2024()
    plan = Plan(on=date(2024, 7, 27), picks=tuple(area["candidates"].index[::10][:40]))
    return assess(area, plan)


@pytest.fixture(scope="module")
def paris(situation: Situation) -> str:
    """Write its map as the app does."""
    return map_file(situation, say=Language.of("fr"))


@pytest.fixture(scope="module")
def chiefs(situation: Situation) -> str:
    """Write its map as a chief's pack has it."""
    brief = brief_of(situation, audience=Audience.CHIEF, say=Language.of("fr"))
    return brief_map(brief).decode()


@pytest.fixture(scope="module")
def shown(
    _profile: BrowserContext, paris: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    """Its map, opened once for the stories that only look at it, or print it."""
    seen = open_file(_profile, tmp_path_factory.mktemp("paris") / "map.html", paris)
    yield seen
    seen.page.close()


def test_paris_opens_without_asking_or_complaining(shown: Opened) -> None:
    expect(shown.page.locator("path.leaflet-interactive").first).to_be_visible()
    assert [url for url in shown.requests if not url.startswith("file:")] == []
    assert len(shown.requests) == 1
    assert shown.complaints == []


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_runs_though_the_browser_would_let_it(opened: Opener, name: str) -> None:
    seen = opened(without_policy(hostile_page(name)))
    page = seen.page
    assert page.locator("h1").text_content() == name
    assert page.title() == " ".join(re.split(r"[ \t\n\f\r]+", name))  # what HTML has for spaces
    page.get_by_role("searchbox").fill(name[:20])
    page.locator("#found button").first.click()
    expect(page.locator("#card h2")).to_be_visible()
    page.locator("path.leaflet-interactive").last.hover(force=True)
    expect_nothing_ran(seen)


def test_every_name_is_read_as_it_is_written(opened: Opener) -> None:
    seen = opened(hostile_page(*HOSTILE))
    zones, card = seen.page.locator("button[data-zone]"), seen.page.locator("#card :is(h2, p)")
    expect(zones).to_have_count(len(HOSTILE))
    for number, name in enumerate(HOSTILE):
        zones.nth(number).click()
        assert card.all_text_contents() == [name] * 3
    expect_nothing_ran(seen)


def expect_nothing_ran(seen: Opened) -> None:
    """Expect that no name ran, drew, asked for anything or had the browser complain."""
    assert seen.page.evaluate("window.ran") is None
    assert seen.page.locator("img, b, svg[onload]").count() == 0
    assert seen.complaints == []
    assert len(seen.requests) == 1


def test_the_bolt_of_the_browser_holds_alone(opened: Opener) -> None:
    html = hostile_page("Louvre").replace("<header>", "<script>window.ran = 1</script><header>")
    seen = opened(html)
    assert seen.page.evaluate("window.ran") is None
    assert "Content Security Policy" in seen.complaints[0]


def test_the_legend_draws_the_symbols_of_the_map(shown: Opened) -> None:
    page = shown.page
    assert looks(page, "#legend svg path") == looks(page, ".leaflet-pane path")


def test_a_layer_is_switched_off_with_its_names(opened: Opener) -> None:
    drawing = make_drawing(make_layer(make_place("Gymnase")), picked=("site-1",))
    page = opened(html_map(drawing, title="Paris", say=Language.of("en"))).page
    ring, number = page.locator(".leaflet-picked-pane path"), page.locator(".name.zone")
    expect(ring).to_be_visible()
    expect(number).to_be_visible()
    page.get_by_label("Rest zones").uncheck()
    expect(ring).to_have_count(0)
    expect(number).to_be_hidden()


def test_search_says_when_it_finds_nothing_needs_no_accent_and_brings_a_hidden_layer_back(
    opened: Opener,
) -> None:
    drawing = make_drawing(make_layer(make_place("Préfecture de l’Île")))
    page = opened(html_map(drawing, title="Paris", say=Language.of("en"))).page
    page.get_by_role("searchbox").fill("zzzz")
    expect(page.locator("#found")).not_to_have_attribute("data-nothing", "")
    page.get_by_label("Candidate sites").uncheck()
    page.get_by_role("searchbox").fill("PREFECTURE")
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_have_text("Préfecture de l’Île")
    expect(page.get_by_label("Candidate sites")).to_be_checked()


def test_axe_finds_nothing_wrong(opened: Opener, paris: str) -> None:
    page = opened(without_policy(paris)).page
    assert faults(page) == []


def test_names_on_the_map_do_not_touch(shown: Opened) -> None:
    boxes = shown.page.evaluate(
        "bivouac.labels.all.filter(label => label.box).map(label => label.box)"
    )
    overlaps = [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[:n]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert len(boxes) > 20
    assert overlaps == []


def test_a_printed_briefing_is_two_pages_of_a4_landscape_without_controls(shown: Opened) -> None:
    page = shown.page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.locator(".leaflet-control-zoom")).to_be_hidden()
    expect(page.locator(".leaflet-control-scale")).to_be_visible()
    width = page.locator("#map").evaluate("each => each.getBoundingClientRect().width")
    assert width == pytest.approx(221 / 25.4 * 96, abs=2)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_role("searchbox")).to_be_visible()
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box
    assert [float(side) for side in box.groups()] == pytest.approx([842, 595], abs=1)


@pytest.mark.parametrize(("audience", "code"), list(zip(Audience, cycle(LANGUAGES))))
def test_every_audience_s_map_opens_without_asking_or_complaining(
    opened: Opener, audience: Audience, code: str
) -> None:
    brief = office_stories.told(audience, Language.of(code), HOSTILE[1])
    seen = opened(without_policy(brief_map(brief).decode()))
    page = seen.page
    for layer in page.locator("input[data-layer]").all():
        layer.check()
    page.get_by_role("searchbox").fill("Stade")
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_have_text("Stade")
    assert page.evaluate("window.ran") is None
    assert page.locator("img").count() == 0
    assert seen.complaints == []
    assert len(seen.requests) == 1


def test_the_chief_s_map_of_paris_needs_nothing_has_no_fault_and_a_legend_of_its_symbols(
    opened: Opener, chiefs: str
) -> None:
    seen = opened(without_policy(chiefs))
    page = seen.page
    for layer in page.locator("input[data-layer]").all():
        layer.check()
    assert looks(page, "#legend svg path") == looks(page, ".leaflet-pane path")
    page.get_by_role("searchbox").fill("gare du nord")
    page.keyboard.press("Enter")
    expect(page.locator("#card li").first).to_be_visible()
    assert faults(page) == []
    assert seen.complaints == []
    assert len(seen.requests) == 1


def test_cards_are_read_by_the_keyboard_alone(opened: Opener, chiefs: str) -> None:
    page = opened(chiefs).page
    page.get_by_role("searchbox").focus()
    page.keyboard.type("gare du nord")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    card, heading = page.locator("#card"), page.locator("#card h2")
    expect(heading).to_have_text("Gare du Nord")
    expect(heading).to_be_focused()
    page.keyboard.press("Tab")
    zone = page.locator("#card li button bdi").first.text_content()
    page.keyboard.press("Enter")
    expect(heading).to_have_text(str(zone))
    expect(card).to_contain_text("Gare du Nord")  # which comes to that zone
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.locator("#found button").first).to_be_focused()


def test_a_click_on_a_symbol_opens_its_card_and_one_beside_it_closes_it(opened: Opener) -> None:
    page = opened(brief_map(office_stories.told()).decode()).page
    page.locator(".leaflet-zones-pane path").first.click()
    card = page.get_by_role("region", name="1. Arago")
    expect(card).to_contain_text("4,500 (assumed)")
    expect(card).to_contain_text("Stade")
    page.locator(".leaflet-container").click(position={"x": 200, "y": 60})
    expect(page.locator("#card")).to_be_hidden()


def test_on_a_phone_the_card_does_not_hide_what_it_is_about(opened: Opener, chiefs: str) -> None:
    page = opened(chiefs).page
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("button[data-zone]").nth(20).click()
    card, halo = (
        page.locator(each).bounding_box() for each in ("#card", ".leaflet-halo-pane path")
    )
    assert card
    assert halo
    assert halo["y"] >= 0
    assert halo["y"] + halo["height"] < card["y"]
    assert card["y"] + card["height"] <= 844


def test_a_printed_map_bears_plan_and_page_on_each_sheet(opened: Opener, chiefs: str) -> None:
    pdf = opened(chiefs).page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
