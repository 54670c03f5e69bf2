"""A plan is on disk before the change returns, whole, and never overwritten by a damaged one."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from layers.errors import StorageError
from plans.plan import Plan, picked
from plans.store import PlanStore
from tests.layers.test_area_folder import disk_full_after
from tests.stories import DAY

EMPTY = Plan(on=DAY)
SOUND = EMPTY.as_json()
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


def test_an_area_without_a_plan_has_the_default(tmp_path: Path) -> None:
    assert PlanStore(tmp_path).load("paris2024", EMPTY) is EMPTY


def test_a_change_is_there_after_a_restart(tmp_path: Path) -> None:
    PlanStore(tmp_path).change("paris2024", EMPTY, lambda plan: picked(plan, "site-a"))
    assert PlanStore(tmp_path).load("paris2024", EMPTY).picks == ("site-a",)
    assert [file.name for file in tmp_path.iterdir()] == ["paris2024.json"]


def test_areas_do_not_share_a_plan(tmp_path: Path) -> None:
    PlanStore(tmp_path).change("porto", EMPTY, lambda plan: picked(plan, "site-a"))
    assert PlanStore(tmp_path).load("paris2024", EMPTY).picks == ()


def test_changes_made_at_once_are_all_kept(tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    sites = [f"site-{n}" for n in range(40)]
    with ThreadPoolExecutor(8) as planners:
        list(planners.map(lambda s: store.change("a", EMPTY, lambda p: picked(p, s)), sites))
    assert sorted(store.load("a", EMPTY).picks) == sorted(sites)


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_plan_is_told_and_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    store = PlanStore(tmp_path)
    with pytest.raises(StorageError, match="Move that file aside"):
        store.change("a", EMPTY, lambda plan: picked(plan, "site-a"))
    assert (tmp_path / "a.json").read_text() == text


def test_a_full_disk_is_told_and_the_plan_before_stays(tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    store.change("a", EMPTY, lambda plan: picked(plan, "site-a"))
    with disk_full_after(10), pytest.raises(StorageError, match="not saved"):
        store.change("a", EMPTY, lambda plan: picked(plan, "site-b"))
    assert store.load("a", EMPTY).picks == ("site-a",)
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]
