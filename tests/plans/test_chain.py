"""The chain of seals: the first line that was changed, dropped, moved or doubled is named."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.chain import FIRST, canonical, first_fault, sealed
from plans.events import ZonePicked
from tests.plans.record_stories import act, record


def written(length: int = 6) -> list[str]:
    """Give a record of picks as lines, sealed."""
    lines, seal = [], FIRST
    for entry in record(
        *(act("zoé", ZonePicked(f"site-{n}"), name=f"a{n}") for n in range(length))
    ):
        seal = sealed(seal, entry.as_json())
        lines.append(json.dumps(entry.as_json() | {"hash": seal}))
    return lines


def changed(line: str, **fields: object) -> str:
    """Give a line with other fields and its old seal."""
    return json.dumps(json.loads(line) | fields)


def test_a_whole_record_holds_and_gives_its_last_seal() -> None:
    lines = written()
    assert first_fault(lines) == (6, json.loads(lines[-1])["hash"], None)
    assert first_fault(lines, expected=6)[2] is None
    assert first_fault([]) == (0, FIRST, None)


def test_a_seal_is_what_the_page_says_it_is() -> None:
    text = canonical({"b": 1, "a": "é"})
    assert text == '{"a":"é","b":1}'
    assert sealed(FIRST, {"b": 1, "a": "é"}) == sha256(f"{FIRST}\n{text}".encode()).hexdigest()


def test_how_a_line_is_spaced_and_ordered_does_not_matter() -> None:
    spread = [json.dumps(json.loads(line), indent=1, sort_keys=True) for line in written()]
    assert first_fault(spread)[2] is None


@given(st.integers(0, 5), st.sampled_from(["author", "reason", "at", "kind", "act", "scenario"]))
def test_a_line_that_was_tampered_with_is_named(place: int, field: str) -> None:
    lines = written()
    lines[place] = changed(lines[place], **{field: "somebody"})
    count, seal, fault = first_fault(lines)
    assert fault is not None
    assert (count, fault.line) == (place, place + 1)
    assert "changed" in str(fault.what)
    assert seal == (json.loads(lines[place - 1])["hash"] if place else FIRST)


@given(st.integers(0, 4))
def test_a_line_that_is_missing_is_named(place: int) -> None:
    lines = written()
    del lines[place]
    fault = first_fault(lines)[2]
    assert fault is not None
    assert fault.line == place + 1
    assert str(fault.what) == f"it is entry {place + 2}, and entry {place + 1} should stand here"


def test_a_line_that_is_missing_at_the_end_is_missed_where_the_count_is_known() -> None:
    lines = written()[:-2]
    assert first_fault(lines)[2] is None
    fault = first_fault(lines, expected=6)[2]
    assert fault is not None
    assert (fault.line, "2 entries are missing" in str(fault.what)) == (5, True)


def test_lines_behind_the_end_are_too_many() -> None:
    fault = first_fault(written(), expected=4)[2]
    assert fault is not None
    assert (fault.line, "2 entries are too many" in str(fault.what)) == (5, True)


@given(st.permutations(range(6)))
def test_a_reordered_file_is_named_at_the_first_line_that_moved(order: list[int]) -> None:
    lines = written()
    fault = first_fault([lines[n] for n in order])[2]
    moved = next((place for place, n in enumerate(order) if place != n), None)
    assert (fault and fault.line) == (None if moved is None else moved + 1)


@given(st.integers(0, 5))
def test_a_line_that_stands_twice_is_named(place: int) -> None:
    lines = written()
    fault = first_fault([*lines[: place + 1], *lines[place:]])[2]
    assert fault is not None
    assert fault.line == place + 2


def test_a_line_that_was_sealed_again_breaks_the_chain_behind_it() -> None:
    """Whoever forges one line and its seal has to forge all that follow."""
    lines = written()
    plain = json.loads(lines[2]) | {"author": "somebody"}
    del plain["hash"]
    lines[2] = json.dumps(plain | {"hash": sealed(json.loads(lines[1])["hash"], plain)})
    fault = first_fault(lines)[2]
    assert fault is not None
    assert fault.line == 4


@pytest.mark.parametrize(
    "line",
    ["", "no json", "[]", "5", "null", '"text"', "{}", '{"hash": "x"}', '{"seq": 3}', "[" * 99_999],
    ids=range(10),
)
def test_what_is_no_entry_is_named(line: str) -> None:
    lines = written()
    lines[2] = line
    fault = first_fault(lines)[2]
    assert fault is not None
    assert (fault.line, str(fault.what)) == (3, "it is no entry of a record")


def test_half_a_sign_is_no_entry() -> None:
    lines = written()
    lines[2] = changed(lines[2], author="\ud800")
    fault = first_fault(lines)[2]
    assert fault is not None
    assert fault.line == 3


def test_a_key_that_stands_twice_is_not_passed_over() -> None:
    """The eye reads the first of the two, the seal would be that of the second."""
    lines = written()
    lines[2] = '{"author": "somebody", ' + lines[2].removeprefix("{")
    fault = first_fault(lines)[2]
    assert fault is not None
    assert fault.line == 3
