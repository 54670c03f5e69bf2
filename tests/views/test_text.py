"""Texts from files are shown as they stand, whatever they hold; days as each language has them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import LANGUAGES, Language
from tests.data.truth import PROJECT
from views.text import day_style, plain, table_height


@pytest.mark.parametrize(
    "text",
    ["**bold**", "[a](javascript:x)", "<script>x</script>", "$x^2$", ":material/map:", "# title"],
)
def test_no_mark_of_markdown_is_left_bare(text: str) -> None:
    assert re.search(r"(?<!\\)[*<>\[\]()$:#`_]", plain(text)) is None
    assert plain(text).replace("\\", "") == text


def test_french_spaces_stay_and_control_characters_go() -> None:
    assert plain("« Lycée »\u00a0:\u202f12\x00\n") == "« Lycée »\u00a0\\:\u202f12"


@given(st.text())
def test_any_text_is_one_line_that_ends(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert len(shown) <= 800


def test_a_table_is_as_tall_as_its_rows_within_the_screen() -> None:
    assert table_height(0) < table_height(3) < table_height(1_000) == table_height(10_000)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_day_has_a_form_in_each_language(code: str) -> None:
    assert day_style(Language.of(code)) == {"fr": "DD/MM/YYYY", "en": "YYYY-MM-DD"}[code]


def tables() -> Iterator[tuple[str, ast.Call]]:
    """Give every call that draws a table, with the file and line where it stands."""
    for file in sorted((PROJECT / "views").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                "st.dataframe",
                "st.data_editor",
            }:
                yield f"{file.name}:{node.lineno}", node


def test_no_table_says_none_where_it_has_no_value() -> None:
    """Streamlit would, in English and on every screen."""
    found = dict(tables())
    assert len(found) > 20
    told = {at for at, call in found.items() if "placeholder" in {k.arg for k in call.keywords}}
    assert found.keys() - told == set()
