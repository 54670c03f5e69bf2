"""A brief as a workbook: what an audience is told and no more, and no name is ever a formula."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import cache
from typing import Any

import openpyxl
import pytest

from briefing.content.audiences import Audience, columns_of
from briefing.content.brief import Brief, brief_of
from briefing.content.headings import HEADINGS
from briefing.content.reading import readings
from briefing.spreadsheets.workbook import workbook
from i18n import Language
from plans.plan import Plan
from plans.situation import assess
from tests.briefing.office_stories import EN, FR, HOSTILE, SEEN, told
from tests.stories import DAY, make_area

LANGUAGES = pytest.mark.parametrize("say", [EN, FR], ids=["en", "fr"])
AUDIENCES = pytest.mark.parametrize("audience", list(Audience))


@cache
def written(brief: Brief) -> bytes:
    """Write the workbook of a brief."""
    return workbook(brief)


@cache
def opened(brief: Brief) -> Any:  # noqa: ANN401 - a workbook as openpyxl has it
    """Open the workbook of a brief, to look and not to change."""
    return openpyxl.load_workbook(io.BytesIO(written(brief)))


def column(sheet: Any, title: str) -> list[Any]:  # noqa: ANN401 - the same
    """Give the cells below a heading."""
    (found,) = [cells for cells in sheet.iter_cols() if cells[0].value == title]
    return list(found[1:])


@AUDIENCES
@LANGUAGES
def test_an_audience_gets_the_sheets_and_columns_that_it_is_told(
    audience: Audience, say: Language
) -> None:
    brief = told(audience, say)
    book, tables = opened(brief), readings(brief)
    assert book.sheetnames == [say("Summary"), *(table.title for table in tables)]
    for table in tables:
        titles = [say(HEADINGS[table.name][c].title) for c in columns_of(table.name, audience)]
        row = [cell.value for cell in book[table.title][1]]
        assert row in (titles, [*titles, say("Id")])
        assert book[table.title].max_row == 1 + max(1, len(table.rows))


@AUDIENCES
def test_nothing_is_hidden(audience: Audience) -> None:
    content = written(told(audience, EN))
    for sheet in opened(told(audience, EN)):
        assert sheet.sheet_state == "visible"
        assert not any(each.hidden for each in sheet.column_dimensions.values())
        assert not any(each.hidden for each in sheet.row_dimensions.values())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        whole = b"".join(map(parts.read, parts.namelist())).decode()
    assert ("fficers" in whole) is (audience is Audience.CHIEF)
    assert ("Camus" in whole) is (audience is not Audience.PUBLIC_SAFE)


def test_no_name_becomes_a_formula_or_a_link() -> None:
    content = written(told(name=HOSTILE))
    held = 0
    for sheet in opened(told(name=HOSTILE)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None or cell.hyperlink.location
                if str(cell.value).startswith("="):
                    held += 1
                    assert cell.style.startswith("Normal")
                    assert cell.quotePrefix  # so that editing it leaves it a text
    assert held >= 4  # the zone, the place, the unit, the claim
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_a_name_is_whole_but_for_what_cannot_be_seen() -> None:
    book = opened(told(name=HOSTILE))
    assert SEEN in [cell.value for cell in column(book["Rest zones"], "Name")]


def test_a_figure_that_nobody_gave_stays_a_figure_and_bears_the_word() -> None:
    book = opened(told(say=FR))
    by_id = {cell.value: cell.row for cell in column(book["Affectation"], "Identifiant")}
    officers = {c.row: c for c in column(book["Affectation"], "Agents par vacation")}
    port, stade = officers[by_id["venue-port"]], officers[by_id["venue-stade"]]
    assert (port.value, stade.value) == (100, 380)
    assert '"(supposé)"' in port.number_format
    assert "supposé" not in stade.number_format


def test_numbers_and_days_follow_the_language() -> None:
    formats = {}
    for say in (EN, FR):
        sheet = opened(told(say=say))[say("Closures")]
        (last,) = column(sheet, say("Last day"))
        assert last.value == datetime(DAY.year, DAY.month, DAY.day)  # noqa: DTZ001 - a day as openpyxl reads it
        formats[say.code] = last.number_format
    assert formats == {"en": "[$-409]mmm d, yyyy", "fr": "[$-40C]d mmm yyyy"}


def test_heads_stay_in_sight_and_filter() -> None:
    sheet = opened(told())["Rest zones"]
    assert sheet.freeze_panes == "C2"  # below the heads, to the right of number and name
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}3"
    assert sheet.print_title_rows == "$1:$1"


def test_every_sheet_says_on_paper_what_it_is_a_snapshot_of() -> None:
    brief = told(name=HOSTILE)
    for sheet in opened(brief):
        foot = sheet.oddFooter.left.text
        assert brief.imprint.plan in foot
        assert brief.imprint.checksum in foot
        assert brief.imprint.credit in foot
        assert brief.imprint.standard in sheet.oddHeader.right.text
        assert "&P" in sheet.oddFooter.right.text


def test_the_first_sheet_has_imprint_figures_and_warnings() -> None:
    brief = told()
    cells = [cell.value for row in opened(brief)["Summary"].iter_rows() for cell in row]
    assert {brief.imprint.plan, brief.imprint.checksum, brief.imprint.audience} <= set(cells)
    assert set(brief.imprint.lines) <= set(cells)
    assert {each for pair in brief.figures for each in pair} <= set(cells)
    assert set(brief.warnings) <= set(cells)


def test_paper_follows_the_language() -> None:
    sizes = {say.code: opened(told(say=say)).active.page_setup.paperSize for say in (EN, FR)}
    assert sizes == {"en": 1, "fr": 9}  # Letter and A4


@LANGUAGES
def test_no_title_breaks_the_rules_for_names_of_sheets(say: Language) -> None:
    names = opened(told(say=say)).sheetnames
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert not any(name.endswith("…") for name in names)


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert workbook(told.__wrapped__()) == written(told())


def test_an_empty_plan_gives_a_clear_workbook() -> None:
    empty = brief_of(assess(make_area(), Plan(on=DAY)), audience=Audience.CHIEF, say=EN)
    book = opened(empty)
    assert book["Rest zones"]["A2"].value == "The plan has no rest zone."
    assert "earlier plan" in book["Changes"]["A2"].value
    assert book["Rest zones"].auto_filter.ref is None
