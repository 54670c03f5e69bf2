"""Bivouac: choose where the force rests. Page setup and navigation, nothing else."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from views import data_page, map_page, people_page, rules_page, session
from views.gate import gated
from views.trouble import told

ASSETS = Path(__file__).parent / "views" / "assets"

# An icon of our own: a Material symbol here would be fetched from the internet.
st.set_page_config(page_title="Bivouac", page_icon=str(ASSETS / "icon.svg"), layout="wide")
st.html(ASSETS / "page.css")

say = session.language()
pages = [
    st.Page(gated(told(map_page.page)), title=say("Map"), icon=":material/map:", url_path="map"),
    st.Page(
        gated(told(rules_page.page)), title=say("Rules"), icon=":material/rule:", url_path="rules"
    ),
    st.Page(
        gated(told(data_page.page)), title=say("Data"), icon=":material/database:", url_path="data"
    ),
    st.Page(
        gated(told(people_page.page)),
        title=say("People"),
        icon=":material/group:",
        url_path="people",
    ),
]
st.navigation(pages, position="top").run()
