"""The record as files: the whole log with its seals, a map for QGIS, and a copy of everything."""

from __future__ import annotations

import streamlit as st

from briefing.record_lines import record_lines
from views.session import Desk
from views.text import plain


def record_files(desk: Desk) -> None:
    """Offer the files."""
    say = desk.say
    if not desk.entries:
        st.info(say("Nothing has been decided yet."), icon=":material/history:")
        return
    st.caption(
        say(
            "The last seal is {seal}. Keep it apart from the file: it shows whether the record was "
            "changed afterwards.",
            seal=plain(desk.entries[-1].hash),
        )
    )
    st.download_button(
        say("The whole record (JSON Lines, with its seals)"),
        lambda: record_lines(desk.key, desk.area.manifest.title, desk.entries),
        file_name=f"bivouac-{desk.key}-record.jsonl",
        mime="application/jsonl",
        icon=":material/download:",
        on_click="ignore",
    )
