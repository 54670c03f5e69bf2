"""The row on top of every page: which area, which day, how officers travel, how far is too far."""

from __future__ import annotations

from datetime import date

import streamlit as st

from i18n import LANGUAGES, Language
from views import session
from views.following import ask_meanwhile, follow
from views.identity import signed_in_as
from views.news import news_of
from views.record_bar import record_buttons
from views.session import Desk
from views.standard import standard_inputs
from views.text import day_style


def header(desk: Desk) -> None:
    """Draw the row, and write each change into the record; what others decide follows."""
    say, plan = desk.say, desk.plan
    day = f"day-{desk.key}-{plan.on}"
    session.drawn(desk)
    follow(desk)
    ask_meanwhile(desk)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="header"):
        _choose_area(desk)
        st.date_input(
            say("Day"),
            value=plan.on,
            format=day_style(say),
            key=day,
            on_change=news_of(day, _set_day, shown=plan.on),
            width=140,
        )
        standard_inputs(desk)
        record_buttons(desk)
        st.space("stretch")
        signed_in_as(desk.person, say)
        choose_language(say)


def choose_language(say: Language) -> None:
    """Offer the two languages."""
    st.segmented_control(
        say("Language"),
        LANGUAGES,
        default=say.code,
        required=True,
        format_func=str.upper,
        key=session.LANGUAGE_KEY,
        on_change=session.keep_language,
    )


def _choose_area(desk: Desk) -> None:
    shelf = session.library()
    key = f"area-choice-{desk.key}"  # anew for each area: loading one changes it as well
    st.selectbox(
        desk.say("Area"),
        shelf.keys(),
        index=shelf.keys().index(desk.key),
        format_func=shelf.title,
        key=key,
        on_change=news_of(key, session.choose_area, shown=desk.key),
        width=220,
    )


def _set_day(day: date | None) -> None:
    if day is not None:
        session.look_on(day)
