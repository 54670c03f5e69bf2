"""Bivouac: choose where the force rests. Page setup and navigation, nothing else."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from i18n import msg
from views import (
    calendar_page,
    data_page,
    forces,
    health_page,
    map_page,
    people_page,
    record_page,
    rules_page,
    session,
)
from views.gate import gated
from views.trouble import told

ASSETS = Path(__file__).parent / "views" / "assets"
PAGES = (
    (map_page.page, "map", msg("Map"), ":material/map:"),
    (calendar_page.page, "calendar", msg("Calendar"), ":material/calendar_month:"),
    (forces.page, "forces", msg("Units"), ":material/groups:"),
    (health_page.page, "health", msg("Health"), ":material/health_and_safety:"),
    (record_page.page, "record", msg("Record"), ":material/history:"),
    (rules_page.page, "rules", msg("Rules"), ":material/rule:"),
    (data_page.page, "data", msg("Data"), ":material/database:"),
    (people_page.page, "people", msg("People"), ":material/group:"),
)

# An icon of our own: a Material symbol here would be fetched from the internet.
st.set_page_config(page_title="Bivouac", page_icon=str(ASSETS / "icon.svg"), layout="wide")
st.html(ASSETS / "page.css")

say = session.language()
pages = [
    st.Page(gated(told(page)), title=say(title), icon=icon, url_path=url)
    for page, url, title, icon in PAGES
]
st.navigation(pages, position="top").run()
