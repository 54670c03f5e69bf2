"""Pins, commands and the page of the command line say what is so."""

from __future__ import annotations

import json
import os
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer.main
from typer.testing import CliRunner

from commands.program import app
from gis.screening import RULES
from gis.travel import Answer
from layers.area_folder import write_area
from layers.catalogue import LAYERS
from layers.library import Library
from plans.database import database_of
from plans.entry import Act
from plans.events import ZonePicked
from plans.plan import first_plan
from plans.record import Record
from tests.stories import make_area
from tests.test_architecture import DOCUMENTS, prose

PROJECT = Path(__file__).parents[1]
CONFIG: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
PAGE = (PROJECT / "docs" / "cli.md").read_text(encoding="utf-8")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock")


def commands(group: Any, before: str = "") -> dict[str, Any]:  # noqa: ANN401 - a class that typer keeps to itself
    """Give every command by its words, those of a group behind the group's."""
    found: dict[str, Any] = {}
    for name in group.list_commands(None):
        each = group.get_command(None, name)
        inner = hasattr(each, "list_commands")
        found |= commands(each, f"{before}{name} ") if inner else {f"{before}{name}": each}
    return found


COMMANDS = commands(typer.main.get_command(app))
EVERY_LOCK = pytest.mark.parametrize("lock", LOCKS)
EVERY_COMMAND = pytest.mark.parametrize("command", COMMANDS)


def pins(lock: str) -> dict[str, str]:
    """Give the block of each pinned package, by its name as indexes compare it."""
    text = (PROJECT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return {plain(block.partition("==")[0]): block for block in blocks if "==" in block}


def plain(requirement: str) -> str:
    """Give the name in a requirement, in lower case and with dashes."""
    name = re.split(r"[<>=!~\[; ]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def section(command: str) -> str:
    """Give what the page says of one command."""
    return PAGE.partition(f"\n## bivouac {command}\n")[2].partition("\n## ")[0]


def first_cells(command: str, heading: str) -> list[str]:
    """Give the first cells of a command's table with this heading in its first column."""
    _, _, rest = section(command).partition(f"\n| {heading} |")
    return re.findall(r"^\| `([^`]+)`", rest.partition("\n\n")[0], flags=re.MULTILINE)


def options(command: str) -> list[str]:
    """Give the options of a command as the program knows them."""
    found = [p for p in COMMANDS[command].params if p.param_type_name == "option"]
    return [word for option in found for word in (*option.opts, *option.secondary_opts)]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each command prints with ``--json``, on a small area or on the example."""
    folder = tmp_path_factory.mktemp("cli")
    area, pick = str(folder / "villebourg"), ("--pick", "site-arago")
    write_area(make_area(), Path(area))
    kept, home = str(folder / "kept.db"), folder / "home"
    Library(home / "areas").keep(make_area())
    Record(database_of(None, home)).append("villebourg", Act("anna", (ZonePicked("site-arago"),)))
    lines, table = str(folder / "record.jsonl"), str(folder / "table.npz")
    plan = str(folder / "plan.json")
    decided = replace(first_plan(make_area()), picks=("site-arago", "site-balzac"))
    Path(plan).write_text(json.dumps(decided.as_json()), encoding="utf-8")
    np.savez(table, cost=np.array([[1, 9], [9, 2], [4, 4]]))
    words = {
        "load": ("paris2024", "--out", str(folder / "paris")),
        "screen": (area,),
        "travel": (area, "--out", str(folder / "travel.parquet")),
        "coverage": (area, *pick),
        "propose": (area, "--model", "p-median", "--zones", "2"),
        "replan": (area, "--plan", plan, "--lose", "site-balzac"),
        "solve-table": (table, "--model", "p-median", "--zones", "2"),
        "export": (area, *pick, "--html", str(folder / "map.html")),
        "brief": (
            *(area, "--plan", plan, "--audience", "partner"),
            *("--only", "gpx", "--out", str(folder / "pack")),
        ),
        "record export": ("villebourg", "--out", lines),
        "record backup": (kept,),
        "record restore": (kept,),
        "audit": (lines,),
        "plan as-of": ("2024-07-03", "--record", lines),
        "role list": (),
        "role set": ("anna", "chief"),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIVOUAC_HOME", str(home))
        patch.delenv("BIVOUAC_DATABASE_URL", raising=False)
        return {command: answer(*command.split(), *rest) for command, rest in words.items()}


def answer(*words: str) -> dict[str, Any]:
    """Run a command that must succeed, and give the one object it prints."""
    done = CliRunner().invoke(app, [*words, "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@EVERY_LOCK
def test_every_pin_is_exact_and_carries_hashes(lock: str) -> None:
    blocks = pins(lock)
    assert blocks
    assert [name for name, block in blocks.items() if "--hash=sha256:" not in block] == []


@EVERY_LOCK
@pytest.mark.parametrize("word", ["://", "index-url", "find-links", "trusted-host"])
def test_a_lock_names_no_index_and_no_host(lock: str, word: str) -> None:
    assert word not in (PROJECT / lock).read_text(encoding="utf-8")


def test_every_dependency_is_pinned() -> None:
    groups = CONFIG["dependency-groups"]
    runtime = [*CONFIG["project"]["dependencies"], *groups["build"]]
    assert {plain(each) for each in runtime} <= pins("requirements.lock").keys()
    developing = {plain(each) for each in (*runtime, *groups["install"], *groups["dev"])}
    assert developing <= pins("requirements-dev.lock").keys()


def test_what_installs_is_pinned_as_it_is_for_tests() -> None:
    (name,) = CONFIG["dependency-groups"]["install"]
    assert list(pins("requirements-uv.lock")) == [plain(name)]
    assert pins("requirements-uv.lock")[plain(name)] in pins("requirements-dev.lock").values()


def test_tests_run_on_the_versions_that_people_run() -> None:
    people, tests = pins("requirements.lock"), pins("requirements-dev.lock")
    version = re.compile(r"==([^\s;\\]+)")
    named = {name: version.findall(block)[0] for name, block in people.items()}
    assert {name: version.findall(tests[name])[0] for name in named} == named


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_is_named_exists(document: str) -> None:
    text = prose(document)
    named = set(re.findall(r"(?:`|^    )make ([a-z]+)", text, flags=re.MULTILINE))
    assert named <= set(re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE))


def test_the_two_commands_are_there_and_named_first() -> None:
    assert re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE)[:2] == ["run", "test"]


def test_ci_runs_what_a_newcomer_runs() -> None:
    script = PROJECT / ".ci" / "run"
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "exec make test"
    assert os.access(script, os.X_OK)


def test_hooks_before_a_commit_need_no_network() -> None:
    hooks = (PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"repo: *(\S+)", hooks)) == {"local"}
    entries = re.findall(r"entry: *(\S+)", hooks)
    assert len(entries) >= 3
    assert all(entry.startswith(".venv/bin/") for entry in entries)


def test_the_changelog_knows_this_version() -> None:
    headings = re.findall(r"^## (.+)$", prose("CHANGELOG.md"), flags=re.MULTILINE)
    assert any(CONFIG["project"]["version"] in heading for heading in headings)


def test_the_page_tells_every_command_and_no_other() -> None:
    assert re.findall(r"^## bivouac (.+)$", PAGE, flags=re.MULTILINE) == list(COMMANDS)


@EVERY_COMMAND
def test_the_page_tells_every_option_and_no_other(command: str) -> None:
    assert sorted(first_cells(command, "option")) == sorted(options(command))


@EVERY_COMMAND
def test_the_synopsis_tells_every_option(command: str) -> None:
    synopsis = re.search(rf"^    bivouac {command} .*$", section(command), re.MULTILINE)
    assert synopsis
    assert set(re.findall(r"--[\w-]+", synopsis[0])) == set(options(command))


@EVERY_COMMAND
def test_the_page_tells_every_key_in_its_order(
    command: str, answers: dict[str, dict[str, Any]]
) -> None:
    assert first_cells(command, "key") == list(answers[command])


def test_the_page_tells_the_words_inside_the_answers(answers: dict[str, dict[str, Any]]) -> None:
    inside = {"load": "counts", "screen": "by_rule", "travel": "pairs"}
    for command, key in inside.items():
        told = set(re.findall(r"`([\w-]+)`", section(command)))
        assert set(answers[command][key]) <= told
    assert set(answers["load"]["counts"]) == set(LAYERS)
    assert set(answers["screen"]["by_rule"]) == set(RULES)
    assert set(answers["travel"]["pairs"]) == {each.word for each in Answer}
