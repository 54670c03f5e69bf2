"""People: who the provider's claims make somebody, and who may give which role."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import ForbiddenError, SettingError
from plans.people import Identity, Person, give_role, identified
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


class Table:
    """A table of roles in memory: the real one has its own tests."""

    def __init__(self, **held: Role) -> None:
        """Start with the roles that some hold."""
        self.held: dict[str, Role] = {f"{name}@example.org": role for name, role in held.items()}
        self.written: list[tuple[str, Role | None, str]] = []

    def role_of(self, author: str) -> Role | None:
        """Give somebody's role."""
        return self.held.get(author)

    def roles(self) -> Mapping[str, Role]:
        """Give all."""
        return dict(self.held)

    def give(self, author: str, role: Role | None, *, by: str) -> None:
        """Write it down."""
        self.written.append((author, role, by))
        self.held.pop(author, None)
        if role is not None:
            self.held[author] = role


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


def test_a_chief_gives_and_takes_roles_and_it_is_written_who_did() -> None:
    table = Table(claire=Role.CHIEF)
    assert give_role(table, " Vera@Example.org ", Role.VIEWER, by=CLAIRE) == "vera@example.org"
    assert table.role_of("vera@example.org") is Role.VIEWER
    give_role(table, "vera@example.org", None, by=CLAIRE)
    assert table.role_of("vera@example.org") is None
    assert [by for _, _, by in table.written] == ["claire@example.org"] * 2


def test_the_same_role_again_writes_nothing() -> None:
    table = Table(claire=Role.CHIEF, vera=Role.VIEWER)
    give_role(table, "vera@example.org", Role.VIEWER, by=CLAIRE)
    assert table.written == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PLANNER])
def test_nobody_else_gives_roles_not_even_to_themselves(role: Role) -> None:
    table = Table(claire=Role.CHIEF, paul=role)
    with pytest.raises(ForbiddenError, match="role of Chief"):
        give_role(table, "paul@example.org", Role.CHIEF, by=Person("paul@example.org", "P", role))
    assert table.written == []


@pytest.mark.parametrize("role", [None, Role.VIEWER, Role.PLANNER])
def test_the_last_chief_stays(role: Role | None) -> None:
    table = Table(claire=Role.CHIEF, paul=Role.PLANNER)
    with pytest.raises(ForbiddenError, match="last chief"):
        give_role(table, CLAIRE.author, role, by=CLAIRE)
    give_role(table, "paul@example.org", Role.CHIEF, by=CLAIRE)
    give_role(table, CLAIRE.author, role, by=CLAIRE)
    assert table.role_of("paul@example.org") is Role.CHIEF


@pytest.mark.parametrize(
    "whom", ["", "  ", "a\nb@example.org", "\u202evera@example.org", "x" * 201]
)
def test_a_role_is_given_to_somebody(whom: str) -> None:
    table = Table(claire=Role.CHIEF)
    with pytest.raises(SettingError, match="names nobody"):
        give_role(table, whom, Role.VIEWER, by=CLAIRE)
    assert table.written == []
