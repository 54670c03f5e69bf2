"""The page of the people: one's own role; for a chief, everybody's, and the way to give one."""

from __future__ import annotations

import streamlit as st

from i18n import Language, msg
from layers.errors import BivouacError
from plans.people import Person, give_role
from plans.roles import Role
from views import identity, session
from views.database import role_table
from views.header import choose_language
from views.sharing import is_shared
from views.text import NOTHING, plain, table_height

_WHOM_KEY, _ROLE_KEY = "role-of-whom", "role-to-give"
_NONE = "none"
_CHOICE = {each.value: each.label for each in Role} | {_NONE: msg("No role")}
_MAY = {
    Role.VIEWER: msg("sees everything and changes nothing"),
    Role.PLANNER: msg("decides on the plan and loads areas"),
    Role.CHIEF: msg("also lifts claims, announces zones, restores backups and gives roles"),
}


def page() -> None:
    """Draw the page."""
    say, me = session.language(), identity.who()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.subheader(say("People"), anchor=False)
        st.space("stretch")
        identity.signed_in_as(me, say)
        choose_language(say)
    _own(me, say)
    if me.role is Role.CHIEF:
        _everybody(say)
        _give(say)
    session.show_notices()


def _own(me: Person, say: Language) -> None:
    if not is_shared():
        st.caption(say("This server is your own: nobody signs in, and you may do everything."))
    st.markdown(plain(f"{me.name} – {me.author}") if me.name != me.author else plain(me.author))
    st.markdown(plain(say("Role: {role}", role=me.role.label)))
    for role, words in _MAY.items():
        st.caption(plain(f"{say(role.label)}: {say(words)}"))


def _everybody(say: Language) -> None:
    held = sorted(role_table().roles().items())
    if not held:
        st.info(say("Nobody has been given a role yet."))
        return
    st.dataframe(
        {
            say("Person"): [author for author, _ in held],
            say("Role"): [say(role.label) for _, role in held],
        },
        hide_index=True,
        placeholder=NOTHING,
        height=table_height(len(held)),
    )


def _give(say: Language) -> None:
    with st.form("give-role", border=False, clear_on_submit=False):
        st.text_input(say("E-mail that the person signs in with"), key=_WHOM_KEY, max_chars=200)
        st.selectbox(
            say("Role"), list(_CHOICE), format_func=lambda word: say(_CHOICE[word]), key=_ROLE_KEY
        )
        st.form_submit_button(say("Give this role"), type="primary", on_click=_given)


def _given() -> None:
    """Write the role that was asked for; the right to do so is looked up here, at this moment."""
    word = st.session_state[_ROLE_KEY]
    if word not in _CHOICE:  # sent past the list
        return
    role = None if word == _NONE else Role(word)
    try:
        author = give_role(role_table(), st.session_state[_WHOM_KEY], role, by=identity.who())
    except BivouacError as error:
        session.notify(error.message)
        return
    if role is None:
        session.notify(msg("{author} has no role any more.", author=author))
    else:
        session.notify(msg("{author}: {role}.", author=author, role=role.label))
