"""Bivouac: choose where the force rests. Page setup and navigation, nothing else."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from views import calendar_page, data_page, health_page, map_page, rules_page, session
from views.trouble import told

ASSETS = Path(__file__).parent / "views" / "assets"

# An icon of our own: a Material symbol here would be fetched from the internet.
st.set_page_config(page_title="Bivouac", page_icon=str(ASSETS / "icon.svg"), layout="wide")
st.html(ASSETS / "page.css")

say = session.language()
pages = [
    st.Page(told(map_page.page), title=say("Map"), icon=":material/map:", url_path="map"),
    st.Page(told(rules_page.page), title=say("Rules"), icon=":material/rule:", url_path="rules"),
    st.Page(
        told(calendar_page.page),
        title=say("Calendar"),
        icon=":material/calendar_month:",
        url_path="calendar",
    ),
    st.Page(
        told(health_page.page),
        title=say("Health"),
        icon=":material/health_and_safety:",
        url_path="health",
    ),
    st.Page(told(data_page.page), title=say("Data"), icon=":material/database:", url_path="data"),
]
st.navigation(pages, position="top").run()
