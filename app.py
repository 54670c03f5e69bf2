"""Bivouac: choose where the force rests. Page setup and navigation, nothing else."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from views import session
from views.pages import pages
from views.whole import let_callbacks_finish

ASSETS = Path(__file__).parent / "views" / "assets"

let_callbacks_finish()

# An icon of our own: a Material symbol here would be fetched from the internet.
st.set_page_config(page_title="Bivouac", page_icon=str(ASSETS / "icon.svg"), layout="wide")
st.html(ASSETS / "page.css")
st.navigation(pages(session.language()), position="top").run()
