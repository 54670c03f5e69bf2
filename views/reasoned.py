"""A decision that a form asks for: with its reason where it wants one, told where it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from i18n import Language
from layers.errors import BivouacError
from plans.events import Event
from views import session
from views.text import plain

E = TypeVar("E", bound=Event)


def recorded(make: Callable[[], Sequence[E]], *, say: Language, reason: str = "") -> Sequence[E]:
    """Record what a form asks for as one act; gives its events, none where nothing is recorded.

    What ``make`` refuses, and a reason that is wanted and missing, are told in the form's place.
    Where others decided on the same since the form was drawn, the page asks what shall hold.
    """
    try:
        events = make()
    except BivouacError as error:
        st.error(plain(say(error.message)))
        return ()
    if any(event.wants_reason for event in events) and not reason.strip():
        st.error(say("Write down the reason: it stays attached to the decision."))
        return ()
    if session.decide(*events, reason=reason, in_form=True):
        return events
    if session.pending():
        st.rerun()  # the header asks
    return ()


def with_reason(  # noqa: PLR0913 - how a button looks
    title: str,
    event: Event,
    *,
    key: str,
    say: Language,
    about: str,
    question: str = "",
    icon: str | None = None,
    disabled: bool = False,
) -> None:
    """Draw a button that opens a small form; ``about`` says what is decided and on what.

    ``question`` asks for the reason; left out, it is “Why?”.
    """
    with (
        st.popover(title, icon=icon, help=plain(about), disabled=disabled, key=key),
        st.form(f"{key}-form", border=False, clear_on_submit=True),
    ):
        asked = question or say("Why?")
        reason = st.text_area(asked, max_chars=500, height=90, key=f"{key}-reason")
        sent = st.form_submit_button(plain(about), type="primary")
        if sent and recorded(lambda: (event,), say=say, reason=reason):
            st.rerun()
