"""People: who somebody is by the word of the sign-in provider, and how a chief gives a role."""

from __future__ import annotations

import getpass
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from i18n import msg
from layers.errors import ForbiddenError, SettingError
from plans.role_table import RoleTable
from plans.roles import Role, require

SIGNED_IN_FOR = timedelta(hours=12)  # a long shift; the provider's cookie would hold for a month
_EARLY = timedelta(minutes=5)  # how far the provider's clock may be ahead of ours
_LONGEST = 200  # as an author in the record
_EMAIL = re.compile(r"[^\s@:/#]+@[^\s@:/#]+")


@dataclass(frozen=True)
class Identity:
    """Somebody who has signed in: the author of their decisions, and the name to show."""

    author: str
    name: str


@dataclass(frozen=True)
class Person:
    """Somebody who may see the plan at least."""

    author: str
    name: str
    role: Role


def identified(claims: Mapping[str, object], *, now: datetime) -> Identity:
    """Tell who somebody is by the claims that the provider has signed.

    The author is the e-mail, in small letters, unless the provider says that it is not verified;
    else the issuer with the subject, which no e-mail can be taken for. Raises ForbiddenError where
    the claims name nobody, or are older than a shift.
    """
    _recent(claims.get("iat"), now)
    author = _email(claims) or _subject(claims)
    if author is None or len(author) > _LONGEST:
        raise ForbiddenError(
            msg("The sign-in provider does not say who you are."),
            msg("Ask those who run it to send your e-mail or a subject with its issuer."),
        )
    name = claims.get("name")
    return Identity(author, name.strip() if isinstance(name, str) and name.strip() else author)


def machine_user() -> str | None:
    """Name whoever runs this process, as the machine knows them; None where it does not."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container may run under a number nobody bears
        return None


def give_role(table: RoleTable, whom: str, role: Role | None, *, by: Person) -> str:
    """Give somebody a role, or take theirs away with None; gives the author as it is kept.

    Raises ForbiddenError for whoever is no chief, and where no chief would be left; SettingError
    where nobody is named; StorageError.
    """
    require(by.role, Role.CHIEF)
    author = named(whom)
    table.give(author, role, by=by.author)
    return author


def named(whom: str) -> str:
    """Give an author as the table keeps it: an e-mail in small letters, else as it was written."""
    author = whom.strip()
    if not author or len(author) > _LONGEST or not author.isprintable():
        raise SettingError(
            msg("“{author}” names nobody.", author=author[:40]),
            msg("Write the e-mail that this person signs in with."),
        )
    return author.lower() if _EMAIL.fullmatch(author) else author


def _recent(issued: object, now: datetime) -> None:
    """Refuse a sign-in that is old, or has no time: Streamlit itself looks at neither."""
    age = math.inf
    if isinstance(issued, int | float) and not isinstance(issued, bool):
        age = now.timestamp() - issued
    if not -_EARLY.total_seconds() <= age <= SIGNED_IN_FOR.total_seconds():
        raise ForbiddenError(
            msg("Your sign-in is older than {n} hours.", n=SIGNED_IN_FOR // timedelta(hours=1)),
            msg("Sign in again."),
        )


def _email(claims: Mapping[str, object]) -> str | None:
    email, verified = claims.get("email"), claims.get("email_verified", True)
    if not (verified is True or verified == "true") or not isinstance(email, str):
        return None
    email = email.strip()
    return email.lower() if _EMAIL.fullmatch(email) and email.isprintable() else None


def _subject(claims: Mapping[str, object]) -> str | None:
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
        return None
    whole = f"{issuer}#{subject}"
    return whole if whole.isprintable() and not re.search(r"\s", whole) else None
