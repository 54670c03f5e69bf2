"""An audit names the first bad line of a record, whatever was done to the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.record.audit import audit
from briefing.record.record_lines import record_header, record_lines
from i18n import Language
from layers.errors import SettingError, UnreadableFileError
from plans.chain import FIRST, canonical, sealed
from plans.entry import Act
from plans.events import ZonePicked
from tests.briefing.record_stories import make_entries, make_season

ENTRIES = make_season()
CONTENT = record_lines("v", "Villebourg", ENTRIES)
LINES = CONTENT.decode().split("\n")[:-1]
Lines = list[str]


def written(folder: Path, lines: Lines) -> Path:
    """Write lines as a record's file."""
    file = folder / "record.jsonl"
    file.write_bytes("".join(f"{line}\n" for line in lines).encode())
    return file


def changed(line: str, **values: object) -> str:
    """Give a line with other values, in the form that is sealed."""
    return canonical({**json.loads(line), **values})


def resealed(lines: Lines) -> Lines:
    """Seal entries anew, as whoever changes one and hides it would."""
    seal, found = FIRST, []
    for line in lines:
        plain = {name: cell for name, cell in json.loads(line).items() if name != "hash"}
        seal = sealed(seal, plain)
        found.append(canonical({**plain, "hash": seal}))
    return found


def test_a_whole_record_holds_to_its_last_seal(tmp_path: Path) -> None:
    found = audit(written(tmp_path, LINES))
    assert found.fault is None
    assert (found.told, found.held, found.seal) == (10, 10, ENTRIES[-1].hash)
    assert (found.area, found.title) == ("v", "Villebourg")


@pytest.mark.parametrize(
    ("how", "line", "held", "told"),
    [
        (lambda lines: [*lines[:4], changed(lines[4], author="eve"), *lines[5:]], 5, 3, "changed"),
        (lambda lines: [*lines[:4], *lines[5:]], 5, 3, "entry 5, and entry 4"),
        (lambda lines: lines[:-1], 11, 9, "1 entries are missing"),
        (lambda lines: lines[:-3], 9, 7, "3 entries are missing"),
        (lambda lines: lines[:1], 2, 0, "10 entries are missing"),
        (lambda lines: [*lines[:4], lines[5], lines[4], *lines[6:]], 5, 3, "entry 5, and entry 4"),
        (lambda lines: [lines[0], *reversed(lines[1:])], 2, 0, "entry 10, and entry 1"),
        (lambda lines: [*lines[:5], lines[4], *lines[5:]], 6, 4, "entry 4, and entry 5"),
        (lambda lines: [*lines, lines[-1]], 12, 10, "entry 10, and entry 11"),
        (lambda lines: [*lines[:-1], lines[-1][:40]], 11, 9, "not as the record wrote it"),
        (lambda lines: [*lines[:4], "", *lines[4:]], 5, 3, "not as the record wrote it"),
        (lambda lines: [*lines[:4], "[" * 100_000, *lines[5:]], 5, 3, "not as the record wrote"),
        (lambda lines: [*lines[:4], lines[4].replace(",", ", ", 1), *lines[5:]], 5, 3, "not as"),
        (lambda lines: [*lines[:4], '{"seq":9,' + lines[4][1:], *lines[5:]], 5, 3, "not as"),
        (
            lambda lines: [*lines[:4], changed(lines[4], act="\u202e"), *lines[5:]],
            5,
            3,
            "change",
        ),
        (lambda lines: [f"{line}\r" for line in lines], 1, 0, "not as the record wrote it"),
        (lambda lines: lines[1:], 1, 0, "header of the record is missing"),
        (lambda lines: [changed(lines[0], title="Paris"), *lines[1:]], 1, 0, "not as the record"),
        (lambda lines: [changed(lines[0], entries=9), *lines[1:-1]], 1, 0, "not as the record"),
        (lambda lines: [changed(lines[0], entries="many"), *lines[1:]], 1, 0, "not as the record"),
        (lambda lines: [*lines[:2], "null", *lines[3:]], 3, 1, "not as the record wrote it"),
    ],
)
def test_the_first_bad_line_is_named(
    how: Callable[[Lines], Lines], line: int, held: int, told: str, tmp_path: Path
) -> None:
    found = audit(written(tmp_path, how(list(LINES))))
    assert found.fault
    assert (found.fault.line, found.held) == (line, held)
    assert told in Language.of("en")(found.fault.what)


def test_whoever_seals_anew_breaks_the_header(tmp_path: Path) -> None:
    """Whoever then makes the header anew too is told by the seal that was kept apart."""
    forged = resealed([*LINES[1:4], changed(LINES[4], author="eve"), *LINES[5:]])
    found = audit(written(tmp_path, [LINES[0], *forged]))
    assert found.fault
    assert (found.fault.line, found.held) == (1, 10)
    header = canonical(record_header("v", "Villebourg", forged))
    file = written(tmp_path, [header, *forged])
    assert audit(file).fault is None
    assert audit(file, kept=ENTRIES[1].hash).kept_at == 2
    found = audit(file, kept=ENTRIES[-1].hash)
    assert found.fault
    assert found.kept_at is None


def test_more_entries_than_the_header_tells_of_are_told(tmp_path: Path) -> None:
    more = make_entries(*(Act("anna", (ZonePicked(f"site-{n}"),), id=f"{n}") for n in range(3)))
    lines = record_lines("v", "V", more).decode().split("\n")
    short = record_lines("v", "V", more[:2]).decode().split("\n")
    found = audit(written(tmp_path, [short[0], *lines[1:4]]))
    assert found.fault
    assert (found.fault.line, found.told) == (4, 2)


def test_a_seal_kept_apart_is_found_in_a_record_that_grew(tmp_path: Path) -> None:
    file = written(tmp_path, LINES)
    assert audit(file, kept=ENTRIES[3].hash.upper()).kept_at == 4
    assert audit(file, kept=FIRST).kept_at == 0
    missing = audit(file, kept="ab" * 32)
    assert missing.fault
    assert missing.held == 10
    with pytest.raises(SettingError, match="no seal"):
        audit(file, kept="abc")


def test_a_line_in_another_encoding_is_a_bad_line(tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    file.write_bytes(CONTENT.replace("🚓".encode(), b"\xe9\xe8"))
    found = audit(file)
    assert found.fault
    assert found.fault.line == 1 + next(n for n, line in enumerate(LINES) if "🚓" in line)


def test_the_last_newline_may_be_missing(tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    file.write_bytes(CONTENT[:-1])
    assert audit(file).fault is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "does not begin like a record"),
        (b"\n", "does not begin like a record"),
        (CONTENT.decode().encode("utf-16"), "does not begin like a record"),
        (b"\x89PNG\r\n\x1a\n\0\0", "does not begin like a record"),
        (b'{"type":"FeatureCollection"}\n', "does not begin like a record"),
        (b"[" * 100_000, "does not begin like a record"),
        (CONTENT.replace(b'"version":1', b'"version":2', 1), "newer version"),
        (b"SQLite format 3\0" + bytes(500), "holds no record"),
    ],
)
def test_what_is_no_record_is_told(content: bytes, told: str, tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    file.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=told):
        audit(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        audit(tmp_path / "record.jsonl")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(CONTENT) - 2), st.integers(1, 255))
def test_no_byte_can_be_another(tmp_path: Path, place: int, by: int) -> None:
    """Every byte of the file but the last newline, made any other one, is noticed at its line."""
    forged = bytearray(CONTENT)
    forged[place] ^= by
    file = tmp_path / "record.jsonl"
    file.write_bytes(bytes(forged))
    number = 1 + CONTENT[:place].count(b"\n")
    try:
        found = audit(file)
    except UnreadableFileError:
        assert number == 1  # what it says of itself is no longer that it is a record
        return
    assert found.fault
    assert found.fault.line == number
