"""A decision that is recorded with its reason: a button that asks for it."""

from __future__ import annotations

import streamlit as st

from i18n import Language
from plans.events import Event
from views import session
from views.text import plain


def with_reason(  # noqa: PLR0913 - how a button looks
    title: str,
    *events: Event,
    key: str,
    say: Language,
    about: str,
    icon: str | None = None,
    disabled: bool = False,
) -> None:
    """Draw a button that opens a small form; ``about`` says what is decided and on what."""
    with (
        st.popover(title, icon=icon, help=plain(about), disabled=disabled, key=key),
        st.form(f"{key}-form", border=False, clear_on_submit=True),
    ):
        reason = st.text_area(say("Why?"), max_chars=500, height=90, key=f"{key}-reason")
        if not st.form_submit_button(plain(about), type="primary"):
            return
        if not reason.strip():
            st.error(say("Write down the reason: it stays attached to the decision."))
            return
        if session.decide(*events, reason=reason):
            st.rerun()
