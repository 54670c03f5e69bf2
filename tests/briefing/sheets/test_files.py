"""The sheets as files: sound, searchable, the same bytes, whatever the names are."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from matplotlib import image

from briefing.content.audiences import Audience
from briefing.sheets.changes import changes_pdf
from briefing.sheets.files import sheets_pdf, sheets_png
from briefing.sheets.lettering import MISSING, missing, plain, width, wrap
from briefing.sheets.plan_of_sheets import sheets_of
from tests.briefing.office_stories import told
from tests.briefing.pdf_tools import tool
from tests.briefing.sheets.sheet_stories import empty_brief, hostile_brief, paris_brief


@cache
def overview() -> bytes:
    """Give the overview of Paris as a PDF."""
    brief = paris_brief()
    return sheets_pdf(brief, sheets=sheets_of(brief)[:1])


@cache
def hostile() -> bytes:
    """Give the sheets of a street whose eight zones crowd and bear names that mean harm."""
    return sheets_pdf(hostile_brief(), paper="A4")


def test_a_pdf_is_sound_and_its_letters_are_in_it(tmp_path: Path) -> None:
    data = overview()
    assert "No syntax" in tool("qpdf", "--check", "FILE", data=data, folder=tmp_path)
    _, _, *rows = tool("pdffonts", "FILE", data=data, folder=tmp_path).splitlines()
    assert rows
    for row in rows:
        assert "TrueType" in row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, a subset, to be searched


def test_names_can_be_searched(tmp_path: Path) -> None:
    brief = paris_brief()
    text = tool("pdftotext", "-layout", "FILE", "-", data=overview(), folder=tmp_path)
    assert "Zones de repos – Paris 2024" in text
    assert f"somme de contrôle {brief.imprint.checksum} · page 1 sur 1" in text


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert sheets_pdf(hostile_brief(), paper="A4") == hostile()
    assert b"CreationDate" not in hostile()
    assert b"CreationDate" not in overview()


def test_pictures_have_the_paper_s_size() -> None:
    brief = empty_brief()
    ((name, data),) = sheets_png(brief, paper="A4", dpi=60).items()
    assert name == "01-overview.png"
    assert image.imread(io.BytesIO(data)).shape[:2] == (496, 701)


def test_hostile_names_are_text_and_nothing_else(tmp_path: Path) -> None:
    assert b"/JavaScript" not in hostile()
    text = tool("pdftotext", "-raw", "FILE", "-", data=hostile(), folder=tmp_path)
    for name in ("<script>alert(1)</script>", "=cmd|'/c calc'!A1", "../../etc/passwd"):
        assert name in text
    assert "$\\frac{1}{0}$" in text
    assert "U+4E1C, U+4EAC" in text
    assert "U+1F389" in text
    assert text.count("x") >= 200


def test_what_the_font_lacks_is_a_square_and_is_told() -> None:
    assert plain("东京 Paris\n\x07") == f"{MISSING * 2} Paris"
    assert missing(["东京", "Paris"]) == ("U+4E1C", "U+4EAC")
    assert missing(["مدرسة", "בית", "Школа", "Œuvre"]) == ()


@pytest.mark.parametrize("text", ["Lycée Voltaire et collège", "x" * 200, "", "a b"])
def test_wrapped_lines_fit_and_lose_nothing(text: str) -> None:
    lines = wrap(text, 7, 20)
    assert all(width(line, 7) <= 20 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_the_public_s_sheets_do_not_speak_of_zones(tmp_path: Path) -> None:
    data = sheets_pdf(told(Audience.PUBLIC_SAFE))
    text = tool("pdftotext", "-layout", "FILE", "-", data=data, folder=tmp_path)
    assert "Venues, stations and airports" in text
    assert "zone" not in text.lower()


def test_the_sheet_of_changes_tells_what_became_of_each_zone(tmp_path: Path) -> None:
    brief = told()
    text = tool("pdftotext", "-raw", "FILE", "-", data=changes_pdf(brief), folder=tmp_path)
    assert "Zone added: 1" in text
    assert "Zone kept: 1" in text
    assert "Zone dropped" not in text
    assert "Compared with the plan of Jul 20, 2024" in text
    assert len(brief["moved"]) > 0
    assert "Demand points with another zone" in text


@pytest.mark.parametrize(
    ("compared", "sentence"),
    [
        (True, "Nothing changed since the last briefing."),
        (False, "No earlier plan was given to compare with."),
    ],
)
def test_where_nothing_changed_the_sheet_says_so(
    tmp_path: Path, sentence: str, *, compared: bool
) -> None:
    data = changes_pdf(empty_brief(compared=compared))
    text = tool("pdftotext", "FILE", "-", data=data, folder=tmp_path)
    assert sentence in text
