"""The pages in the order of their titles on top, each behind its door."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from i18n import Language, msg
from views import (
    calendar_page,
    data_page,
    forces,
    health_page,
    map_page,
    people_page,
    record_page,
    rules_page,
)
from views.gate import gated
from views.trouble import told

_PAGES = (
    (map_page.page, "map", msg("Map"), ":material/map:"),
    (calendar_page.page, "calendar", msg("Calendar"), ":material/calendar_month:"),
    (forces.page, "forces", msg("Units"), ":material/groups:"),
    (health_page.page, "health", msg("Health"), ":material/health_and_safety:"),
    (record_page.page, "record", msg("Record"), ":material/history:"),
    (rules_page.page, "rules", msg("Rules"), ":material/rule:"),
    (data_page.page, "data", msg("Data"), ":material/database:"),
    (people_page.page, "people", msg("People"), ":material/group:"),
)


def pages(say: Language) -> list[StreamlitPage]:
    """Give all pages: what is wrong on one is told there, and none opens without a role."""
    return [
        st.Page(gated(told(page)), title=say(title), icon=icon, url_path=url)
        for page, url, title, icon in _PAGES
    ]
