"""The way to the wall, apart from it: who opens the map waits for nothing that draws a wall."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from views import session
from views.session import Desk


def address_of_app(url: str, page: str) -> str:
    """Give where the app hangs, with a slash behind, from the address of one of its pages."""
    shown = url.rstrip("/")
    return f"{shown.removesuffix(f'/{page}') if page else shown}/"


def wall_link(desk: Desk, *, page: str = "") -> None:
    """Offer the wall in a window of its own: there is no way back from it.

    ``page`` is the word of the page that the link stands on; the main page has none.
    """
    say = desk.say
    told = {
        session.AREA_KEY: desk.key,
        session.LANGUAGE_KEY: say.code,
        session.SCENARIO_KEY: desk.scenario,
    }
    st.link_button(
        say("Wall display"),
        f"{address_of_app(str(st.context.url or ''), page)}wall?{urlencode(told)}",
        icon=":material/tv:",
        help=say(
            "For the screen on the wall: map, coverage by day, health and the last 24 hours. It "
            "follows the plan by itself and has no controls."
        ),
        width="stretch",
        key="wall-link",
    )
