"""The page around the map: its words, its legend, its warnings, and the same bytes each time."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.drawing.drawing import Drawing
from briefing.html.html_map import html_map
from i18n import Language
from tests.briefing.map_stories import make_drawing, make_layer, make_line, make_place

LOUVRE = make_drawing(make_layer(make_place("Carrousel du Louvre")), picked=("site-1",))


def page_of(drawing: Drawing = LOUVRE, *, code: str = "en", title: str = "Paris 2024") -> str:
    """Write a page with a line and a figure."""
    return html_map(
        drawing,
        title=title,
        subtitle=["Plan of 27 Jul 2024"],
        figures=[("Mean", "9 min")],
        say=Language.of(code),
    )


def test_the_title_block_tells_what_it_is_given() -> None:
    page = page_of()
    for text in ("Paris 2024", "Plan of 27 Jul 2024", "Mean", "9 min"):
        assert f">{text}<" in page


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_page_says_its_language_and_its_alphabet(code: str) -> None:
    page = page_of(code=code)
    assert f'<html lang="{code}">' in page
    assert page.index('<meta charset="utf-8">') < 200
    assert "<title>Paris 2024</title>" in page


def test_the_credit_stands_on_the_map() -> None:
    assert '<p class="credit"><bdi>© OpenStreetMap contributors</bdi></p>' in page_of()


def test_the_legend_has_only_what_is_on_the_map() -> None:
    site = make_layer(make_place("Gymnase", style="allowed"))
    page = page_of(make_drawing(site, lines=(make_line(style="far"),)))
    legend = set(re.findall(r'data-layer="(\w+)" data-style="([\w-]+)"', page))
    assert legend == {("candidates", "allowed"), ("travel", "far")}


def test_a_pick_that_is_not_on_the_map_is_told_on_the_page() -> None:
    page = page_of(make_drawing(picked=("gone-1",)))
    assert "gone-1" in page
    assert 'role="alert"' in page
    assert 'role="alert"' not in page_of()


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert page_of() == page_of()


@given(st.text(alphabet="{}%#-+ 7*<!/script\\u0"))
@example("{{ 7 * 7 }}")
@example("{% raw %}")
@example("{{{#")
def test_no_name_is_ever_a_template(text: str) -> None:
    page = page_of(make_drawing(make_layer(make_place(text, tip=[text]))))
    (features,) = re.findall(r"bivouac\.layer\(\{.*?\}, (\{.*?\}), \[", page)
    assert json.loads(features)["features"][0]["properties"]["label"] == text


@given(st.text())
def test_no_title_is_ever_markup(text: str) -> None:
    hostile = f"{text}<b id=hostile>"
    page = page_of(make_drawing(make_layer(make_place(hostile))), title=hostile)
    assert "<b id=hostile>" not in page
