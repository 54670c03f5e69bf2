"""A sheet that a person filled in, CSV or XLSX, becomes lines of plain cells.

CSV is read as spreadsheets save it: UTF-8 with or without its mark, or Windows-1252; commas,
semicolons or tabs. Of a workbook the first sheet counts, and of a cell its value: a formula is
never run, only what the spreadsheet last wrote beside it is read.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from i18n import Message, msg
from layers.errors import UnreadableFileError

MOST_BYTES = 2_000_000
MOST_ROWS = 2_000
_MOST_UNPACKED = 50_000_000  # a workbook is a packed file: a small one may unpack without end
_MOST_LINES = 100_000  # empty lines among the rows count too
_MOST_COLUMNS = 100
_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # .xls, or a workbook under a password
_DELIMITERS = ",;\t"
# What openpyxl raises for a damaged workbook: it checks nothing, and fails where it stands.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, EOFError, OSError),
    *(ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError),
    *(NotImplementedError, RuntimeError, AssertionError),
)

Cell = str | date


@dataclass(frozen=True)
class Line:
    """One row with anything in it; ``number`` is the line that a person sees in the file."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet, each cell under the heading of its column."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def read_sheet(content: bytes, *, file: str) -> Sheet:
    """Read a file by what it is, whatever its name says.

    Texts are stripped, dates are days, other values are texts. Raises UnreadableFileError for what
    is no such file, is too large, has no rows, or has a heading twice.
    """
    if len(content) > MOST_BYTES:
        raise _unreadable(file, msg("it is larger than {n} MB", n=MOST_BYTES // 1_000_000))
    if content.startswith(_OLD_WORKBOOK):
        raise _unreadable(file, msg("it is an old workbook (.xls), or one with a password"))
    rows = _workbook(content, file) if content.startswith(_ZIP) else _text(content, file)
    filled = [(n, row) for n, row in rows if any(cell != "" for cell in row)]
    if len(filled) > MOST_ROWS + 1:
        raise _unreadable(file, msg("it has more than {n} rows", n=MOST_ROWS))
    if len(filled) < 2:  # noqa: PLR2004 - headings, and one row
        raise _unreadable(file, msg("it has no row below its headings"))
    return _sheet(filled, file)


def _sheet(filled: Sequence[tuple[int, Sequence[Cell]]], file: str) -> Sheet:
    headings = [str(cell) for cell in filled[0][1]]
    named = [heading for heading in headings if heading]
    twice = tuple(dict.fromkeys(each for each in named if named.count(each) > 1))
    if twice:
        raise _unreadable(file, msg("it has a heading twice: {words}", words=twice))
    lines = (Line(n, MappingProxyType(_under(headings, row, n, file))) for n, row in filled[1:])
    return Sheet(tuple(named), tuple(lines))


def _under(headings: Sequence[str], row: Sequence[Cell], number: int, file: str) -> dict[str, Cell]:
    """Put the cells of a row under their headings; a cell that stands under none is refused."""
    if any(cell != "" for cell in row[len(headings) :]) or any(
        cell != "" and not heading for cell, heading in zip(row, headings, strict=False)
    ):
        raise _under_none(number, file)
    padded = [*row, *[""] * (len(headings) - len(row))]
    return {name: cell for name, cell in zip(headings, padded, strict=False) if name}


def _text(content: bytes, file: str) -> list[tuple[int, list[Cell]]]:
    try:
        text = _decoded(content)
        first = text.lstrip("\r\n").partition("\n")[0]
        delimiter = max(_DELIMITERS, key=first.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [(n, [_plain(cell) for cell in row]) for n, row in _numbered(reader)]
    except (ValueError, csv.Error) as cause:
        raise _unreadable(file, msg("it is no table of texts")) from cause


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the line on which it begins: a cell may hold several lines."""
    begins = 1
    for row in reader:
        yield begins, row
        begins = int(reader.line_num) + 1  # type: ignore[attr-defined] # a csv reader has it


def _decoded(content: bytes) -> str:
    """Read UTF-8, else the letters of a French Windows; raises ValueError for neither."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    if "\0" in text:  # UTF-16, or no text at all
        message = "NUL in a text"
        raise ValueError(message)
    return text


def _workbook(content: bytes, file: str) -> list[tuple[int, list[Cell]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > _MOST_UNPACKED:
            raise _unreadable(file, msg("it unpacks to more than it should"))
        with warnings.catch_warnings():  # of styles and extensions that do not concern the values
            warnings.simplefilter("ignore")
            return _first_sheet(content, file)
    except UnreadableFileError:
        raise
    except _BROKEN as cause:
        raise _unreadable(file, msg("it is no workbook, or a damaged one")) from cause


def _first_sheet(content: bytes, file: str) -> list[tuple[int, list[Cell]]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a sheet says of its own size need not be so
        rows: Iterable[tuple[object, ...]] = sheet.iter_rows(values_only=True)
        found = []
        for number, row in enumerate(rows, start=1):
            if number > _MOST_LINES:
                raise _unreadable(file, msg("it has more than {n} rows", n=MOST_ROWS))
            if any(cell is not None for cell in row[_MOST_COLUMNS:]):
                raise _under_none(number, file)
            if any(cell is not None for cell in row):
                found.append((number, [_value(cell) for cell in row[:_MOST_COLUMNS]]))
        return [(number, _without_tail(row)) for number, row in found]
    finally:
        book.close()


def _value(cell: object) -> Cell:
    """Give a value of a workbook as a day or a text: 12.0 is what a spreadsheet calls 12."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case datetime():
            return cell.date()
        case date():
            return cell
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return _plain(str(cell))


def _plain(text: str) -> str:
    """Strip a text, and take off the apostrophe that disarmed one that looks like a formula."""
    bare = text.strip()
    return bare[1:] if bare[:1] == "'" and bare[1:2] in {"=", "+", "-", "@", "|", "%"} else bare


def _without_tail(row: list[Cell]) -> list[Cell]:
    while row and row[-1] == "":
        row.pop()
    return row


def _under_none(number: int, file: str) -> UnreadableFileError:
    return _unreadable(file, msg("row {row} has a cell under no heading", row=str(number)))


def _unreadable(file: str, reason: Message) -> UnreadableFileError:
    return UnreadableFileError(
        msg("{file} cannot be read as a sheet: {reason}.", file=file, reason=reason),
        msg("Save it as CSV (UTF-8) or XLSX, with one line of headings, and load it again."),
    )
