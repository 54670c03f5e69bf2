"""The letters of a sheet: one embedded font, what it cannot draw, and lines that fit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_pdf import Op, PdfFile
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
CAPITAL = 0.729 / _POINTS_PER_MM  # millimetres of a capital's height for each point of its size
_SIZE = 64.0  # points at which letters are measured, so that hinting rounds little
_FIXED = 65536  # FreeType gives unhinted advances as 16.16 fixed point


class Line(Text):
    """A line of text that begins on a point of its baseline, and is not turned.

    Drawn without being measured first, which takes matplotlib a third of the time of a text. In a
    PDF, what a line is made of is worked out once for a file: most lines are on every page.
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
        file = getattr(renderer, "file", None)
        if isinstance(file, PdfFile):
            self._write(renderer, file, gc, (x, y))
        else:
            renderer.draw_text(gc, x, y, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        gc.restore()
        self.stale = False

    def set_clip_path(self, path: Any, transform: Any = None) -> None:  # noqa: ANN401 - matplotlib's own
        """Leave it: no line is cut at its axes, and to work these out takes long for each."""

    def _write(
        self,
        renderer: Any,  # noqa: ANN401 - matplotlib does not type its PDF
        file: Any,  # noqa: ANN401 - the same
        gc: GraphicsContextBase,
        at: tuple[float, float],
    ) -> None:
        """Write the line as drawn at nowhere, moved to its place."""
        renderer.check_gc(gc, gc.get_rgb())
        file.output(Op.gsave)
        file.output(1, 0, 0, 1, *at, Op.concat_matrix)
        known, key = _WRITTEN.setdefault(file, {}), (self.get_text(), self.get_fontproperties())
        if key not in known:
            stream, kept = file.currentstream, _Kept()
            file.currentstream = kept
            renderer.draw_text(gc, 0, 0, *key, 0, mtext=self)
            file.currentstream, known[key] = stream, bytes(kept.data)
        file.write(known[key])
        file.output(Op.grestore)


class _Kept:
    """Stands for the stream of a page, and keeps what is written."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> None:
        """Keep it."""
        self.data += data


# What lines are made of, by the file that they are in; it goes with the file.
_WRITTEN: WeakKeyDictionary[PdfFile, dict[tuple[str, Any], bytes]] = WeakKeyDictionary()


def put_line(  # noqa: PLR0913 - a text, where, and how
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float,
    align: str = "left",
    **given: Any,  # noqa: ANN401 - options of matplotlib
) -> None:
    """Write a line on axes in millimetres, ``x`` being its left end, its middle or its right end.

    ``y`` is its baseline, ``align`` one of left, center, right.
    """
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
    left = x - share * width(text, size, bold=given.get("weight") == "bold")
    axes.add_artist(Line(left, y, text, size=size, parse_math=False, **given))


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
