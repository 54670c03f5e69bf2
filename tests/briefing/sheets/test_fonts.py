"""Fonts are embedded without rules for setting letters, and only in our own files."""

from __future__ import annotations

import pytest
from fontTools.subset import Options

from briefing.sheets.fonts import set_already


def test_the_rules_are_left_out_and_what_others_do_with_fonts_stays_as_it_was() -> None:
    before = Options().drop_tables
    assert "GSUB" not in before
    with pytest.raises(InterruptedError):
        left_out_by_a_page_that_fails(before)
    assert Options().drop_tables == before


def left_out_by_a_page_that_fails(before: list[str]) -> None:
    """Look at what is left out, and fail as a full disk would."""
    with set_already():
        assert set(Options().drop_tables) == {*before, "GSUB", "GPOS", "GDEF"}
        raise InterruptedError
