"""How each language writes a message, a number and a date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import Language, Message, msg, msgs


def test_english_is_the_text_itself() -> None:
    assert Language.of("en")("{n} sites", n=3) == "3 sites"


def test_numbers_and_dates_follow_the_language() -> None:
    french, english = Language.of("fr"), Language.of("en")
    assert french.number(1234.56) == "1\u202f234,6"
    assert english.number(1234.56) == "1,234.6"
    assert french.date(date(2024, 7, 26)) == "26 juil. 2024"
    assert french.date(date(2024, 8, 1)) == "1er août 2024"
    assert french.date(date(2024, 8, 11)) == "11 août 2024"
    assert english.percent(0.874) == "87%"


def test_no_figure_is_a_dash_and_never_nan() -> None:
    assert Language.of("fr").number(float("nan")) == Language.of("fr").number(None) == "–"


def test_an_unknown_language_is_french() -> None:
    assert Language.of("de-CH").code == "fr"
    assert Language.of("en-GB").code == "en"


def test_a_message_may_hold_messages_and_lists() -> None:
    inner = msg("cutoff {minutes}", minutes=14.0)
    outer = msg("Any of these mends it: {ways}", ways=(inner, "none"))
    assert Language.of("en")(outer) == "Any of these mends it: cutoff 14.0 and none"
    assert str(outer) == "Any of these mends it: cutoff 14.0, none"


@pytest.mark.parametrize(("count", "expected"), [(1, "1 site"), (2, "2 sites")])
def test_a_count_chooses_its_form(count: int, expected: str) -> None:
    assert str(msgs("{n} site", "{n} sites", count)) == expected


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True),
        st.one_of(
            st.text(), st.integers(), st.dates(), st.none(), st.tuples(st.text(), st.dates())
        ),
        max_size=4,
    )
)
def test_a_message_survives_being_kept_as_json(values: dict[str, str]) -> None:
    message = Message("A sentence", (("0", msg("with another")), *values.items()))
    assert Message.from_json(message.as_json()) == message
