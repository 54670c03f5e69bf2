"""What a database refuses, told in a sentence: which record, why, and what to do next.

Drivers speak of codes, and their texts may hold an address with its password: neither is shown.
"""

from __future__ import annotations

import logging
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from i18n import Message, msg
from layers.errors import StorageError

if TYPE_CHECKING:
    import psycopg

_LOG = logging.getLogger(__name__)


class Refusal(Enum):
    """Why a database refuses, and the remedy."""

    BUSY = (
        msg("others have been writing to it for too long"),
        msg("Nothing was recorded. Try again in a moment."),
    )
    READ_ONLY = (
        msg("it is read-only"),
        msg("Nothing was recorded. Give Bivouac the right to write there, then try again."),
    )
    FULL = (
        msg("the disk is full"),
        msg("Nothing was recorded. Free some space, then do it again."),
    )
    DISK = (
        msg("the disk refuses to read or to write"),
        msg("Nothing was recorded. Check that disk and its free space, then do it again."),
    )
    NO_PLACE = (
        msg("the file cannot be opened there"),
        msg("Check the folder, its rights and the free space, then try again."),
    )
    FOREIGN = (
        msg("it is no database, or it is damaged"),
        msg("Move that file aside and keep it for a repair; then restore a backup."),
    )
    NEWER = (
        msg("a newer version of Bivouac made it"),
        msg("Upgrade Bivouac on this machine; nothing in the record was changed."),
    )
    UNREACHABLE = (
        msg("the server does not answer"),
        msg("Check that it runs and that the address in BIVOUAC_DATABASE_URL is right."),
    )
    STRANGER = (
        msg("the server refuses this user or this password"),
        msg("Correct them in BIVOUAC_DATABASE_URL, then start Bivouac again."),
    )
    ABSENT = (
        msg("the server has no database of that name"),
        msg("Create it there, or correct the name in BIVOUAC_DATABASE_URL."),
    )
    RIGHTS = (
        msg("the user may not read or write there"),
        msg("Make that user the owner of the database, then try again."),
    )
    LOST = (
        msg("the connection to the server was lost"),
        msg("See in the history whether your last act was recorded before you do it again."),
    )
    OTHER = (
        msg("the database refuses"),
        msg("See the log of Bivouac and that of the server, then try again."),
    )


def refused(place: str, why: Refusal) -> StorageError:
    """Make the error of a refusal; ``place`` names the record without any secret."""
    reason, remedy = why.value
    return StorageError(_what(place, reason), remedy)


def _what(place: str, reason: Message) -> Message:
    return msg("The record in {place} cannot be used: {reason}.", place=place, reason=reason)


@contextmanager
def refusals_told(place: str) -> Iterator[None]:
    """Tell what a driver raises as StorageError."""
    try:
        yield
    except PoolTimeoutError as cause:
        raise refused(place, Refusal.BUSY) from cause
    except _drivers_errors() as cause:
        why = _why(cause)
        if why in _CONNECTING:
            # The driver's error holds the whole address, password and all: it goes no further.
            raise refused(place, why) from None
        if why is Refusal.OTHER:
            _LOG.error("The record in %s cannot be used", place, exc_info=cause)
        raise refused(place, why) from cause


def _drivers_errors() -> tuple[type[Exception], ...]:
    """Give what drivers raise; that of PostgreSQL is there once somebody has connected by it."""
    postgres = sys.modules.get("psycopg")
    return (DBAPIError, sqlite3.Error, *((postgres.Error,) if postgres else ()))


_CONNECTING = {Refusal.UNREACHABLE, Refusal.STRANGER, Refusal.ABSENT, Refusal.LOST}

_SQLITE = {
    sqlite3.SQLITE_BUSY: Refusal.BUSY,
    sqlite3.SQLITE_LOCKED: Refusal.BUSY,
    sqlite3.SQLITE_READONLY: Refusal.READ_ONLY,
    sqlite3.SQLITE_PERM: Refusal.READ_ONLY,
    sqlite3.SQLITE_FULL: Refusal.FULL,
    sqlite3.SQLITE_IOERR: Refusal.DISK,
    sqlite3.SQLITE_CANTOPEN: Refusal.NO_PLACE,
    sqlite3.SQLITE_NOTADB: Refusal.FOREIGN,
    sqlite3.SQLITE_CORRUPT: Refusal.FOREIGN,
}
_POSTGRES = {
    "25006": Refusal.READ_ONLY,
    "53100": Refusal.FULL,
    "55P03": Refusal.BUSY,
    "57014": Refusal.BUSY,
    "40P01": Refusal.BUSY,
    "53300": Refusal.BUSY,
    "58030": Refusal.DISK,
    "42501": Refusal.RIGHTS,
    "28P01": Refusal.STRANGER,
    "28000": Refusal.STRANGER,
    "3D000": Refusal.ABSENT,
}


def _why(cause: BaseException) -> Refusal:
    origin = cause.orig if isinstance(cause, DBAPIError) else cause
    if isinstance(origin, sqlite3.Error):
        return _SQLITE.get(getattr(origin, "sqlite_errorcode", 0) & 0xFF, Refusal.OTHER)
    return _why_postgres(origin)


def _why_postgres(origin: BaseException | None) -> Refusal:
    import psycopg  # noqa: PLC0415 - a fifth of a second that only PostgreSQL is worth

    if not isinstance(origin, psycopg.Error):
        return Refusal.OTHER
    if origin.sqlstate is not None:
        gone = origin.sqlstate.startswith(("08", "57P"))
        return Refusal.LOST if gone else _POSTGRES.get(origin.sqlstate, Refusal.OTHER)
    if not isinstance(origin, psycopg.OperationalError):
        return Refusal.OTHER
    return _unconnected(origin)


def _unconnected(origin: psycopg.OperationalError) -> Refusal:
    """Read an error without a code: that of making a connection, or of losing one."""
    text, made = str(origin), origin.pgconn
    if made is None:
        unmade = "connection failed" in text or "connection timeout" in text
        return Refusal.UNREACHABLE if unmade else Refusal.LOST
    if "does not exist" in text and "database" in text:
        return Refusal.ABSENT
    if "authentication failed" in text or "does not exist" in text or made.needs_password:
        return Refusal.STRANGER
    if "read-only" in text:
        return Refusal.READ_ONLY
    if "too many clients" in text or "remaining connection slots" in text:
        return Refusal.BUSY
    return Refusal.UNREACHABLE
