"""The table of travel times: a planner's own is read, or refused with file, row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.network.pace import Pace
from gis.network.pace_table import FILE, STANDARD_PACE, parse_pace, read_pace
from layers.errors import InputError, RowsError, UnreadableFileError

LINES = FILE.read_text(encoding="utf-8").splitlines()
SIGNAL = next(n for n, line in enumerate(LINES) if line.startswith("drive-signal,"))


def read(lines: list[str]) -> Pace:
    """Read a planner's own table."""
    return parse_pace("\n".join(lines).encode(), file="own.csv", like=STANDARD_PACE)


def with_cell(column: int, value: str) -> list[str]:
    """Give the standard table with one cell of the signal's row changed."""
    cells = ["drive-signal", "8", "s", "", "yes", ""]
    cells[column] = value
    return [*LINES[:SIGNAL], ",".join(cells), *LINES[SIGNAL + 1 :]]


def test_a_changed_value_is_read_and_the_others_stay() -> None:
    """Twelve seconds a signal."""
    own = read(with_cell(1, "12"))
    assert own.signal_s == 12
    assert own.junction_s == STANDARD_PACE.junction_s
    assert own != STANDARD_PACE
    assert own.digest != STANDARD_PACE.digest


def test_a_french_spreadsheet_saves_it_with_semicolons_and_decimal_commas() -> None:
    """And with the mark of its encoding before the first letter."""
    plain = ["key;value;unit;source;assumed;note"]
    plain += [
        f"{f.key};{f.value:g};{f.unit};{f.source};{'yes' if f.assumed else 'no'};".replace(".", ",")
        for f in STANDARD_PACE.figures
    ]
    own = parse_pace(("\ufeff" + "\r\n".join(plain)).encode(), file="own.csv", like=STANDARD_PACE)
    assert [f.value for f in own.figures] == [f.value for f in STANDARD_PACE.figures]


@pytest.mark.parametrize("value", ["-3", "", "ten", "nan", "inf", "601", "8 s"])
def test_a_wait_that_is_none_is_refused_with_its_place(value: str) -> None:
    """File, row, column and value, and what to give instead."""
    with pytest.raises(RowsError) as refused:
        read(with_cell(1, value))
    told = str(refused.value)
    assert f"own.csv, row {SIGNAL + 1}, column “value”: “{value}”" in told
    assert "between 0 and 600" in told


def test_a_speed_of_zero_is_refused_and_a_wait_of_zero_is_not() -> None:
    """Nobody would ever arrive."""
    with pytest.raises(RowsError, match="row 2, column “value”: “0”"):
        read([LINES[0], "drive-motorway,0,km/h,,yes,", *LINES[2:]])
    assert read(with_cell(1, "0")).signal_s == 0


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        (0, "drive-horse", "column “key”: “drive-horse”"),
        (0, "drive-junction", "give each key once"),
        (2, "km/h", "column “unit”: “km/h”"),
        (4, "perhaps", "column “assumed”: “perhaps”"),
        (4, "no", "column “source”"),
    ],
)
def test_other_cells_that_do_not_fit_are_named(column: int, value: str, told: str) -> None:
    """An unknown key, one twice, a foreign unit, no yes or no, a value that nobody says."""
    with pytest.raises(RowsError, match=told):
        read(with_cell(column, value))


def test_a_row_that_is_not_there_is_named() -> None:
    """By the key to add."""
    with pytest.raises(RowsError, match="“drive-signal” does not fit; add a row"):
        read([*LINES[:SIGNAL], *LINES[SIGNAL + 1 :]])


@pytest.mark.parametrize(
    "content",
    [b"", b"key,value\n", b"\xff\xfe\x00k", b"<html></html>", b"key,value\ndrive-signal,8"],
)
def test_what_is_no_table_is_told_so(content: bytes) -> None:
    """An empty file, headings alone, another encoding, a web page, columns that lack."""
    with pytest.raises(UnreadableFileError, match=r"own\.csv cannot be read"):
        parse_pace(content, file="own.csv", like=STANDARD_PACE)


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    """The command line names one."""
    with pytest.raises(UnreadableFileError, match=r"none\.csv"):
        read_pace(tmp_path / "none.csv", like=STANDARD_PACE)


@given(st.binary(max_size=200))
def test_no_content_breaks_it(content: bytes) -> None:
    """Whatever a file holds, it is refused in a sentence."""
    with pytest.raises(InputError):
        parse_pace(content, file="own.csv", like=STANDARD_PACE)
