"""Roles are given by somebody at a moment, and one chief always stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from layers.errors import ForbiddenError
from plans.database import Database
from plans.role_table import Given, RoleTable
from plans.roles import Role
from tests.plans.conftest import Opening

NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)


def test_a_stranger_has_no_role(database: Database) -> None:
    assert RoleTable(database).role_of("ana@police.example") is None
    assert RoleTable(database).roles() == {}


def test_the_role_given_last_counts_and_the_others_stay_in_the_table(database: Database) -> None:
    table = RoleTable(database, clock=lambda: NOON)
    table.give("ana", Role.CHIEF, by="setup")
    table.give("bo", Role.VIEWER, by="ana")
    table.give("bo", Role.PLANNER, by="ana")
    assert table.role_of("bo") is Role.PLANNER
    assert table.roles() == {"ana": Role.CHIEF, "bo": Role.PLANNER}
    assert table.history()[1] == Given("bo", Role.VIEWER, "ana", NOON)
    assert [each.role for each in table.history()] == [Role.CHIEF, Role.VIEWER, Role.PLANNER]


def test_a_role_that_is_taken_away_is_none(opened: Opening) -> None:
    table = RoleTable(opened())
    table.give("ana", Role.CHIEF, by="setup")
    table.give("bo", Role.PLANNER, by="ana")
    table.give("bo", None, by="ana")
    again = RoleTable(opened())
    assert again.role_of("bo") is None
    assert again.roles() == {"ana": Role.CHIEF}
    assert again.history()[-1].role is None


def test_giving_what_somebody_has_writes_nothing(database: Database) -> None:
    table = RoleTable(database)
    table.give("ana", Role.CHIEF, by="setup")
    table.give("ana", Role.CHIEF, by="bo")
    assert len(table.history()) == 1


@pytest.mark.parametrize("role", [Role.PLANNER, None])
def test_the_last_chief_stays_one(database: Database, role: Role | None) -> None:
    table = RoleTable(database)
    table.give("ana", Role.CHIEF, by="setup")
    with pytest.raises(ForbiddenError, match="ana is the last chief"):
        table.give("ana", role, by="ana")
    assert table.role_of("ana") is Role.CHIEF


def test_two_chiefs_who_take_each_other_s_role_leave_one(opened: Opening) -> None:
    for n in range(10):
        table = RoleTable(opened())
        table.give("ana", Role.CHIEF, by=f"setup-{n}")
        table.give("bo", Role.CHIEF, by=f"setup-{n}")
        with ThreadPoolExecutor(2) as both:
            pairs = [("ana", "bo"), ("bo", "ana")]
            done = [both.submit(table.give, whom, None, by=by) for whom, by in pairs]
        assert sorted(type(each.exception()).__name__ for each in done) == [
            "ForbiddenError",
            "NoneType",
        ]
        assert len(table.roles()) == 1


def test_a_role_that_this_version_does_not_know_permits_nothing(database: Database) -> None:
    with database.alone() as connection:
        row = "INSERT INTO record_roles VALUES (1, 'ana', 'emperor', 'bo', '2024-07-01T12:00:00')"
        connection.execute(text(row))
    assert RoleTable(database).role_of("ana") is None
    assert RoleTable(database).roles() == {}
