"""Room for a text is kept without its font: rather too much than too little."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.slides.measure import ems, lines_in

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=80)


@pytest.mark.parametrize(("narrow", "broad"), [("ill", "aaa"), ("aaa", "AAA"), ("AAA", "MMM")])
def test_broad_letters_take_more_room(narrow: str, broad: str) -> None:
    assert ems(narrow) < ems(broad)


def test_an_emoji_is_wider_than_a_letter_and_so_is_an_ideogram() -> None:
    assert ems("a") < ems("駅") <= ems("😀")


def test_words_stay_whole_where_they_fit() -> None:
    word = "Villebourg"
    room = 10 * ems(word) * 1.01
    assert lines_in(word, room, 10) == 1
    assert lines_in(f"{word} {word}", room, 10) == 2
    assert lines_in(word * 3, room, 10) == 3


@settings(max_examples=20)
@given(TEXTS, st.floats(20, 400))
def test_no_text_takes_less_than_its_width_asks_for(text: str, width: float) -> None:
    whole = lines_in(text, width, 12)
    assert whole >= max(1, ems(text.replace(" ", "")) * 12 / (width + 0.01))
    assert lines_in(text, 2 * width, 12) <= whole


def test_a_text_fits_a_column_made_for_it() -> None:
    text = "120 (supposé)"
    assert lines_in(text, ems(text) * 12, 12) == 1
