"""A name from a file cannot run in a spreadsheet, and numbers stay numbers."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.spreadsheets.spreadsheet import Cell, csv_bytes, safe_text
from i18n import Language

FRENCH, ENGLISH = Language.of("fr"), Language.of("en")


def read(table: bytes, delimiter: str) -> list[list[str]]:
    """Read a table as a spreadsheet would."""
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=delimiter))


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("http://x","y")',
        "+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u00a0=1",
        "|cmd",
        "\uff1d1",
    ],
)
def test_a_formula_is_disarmed(name: str) -> None:
    assert safe_text(name).startswith("'")


@pytest.mark.parametrize("name", ["Gymnase Jean-Jaurès", "Lycée 2=2", "شارع", "", "L’École"])
def test_an_honest_name_is_left_alone(name: str) -> None:
    assert safe_text(name) == name


def test_french_tables_open_in_a_french_spreadsheet() -> None:
    row: list[Cell] = ["Lycée", 12.5, 3, None, float("nan"), date(2024, 7, 26)]
    table = csv_bytes(["Nom", "Minutes", "n", "a", "b", "le"], [row], language=FRENCH)
    assert table.startswith("\ufeff".encode())
    assert read(table, ";")[1] == ["Lycée", "12,50", "3", "", "", "2024-07-26"]


def test_a_negative_number_stays_a_number() -> None:
    assert read(csv_bytes(["x"], [[-3], [-2.5]], language=ENGLISH), ",")[1:] == [["-3"], ["-2.50"]]


@given(st.lists(st.text(max_size=40), min_size=2, max_size=4))
def test_no_text_ever_begins_a_formula_or_breaks_the_table(names: list[str]) -> None:
    rows = read(csv_bytes(["h"] * len(names), [names], language=ENGLISH), ",")
    assert len(rows) == 2
    assert len(rows[1]) == len(names)
    for cell in rows[1]:
        assert not cell.lstrip(" ").startswith(("=", "+", "-", "@"))
        assert "\n" not in cell
