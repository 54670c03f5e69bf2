"""What was decided in the last 24 hours, to the minute."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from plans.events import Undone, ZonePicked
from plans.lately import DAY_LONG, lately
from tests.plans.record_stories import BEGAN, A, B, C, act, record

ENTRIES = record(
    act("anna", ZonePicked(A)),
    act("bruno", ZonePicked(B), ZonePicked(C), name="both"),
    act("anna", Undone("both")),
)


def test_an_act_is_new_until_it_is_a_day_old() -> None:
    found = lately(ENTRIES, str, now=BEGAN + DAY_LONG)
    assert [line.seq for line in found.lines] == [4, 3]
    assert found.last is not None
    assert found.last.seq == 1


def test_acts_that_were_undone_are_told_as_such() -> None:
    found = lately(ENTRIES, str, now=BEGAN + timedelta(hours=1))
    assert len(found.lines) == 3
    assert [line.undone for line in found.lines] == [False, True, False]
    assert found.last is None


def test_an_empty_record_has_nothing_new_and_nothing_before() -> None:
    found = lately((), str, now=BEGAN)
    assert (found.lines, found.last) == ((), None)


@given(st.integers(0, 60 * 30))
def test_every_act_is_either_new_or_not_newer_than_the_last(minutes: int) -> None:
    now = BEGAN + timedelta(minutes=minutes)
    found = lately(ENTRIES, str, now=now)
    assert all(line.at > found.since for line in found.lines)
    assert found.last is None or found.last.at <= found.since
    assert len(found.lines) < 3 or found.last is None
