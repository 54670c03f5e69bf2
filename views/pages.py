"""The pages in the order of their titles on top, each behind its door."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from i18n import Language, msg
from views.gate import gated
from views.settling import settled
from views.solving import end_others
from views.trouble import told

_PAGES = (
    ("map_page", "map", msg("Map"), ":material/map:"),
    ("propose_page", "propose", msg("Propose"), ":material/auto_awesome:"),
    ("adapt_page", "adapt", msg("Adapt"), ":material/alt_route:"),
    ("calendar_page", "calendar", msg("Calendar"), ":material/calendar_month:"),
    ("forces", "forces", msg("Units"), ":material/groups:"),
    ("health_page", "health", msg("Health"), ":material/health_and_safety:"),
    ("briefing_page", "briefing", msg("Briefing"), ":material/print:"),
    ("record_page", "record", msg("Record"), ":material/history:"),
    ("rules_page", "rules", msg("Rules"), ":material/rule:"),
    ("data_page", "data", msg("Data"), ":material/database:"),
    ("people_page", "people", msg("People"), ":material/group:"),
)
_WALL = "wall_page"
MODULES = (*(module for module, *_ in _PAGES), _WALL)


def pages(say: Language) -> list[StreamlitPage]:
    """Give all pages: what is wrong on one is told there, and none opens without a role."""
    shown = [
        st.Page(_behind_its_door(module, url), title=say(title), icon=icon, url_path=url)
        for module, url, title, icon in _PAGES
    ]
    wall = _behind_its_door(_WALL, "wall")
    # Not among the titles: there is no way back from a page without controls.
    return [*shown, st.Page(wall, title=say("Wall"), url_path="wall", visibility="hidden")]


def _behind_its_door(module: str, url: str) -> Callable[[], None]:
    """Give the page of a module, which ends what other pages of the session still work on.

    The module is read when the page is first opened: who opens the map does not wait for all that
    makes a briefing.
    """

    def page() -> None:
        end_others(url)
        settled(f"views.{module}").page()

    page.__name__ = module  # Streamlit tells pages apart by name
    return gated(told(page))
