"""Sheets as people save them are read cell by cell, and nothing in them is run or believed."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from layers.errors import BivouacError, UnreadableFileError
from layers.sources.sheets import MOST_BYTES, MOST_ROWS, Sheet, read_sheet

PLAIN = "nom,jour\nÉquipe 1,2024-07-26\n"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(*rows: list[Any]) -> bytes:
    """Give a workbook of one sheet."""
    book = Workbook()
    for n, row in enumerate(rows, start=1):
        for k, cell in enumerate(row, start=1):
            book.worksheets[0].cell(n, k, cell)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_sheet(xml: str) -> bytes:
    """Give a workbook whose sheet is what somebody wrote by hand."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(["a"], ["b"]))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for part in old.namelist():
            sheet = part == "xl/worksheets/sheet1.xml"
            new.writestr(part, xml if sheet else old.read(part))
    return stream.getvalue()


def read_or_told(content: bytes, file: str) -> str:
    """Give the file's name if it could be read, else what was told of it."""
    try:
        read_sheet(content, file=file)
    except BivouacError as error:
        return str(error)
    return file


def cells(sheet: Sheet) -> list[dict[str, Any]]:
    """Give the rows of a sheet."""
    return [dict(line.cells) for line in sheet.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_is_read_however_a_spreadsheet_saved_it(
    encoding: str, delimiter: str, end: str
) -> None:
    text = PLAIN.replace(",", delimiter).replace("\n", end)
    sheet = read_sheet(text.encode(encoding), file="unités.csv")
    assert sheet.headings == ("nom", "jour")
    assert cells(sheet) == [{"nom": "Équipe 1", "jour": "2024-07-26"}]


def test_rows_bear_the_number_that_a_person_sees() -> None:
    text = '\nnom,note\n\na,"two\nlines"\n,\nb,\n'
    assert [line.number for line in read_sheet(text.encode(), file="a.csv").lines] == [4, 7]
    book = workbook([], ["nom"], [], ["a"], [""], ["b"])
    assert [line.number for line in read_sheet(book, file="a.xlsx").lines] == [4, 6]


def test_a_workbook_gives_days_whole_numbers_and_texts() -> None:
    book = workbook(
        ["day", "moment", "n", "share", "yes", "text"],
        [date(2024, 7, 26), datetime(2024, 7, 26, 18, 30), 12.0, 1.5, True, "  a  "],  # noqa: DTZ001 - a cell has no zone
    )
    (row,) = cells(read_sheet(book, file="a.xlsx"))
    day = date(2024, 7, 26)
    assert row == {
        "day": day,
        "moment": day,
        "n": "12",
        "share": "1.5",
        "yes": "yes",
        "text": "a",
    }


def test_a_formula_is_not_run_and_its_last_value_is_read() -> None:
    formula = '<c r="A2" t="str"><f>WEBSERVICE("http://x")</f><v>120</v></c>'
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>n</t></is></c></row>'
    rows = f'{head}<row r="2">{formula}</row>'
    xml = f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>"
    assert cells(read_sheet(with_sheet(xml), file="a.xlsx")) == [{"n": "120"}]


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    assert cells(read_sheet(b"n\n=1+1\n'=1+1\n'tis\n", file="a.csv")) == [
        {"n": "=1+1"},
        {"n": "=1+1"},  # the apostrophe was our own, from an export
        {"n": "'tis"},
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no row"),
        (b"nom,jour\n", "no row"),
        (b"nom,nom\na,b\n", "heading twice: nom"),
        (b"nom\na,b\n", "row 2 has a cell under no heading"),
        (b"nom,\na,b\n", "row 2 has a cell under no heading"),
        ("nom\nÉ\n".encode("utf-16"), "no table of texts"),
        (b"nom\n\x81\n", "no table of texts"),
        (b'nom\n"a\n', "no table of texts"),
        (b"n\n" * (MOST_ROWS + 3), "more than 2000 rows"),
        (b" " * (MOST_BYTES + 1), "larger than 2 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old workbook"),
        (b"PK\x03\x04nothing", "damaged"),
    ],
)
def test_what_is_no_sheet_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason) as caught:
        read_sheet(content, file="brought.csv")
    assert "brought.csv" in str(caught.value)


def test_a_small_file_that_unpacks_without_end_is_not_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 60_000_000)
    assert len(stream.getvalue()) < MOST_BYTES
    with pytest.raises(UnreadableFileError, match="unpacks to more"):
        read_sheet(stream.getvalue(), file="bomb.xlsx")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>', "more than 2000 rows"),
        ('<row r="2"><c r="XFD2"><v>1</v></c></row>', "row 2 has a cell under no heading"),
    ],
)
def test_a_cell_far_out_is_told_and_not_walked_to(row: str, reason: str) -> None:
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>n</t></is></c></row>'
    xml = f"<worksheet {NAMESPACE}><sheetData>{head}{row}</sheetData></worksheet>"
    with pytest.raises(UnreadableFileError, match=reason):
        read_sheet(with_sheet(xml), file="far.xlsx")


def test_entities_that_multiply_are_refused() -> None:
    grown = "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    text = '<row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>'
    kinds = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{grown}]>'
    xml = f"{kinds}<worksheet {NAMESPACE}><sheetData>{text}</sheetData></worksheet>"
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_sheet(with_sheet(xml), file="lol.xlsx")


@given(
    places=st.lists(st.integers(0, 10_000), min_size=1, max_size=20),
    letters=st.binary(min_size=20, max_size=20),
    end=st.integers(0, 10_000),
)
def test_a_damaged_workbook_is_read_or_told(places: list[int], letters: bytes, end: int) -> None:
    whole = bytearray(workbook(["nom", "jour"], ["a", date(2024, 7, 26)]))
    for place, letter in zip(places, letters, strict=False):
        whole[place % len(whole)] = letter
    assert "hurt.xlsx" in read_or_told(bytes(whole[: max(end, 1)]), "hurt.xlsx")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    assert "any.csv" in read_or_told(content, "any.csv")
