"""Names from strangers."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from layers.sources.osm.text import MOST_LETTERS, clean


def test_what_could_deceive_is_taken_out_and_letters_are_kept() -> None:
    """Markup and formulas are data, to be escaped where they are shown."""
    assert clean("<script>alert('x')</script>") == "<script>alert('x')</script>"
    assert clean('=HYPERLINK("http://x")') == '=HYPERLINK("http://x")'
    assert clean("مدرسة النور") == "مدرسة النور"
    assert clean("Salle\x00\x1b[31m rouge\n") == "Salle [31m rouge"
    assert clean("exe.\u202egnp") == "exe. gnp"


@given(st.text(max_size=600))
def test_no_control_and_no_endless_text_is_left(text: str) -> None:
    """For any text at all; and cleaning twice is cleaning once."""
    plain = clean(text)
    assert len(plain) <= MOST_LETTERS
    assert not any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in plain)
    assert clean(plain) == plain.strip()
