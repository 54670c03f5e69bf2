"""How the cells of a workbook look: fonts, and the forms of numbers and days of a language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from briefing.content.headings import Holds
from briefing.content.reading import Cell
from i18n import Language

_A4, _LETTER = 9, 1  # the numbers that spreadsheets know papers by
_BLUE, _LINE, _GREY = "#004c7a", "#d0d7de", "#57606a"
# The language of a form (Microsoft's number of a locale), and how it writes a day.
_LOCALES: Mapping[str, str] = {"fr": "[$-40C]", "en": "[$-409]"}
_DAYS: Mapping[str, str] = {"fr": "d mmm yyyy", "en": "mmm d, yyyy"}
_NUMBERS: Mapping[Holds, str] = {
    Holds.NUMBER: "0",
    Holds.COUNT: "#,##0",
    Holds.MINUTES: "#,##0.0",
    Holds.METRES: "#,##0",
    Holds.SQUARE_METRES: "#,##0",
}
_DAY_LETTERS = 13


def paper_of(say: Language) -> int:
    """Give the paper on which a language is printed."""
    return _A4 if say.code == "fr" else _LETTER


class Looks:
    """The looks of a workbook's cells in one language; each is made once."""

    def __init__(self, book: Any, say: Language) -> None:  # noqa: ANN401 - the library has no types
        """Make the looks in a workbook."""
        self._book, self._say = book, say
        self._made: dict[tuple[Holds, bool], Any] = {}
        self._mark = say("(assumed)")
        self.title = self._text(bold=True, font_size=16)
        self.section = self._text(bold=True, font_color=_BLUE, bottom=1, bottom_color=_BLUE)
        self.label = self._text(font_color=_GREY)
        self.text = self._text(text_wrap=True)
        self.left = self._add(align="left", num_format=_LOCALES[say.code] + "#,##0")
        self.link = self._text(font_color=_BLUE, underline=1)
        self.nothing = self._text(italic=True, font_color=_GREY)
        self.heading = self._text(
            bold=True, text_wrap=True, font_color="#ffffff", bg_color=_BLUE, border_color=_LINE
        )

    def of(self, holds: Holds, *, assumed: bool) -> Any:  # noqa: ANN401 - the library has no types
        """Give the look of a cell; an assumed one is slanted, and a figure bears the word."""
        if (holds, assumed) not in self._made:
            self._made[holds, assumed] = self._make(holds, assumed=assumed)
        return self._made[holds, assumed]

    def letters(self, cell: Cell, holds: Holds) -> int:
        """Give how many letters a cell takes on a line."""
        match cell.value:
            case None:
                return 0
            case str(text):
                return len(text)
            case date():
                return _DAY_LETTERS
            case number:
                digits = 1 if holds is Holds.MINUTES else 0
                mark = len(self._mark) + 1 if cell.assumed else 0
                return len(self._say.number(number, digits)) + mark

    def _make(self, holds: Holds, *, assumed: bool) -> Any:  # noqa: ANN401 - the library has no types
        line: dict[str, Any] = {"bottom": 1, "bottom_color": _LINE, "italic": assumed}
        locale = _LOCALES[self._say.code]
        if holds is Holds.DAY:
            return self._add(num_format=locale + _DAYS[self._say.code], align="left", **line)
        if holds in _NUMBERS:
            mark = f' "{self._mark}"' if assumed else ""
            if holds is Holds.NUMBER:
                line["align"] = "center"
            return self._add(num_format=locale + _NUMBERS[holds] + mark, **line)
        return self._text(text_wrap=True, align="left", indent=1, **line)

    def _text(self, **look: Any) -> Any:  # noqa: ANN401 - the library has no types
        """Make a look for text, which stays text when somebody edits the cell."""
        return self._add(quote_prefix=True, **look)

    def _add(self, **look: Any) -> Any:  # noqa: ANN401 - the library has no types
        plain = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        return self._book.add_format({**plain, **look})
