"""Fonts embedded in a PDF as its reader needs them: shapes and widths, found by their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

# What a font has no use for in a PDF whose letters are numbers of glyphs (ISO 32000-1, 9.9):
# ligatures and kerning, which number is which letter, which letters there are, names of glyphs.
_UNREAD = ("GSUB", "GPOS", "GDEF", "kern", "cmap", "OS/2", "post")


@contextmanager
def set_already() -> Iterator[None]:
    """Leave those tables out of what matplotlib embeds.

    A page's letters are set before it is written, and their text stands beside the font. To take
    the tables apart for every font of every file takes most of the embedding's time, for a file
    that looks and reads the same. matplotlib has no setting for that. To be used by one thread at a
    time, as matplotlib itself.
    """
    load = subset.load_font

    def bare(*given: Any, **named: Any) -> TTFont:  # noqa: ANN401 - whatever matplotlib gives
        font = load(*given, **named)
        for table in _UNREAD:
            if table in font:
                del font[table]
        return font

    subset.load_font = bare
    try:
        yield
    finally:
        subset.load_font = load
