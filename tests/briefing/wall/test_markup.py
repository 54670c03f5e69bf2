"""Texts on the wall are text, and lists become pages that say what they hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.wall.markup import chunks, figure, name, plain
from i18n import Language
from tests.briefing.sheets.sheet_stories import NAMES
from tests.briefing.wall.wall_stories import seen

EN = Language.of("en")


@given(st.one_of(st.sampled_from(NAMES), st.text(max_size=300)))
def test_no_text_becomes_an_element_or_an_attribute(text: str) -> None:
    assert seen(f'<p title="{plain(text)}">{plain(text)}</p>').elements == ["p"]
    assert set(seen(figure(text, text)).attributes) == {"class"}
    assert seen(name(text)).elements == ["bdi"]


def test_a_name_cannot_turn_the_line_that_it_stands_in() -> None:
    assert "\u202e" not in plain("Lycée \u202egnol")


def test_an_endless_name_is_cut_and_seen_to_be() -> None:
    assert plain("x" * 999).endswith("…")
    assert plain("Lycée Arago") == "Lycée Arago"


@given(st.lists(st.text(max_size=3), max_size=60), st.integers(1, 12))
def test_pages_hold_every_item_once_and_none_too_many(items: list[str], most: int) -> None:
    parts = chunks(items, most, EN)
    assert [item for part in parts for item in part.items] == items
    assert all(len(part.items) <= most for part in parts)
    assert all(part.told for part in parts) == (len(parts) > 1)
    sizes = [len(part.items) for part in parts[:-1]]
    assert len(set(sizes)) <= 1


def test_where_pages_are_limited_each_says_how_many_there_are() -> None:
    parts = chunks([str(n) for n in range(187)], 4, EN, pages=6)
    assert len(parts) == 6
    assert parts[0].told == "1 to 4 of 187; the first 24 are shown here"
    assert parts[-1].items == ("20", "21", "22", "23")
