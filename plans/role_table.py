"""Who has which role: rows that are added and never changed; an author's newest one counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from i18n import msg
from layers.errors import ForbiddenError
from plans.database import Database
from plans.record import utc_now
from plans.roles import Role
from plans.tables import ROLES

_LOCK = "roles:"  # no key of an area has a colon


@dataclass(frozen=True)
class Given:
    """Somebody was given a role, or lost theirs (None), by somebody, at a moment (UTC)."""

    author: str
    role: Role | None
    given_by: str
    at: datetime


class RoleTable:
    """The roles of those who sign in, in the database of the record. Threads may share it."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        """Keep the roles in a database."""
        self._database = database
        self._clock = clock

    def role_of(self, author: str) -> Role | None:
        """Give somebody's role; None for whoever has none. Raises StorageError."""
        query = select(ROLES.c.role).where(ROLES.c.author == author)
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(ROLES.c.n.desc()).limit(1)).scalar()
        return _role(found)

    def roles(self) -> Mapping[str, Role]:
        """Give the role of everybody who has one. Raises StorageError."""
        return _held(self.history())

    def history(self) -> tuple[Given, ...]:
        """Give every giving and taking, oldest first. Raises StorageError."""
        with self._database.reading() as connection:
            return _given(connection)

    def give(self, author: str, role: Role | None, *, by: str) -> None:
        """Give somebody a role, or take theirs away with None.

        Who may do so is for the caller to ask: on a server it is a chief, on the command line
        whoever can read the database. Raises ForbiddenError where no chief would be left,
        StorageError.
        """
        with self._database.writing(_LOCK) as connection:
            before = _held(_given(connection))
            if before.get(author) is role:
                return
            _leave_a_chief(before, author, role)
            last = connection.execute(select(func.max(ROLES.c.n))).scalar() or 0
            at = self._clock().astimezone(UTC).isoformat(timespec="microseconds")
            row = {"n": last + 1, "author": author, "role": role, "given_by": by, "at": at}
            connection.execute(insert(ROLES), [row])


def _leave_a_chief(before: Mapping[str, Role], author: str, role: Role | None) -> None:
    """Refuse to take the last chief's role, even where two chiefs do so at once."""
    chiefs = {each for each, held in before.items() if held is Role.CHIEF}
    if chiefs == {author} and role is not Role.CHIEF:
        raise ForbiddenError(
            msg("{author} is the last chief.", author=author),
            msg("Make somebody else a chief first."),
        )


def _held(given: tuple[Given, ...]) -> dict[str, Role]:
    newest = {each.author: each.role for each in given}
    return {author: role for author, role in sorted(newest.items()) if role is not None}


def _given(connection: Connection) -> tuple[Given, ...]:
    rows = connection.execute(select(ROLES).order_by(ROLES.c.n)).all()
    return tuple(
        Given(row.author, _role(row.role), row.given_by, datetime.fromisoformat(row.at))
        for row in rows
    )


def _role(word: str | None) -> Role | None:
    """Read a role; a word that this version does not know permits nothing."""
    return Role(word) if word in set(Role) else None
