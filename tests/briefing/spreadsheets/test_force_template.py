"""The template of force events is in the reader's language, and comes back as it went."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from briefing.spreadsheets.force_template import MIMES, Kind, template
from i18n import LANGUAGES, Language
from layers.area import Area
from plans.force_preview import preview
from plans.force_table import read_forces
from plans.force_words import HEADINGS
from plans.forces import Move
from plans.plan import Plan
from tests.briefing.map_stories import make_varied_area
from tests.stories import DAY, make_area, make_point


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", MIMES)
def test_the_template_is_read_back_in_every_language(code: str, kind: Kind) -> None:
    say, area = Language.of(code), make_area()
    content = template(area, on=DAY, say=say, kind=kind)
    table = read_forces(content, file=f"template.{kind}", area=area)
    assert list(table.headings.values()) == [say(title) for title in HEADINGS.values()]
    assert table.passed_over == ()
    (event,) = preview(Plan(on=DAY), table).events
    assert (event.move, event.on, event.point) == (Move.ARRIVES, DAY, "venue-stade")


def test_a_workbook_lists_the_places_and_the_moves() -> None:
    area = make_varied_area()
    content = template(area, on=DAY, say=Language.of("en"), kind="xlsx")
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Force events", "Places", "Moves"]
    ids = [cell.value for cell in book["Places"]["A"]][1:]
    assert len(ids) == 5
    assert ids == [*area["venues"].index, *area["stations"].index, *area["airports"].index]
    assert [cell.value for cell in book["Moves"]["A"]][1:] == [str(move.label) for move in Move]


def test_the_lists_of_words_reach_from_the_second_row_down() -> None:
    content = template(make_area(), on=DAY, say=Language.of("fr"), kind="xlsx")
    offered = load_workbook(io.BytesIO(content)).worksheets[0].data_validations.dataValidation
    assert {str(each.sqref) for each in offered} == {"B2:B2000", "D2:D2000", "J2:J2000"}
    assert {each.showErrorMessage for each in offered} == {False}


def test_a_place_called_like_a_formula_runs_nowhere_and_is_found_again() -> None:
    area: Area = make_area(points=(make_point("X", 0.0) | {"name": "=1+1"},))
    content = template(area, on=DAY, say=Language.of("en"), kind="xlsx")
    cell = load_workbook(io.BytesIO(content))["Places"]["B2"]
    assert (cell.value, cell.data_type) == ("'=1+1", "s")
    row = b"unit,move,on,point,officers\nA,arrives,2024-07-26,'=1+1,5\n"
    (only,) = read_forces(row, file="a.csv", area=area).rows
    assert only.event.point == "venue-x"
