"""The record of every area in one database: appended to, never changed.

What is in memory only saves reading: every answer begins with a question to the database.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from i18n import msg
from layers.errors import ForbiddenError, SettingError, StorageError
from plans.admission import admit, same
from plans.chain import FIRST, canonical, sealed
from plans.database import Database
from plans.entry import Act, Entry
from plans.roles import Role, needed, require
from plans.tables import ENTRIES

_COLUMNS = ENTRIES.c


def everyone_is_chief(author: str) -> Role:  # noqa: ARG001 - the shape of `role_of`
    """Give the role of whoever works alone on their own machine."""
    return Role.CHIEF


def utc_now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class _Tail:
    """The entries of an area that are in memory, and the ids of their acts.

    Those that follow upon each other share one set of ids, so an older one may have too many.
    """

    entries: tuple[Entry, ...] = ()
    acts: set[str] = field(default_factory=set)

    def and_then(self, fresh: tuple[Entry, ...]) -> _Tail:
        """Put later entries behind these."""
        self.acts.update(entry.act for entry in fresh)
        return _Tail((*self.entries, *fresh), self.acts)


class Record:
    """The record of every area, in one database: appended to, never changed.

    Threads may share it, and several processes one database. ``role_of`` gives None for somebody
    without a role. An area is named by its key.
    """

    def __init__(
        self,
        database: Database,
        *,
        role_of: Callable[[str], Role | None] = everyone_is_chief,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Keep the record in a database."""
        self._database = database
        self._role_of = role_of
        self._clock = clock
        self._tails: dict[str, _Tail] = {}

    def head(self, area: str) -> int:
        """Give the number of the last entry, 0 for none. Cheap. Raises StorageError."""
        query = select(func.max(_COLUMNS.seq)).where(_COLUMNS.area == area)
        with self._database.reading() as connection:
            return connection.execute(query).scalar() or 0

    def entries(self, area: str, *, after: int = 0) -> tuple[Entry, ...]:
        """Give the entries of an area behind a number. Raises StorageError."""
        with self._database.reading() as connection:
            tail = self._tail(connection, area).entries
        return tail[bisect_right(tail, after, key=lambda entry: entry.seq) :] if after else tail

    def areas(self) -> tuple[str, ...]:
        """Give the keys of the areas that have entries. Raises StorageError."""
        with self._database.reading() as connection:
            return areas_in(connection)

    def lines(self, area: str) -> tuple[str, ...]:
        """Give the record of an area as JSON Lines, each entry as it was sealed, with its seal.

        Unlike ``entries`` it does not go by what this version understands. Raises StorageError.
        """
        with self._database.reading() as connection:
            return tuple(sealed_lines(connection, area))

    def append(self, area: str, act: Act) -> tuple[Entry, ...]:
        """Record an act, whole, and give its entries once they are on disk.

        An act sent twice is recorded once. Raises ForbiddenError for whoever may not do it,
        MeanwhileError where others decided on the same since ``act.seen``, SettingError for an act
        that cannot stand, StorageError; then nothing is recorded.
        """
        role = self._role(act.author)
        with self._database.writing(area) as connection:
            tail = self._tail(connection, area)
            require(role, needed(act, tail.entries))
            if recorded := _recorded(act, tail):
                return recorded
            admit(act, tail.entries)
            added = self._add(connection, area, act, tail.entries)
        self._tails[area] = tail.and_then(added)
        return added

    def begin(self, area: str, act: Act) -> tuple[Entry, ...]:
        """Record what was there before the record, as the first act of an area that has none.

        Nobody has to be permitted to, as nothing is decided; gives nothing where others were
        quicker. Raises SettingError, StorageError.
        """
        with self._database.writing(area) as connection:
            tail = self._tail(connection, area)
            if tail.entries:
                return ()
            admit(act, ())
            added = self._add(connection, area, act, ())
        self._tails[area] = tail.and_then(added)
        return added

    def _role(self, author: str) -> Role:
        role = self._role_of(author)
        if role is None:
            raise ForbiddenError(
                msg("{author} has no role here.", author=author), msg("Ask a chief for one.")
            )
        return role

    def _add(
        self, connection: Connection, area: str, act: Act, tail: Sequence[Entry]
    ) -> tuple[Entry, ...]:
        last = tail[-1] if tail else None
        seal, seq = (last.hash, last.seq) if last else (FIRST, 0)
        now = self._clock().astimezone(UTC)
        at = max(now, last.at) if last else now  # a clock that was set back changes no order
        rows = []
        for position, event in enumerate(act.events):
            entry = Entry(
                *(seq + position + 1, at, act.author, act.scenario, act.id, event, act.reason)
            )
            plain = entry.as_json()
            seal = sealed(seal, plain)
            body = canonical(plain["body"])
            rows.append(plain | {"area": area, "position": position, "body": body, "hash": seal})
        connection.execute(insert(ENTRIES), rows)
        # As whoever reads them from the database will.
        return tuple(Entry.from_json(_plain(row), seal=row["hash"]) for row in rows)

    def _tail(self, connection: Connection, area: str) -> _Tail:
        """Give all entries of an area, reading from the database those that are new."""
        tail = self._tails.get(area, _Tail())
        last = tail.entries[-1] if tail.entries else None
        rows = _rows(connection, area, last.seq if last else 0)
        if last and (not rows or rows[0].hash != last.hash):
            # A backup was restored meanwhile.
            tail, last, rows = _Tail(), None, _rows(connection, area, 0)
        if fresh := rows[1:] if last else rows:
            tail = tail.and_then(tuple(self._entry(row) for row in fresh))
        self._tails[area] = tail
        return tail

    def _entry(self, row: Row[Any]) -> Entry:
        try:
            return Entry.from_json(_plain(row._mapping), seal=row.hash)  # noqa: SLF001 - its public name, kept apart from columns
        except (ValueError, KeyError, TypeError, AttributeError) as cause:
            raise StorageError(
                msg(
                    "Entry {seq} of the record of {area} is damaged.",
                    seq=str(row.seq),
                    area=row.area,
                ),
                msg("Restore a backup, and keep the damaged record for a repair."),
            ) from cause


def _recorded(act: Act, tail: _Tail) -> tuple[Entry, ...]:
    """Give the entries of an act that was recorded before. Raises SettingError for another act."""
    if act.id not in tail.acts:
        return ()
    found = tuple(entry for entry in tail.entries if entry.act == act.id)
    if found and not same(act, found):
        raise SettingError(
            msg("Another act was recorded under the id {id}.", id=act.id),
            msg("Send this one under an id of its own."),
        )
    return found


def areas_in(connection: Connection) -> tuple[str, ...]:
    """Give the keys of the areas that have entries in a database."""
    query = select(_COLUMNS.area).distinct().order_by(_COLUMNS.area)
    return tuple(connection.execute(query).scalars())


def sealed_lines(connection: Connection, area: str) -> Iterator[str]:
    """Give an area's entries as lines of JSON in the form that is sealed, each with its seal.

    A body that is no JSON breaks the chain there, as does any other change.
    """
    for row in _rows(connection, area, 0):
        try:
            plain = _plain(row._mapping)  # noqa: SLF001 - its public name, kept apart from columns
        except ValueError:
            plain = {**row._mapping, "body": None}  # noqa: SLF001 - the same
        yield canonical(plain | {"hash": row.hash})


def _rows(connection: Connection, area: str, first: int) -> Sequence[Row[Any]]:
    query = select(ENTRIES).where(_COLUMNS.area == area, _COLUMNS.seq >= first)
    return connection.execute(query.order_by(_COLUMNS.seq)).all()


def _plain(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row or what is to become one
    """Give an entry as it was sealed. Raises ValueError for a body that is no JSON."""
    names = ("seq", "at", "author", "scenario", "act", "kind", "reason")
    return {name: row[name] for name in names} | {"body": json.loads(row["body"])}
