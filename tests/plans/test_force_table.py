"""A sheet of force events is taken whole or not at all, and each wrong cell is named."""

from __future__ import annotations

from datetime import date

import pytest

from gis.strength import Strength
from i18n import LANGUAGES, Language
from layers.errors import Defect, RowsError, UnreadableFileError
from plans.force_table import ForceTable, read_forces
from plans.force_words import HEADINGS, column_of, move_of, truth_of
from plans.forces import ForceEvent, Move
from tests.stories import make_area, make_point

HEAD = "unit,move,on,point,officers,dogs,horses,vehicles,source,assumed,note\n"
JULY = date(2024, 7, 26)
AREA = make_area(
    points=(
        make_point("Stade", 0.0),
        make_point("Gare", 0.5) | {"id": "venue-gare-nord"},
        make_point("Gare", 0.6) | {"id": "venue-gare-sud"},
        make_point("L’Île", 1.0) | {"id": "venue-ile"},
    )
)


def read(text: str) -> ForceTable:
    """Read a sheet of Villebourg."""
    return read_forces(text.encode(), file="forces.csv", area=AREA)


def defects(text: str) -> tuple[Defect, ...]:
    """Give the cells of a sheet that do not fit."""
    with pytest.raises(RowsError) as caught:
        read(text)
    return caught.value.defects


def test_a_row_becomes_an_event() -> None:
    row = "CRS 8,arrives,2024-07-26,venue-stade,60,2,1,12,order 12,yes,place guessed\n"
    (only,) = read(HEAD + row).rows
    assert only.line == 2
    assert only.event == ForceEvent(
        "CRS 8",
        Move.ARRIVES,
        JULY,
        "venue-stade",
        Strength(60, 2, 1, 12),
        "order 12 – place guessed",
        assumed=True,
    )


def test_french_words_are_read_on_any_screen() -> None:
    text = "Unité;Mouvement;Date;Lieu;Agents;Chiens;Chevaux;Véhicules;Supposé\n"
    text += "CRS 8;arrivée;26/07/2024;STADE ;1 200;;;;oui\nCRS 8;part;1/8/2024;;;;;;non\n"
    arrives, leaves = (row.event for row in read(text).rows)
    assert (arrives.move, arrives.on, arrives.point) == (Move.ARRIVES, JULY, "venue-stade")
    assert arrives.strength.officers == 1_200
    assert arrives.assumed
    assert (leaves.move, leaves.on) == (Move.LEAVES, date(2024, 8, 1))
    assert not leaves.assumed


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_heading_and_word_of_a_language_is_read(code: str) -> None:
    say = Language.of(code)
    assert [column_of(say(title)) for title in HEADINGS.values()] == list(HEADINGS)
    assert [move_of(say(move.label)) for move in Move] == list(Move)


def test_no_word_means_two_things() -> None:
    assert move_of("arrive") is Move.ARRIVES
    assert move_of("départ") is Move.LEAVES
    assert truth_of("vrai") is True
    assert truth_of("") is False
    assert truth_of("perhaps") is None


def test_a_place_is_meant_by_its_id_or_its_whole_name() -> None:
    rows = "A,arrives,2024-07-26,venue-gare-sud,1\nB,arrives,2024-07-26,l'île,1\n"
    table = read("unit,move,on,point,officers\n" + rows)
    assert [row.event.point for row in table.rows] == ["venue-gare-sud", "venue-ile"]


def test_a_name_that_two_places_bear_is_refused_with_their_ids() -> None:
    (defect,) = defects(HEAD + "A,arrives,2024-07-26,Gare,1,,,,,,\n")
    assert (defect.row, defect.column, defect.value) == (2, "point", "Gare")
    assert "venue-gare-nord, venue-gare-sud" in str(defect.remedy)


@pytest.mark.parametrize(
    ("row", "column", "remedy"),
    [
        (",leaves,2024-07-26,,,,,,,,", "unit", "name the unit"),
        ("A,flies,2024-07-26,,,,,,,,", "move", "use one of: arrives, leaves"),
        ("A,leaves,26.7.24,,,,,,,,", "on", "write a day"),
        ("A,leaves,31/06/2024,,,,,,,,", "on", "write a day"),
        ("A,leaves,07/26/2024,,,,,,,,", "on", "write a day"),
        ("A,arrives,2024-07-26,Nowhere,5,,,,,,", "point", "whole name of a venue"),
        ("A,arrives,2024-07-26,,5,,,,,,", "point", "give the place"),
        ("A,leaves,2024-07-26,venue-stade,,,,,,,", "point", "takes no place"),
        ("A,arrives,2024-07-26,venue-stade,,,,,,,", "officers", "say how many"),
        ("A,moves,2024-07-26,venue-stade,,3,,,,,", "dogs", "takes no strength"),
        ("A,reduced,2024-07-26,,-5,,,,,,", "officers", "whole number between 0"),
        ("A,reduced,2024-07-26,,1.5,,,,,,", "officers", "whole number between 0"),
        ("A,reduced,2024-07-26,,٣,,,,,,", "officers", "whole number between 0"),
        ("A,reduced,2024-07-26,,,,1000000,,,,", "horses", "whole number between 0"),
        ("A,leaves,2024-07-26,,,,,,,maybe,", "assumed", "use one of: yes, no"),
        ("A,leaves,2024-07-26,,,,,," + "x" * 501 + ",,", "source", "at most 500 letters"),
        ("x" * 121 + ",leaves,2024-07-26,,,,,,,,", "unit", "at most 120 letters"),
        ("A\x07B,leaves,2024-07-26,,,,,,,,", "unit", "cannot be seen"),
        ("A,leaves,2024-07-26,,,,,,,,\u202eabc", "note", "cannot be seen"),
    ],
)
def test_a_cell_that_does_not_fit_is_named(row: str, column: str, remedy: str) -> None:
    (defect,) = defects(HEAD + row + "\n")
    assert (defect.file, defect.row, defect.column) == ("forces.csv", 2, column)
    assert remedy in str(defect.remedy)
    assert defect.value.isprintable()
    assert len(defect.value) <= 60


def test_one_wrong_cell_refuses_the_sheet_and_all_wrong_cells_are_named() -> None:
    rows = "A,arrives,2024-07-26,venue-stade,5,,,,,,\n,flies,soon,,,,,,,,\nB,leaves,,,,,,,,,\n"
    found = [(defect.row, defect.column) for defect in defects(HEAD + rows)]
    assert found == [(3, "unit"), (3, "move"), (3, "on"), (4, "on")]


def test_a_row_that_stands_twice_is_named() -> None:
    row = "A,reinforced,2024-07-26,,5,,,,{},,\n"
    (defect,) = defects(HEAD + row.format("an order") + row.format("another"))
    assert defect.row == 3
    assert "row 2 says the same" in str(defect.remedy)


def test_errors_speak_of_the_heading_that_the_file_has() -> None:
    (defect,) = defects("unité;mouvement;jour\nA;part;demain\n")
    assert defect.column == "jour"


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("unit,on", "lacks the headings: Move"),
        ("when,what", "lacks the headings: Unit, Move, Date"),
        ("unit,move,on,jour", "two headings mean the same: on, jour"),
    ],
)
def test_a_sheet_without_its_headings_is_no_table(head: str, reason: str) -> None:
    row = ",".join("a" for _ in head.split(","))
    with pytest.raises(UnreadableFileError, match=reason):
        read(f"{head}\n{row}\n")


def test_a_heading_that_means_nothing_is_passed_over_and_told() -> None:
    table = read("unit,move,on,colour\nA,leaves,2024-07-26,blue\n")
    assert table.passed_over == ("colour",)


def test_a_unit_called_like_a_formula_keeps_its_name() -> None:
    (row,) = read(HEAD + '"=HYPERLINK(""x"")",leaves,2024-07-26,,,,,,,,\n').rows
    assert row.event.unit == '=HYPERLINK("x")'
