"""Who sits before the screen, and what they may do.

On a server of one's own that is the machine's user, as a chief. On a shared one it is whoever has
signed in, with the role that the table gives at this moment. Every function that changes something
asks here, itself: a button that is not drawn stops nobody.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

import streamlit as st

from i18n import Language, msg
from layers.errors import ForbiddenError
from plans import roles
from plans.people import Identity, Person, identified, machine_user
from plans.roles import Role
from views.database import role_table
from views.sharing import is_shared
from views.text import plain

_NOBODY = "planner"  # a machine whose user has no name, as in some containers


def visitor() -> Identity | None:
    """Give who is signed in, with a role or without; None where nobody is.

    Raises SettingError for a server that should sign people in and cannot, and ForbiddenError for a
    sign-in that is too old or names nobody.
    """
    if not is_shared():
        author = _machine_author()
        return Identity(author, author)
    if not st.user.get("is_logged_in"):
        return None
    return identified(st.user.to_dict(), now=datetime.now(UTC))


def role_of(author: str) -> Role | None:
    """Give the role that somebody has at this moment."""
    return role_table().role_of(author) if is_shared() else Role.CHIEF


def who() -> Person:
    """Give the person before the screen. Raises ForbiddenError for whoever has no role here."""
    here = visitor()
    role = role_of(here.author) if here else None
    if here is None or role is None:
        raise ForbiddenError(
            msg("You have no role in this plan."), msg("Sign in, and ask a chief for a role.")
        )
    return Person(here.author, here.name, role)


def require(least: Role) -> Person:
    """Refuse what the person before the screen may not do; gives that person.

    Raises ForbiddenError.
    """
    person = who()
    roles.require(person.role, least)
    return person


def may(least: Role) -> bool:
    """Tell whether to offer something; doing it asks ``require`` again."""
    return who().role.reaches(least)


def signed_in_as(person: Person, say: Language) -> None:
    """Show who one is and the way out; nothing on a server of one's own."""
    if not is_shared():
        return
    with st.popover(plain(person.name), icon=":material/account_circle:", key="signed-in-as"):
        st.markdown(plain(person.author))
        st.caption(say("Role: {role}", role=person.role.label))
        sign_out(say)


def sign_out(say: Language) -> None:
    """Offer the way out."""
    st.button(say("Sign out"), icon=":material/logout:", on_click=st.logout, key="sign-out")


def _machine_author() -> str:
    """Give the name under which this machine's user decides."""
    return os.environ.get("BIVOUAC_AUTHOR", "").strip() or machine_user() or _NOBODY
