"""Tables are cut into slides: no row lost, none too low."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.content.reading import Cell, reading
from briefing.slides.grids import Grid, grid, parted
from tests.briefing.office_stories import EN, FR, HOSTILE, told

COLUMNS = ("number", "name", "commune", "officers", "worst_minutes")
ROWS = st.lists(st.tuples(st.text("ab é", max_size=300), st.integers(0, 99).map(str)), max_size=40)


def made(rows: list[tuple[str, str]]) -> Grid:
    """Give a table of two columns."""
    return Grid(("Name", "Officers"), tuple(rows), (200.0, 80.0), (False, True))


@settings(max_examples=20)
@given(ROWS)
def test_every_row_is_on_one_slide_in_its_order_and_fits(rows: list[tuple[str, str]]) -> None:
    parts = parted(made(rows), height=400)
    assert [row for part in parts for row in part.rows] == rows
    assert all(sum(part.heights) <= 400 or len(part.rows) == 1 for part in parts)
    for part, after in pairwise(parts):
        assert sum(part.heights) + after.heights[1] > 400  # no slide is left before it is full


def test_columns_share_the_whole_width() -> None:
    found = grid(reading(told(name=HOSTILE), "zones"), COLUMNS, width=800, say=EN)
    assert abs(sum(found.widths) - 800) < 0.01
    assert max(found.widths) == found.widths[1]  # the name has most to say


def test_figures_stay_on_one_line_and_bear_the_word() -> None:
    zones = reading(told(), "zones")
    found = grid(zones, COLUMNS, width=300, say=FR)
    officers = [row[3] for row in found.rows]
    assert "200 (supposé)" in officers
    assert found.figures == (False, False, False, True, True)
    figures = replace(found, rows=tuple(("", "", "", *row[3:]) for row in found.rows))
    assert len(set(figures.heights[1:])) == 1
    assert figures.heights[1] < 24


def test_columns_that_an_audience_is_not_told_are_not_there() -> None:
    zones = reading(told(), "zones")
    without = replace(zones, columns=zones.columns[:4], rows=tuple(r[:4] for r in zones.rows))
    assert grid(without, COLUMNS, width=800, say=EN).titles == ("No.", "Name", "Commune")


def test_a_text_that_is_too_long_is_cut_and_shows_it() -> None:
    zones = reading(told(), "zones")
    long = replace(zones, rows=tuple((*r[:1], Cell("x" * 5_000), *r[2:]) for r in zones.rows))
    found = grid(long, COLUMNS, width=800, say=EN)
    assert found.rows[0][1].endswith("x…")
    assert max(found.heights) < 396
