"""How things look on screen: texts from files made safe for Markdown, tables, days."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from briefing.spreadsheets.spreadsheet import shown
from i18n import Language

NOTHING = "–"  # where a table or a figure has no value
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$~:])")
_SPACES = re.compile(" {2,}")
_LONGEST = 400
_ROW, _TALLEST = 35, 620
_DAYS = {"fr": "DD/MM/YYYY", "en": "YYYY-MM-DD"}


def table_height(rows: int) -> int:
    """Give the height of a table in pixels: as tall as its rows, within what a screen shows."""
    return min(_TALLEST, _ROW * (rows + 1) + 3)


def day_style(say: Language) -> str:
    """Give the form in which an input or a column of days writes them."""
    return _DAYS[say.code]


def localized(*, width: int | None = None) -> Any:  # noqa: ANN401 - one of Streamlit's plain mappings
    """Give a column of numbers with decimals, written as the browser's language writes them."""
    return st.column_config.NumberColumn(width=width, format="localized")


def plain(text: str) -> str:
    """Show a text as it stands: no Markdown, no HTML, no formula, no icon; cut where endless."""
    line = _SPACES.sub(" ", "".join(c if shown(c) else " " for c in text)).strip(" ")
    short = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
    return _MARKS.sub(r"\\\1", short)
