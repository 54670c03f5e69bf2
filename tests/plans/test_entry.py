"""Acts and entries: what is refused before it is written, and what is written."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from layers.errors import SettingError
from plans.chain import canonical
from plans.entry import MAIN, Act, Entry
from plans.events import ProposalTaken, Unknown, ZoneDropped, ZonePicked
from tests.plans.record_stories import A, B, act, record


def test_an_act_of_nothing_or_of_nobody_is_refused() -> None:
    for author, events in (("anna", ()), ("  ", (ZonePicked(A),))):
        with pytest.raises(SettingError, match="author and an event"):
            Act(author, events)


@pytest.mark.parametrize(
    "fields", [{"author": "x" * 201}, {"scenario": "x" * 65}, {"reason": "x" * 2001}]
)
def test_what_is_too_long_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="longer than"):
        replace(Act("anna", (ZonePicked(A),)), **fields)  # type: ignore[arg-type]  # texts all


@pytest.mark.parametrize("text", ["half a sign \ud800", "a zero \x00 inside"])
def test_what_no_database_could_write_is_refused(text: str) -> None:
    for name in ("author", "scenario", "reason", "id"):
        with pytest.raises(SettingError, match="cannot be written"):
            replace(Act("anna", (ZonePicked(A),)), **{name: text})  # type: ignore[arg-type]  # texts all
    with pytest.raises(SettingError, match="cannot be written"):
        Act("anna", (ZonePicked(text),))


def test_what_is_no_json_is_refused() -> None:
    for proposal in ({"score": float("nan")}, {"at": datetime(2024, 7, 1, tzinfo=UTC)}):
        with pytest.raises(SettingError, match="cannot be written"):
            Act("anna", (ProposalTaken((A,), (), proposal),), reason="best")


def test_an_act_touches_all_that_its_events_touch_and_has_an_id_of_its_own() -> None:
    one, other = (act("anna", ZonePicked(A), ZoneDropped(B)) for _ in range(2))
    assert one.touches == {f"site:{A}", f"site:{B}"}
    assert one.id != other.id
    assert (one.scenario, one.seen) == (MAIN, None)


def test_an_entry_comes_back_as_it_was_written() -> None:
    (entry,) = record(act("Zoé", ZonePicked(A)))
    assert Entry.from_json(json.loads(json.dumps(entry.as_json()))) == entry
    assert Entry.from_json(entry.as_json(), seal="abc").hash == "abc"


def test_the_same_entry_is_written_in_one_way_only() -> None:
    (entry,) = record(act("Zoé", ZonePicked(A), name="act-1"))
    elsewhere = replace(entry, at=entry.at.astimezone(timezone(timedelta(hours=2))))
    assert canonical(elsewhere.as_json()) == canonical(entry.as_json())
    assert canonical(entry.as_json()) == (
        '{"act":"act-1","at":"2024-06-01T08:00:00.000000+00:00","author":"Zoé",'
        '"body":{"site":"site-a"},"kind":"zone-picked","reason":"agreed on the phone",'
        '"scenario":"main","seq":1}'
    )


def test_an_entry_of_a_newer_version_is_written_as_it_was_read() -> None:
    plain = record(act("anna", ZonePicked(A)))[0].as_json() | {"kind": "zone-painted"}
    entry = Entry.from_json(plain)
    assert isinstance(entry.event, Unknown)
    assert entry.as_json() == plain


@pytest.mark.parametrize(
    "changes",
    [
        {"at": "yesterday"},
        {"at": "2024-07-01T00:00:00"},
        {"author": None},
        {"kind": 5},
        {"seq": "x"},
        {"reason": None},
        {"body": None},
    ],
)
def test_what_is_no_entry_is_refused(changes: dict[str, object]) -> None:
    plain = record(act("anna", ZonePicked(A)))[0].as_json()
    with pytest.raises((ValueError, TypeError)):
        Entry.from_json(plain | changes)


def test_an_entry_says_who_when_and_why() -> None:
    (entry,) = record(act("anna", ZonePicked(A), name="act-1"))
    stamp = entry.stamp
    assert (stamp.author, stamp.at, stamp.reason) == ("anna", entry.at, "agreed on the phone")
    assert stamp.id == "act-1-1"
