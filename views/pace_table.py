"""The table of travel times: every constant and its source, to take away and to bring back."""

from __future__ import annotations

import streamlit as st

from gis.network.pace import Figure, Pace
from gis.network.pace_table import STANDARD_PACE
from i18n import Language, msg
from layers.errors import BivouacError
from plans.pace_store import NAME
from plans.roles import Role
from views import identity, session
from views.text import NOTHING, plain, table_height

_SENT = "pace-sent"  # how often a table was brought: a new number empties the box for files
_TALLEST_MB = 1


def pace_table(say: Language) -> None:
    """Draw the table in use, with the ways to change it."""
    with st.expander(say("Travel times"), icon=":material/speed:"):
        st.caption(
            say(
                "Every constant of travel times, with its source; what none gives is assumed. To "
                "change some, take the table away, change its values and bring it back."
            )
        )
        try:
            _table(session.paces().load(), say)
        except BivouacError as error:
            st.error(plain(say(error.message)), icon=":material/error:")
        _ways(say)


def _table(pace: Pace, say: Language) -> None:
    usual = {each.key: each.value for each in STANDARD_PACE.figures}
    st.dataframe(
        {
            say("Constant"): [say(each.title) for each in pace.figures],
            say("Value"): [each.value for each in pace.figures],
            say("Unit"): [each.unit for each in pace.figures],
            say("As a rule"): [usual[each.key] for each in pace.figures],
            say("Source"): [_source(each, say) for each in pace.figures],
            say("Key"): [each.key for each in pace.figures],
        },
        hide_index=True,
        placeholder=NOTHING,
        height=table_height(12),
    )


def _source(figure: Figure, say: Language) -> str:
    assumed = say("assumed")
    if not figure.assumed:
        return figure.source
    return f"{assumed} – {figure.source}" if figure.source else assumed


def _ways(say: Language) -> None:
    """Offer the table to take away, a place to bring one, and the way back to the standard."""
    store, may_change = session.paces(), identity.may(Role.PLANNER)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.download_button(
            say("Take the table away (CSV)"),
            store.content,
            file_name=NAME,
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
        st.button(
            say("Back to the standard table"),
            disabled=not (store.is_own and may_change),
            on_click=_drop,
            icon=":material/undo:",
        )
    key = f"pace-file-{st.session_state.get(_SENT, 0)}"
    st.file_uploader(
        say("Bring a changed table (CSV)"),
        type="csv",
        max_upload_size=_TALLEST_MB,
        key=key,
        disabled=not may_change,
        on_change=_keep,
        args=(key,),
    )


def _keep(key: str) -> None:
    """Put the table that was brought in use; a bad one is told and changes nothing."""
    brought = st.session_state[key]
    if brought is None:
        return
    st.session_state[_SENT] = st.session_state.get(_SENT, 0) + 1
    try:
        identity.require(Role.PLANNER)
        session.paces().keep(brought.getvalue(), file=brought.name)
    except BivouacError as error:
        session.notify(error.message)
    else:
        session.notify(msg("Your own table of travel times is in use."))


def _drop() -> None:
    try:
        identity.require(Role.PLANNER)
        session.paces().drop()
    except BivouacError as error:
        session.notify(error.message)
