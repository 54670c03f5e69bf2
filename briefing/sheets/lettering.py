"""The letters of a sheet: one embedded font, what it cannot draw, and lines that fit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.backend_bases import RendererBase
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

FAMILY = "DejaVu Sans"  # comes inside matplotlib: Latin, Greek, Cyrillic, Arabic, Hebrew
MISSING = "\N{WHITE SQUARE}"  # stands for a letter that the font has not, and is told in a note
# TrueType inside the file (42), so that text can be searched; a fixed salt, so that bytes repeat.
SETTINGS: dict[Any, Any] = {
    "font.family": FAMILY,
    "pdf.fonttype": 42,
    "text.parse_math": False,
    "svg.hashsalt": "bivouac",
    "path.simplify": True,
}

_POINTS_PER_MM = 72 / 25.4
_SIZE = 64.0  # points at which letters are measured, so that hinting rounds little
_FIXED = 65536  # FreeType gives unhinted advances as 16.16 fixed point


class Line(Text):
    """A line of text that begins on a point of its baseline, and is not turned.

    Drawn without being measured first, which takes matplotlib a third of the time of a text.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Draw it where it stands."""
        if not self.get_visible() or not self.get_text():
            return
        x, y = self.get_transform().transform(self.get_position())
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        renderer.draw_text(gc, x, y, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        gc.restore()
        self.stale = False


def plain(text: str) -> str:
    """Give a name as it can be drawn: no control letters, one line, no letter without a glyph."""
    kept = "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    known = _known()
    drawn = (c if ord(c) in known or c.isspace() else MISSING for c in kept)
    return " ".join("".join(drawn).split())


def missing(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the letters that the font cannot draw, as code points, in order."""
    known = _known()
    odd = {c for text in texts for c in text if MISSING in plain(c) and ord(c) not in known}
    return tuple(f"U+{ord(c):04X}" for c in sorted(odd))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure a text in millimetres; ``size`` is in points."""
    return _width(text, bold=bold) * size / _POINTS_PER_MM


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines of at most ``room`` millimetres; a word that is too long is cut."""
    lines: list[str] = []
    line = ""
    for word in plain(text).split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, size, room, bold=bold)
        lines += full
    return (*lines, line) if line else tuple(lines)


def short(text: str, longest: int) -> str:
    """Cut a name for the map, and show that it was cut; the whole stands in the list."""
    drawn = plain(text)
    return drawn if len(drawn) <= longest else drawn[: longest - 1].rstrip() + "…"


def _pieces(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if piece and width(piece + letter, size, bold=bold) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


@cache
def _known() -> frozenset[int]:
    return frozenset(_font(bold=False).get_charmap())


@cache
def _font(*, bold: bool) -> FT2Font:
    weight = "bold" if bold else "normal"
    place = font_manager.FontProperties(family=FAMILY, weight=weight)
    with mpl.rc_context({"font.family": FAMILY}):
        return FT2Font(font_manager.findfont(place, fallback_to_default=True))


def _width(text: str, *, bold: bool) -> float:
    """Sum the letters' advances at one point; kerning would make a line shorter, never longer."""
    return sum(_advance(letter, bold=bold) for letter in text)


@cache
def _advance(letter: str, *, bold: bool) -> float:
    font = _font(bold=bold)
    font.set_size(_SIZE, 72)
    return float(font.load_char(ord(letter)).linearHoriAdvance) / _FIXED / _SIZE
