"""The record leaves as JSON Lines, the same bytes for the same record, and comes back whole."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from briefing.record.audit import read_record
from briefing.record.record_lines import record_lines
from layers.errors import UnreadableFileError
from plans.chain import FIRST
from plans.entry import Act
from plans.events import Unknown
from plans.state import state
from tests.briefing.record_stories import HOSTILE, make_entries, make_season
from tests.stories import DAY


def test_the_same_record_gives_the_same_bytes() -> None:
    assert record_lines("v", "Villebourg", make_season()) == record_lines(
        "v", "Villebourg", list(make_season())
    )


def test_the_header_tells_what_follows() -> None:
    entries = make_season()
    lines = record_lines("v", HOSTILE, entries, data_of=date(2024, 6, 1)).decode().split("\n")
    header = json.loads(lines[0])
    assert header["entries"] == len(entries) == len(lines) - 2
    assert header["seal"] == entries[-1].hash
    assert (header["area"], header["title"], header["data_of"]) == ("v", HOSTILE, "2024-06-01")
    assert lines[-1] == ""


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    file, entries = tmp_path / "r.jsonl", make_season()
    file.write_bytes(record_lines("v", "Villebourg", entries))
    assert read_record(file) == entries
    assert state(read_record(file), on=DAY) == state(entries, on=DAY)


def test_an_event_of_a_newer_version_comes_back_too(tmp_path: Path) -> None:
    entries = make_entries(Act("anna", (Unknown("zone-painted", {"colour": "blue"}),), id="a"))
    file = tmp_path / "r.jsonl"
    file.write_bytes(record_lines("v", "Villebourg", entries))
    assert read_record(file) == entries


def test_a_record_of_nothing_is_a_header(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    file.write_bytes(record_lines("v", "Villebourg", ()))
    assert json.loads(file.read_text())["seal"] == FIRST
    assert read_record(file) == ()


def test_a_broken_record_is_not_read_and_the_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    content = record_lines("v", "Villebourg", make_season())
    file.write_bytes(content.replace(b"site-balzac", b"site-diderot", 1))
    with pytest.raises(UnreadableFileError, match="line 4"):
        read_record(file)
