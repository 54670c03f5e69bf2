"""The template of a sheet of force events, in the reader's language: CSV, or a workbook.

What it writes, ``plans/force_table.py`` reads back.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from briefing.spreadsheets.spreadsheet import Cell, csv_bytes, safe_text
from briefing.telling import kind_of
from i18n import Language, msg
from layers.area import Area
from layers.catalogue import DEMAND_LAYERS
from plans.force_words import HEADINGS, NO, YES
from plans.forces import Move

Kind = Literal["csv", "xlsx"]
MIMES: dict[Kind, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ROWS = 2_000  # as far as the lists of words reach down
_WIDEST = 50
_SHEETS = (msg("Force events"), msg("Places"), msg("Moves"))


def template(area: Area, *, on: date, say: Language, kind: Kind) -> bytes:
    """Give the template as a file: headings, and one row as an example that arrives on a day.

    A workbook also lists the places of the area, with their ids, and the words for moves.
    """
    headings = [say(title) for title in HEADINGS.values()]
    if kind == "csv":
        return csv_bytes(headings, [_example(area, on, say)], language=say)
    book = Workbook()
    events = book.active
    assert isinstance(events, Worksheet)  # noqa: S101 - a new workbook has one sheet
    _fill(events, say(_SHEETS[0]), [[*headings], _example(area, on, say)])
    places: list[list[Cell]] = [[say("Id"), say("Name"), say("Kind")], *_places(area, say)]
    _fill(book.create_sheet(), say(_SHEETS[1]), places)
    words = (HEADINGS["move"], *(move.label for move in Move))
    moves: list[list[Cell]] = [[say(word)] for word in words]
    _fill(book.create_sheet(), say(_SHEETS[2]), moves)
    _offer_words(events, say, places=len(places) - 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _example(area: Area, on: date, say: Language) -> list[Cell]:
    place = next((key for layer in DEMAND_LAYERS for key in area[layer].index), "")
    cells: dict[str, Cell] = {
        "unit": say("Example – take this row out"),
        "move": say(Move.ARRIVES.label),
        "on": on,
        "point": place,
        "officers": 30,
        "dogs": 2,
        "horses": 0,
        "vehicles": 6,
        "source": say("Order of the day"),
        "assumed": say(NO),
        "note": "",
    }
    return [cells[name] for name in HEADINGS]


def _places(area: Area, say: Language) -> list[list[Cell]]:
    return [
        [str(row.Index), safe_text(str(row.name or "")), say(kind_of(row, layer))]
        for layer in DEMAND_LAYERS
        for row in area[layer].itertuples()
    ]


def _fill(sheet: Worksheet, title: str, rows: list[list[Cell]]) -> None:
    """Write rows under bold headings that stay in sight, as wide as what they hold."""
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for n, column in enumerate(zip(*rows, strict=True), start=1):
        widest = max(len(str(cell)) for cell in column)
        sheet.column_dimensions[get_column_letter(n)].width = min(_WIDEST, widest + 3)


def _offer_words(sheet: Worksheet, say: Language, *, places: int) -> None:
    """Offer the words of three columns as lists to choose from; others may be typed as well."""
    lists = {
        "move": f"'{say(_SHEETS[2])}'!$A$2:$A${len(Move) + 1}",
        "assumed": f'"{say(YES)},{say(NO)}"',
    }
    if places:
        lists["point"] = f"'{say(_SHEETS[1])}'!$A$2:$A${places + 1}"
    for n, name in enumerate(HEADINGS, start=1):
        letter = get_column_letter(n)
        if name == "on":
            sheet.column_dimensions[letter].number_format = "yyyy-mm-dd"
        if name in lists:
            offered = DataValidation("list", formula1=lists[name], showErrorMessage=False)
            offered.add(f"{letter}2:{letter}{_ROWS}")
            sheet.add_data_validation(offered)
