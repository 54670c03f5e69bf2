"""The record keeps every act, whole, in order, once; on both databases alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from layers.errors import ForbiddenError, MeanwhileError, SettingError, StorageError
from plans.chain import FIRST, sealed
from plans.database import Database
from plans.entry import Act, Entry
from plans.events import (
    ClaimLifted,
    Event,
    Redone,
    ScenarioBranched,
    ScenarioDiscarded,
    ScenarioNamed,
    Undone,
    Unknown,
    ZoneAnnounced,
    ZoneDropped,
    ZonePicked,
)
from plans.record import Record
from plans.roles import Role
from plans.state import state
from tests.plans.acts import AREA, does, fault_of, forge, picks
from tests.plans.conftest import Opening
from tests.stories import DAY

NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)


def clock(*moments: datetime) -> Iterator[datetime]:
    """Give one moment after the other."""
    return iter(moments)


def test_an_area_that_nobody_planned_has_no_entries(record: Record) -> None:
    assert record.head(AREA) == 0
    assert record.entries(AREA) == ()
    assert record.areas() == ()


def test_an_act_is_recorded_with_who_when_why_and_its_seal(database: Database) -> None:
    record = Record(database, clock=lambda: NOON)
    (entry,) = record.append(AREA, does("ana", ZoneDropped("site-a"), reason=" too loud "))
    assert (entry.seq, entry.author, entry.at) == (1, "ana", NOON)
    assert (entry.reason, entry.event) == ("too loud", ZoneDropped("site-a"))
    assert entry.hash == sealed(FIRST, entry.as_json())


def test_an_act_of_several_events_is_several_entries_of_one_act(record: Record) -> None:
    act = picks("ana", "site-a", "site-b")
    added = record.append(AREA, act)
    assert [entry.seq for entry in added] == [1, 2]
    assert {entry.act for entry in added} == {act.id}


def test_whoever_opens_the_database_anew_finds_all_of_it(opened: Opening) -> None:
    first = Record(opened())
    added = [*first.append(AREA, picks("ana", "site-a")), *first.append(AREA, picks("bo", "b"))]
    again = Record(opened())
    assert list(again.entries(AREA)) == added
    assert again.head(AREA) == 2
    assert fault_of(again) is None


def test_entries_behind_a_number_are_those_that_are_new(record: Record) -> None:
    for n in range(5):
        record.append(AREA, picks("ana", f"site-{n}"))
    assert [entry.seq for entry in record.entries(AREA, after=3)] == [4, 5]
    assert record.entries(AREA, after=5) == ()


def test_another_window_sees_what_was_recorded_elsewhere(opened: Opening) -> None:
    here, there = Record(opened()), Record(opened())
    here.append(AREA, picks("ana", "site-a"))
    assert there.head(AREA) == 1
    there.append(AREA, picks("bo", "site-b"))
    assert [entry.author for entry in here.entries(AREA)] == ["ana", "bo"]


def test_areas_do_not_share_a_record(record: Record) -> None:
    record.append("porto", picks("ana", "site-a"))
    record.append("paris", picks("ana", "site-b"))
    assert record.areas() == ("paris", "porto")
    assert [entry.event for entry in record.entries("porto")] == [ZonePicked("site-a")]
    assert [entry.seq for entry in record.entries("paris")] == [1]


def test_an_act_that_is_sent_twice_is_recorded_once(opened: Opening) -> None:
    act = picks("ana", "site-a", "site-b")
    added = Record(opened()).append(AREA, act)
    again = Record(opened())
    assert again.append(AREA, act) == added
    assert again.head(AREA) == 2


def test_an_act_sent_again_counts_even_if_others_have_built_on_it_since(record: Record) -> None:
    act = picks("ana", "site-a", seen=0)
    added = record.append(AREA, act)
    record.append(AREA, does("bo", ZoneDropped("site-a")))
    assert record.append(AREA, act) == added
    assert record.head(AREA) == 2


def test_another_act_under_the_same_id_is_refused(record: Record) -> None:
    record.append(AREA, Act("ana", (ZonePicked("site-a"),), id="one"))
    with pytest.raises(SettingError, match="under the id one"):
        record.append(AREA, Act("ana", (ZonePicked("site-b"),), id="one"))
    assert record.head(AREA) == 1


def test_a_clock_that_is_set_back_changes_no_order(database: Database) -> None:
    moments = clock(NOON, NOON - timedelta(hours=3), NOON + timedelta(hours=1))
    record = Record(database, clock=lambda: next(moments))
    for site in "abc":
        record.append(AREA, picks("ana", site))
    at = [entry.at for entry in record.entries(AREA)]
    assert at == [NOON, NOON, NOON + timedelta(hours=1)]
    assert fault_of(record) is None


def test_the_time_is_utc_wherever_the_server_stands(database: Database) -> None:
    paris = datetime.fromisoformat("2024-07-01T14:00:00+02:00")
    (entry,) = Record(database, clock=lambda: paris).append(AREA, picks("ana", "site-a"))
    assert entry.at.isoformat() == "2024-07-01T12:00:00+00:00"


def test_two_who_decide_on_different_sites_both_succeed(record: Record) -> None:
    record.append(AREA, picks("ana", "site-a", seen=0))
    record.append(AREA, picks("bo", "site-b", seen=0))
    assert state(record.entries(AREA), on=DAY).picks == ("site-a", "site-b")


def test_the_second_of_two_on_one_site_is_shown_what_the_first_did(record: Record) -> None:
    (first,) = record.append(AREA, picks("ana", "site-a", seen=0))
    drop = Act("bo", (ZoneDropped("site-a"),), seen=0, reason="no toilets")
    with pytest.raises(MeanwhileError, match="ana: “site-a” picked") as caught:
        record.append(AREA, drop)
    assert caught.value.entries == (first,)
    assert record.head(AREA) == 1
    again = Act("bo", (ZoneDropped("site-a"),), seen=1, reason="no toilets")
    assert len(record.append(AREA, again)) == 1


def test_a_screen_from_before_a_restore_decides_nothing(record: Record) -> None:
    record.append(AREA, picks("ana", "site-a"))
    with pytest.raises(MeanwhileError, match="restored from a backup"):
        record.append(AREA, picks("bo", "site-b", seen=9))
    assert record.head(AREA) == 1


@pytest.mark.parametrize(
    ("role", "act", "may"),
    [
        (Role.VIEWER, picks("x", "site-a"), False),
        (Role.PLANNER, picks("x", "site-a"), True),
        (Role.PLANNER, does("x", ZoneAnnounced("site-a")), False),
        (Role.PLANNER, does("x", ZonePicked("site-a"), ClaimLifted("claim-1")), False),
        (Role.CHIEF, does("x", ZoneAnnounced("site-a")), True),
        (None, picks("x", "site-a"), False),
    ],
)
def test_the_record_itself_asks_for_the_role(
    database: Database, role: Role | None, act: Act, *, may: bool
) -> None:
    record = Record(database, role_of=lambda _: role)
    if not may:
        with pytest.raises(ForbiddenError):
            record.append(AREA, act)
    else:
        record.append(AREA, act)
    assert record.head(AREA) == (len(act.events) if may else 0)


def test_who_was_a_chief_cannot_take_back_what_a_chief_alone_may_do(database: Database) -> None:
    role = Role.CHIEF
    record = Record(database, role_of=lambda _: role)
    record.append(AREA, picks("ana", "site-a"))
    announced = does("ana", ZoneAnnounced("site-a"))
    record.append(AREA, announced)
    role = Role.PLANNER
    with pytest.raises(ForbiddenError, match="role of Chief"):
        record.append(AREA, does("ana", Undone(announced.id)))
    assert state(record.entries(AREA), on=DAY).announced == ("site-a",)


def test_undone_and_redone_by_its_author(record: Record) -> None:
    act = picks("ana", "site-a")
    record.append(AREA, act)
    record.append(AREA, does("ana", Undone(act.id)))
    assert state(record.entries(AREA), on=DAY).picks == ()
    record.append(AREA, does("ana", Redone(act.id)))
    assert state(record.entries(AREA), on=DAY).picks == ("site-a",)
    assert record.head(AREA) == 3


def test_nobody_undoes_what_another_did(record: Record) -> None:
    act = picks("ana", "site-a")
    record.append(AREA, act)
    with pytest.raises(SettingError, match="not what you did last"):
        record.append(AREA, does("bo", Undone(act.id)))
    assert record.head(AREA) == 1


def test_what_others_have_built_on_is_not_undone(record: Record) -> None:
    act = picks("ana", "site-a")
    record.append(AREA, act)
    (built,) = record.append(AREA, does("bo", ZoneDropped("site-a")))
    with pytest.raises(MeanwhileError) as caught:
        record.append(AREA, does("ana", Undone(act.id)))
    assert caught.value.entries == (built,)


def test_nothing_is_redone_that_was_not_undone(record: Record) -> None:
    act = picks("ana", "site-a")
    record.append(AREA, act)
    with pytest.raises(SettingError, match="not what you undid last"):
        record.append(AREA, does("ana", Redone(act.id)))


def test_a_scenario_is_acted_in_from_its_branch_until_it_is_thrown_away(record: Record) -> None:
    with pytest.raises(SettingError, match="no scenario"):
        record.append(AREA, picks("ana", "site-b", scenario="south"))
    record.append(AREA, picks("ana", "site-a"))
    record.append(AREA, does("ana", ScenarioBranched("south", "South", "main", 1)))
    record.append(AREA, picks("bo", "site-b", scenario="south"))
    assert state(record.entries(AREA), on=DAY, scenario="south").picks == ("site-a", "site-b")
    record.append(AREA, does("ana", ScenarioDiscarded("south", "South")))
    with pytest.raises(SettingError, match="thrown away"):
        record.append(AREA, picks("bo", "site-c", scenario="south"))
    assert state(record.entries(AREA), on=DAY).picks == ("site-a",)


@pytest.mark.parametrize(
    "event",
    [
        ScenarioBranched("main", "Again", "main", 0),
        ScenarioBranched("new", "New", "nowhere", 0),
        ScenarioBranched("new", "New", "main", 7),
        ScenarioDiscarded("main"),
        ScenarioDiscarded("nowhere"),
        ScenarioNamed("main", "Again"),
        ScenarioNamed("nowhere", "Again"),
    ],
)
def test_a_scenario_that_cannot_be_is_refused(record: Record, event: Event) -> None:
    with pytest.raises(SettingError):
        record.append(AREA, does("ana", event))
    assert record.head(AREA) == 0


def test_an_event_on_a_site_that_the_data_no_longer_has_is_kept(record: Record) -> None:
    record.append(AREA, picks("ana", "site-that-was-never-there"))
    assert state(record.entries(AREA), on=DAY).picks == ("site-that-was-never-there",)


def test_an_event_of_another_version_survives_as_it_is(opened: Opening) -> None:
    body = {"deep": [1, 2.5, {"ü": None}], "z": True}
    first = Record(opened())
    first.append(AREA, does("ana", Unknown("zone-painted", body)))
    first.append(AREA, picks("ana", "site-a"))
    again = Record(opened())
    assert again.entries(AREA)[0].event == Unknown("zone-painted", body)
    assert json.loads(again.lines(AREA)[0])["body"] == body
    assert fault_of(again) is None


@pytest.mark.parametrize("text", ["it’s “that” – ça", "a\nb\tc", "'; DROP TABLE x; --", "🏕 %s {x}"])
def test_text_comes_back_as_it_was_written(opened: Opening, text: str) -> None:
    Record(opened()).append(AREA, does(text, ZoneDropped(text), reason=text))
    again = Record(opened())
    (entry,) = again.entries(AREA)
    assert (entry.author, entry.event, entry.reason) == (text, ZoneDropped(text), text)
    assert fault_of(again) is None


def test_what_is_given_back_is_what_others_read(opened: Opening) -> None:
    act = Act("ana", (Unknown("zone-painted", {"a": (1, 2)}),))
    added = Record(opened()).append(AREA, act)
    assert added == Record(opened()).entries(AREA)


def test_many_threads_write_and_all_of_it_is_there(opened: Opening) -> None:
    record = Record(opened())

    def plan(author: int) -> list[Entry]:
        acts = (picks(f"planner-{author}", f"site-{author}-{n}", f"b-{n}") for n in range(10))
        return [entry for act in acts for entry in record.append(AREA, act)]

    with ThreadPoolExecutor(8) as planners:
        told = [entry for entries in planners.map(plan, range(8)) for entry in entries]
    assert sorted(told, key=lambda entry: entry.seq) == list(Record(opened()).entries(AREA))
    assert [entry.seq for entry in record.entries(AREA)] == list(range(1, 161))
    assert fault_of(record) is None


def test_two_at_once_on_one_site_are_never_both_recorded(opened: Opening) -> None:
    record = Record(opened())
    for n in range(20):
        seen = record.head(AREA)
        acts = (
            picks("ana", f"site-{n}", seen=seen),
            Act("bo", (ZoneDropped(f"site-{n}"),), seen=seen, reason="no"),
        )
        with ThreadPoolExecutor(2) as both:
            outcome = [
                each.exception() for each in [both.submit(record.append, AREA, a) for a in acts]
            ]
        assert sorted(type(each).__name__ for each in outcome) == ["MeanwhileError", "NoneType"]
    assert record.head(AREA) == 20


def test_a_row_that_somebody_damaged_is_named(database: Database) -> None:
    record = Record(database)
    record.append(AREA, picks("ana", "site-a"))
    forge(database, "UPDATE record_entries SET body = '{' WHERE seq = 1")
    with pytest.raises(StorageError, match="Entry 1 of the record of villebourg is damaged"):
        Record(database).entries(AREA)
    fault = fault_of(record)
    assert fault is not None
    assert fault.line == 1
