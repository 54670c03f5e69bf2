"""What others decide comes to this screen; and what they decided first is shown before one acts."""

from __future__ import annotations

from functools import cache

import streamlit as st
from streamlit.runtime import Runtime, exists, get_instance
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx

from i18n import Language
from views import session
from views.lookout import Lookout
from views.session import Desk, Pending
from views.text import plain


def follow(desk: Desk) -> None:
    """Have the page drawn anew as soon as the record has grown beyond what this run shows."""
    if screen := _screen():
        _lookout(get_instance()).shows(screen, desk.key, len(desk.entries))


def leave_alone() -> None:
    """Have the page drawn anew by nobody but its reader, until it follows a record again."""
    if screen := _screen():
        _lookout(get_instance()).forget(screen)


def _screen() -> str | None:
    """Give the session that is being drawn; None where a page is drawn without a server."""
    here = get_script_run_ctx()
    served = here and exists() and get_instance().get_app_session(here.session_id)
    return here.session_id if here and isinstance(served, AppSession) else None


@cache
def _lookout(runtime: Runtime) -> Lookout:
    return Lookout(runtime, lambda area: session.record().head(area)).start()


def ask_meanwhile(desk: Desk) -> None:
    """Show what others decided on the same meanwhile, and ask what shall hold."""
    held = session.pending()
    if held is None:
        return

    @st.dialog(desk.say("Meanwhile"), on_dismiss=session.forget_pending)
    def ask() -> None:
        _ask(desk, held)

    ask()


def _ask(desk: Desk, held: Pending) -> None:
    say = desk.say
    st.markdown(say("Since this screen was drawn, the same has been decided on:"))
    for entry in held.meanwhile:
        told = say(entry.event.told(desk.name_of))
        st.markdown(f"- {plain(_who(say, entry.author))} {plain(told)}")
    st.markdown(say("You wanted:"))
    for event in held.act.events:
        st.markdown(f"- {plain(say(event.told(desk.name_of)))}")
    with st.container(horizontal=True):
        if st.button(say("Leave it as it is"), type="primary", key="leave-it"):
            session.forget_pending()
            st.rerun()
        if st.button(say("Do mine all the same"), key="insist"):
            session.insist()
            st.rerun()


def _who(say: Language, author: str) -> str:
    return say("{author}:", author=author)
