"""The page of the record: who decided what, when and why; the scenarios; the plan as it was."""

from __future__ import annotations

import streamlit as st

from i18n import Language, msgs
from plans.history import history
from views import session
from views.as_it_was import as_it_was
from views.header import header
from views.record_files import record_files
from views.scenarios import scenario_desk
from views.session import Desk
from views.text import NOTHING, day_style, table_height

_SHOWN = 500  # lines of the log at once: a season has thousands


def page() -> None:
    """Draw the page."""
    desk = session.desk()
    header(desk)
    say = desk.say
    titles = (say("Log"), say("Scenarios"), say("The plan as it was"), say("Files"))
    log, scenes, past, files = st.tabs(titles, key="record-panel")
    with log:
        _log(desk, say)
    with scenes:
        scenario_desk(desk)
    with past:
        as_it_was(desk)
    with files:
        record_files(desk)
    session.show_notices()


def _log(desk: Desk, say: Language) -> None:
    """Draw the log of the scenario, newest first; what was undone is marked and stays."""
    lines = history(desk.line, desk.name_of)
    if not lines:
        st.info(say("Nothing has been decided yet."), icon=":material/history:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        authors = sorted({line.author for line in lines})
        chosen = st.multiselect(
            say("By"), authors, key=f"log-by-{desk.key}", placeholder=say("Everybody")
        )
        sought = st.text_input(say("Containing"), key=f"log-find-{desk.key}", max_chars=80)
    rows = [
        {
            "seq": line.seq,
            "at": line.at,
            "author": line.author,
            "told": say(line.told),
            "reason": line.reason,
            "undone": line.undone,
        }
        for line in lines
        if not chosen or line.author in chosen
    ]
    wanted = sought.casefold()
    rows = [row for row in rows if wanted in f"{row['told']} {row['reason']}".casefold()]
    shown = min(len(rows), _SHOWN)
    st.caption(
        say(
            msgs(
                "One decision, {shown} shown",
                "{n} decisions, {shown} shown",
                len(rows),
                shown=shown,
            )
        )
    )
    st.dataframe(
        rows[:_SHOWN],
        hide_index=True,
        placeholder=NOTHING,
        height=table_height(min(len(rows), _SHOWN)),
        column_config={
            "seq": st.column_config.NumberColumn(say("No."), width="small"),
            "at": st.column_config.DatetimeColumn(
                say("When"), timezone=str(desk.timezone), format=f"{day_style(say)} HH:mm:ss"
            ),
            "author": say("Who"),
            "told": st.column_config.TextColumn(say("What"), width="large"),
            "reason": st.column_config.TextColumn(say("Why"), width="large"),
            "undone": st.column_config.CheckboxColumn(say("Undone"), width="small"),
        },
    )
