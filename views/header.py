"""The row on top of every page: which area, which day, how officers travel, how far is too far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from gis.network.speeds import MODES, Mode
from i18n import LANGUAGES, Language, msg
from plans.plan import Plan
from views import session
from views.session import Desk

MODE_NAMES = {"drive": msg("By car"), "walk": msg("On foot")}
_ICONS = {"drive": ":material/directions_car:", "walk": ":material/directions_walk:"}
_WIDEST_CUTOFF = 240.0


def header(desk: Desk) -> None:
    """Draw the row and write each change into the plan."""
    say, plan = desk.say, desk.plan
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="header"):
        _choose_area(desk)
        st.date_input(
            say("Day"),
            value=plan.on,
            format="DD/MM/YYYY" if say.code == "fr" else "YYYY-MM-DD",
            key=f"day-{desk.key}",
            on_change=_set_day,
            args=(f"day-{desk.key}",),
            width=140,
        )
        st.segmented_control(
            say("Travel"),
            MODES,
            default=plan.standard.mode,
            required=True,
            format_func=lambda mode: f"{_ICONS[mode]} {say(MODE_NAMES[mode])}",
            key=f"mode-{desk.key}",
            on_change=_set_mode,
            args=(f"mode-{desk.key}",),
        )
        st.number_input(
            say("Standard (minutes)"),
            min_value=1.0,
            max_value=_WIDEST_CUTOFF,
            value=plan.standard.cutoff,
            step=1.0,
            format="%.0f",
            help=say(
                "A place is served when a zone is at most this far. Assumed: no text gives it."
            ),
            key=f"cutoff-{desk.key}",
            on_change=_set_cutoff,
            args=(f"cutoff-{desk.key}",),
            width=170,
        )
        st.space("stretch")
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
    st.selectbox(
        desk.say("Area"),
        shelf.keys(),
        index=shelf.keys().index(desk.key),
        format_func=shelf.title,
        key=f"area-choice-{desk.key}",  # anew for each area: loading one changes it as well
        on_change=lambda: session.choose_area(st.session_state[f"area-choice-{desk.key}"]),
        width=220,
    )


def _set_day(key: str) -> None:
    day: date = st.session_state[key]
    session.change(lambda plan: replace(plan, on=day))


def _set_mode(key: str) -> None:
    mode: Mode = st.session_state[key]
    session.change(lambda plan: _with_standard(plan, mode=mode))


def _set_cutoff(key: str) -> None:
    cutoff: float = st.session_state[key]
    session.change(lambda plan: _with_standard(plan, cutoff=cutoff))


def _with_standard(plan: Plan, **changes: float | Mode) -> Plan:
    return replace(plan, standard=replace(plan.standard, **changes))  # type: ignore[arg-type] # names of its own fields
