"""Fonts are embedded without what no reader of a PDF asks for, and only in our own files."""

from __future__ import annotations

import pytest
from fontTools import subset
from fontTools.subset import Options
from matplotlib import font_manager

from briefing.sheets.fonts import set_already
from briefing.sheets.lettering import FAMILY

SHAPES = {"head", "hhea", "maxp", "hmtx", "loca", "glyf"}  # what ISO 32000-1, 9.9 asks for
UNREAD = {"GSUB", "GPOS", "GDEF", "cmap", "OS/2", "post"}


def tables() -> set[str]:
    """Give the tables of the font, as matplotlib opens it."""
    return set(subset.load_font(font_manager.findfont(FAMILY), Options()).keys())


def test_the_rules_are_left_out_and_what_others_do_with_fonts_stays_as_it_was() -> None:
    before = tables()
    assert before >= SHAPES | UNREAD
    with pytest.raises(InterruptedError):
        left_out_by_a_page_that_fails(before)
    assert tables() == before


def left_out_by_a_page_that_fails(before: set[str]) -> None:
    """Look at what is left out, and fail as a full disk would."""
    with set_already():
        assert tables() >= SHAPES
        assert before - tables() >= UNREAD
        raise InterruptedError
