"""A brief as a workbook (XLSX): a sheet that says what it is, then a sheet for each table told.

A text is written as a text, whatever it begins with, and marked so that it stays one when somebody
edits the cell: no name becomes a formula. A figure that nobody gave stays a figure, and bears the
word for it. The same brief gives the same bytes: the only instant inside is the plan's day.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from math import ceil
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook

from briefing.content.brief import Brief
from briefing.content.headings import Holds
from briefing.content.imprint import plan_words
from briefing.content.reading import Cell, Column, Reading, plain, readings
from briefing.drawing.features import short
from briefing.spreadsheets.workbook_look import Looks, paper_of

_LONGEST_CELL = 32_000  # of 32,767 letters that a cell holds
_LONGEST_EDGE = 110  # of 255 letters in the head or foot of a printed page, codes among them
_LONGEST_SHEET_NAME = 31
_LONGEST_PROPERTY = 255
_WIDEST, _NARROWEST = 42, 7  # letters
_TEXT_WIDTH = 90  # of the first sheet's texts, in letters
_PAGE_WIDTH = 210  # letters across a page that are still read on paper
_LINE, _TALLEST = 13, 409  # points; the second is the most that a row may have
_LETTERS_A_WIDTH = 1.05  # letters of Arial are narrower than its digits, by which widths count
_MARK_ROOM = 3  # the button of a filter
# What a reader wants to keep in sight while looking to the right.
_KEPT_IN_SIGHT = ("name", "unit")
# Tables whose ids are those of the data; the others are numbered here.
_IDENTIFIED = ("zones", "places", "refused", "claims", "closures")


def workbook(brief: Brief) -> bytes:
    """Write a brief as a workbook."""
    stream = io.BytesIO()
    # Nothing that is read is to be guessed at: a text that looks like a formula is a text.
    never = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with Workbook(stream, {"in_memory": True, **never}) as book:
        looks = Looks(book, brief.say)
        tables = [_identified(brief, table) for table in readings(brief)]
        _summary(book, brief, tables, looks)
        for table in tables:
            _sheet(book, brief, table, looks)
        book.set_properties(_properties(brief))
    return stream.getvalue()


def _properties(brief: Brief) -> dict[str, Any]:
    imprint = brief.imprint
    return {
        "title": short(plain(imprint.title), _LONGEST_PROPERTY),
        "subject": imprint.audience,
        "author": "Bivouac",
        "comments": plan_words(imprint, brief.say),
        "created": datetime.combine(imprint.on, time(), UTC),
    }


def _identified(brief: Brief, table: Reading) -> Reading:
    """Give a table with the ids of its rows as its last column, where the data know them."""
    if table.name not in _IDENTIFIED:
        return table
    last = Column("id", brief.say("Id"), Holds.TEXT)
    rows = zip(table.rows, table.ids, strict=True)
    return Reading(
        name=table.name,
        title=table.title,
        nothing=table.nothing,
        columns=(*table.columns, last),
        ids=table.ids,
        rows=tuple((*row, Cell(plain(key))) for row, key in rows),
    )


def _summary(book: Any, brief: Brief, tables: list[Reading], looks: Looks) -> None:  # noqa: ANN401 - untyped
    """Write the first sheet: what the workbook is a snapshot of, its figures and its contents."""
    say, imprint = brief.say, brief.imprint
    sheet = book.add_worksheet(_name(say("Summary")))
    _furnish(sheet, brief)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, _TEXT_WIDTH)
    _text(sheet, 0, 0, imprint.title, looks.title)
    row = 2
    about = {
        say("Audience"): imprint.audience,
        say("Plan"): imprint.plan,
        say("Day of the plan"): say.date(imprint.on),
        say("Date of the data"): say.date(imprint.as_of),
        say("Checksum"): imprint.checksum,
    }
    if "changes" in brief.tables:
        about[say("Changes are told since")] = say.write(brief.since)
    row = _pairs(sheet, row, about, looks)
    row = _lines(sheet, row, say("Standard, travel, sources"), imprint.lines, looks)
    if brief.figures:
        row = _head(sheet, row, say("Figures"), looks)
        row = _pairs(sheet, row, dict(brief.figures), looks)
    row = _lines(sheet, row, say("Read this first"), brief.notes, looks)
    row = _head(sheet, row, say("Sheets and their rows"), looks)
    for table in tables:
        sheet.write_url(row, 0, f"internal:'{_name(table.title)}'!A1", looks.link, table.title)
        sheet.write_number(row, 1, len(table.rows), looks.left)
        row += 1


def _head(sheet: Any, row: int, text: str, looks: Looks) -> int:  # noqa: ANN401 - untyped
    """Write a heading below an empty row, and give the row after it."""
    _text(sheet, row + 1, 0, text, looks.section)
    sheet.write_blank(row + 1, 1, None, looks.section)
    return row + 2


def _lines(sheet: Any, row: int, head: str, lines: Iterable[str], looks: Looks) -> int:  # noqa: ANN401 - untyped
    """Write lines under a heading; nothing where there is none."""
    lines = tuple(lines)
    if not lines:
        return row
    row = _head(sheet, row, head, looks)
    for n, line in enumerate(lines):
        _tall(sheet, row + n, [line], [_TEXT_WIDTH])
        _text(sheet, row + n, 1, line, looks.text)
    return row + len(lines)


def _pairs(sheet: Any, row: int, pairs: Mapping[str, str], looks: Looks) -> int:  # noqa: ANN401 - untyped
    """Write names and values, and give the row after them."""
    for n, (name, value) in enumerate(pairs.items()):
        _text(sheet, row + n, 0, name, looks.label)
        _tall(sheet, row + n, [value], [_TEXT_WIDTH])
        _text(sheet, row + n, 1, value, looks.text)
    return row + len(pairs)


def _sheet(book: Any, brief: Brief, table: Reading, looks: Looks) -> None:  # noqa: ANN401 - untyped
    """Write one table: headings that stay in sight and filter, one row a row."""
    sheet = book.add_worksheet(_name(table.title))
    _furnish(sheet, brief)
    sheet.repeat_rows(0)
    names = [column.name for column in table.columns]
    kept = next((names.index(name) + 1 for name in _KEPT_IN_SIGHT if name in names), 0)
    sheet.freeze_panes(1, kept)
    widths = [_width(table, n, looks) for n in range(len(names))]
    _across(sheet, sum(widths), kept)
    _tall(sheet, 0, [f"{column.title} ▾" for column in table.columns], widths)
    for n, column in enumerate(table.columns):
        _text(sheet, 0, n, column.title, looks.heading)
        sheet.set_column(n, n, widths[n])
    for at, cells in enumerate(table.rows, start=1):
        _tall(sheet, at, [cell.value for cell in cells], widths)
        for n, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            _cell(sheet, (at, n), cell, column, looks)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    else:
        _text(sheet, 1, 0, table.nothing, looks.nothing)


def _cell(sheet: Any, at: tuple[int, int], cell: Cell, column: Column, looks: Looks) -> None:  # noqa: ANN401 - untyped
    """Write a cell in the type of its value, never in one that is guessed."""
    look = looks.of(column.holds, assumed=cell.assumed)
    match cell.value:
        case None:
            sheet.write_blank(*at, None, look)
        case str(text):
            _text(sheet, *at, text, look)
        case date() as day:
            sheet.write_datetime(*at, day, look)
        case number:
            sheet.write_number(*at, number, look)


def _text(sheet: Any, row: int, column: int, text: str, look: Any) -> None:  # noqa: ANN401 - untyped; a cell has a place, a text and a look
    sheet.write_string(row, column, short(plain(text), _LONGEST_CELL), look)


def _width(table: Reading, n: int, looks: Looks) -> float:
    """Give a column's width in letters, as wide as what it holds, up to a limit."""
    holds = table.columns[n].holds
    longest = max((looks.letters(row[n], holds) for row in table.rows), default=0)
    word = max(len(word) for word in table.columns[n].title.split())
    return min(_WIDEST, max(_NARROWEST, longest + 1, word + _MARK_ROOM))


def _tall(sheet: Any, row: int, texts: Iterable[object], widths: Iterable[float]) -> None:  # noqa: ANN401 - untyped
    """Make a row as tall as its longest text needs; not every program does so by itself."""
    lines = max(_lines_of(each, width) for each, width in zip(texts, widths, strict=True))
    sheet.set_row(row, min(_TALLEST, lines * _LINE + 2))


def _lines_of(text: object, width: float) -> int:
    """Count the lines that a text takes in a column of so many letters."""
    if not isinstance(text, str):
        return 1
    return max(1, len(wrap(text, max(1, int(width * _LETTERS_A_WIDTH)))))


def _across(sheet: Any, width: float, kept: int) -> None:  # noqa: ANN401 - untyped
    """Print a table across, on as many pages as keep it legible, each with the names."""
    sheet.set_landscape()
    sheet.fit_to_pages(ceil(width / _PAGE_WIDTH), 0)
    if kept:
        sheet.repeat_columns(0, kept - 1)


def _name(title: str) -> str:
    """Give a sheet's name; ours hold none of the letters that a name may not have."""
    return short(title, _LONGEST_SHEET_NAME)


def _furnish(sheet: Any, brief: Brief) -> None:  # noqa: ANN401 - untyped
    """Set a sheet up for paper, with the imprint on every page."""
    imprint = brief.imprint
    plan = plan_words(imprint, brief.say)
    sources = f"{imprint.credit} · {imprint.data}"
    sheet.set_paper(paper_of(brief.say))
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.8)
    sheet.set_header(f"&L&8 {_edge(imprint.title)} · {imprint.audience}&R&8 {imprint.standard}")
    sheet.set_footer(f"&L&8 {plan}\n {_edge(sources)}&R&8 &P / &N")


def _edge(text: str) -> str:
    """Give a text for the head or foot of a page, where ``&`` begins a code."""
    whole = plain(text)
    return short(whole, _LONGEST_EDGE - whole[:_LONGEST_EDGE].count("&")).replace("&", "&&")
