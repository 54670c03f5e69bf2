"""The pages in the order of their titles on top, each behind its door."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from i18n import Language, msg
from views import (
    adapt_page,
    briefing_page,
    calendar_page,
    data_page,
    forces,
    health_page,
    map_page,
    people_page,
    propose_page,
    record_page,
    rules_page,
    wall_page,
)
from views.gate import gated
from views.solving import end_others
from views.trouble import told

_PAGES = (
    (map_page.page, "map", msg("Map"), ":material/map:"),
    (propose_page.page, "propose", msg("Propose"), ":material/auto_awesome:"),
    (adapt_page.page, "adapt", msg("Adapt"), ":material/alt_route:"),
    (calendar_page.page, "calendar", msg("Calendar"), ":material/calendar_month:"),
    (forces.page, "forces", msg("Units"), ":material/groups:"),
    (health_page.page, "health", msg("Health"), ":material/health_and_safety:"),
    (briefing_page.page, "briefing", msg("Briefing"), ":material/print:"),
    (record_page.page, "record", msg("Record"), ":material/history:"),
    (rules_page.page, "rules", msg("Rules"), ":material/rule:"),
    (data_page.page, "data", msg("Data"), ":material/database:"),
    (people_page.page, "people", msg("People"), ":material/group:"),
)


def pages(say: Language) -> list[StreamlitPage]:
    """Give all pages: what is wrong on one is told there, and none opens without a role."""
    shown = [
        st.Page(gated(told(_alone(page, url))), title=say(title), icon=icon, url_path=url)
        for page, url, title, icon in _PAGES
    ]
    wall = gated(told(_alone(wall_page.page, "wall")))
    # Not among the titles: there is no way back from a page without controls.
    return [*shown, st.Page(wall, title=say("Wall"), url_path="wall", visibility="hidden")]


def _alone(page: Callable[[], None], url: str) -> Callable[[], None]:
    """Give a page that ends what other pages of the session are still working on."""

    @wraps(page)
    def drawn() -> None:
        end_others(url)
        page()

    return drawn
