"""What others decide comes to this screen; and what they decided first is shown before one acts."""

from __future__ import annotations

import streamlit as st

from i18n import Language
from views import session
from views.session import Desk, Pending
from views.text import plain

# A screen follows within two seconds: a look, and the time to draw the page.
_SECONDS = 1.0
_DRAWN_KEY = "following-drawn"  # the whole page was drawn since the last look


def follow(desk: Desk) -> None:
    """Look again and again whether the record has grown, and draw the page anew when it has."""
    # Drawing the page runs the part below as well, and the last glance may be older than what is
    # drawn: to draw anew then would lose a form that was sent. Only a run of its own looks.
    st.session_state[_DRAWN_KEY] = True
    _look(desk.key)


@st.fragment(run_every=_SECONDS)
def _look(key: str) -> None:
    if st.session_state.pop(_DRAWN_KEY, False):
        return
    shown = session.seen(key)
    if shown is not None and session.record().glance(key) != shown:
        st.rerun()


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
