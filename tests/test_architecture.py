"""ARCHITECTURE.md describes the house that stands: rooms, arrows, dependencies, paths."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[1]
PAGE = (PROJECT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CONFIG: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
DOCUMENTS = (
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"),
    *("docs/cli.md", "docs/record.md", "docs/deploy.md"),
)
PACKAGES = ("i18n", "layers", "gis", "plans", "briefing", "commands", "views")
PRODUCT = ("app.py", "cli.py", *PACKAGES)
MADE = {"build", "dist", "test-results"}  # copies and traces, not rooms
MOST_LINES = 400
# The table of candidates has 29 checks that share their truth; each entry here is a debt.
LONGER: set[str] = set()
# What a dependency is imported as, where that is not its name.
IMPORTED_AS = {"python-pptx": "pptx"}
PATH = re.compile(r"`([\w.*/-]+(?:/|\.(?:py|js|css|md|toml|csv|po|lock|txt)))`")
VARIABLE = re.compile(r"BIVOUAC_[A-Z_]+")


def table(heading: str) -> list[str]:
    """Give the first cells of the table under a heading, without their backticks."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`]+)`", section, flags=re.MULTILINE)


def prose(document: str) -> str:
    """Give a document without its fenced blocks, which draw and do not name."""
    text = (PROJECT / document).read_text(encoding="utf-8")
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def python_files(*rooms: str) -> Iterator[Path]:
    """Give the Python files of some rooms; a room may be a file."""
    for room in rooms:
        place = PROJECT / room
        yield from (place,) if place.is_file() else sorted(place.rglob("*.py"))


@cache
def imported(file: Path) -> frozenset[str]:
    """Give the packages that a file imports anywhere, by their first name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return frozenset(names)


def rooms() -> set[str]:
    """Give the top-level modules, and the folders that hold code or pages: an area is no room."""
    folders = {each for each in PROJECT.glob("[!.]*/") if each.name not in MADE}
    written = {f"{each.name}/" for each in folders if any(map(_written, each.rglob("*")))}
    return written | {each.name for each in PROJECT.glob("*.py")}


def _written(file: Path) -> bool:
    return file.suffix in {".py", ".md"}


def declared() -> list[str]:
    """Give the name of every runtime and development dependency."""
    groups = CONFIG["dependency-groups"]
    wanted = [
        *CONFIG["project"]["dependencies"],
        *(each for every in groups.values() for each in every),
    ]
    return [re.split(r"[<>=!~\[; ]", each, maxsplit=1)[0] for each in wanted]


def test_every_room_is_told_and_every_told_room_stands() -> None:
    assert set(table("Rooms")) == rooms()


def test_the_arrows_on_the_page_are_those_that_are_held() -> None:
    contract = CONFIG["tool"]["importlinter"]["contracts"][0]
    assert " → ".join(contract["layers"]) in PAGE
    held = {name for level in contract["layers"] for name in level.split(" | ")}
    assert held == set(PACKAGES)


def test_every_dependency_has_its_reason_and_no_other_has() -> None:
    assert sorted(table("Dependencies")) == sorted(declared())


def test_every_import_of_the_product_is_declared() -> None:
    used = {name.lower() for file in python_files(*PRODUCT) for name in imported(file)}
    known = {IMPORTED_AS.get(each, each).lower() for each in declared()} | sys.stdlib_module_names
    ours = {"", "cli", "app", *PACKAGES}
    assert used - known - ours == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_is_named_exists(document: str) -> None:
    named = [path for path in PATH.findall(prose(document)) if "/" in path]
    # Made by `make`, or a place on the machine that runs it.
    named = [path for path in named if not path.startswith((".venv/", "/"))]
    assert [path for path in named if not list(PROJECT.glob(path.rstrip("/")))] == []


def test_the_page_names_paths_at_all() -> None:
    assert len(set(PATH.findall(prose("ARCHITECTURE.md")))) > 50


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_to_a_file_leads_there(document: str) -> None:
    place = PROJECT / document
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", place.read_text(encoding="utf-8"))
    assert [link for link in links if not (place.parent / link).exists()] == []


def test_app_is_short_and_decides_nothing() -> None:
    source = (PROJECT / "app.py").read_text(encoding="utf-8")
    logic = (
        *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
        *(ast.If, ast.IfExp, ast.For, ast.While, ast.Try, ast.Match, ast.comprehension),
    )
    assert len(source.splitlines()) < 100
    assert [node for node in ast.walk(ast.parse(source)) if isinstance(node, logic)] == []


def test_app_knows_the_views_alone() -> None:
    assert imported(PROJECT / "app.py").intersection(PRODUCT) == {"views"}


def test_the_command_line_never_looks_upstairs() -> None:
    known = set().union(*(imported(file) for file in python_files("cli.py", "commands")))
    assert known.isdisjoint({"views", "app", "streamlit"})
    assert imported(PROJECT / "cli.py").isdisjoint(PACKAGES)  # the commands come in when it runs
    program = imported(PROJECT / "commands" / "program.py")
    assert program.intersection(PACKAGES) == {"commands", "layers"}


def test_streamlit_is_known_upstairs_only() -> None:
    knowing = [
        file.relative_to(PROJECT).as_posix()
        for file in python_files(*PRODUCT)
        if "streamlit" in imported(file)
    ]
    assert {name.partition("/")[0] for name in knowing} == {"app.py", "views"}


def test_no_room_imports_the_tests() -> None:
    assert [f for f in python_files(*PRODUCT) if imported(f) & {"tests", "bench", "pytest"}] == []


def test_no_file_is_too_long() -> None:
    lines = {
        file.relative_to(PROJECT).as_posix(): len(file.read_text(encoding="utf-8").splitlines())
        for file in python_files(*PRODUCT, "tests", "bench")
    }
    assert {name for name, count in lines.items() if count > MOST_LINES} == LONGER


def test_every_variable_of_the_environment_is_documented() -> None:
    named = set().union(
        *(VARIABLE.findall(f.read_text(encoding="utf-8")) for f in python_files(*PRODUCT))
    )
    told = {name for page in ("README.md", "docs/cli.md") for name in VARIABLE.findall(prose(page))}
    assert named == told
    assert named
