"""People: who the provider's claims make somebody, and who may give which role."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import ForbiddenError, SettingError
from plans.database import database_of
from plans.people import Identity, Person, give_role, identified, machine_user
from plans.role_table import RoleTable
from plans.roles import Role

NOW = datetime(2024, 7, 3, 12, tzinfo=UTC)
HOUR = 3_600
CLAIMS = {
    "iss": "https://id.example.org",
    "sub": "2482",
    "email": "Claire@Example.org",
    "email_verified": True,
    "name": "Claire",
    "iat": NOW.timestamp() - HOUR,
}
CLAIRE = Person("claire@example.org", "Claire", Role.CHIEF)


def email(name: str) -> str:
    """Give the e-mail of a person in these stories."""
    return f"{name}@example.org"


@pytest.fixture
def table(tmp_path: Path) -> Iterator[RoleTable]:
    """A table of roles with one chief, Claire."""
    database = database_of(None, tmp_path)
    made = RoleTable(database)
    made.give(CLAIRE.author, Role.CHIEF, by="the tests")
    yield made
    database.close()


def holding(table: RoleTable, **held: Role) -> RoleTable:
    """Give some people roles."""
    for name, role in held.items():
        table.give(email(name), role, by="the tests")
    return table


def who(**changed: object) -> Identity:
    """Tell who the claims name, some of them changed; one of None is not there."""
    claims = {name: value for name, value in {**CLAIMS, **changed}.items() if value is not None}
    return identified(claims, now=NOW)


def test_an_email_is_the_author_in_small_letters() -> None:
    assert who() == Identity("claire@example.org", "Claire")
    assert who(email_verified=None).author == "claire@example.org"
    assert who(email_verified="true").author == "claire@example.org"


@pytest.mark.parametrize("verified", [False, "false", 0, "", [], "yes"])
def test_an_email_that_is_not_verified_is_nobody_s(verified: object) -> None:
    assert who(email_verified=verified).author == "https://id.example.org#2482"


@pytest.mark.parametrize("email", ["claire", "a@b c", "https://id.example.org#2@x", 7, "a\u202e@b"])
def test_what_is_no_email_is_not_taken_for_one(email: object) -> None:
    assert who(email=email).author == "https://id.example.org#2482"


@pytest.mark.parametrize("lacking", ["iss", "sub"])
def test_claims_without_email_and_subject_name_nobody(lacking: str) -> None:
    with pytest.raises(ForbiddenError, match="does not say who you are"):
        who(email=None, **{lacking: None})


def test_an_author_that_the_record_could_not_hold_is_refused() -> None:
    with pytest.raises(ForbiddenError, match="does not say who you are"):
        who(email=f"{'a' * 200}@example.org")


def test_whoever_has_no_name_goes_by_the_author() -> None:
    assert who(name=None).name == who(name="  ").name == "claire@example.org"


@pytest.mark.parametrize("hours", [0, 1, 11.9])
def test_a_sign_in_counts_for_a_shift(hours: float) -> None:
    assert who(iat=NOW.timestamp() - hours * HOUR).name == "Claire"


@pytest.mark.parametrize(
    "issued",
    [None, "soon", True, float("nan"), 1e300, NOW.timestamp() - 12.1 * HOUR, NOW.timestamp() + 600],
)
def test_a_sign_in_of_another_time_does_not_count(issued: object) -> None:
    with pytest.raises(ForbiddenError, match="older than 12 hours"):
        who(iat=issued)


@given(issuer=st.text(max_size=30), subject=st.text(max_size=30), email=st.emails())
def test_no_subject_is_ever_taken_for_an_email(issuer: str, subject: str, email: str) -> None:
    try:
        author = who(iss=f"https://{issuer}", sub=subject, email=None).author
    except ForbiddenError:
        return
    assert author != email.lower()


def test_a_chief_gives_and_takes_roles_and_it_is_written_who_did(table: RoleTable) -> None:
    assert give_role(table, " Vera@Example.org ", Role.VIEWER, by=CLAIRE) == email("vera")
    assert table.role_of(email("vera")) is Role.VIEWER
    give_role(table, email("vera"), None, by=CLAIRE)
    assert table.role_of(email("vera")) is None
    written = [(each.role, each.given_by) for each in table.history()[1:]]
    assert written == [(Role.VIEWER, CLAIRE.author), (None, CLAIRE.author)]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PLANNER])
def test_nobody_else_gives_roles_not_even_to_themselves(table: RoleTable, role: Role) -> None:
    before = holding(table, paul=role).history()
    with pytest.raises(ForbiddenError, match="role of Chief"):
        give_role(table, email("paul"), Role.CHIEF, by=Person(email("paul"), "Paul", role))
    assert table.history() == before


@pytest.mark.parametrize("role", [None, Role.VIEWER, Role.PLANNER])
def test_the_last_chief_stays_until_there_is_another(table: RoleTable, role: Role | None) -> None:
    with pytest.raises(ForbiddenError, match="last chief"):
        give_role(table, CLAIRE.author, role, by=CLAIRE)
    give_role(table, email("paul"), Role.CHIEF, by=CLAIRE)
    give_role(table, CLAIRE.author, role, by=CLAIRE)
    assert table.role_of(CLAIRE.author) is role


@pytest.mark.parametrize(
    "whom", ["", "  ", "a\nb@example.org", "\u202evera@example.org", "x" * 201]
)
def test_a_role_is_given_to_somebody(table: RoleTable, whom: str) -> None:
    before = table.history()
    with pytest.raises(SettingError, match="names nobody"):
        give_role(table, whom, Role.VIEWER, by=CLAIRE)
    assert table.history() == before


def test_who_runs_a_process_is_known_by_the_machine_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOGNAME", "ana")
    assert machine_user() == "ana"
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 2**31 - 9)  # as a container may: nobody bears it
    assert machine_user() is None
