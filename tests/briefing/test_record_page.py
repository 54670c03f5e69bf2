"""The page on the record's form says what is so, and its ten lines of Python check a record."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.record.record_lines import entry_line, record_header, record_lines
from tests.briefing.record_stories import make_season
from tests.data.truth import PROJECT

PAGE = (PROJECT / "docs" / "record.md").read_text(encoding="utf-8")
ENTRIES = make_season()
CONTENT = record_lines("v", "Villebourg", ENTRIES)
LINES = CONTENT.splitlines(keepends=True)


def first_cells(heading: str) -> list[str]:
    """Give the names in the first column of the page's table under a heading."""
    rows = PAGE.partition(f"\n| {heading} |")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| (`[^|]+`) \|", rows, flags=re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def checked(content: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the page's lines on a record."""
    code = PAGE.partition("```python\n")[2].partition("```")[0]
    (folder / "check.py").write_text(code, encoding="utf-8")
    (folder / "record.jsonl").write_bytes(content)
    words = [sys.executable, "-I", str(folder / "check.py"), str(folder / "record.jsonl")]
    return subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own lines


def test_the_page_tells_every_key() -> None:
    lines = [entry_line(entry) for entry in ENTRIES]
    assert set(first_cells("key of the header")) == set(record_header("v", "V", lines))
    assert set(first_cells("key of an entry")) == set(json.loads(lines[0]))


def test_the_lines_are_ten_and_pass_a_whole_record(tmp_path: Path) -> None:
    code = PAGE.partition("```python\n")[2].partition("```")[0]
    assert len([line for line in code.splitlines() if line]) == 10
    done = checked(CONTENT, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert checked(record_lines("v", "Villebourg", ()), tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (CONTENT.replace(b"site-balzac", b"site-diderot", 1), "line 4"),
        (b"".join([*LINES[:4], *LINES[5:]]), "line 5"),
        (b"".join(LINES[:4]), "end or header"),
        (CONTENT.replace(b"Villebourg", b"Paris", 1), "end or header"),
    ],
)
def test_the_lines_name_what_is_broken(content: bytes, told: str, tmp_path: Path) -> None:
    done = checked(content, tmp_path)
    assert done.returncode == 1
    assert told in done.stderr
