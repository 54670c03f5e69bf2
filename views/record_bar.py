"""Two buttons in the header: undo and redo of one's own decisions; and the scenario worked in."""

from __future__ import annotations

import streamlit as st

from plans.events import Redone, Undone
from plans.undo import redoable, undoable
from views import session
from views.news import news_of
from views.session import Desk
from views.text import plain


def record_buttons(desk: Desk) -> None:
    """Draw them; the scenarios only where there is more than one."""
    say, line, author = desk.say, desk.line, desk.person.author
    for act, title, icon, key, event in (
        (undoable(line, author), say("Undo"), ":material/undo:", "undo", Undone),
        (redoable(line, author), say("Redo"), ":material/redo:", "redo", Redone),
    ):
        st.button(
            title,
            icon=icon,
            key=key,
            disabled=desk.shut or act is None,
            help=plain(say.write(desk.name_of(act))) if act else None,
            on_click=_act,
            args=(event(act or ""),),
        )
    _scenario(desk)


def _act(event: Undone | Redone) -> None:
    session.decide(event)
    session.mirror_anew()


def _scenario(desk: Desk) -> None:
    names = {key: desk.say.write(each.label) for key, each in desk.scenarios.items()}
    if len(names) < 2:  # noqa: PLR2004 - one is no choice
        return
    key = f"scenario-{desk.mirror}"
    st.selectbox(
        desk.say("Scenario"),
        list(names),
        index=list(names).index(desk.scenario),
        format_func=lambda each: plain(names[each]),
        key=key,
        on_change=news_of(key, session.work_in, shown=desk.scenario),
        width=180,
    )
