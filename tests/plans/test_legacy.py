"""A plan from before there was a record becomes its first act, once, and the file stays."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from layers.errors import StorageError
from plans.database import database_of
from plans.events import PlanTakenIn
from plans.legacy import AUTHOR, taken_in
from plans.plan import Plan
from plans.record import Record
from plans.state import state
from tests.plans.acts import AREA, fault_of, picks
from tests.plans.conftest import Opening
from tests.stories import DAY

PLAN = replace(Plan(on=DAY), picks=("site-a", "site-b"), banned=("site-c",))
SOUND = PLAN.as_json()
DAMAGED = [
    "",
    "{",
    "[]",
    "null",
    '{"format": 1}',
    json.dumps(SOUND | {"format": 99}),
    json.dumps(SOUND | {"picks": "abc"}),
    json.dumps(SOUND | {"book": []}),
    json.dumps(SOUND | {"standard": {"cutoff": "far"}}),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of old plans, with one."""
    place = tmp_path / "plans"
    place.mkdir()
    (place / f"{AREA}.json").write_text(json.dumps(SOUND), encoding="utf-8")
    return place


def test_an_old_plan_is_taken_in_as_one_act(record: Record, folder: Path) -> None:
    (entry,) = taken_in(record, AREA, folder)
    assert entry.event == PlanTakenIn(PLAN)
    assert (entry.author, entry.reason) == (AUTHOR, f"plans/{AREA}.json")
    assert state(record.entries(AREA), on=DAY) == PLAN
    assert fault_of(record) is None


def test_it_is_taken_in_once_and_stays_where_it_is(record: Record, folder: Path) -> None:
    taken_in(record, AREA, folder)
    assert taken_in(record, AREA, folder) == ()
    assert record.head(AREA) == 1
    assert json.loads((folder / f"{AREA}.json").read_text(encoding="utf-8")) == SOUND


def test_many_who_open_the_area_at_once_take_it_in_once(opened: Opening, folder: Path) -> None:
    records = [Record(opened()) for _ in range(4)]
    with ThreadPoolExecutor(4) as crowd:
        done = list(crowd.map(lambda record: taken_in(record, AREA, folder), records))
    assert sorted(map(len, done)) == [0, 0, 0, 1]
    assert records[0].head(AREA) == 1


def test_an_area_with_entries_keeps_to_them(record: Record, folder: Path) -> None:
    record.append(AREA, picks("ana", "site-z"))
    assert taken_in(record, AREA, folder) == ()
    assert state(record.entries(AREA), on=DAY).picks == ("site-z",)


def test_an_area_without_an_old_plan_begins_empty(record: Record, folder: Path) -> None:
    assert taken_in(record, "porto", folder) == ()
    assert record.areas() == ()


def test_nobody_has_to_have_a_role_for_it(opened: Opening, folder: Path) -> None:
    record = Record(opened(), role_of=lambda _: None)
    assert len(taken_in(record, AREA, folder)) == 1


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_plan_is_told_and_left_alone(tmp_path: Path, folder: Path, damaged: str) -> None:
    (folder / f"{AREA}.json").write_text(damaged)
    record = Record(database_of(None, tmp_path))
    with pytest.raises(StorageError, match="Move that file aside"):
        taken_in(record, AREA, folder)
    assert record.head(AREA) == 0
    assert (folder / f"{AREA}.json").read_text() == damaged
