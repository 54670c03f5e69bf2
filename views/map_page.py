"""The main page: the map that planners pick on, the figures, and the panel beside it."""

from __future__ import annotations

import streamlit as st

from briefing.drawing.drawing import Extras
from plans.situation import Situation
from views import session
from views.closures import closures, drawn_now
from views.demand_table import demand_table
from views.exports import exports
from views.figures import figures, notes, uncovered
from views.header import header
from views.map_view import map_view
from views.picking import on_map_event
from views.session import Desk
from views.site_card import card
from views.site_table import site_table
from views.ways import extras_of
from views.workbench import drawing_of, situation_of

_MAP_SHARE = (0.62, 0.38)


def page() -> None:
    """Draw the page."""
    desk = session.desk()
    header(desk)
    situation = situation_of(desk)
    figures(situation, say=desk.say)
    extras = extras_of(desk, situation)
    left, right = st.columns(_MAP_SHARE, gap="small")
    with left, st.container(key="map-side"):
        map_view(
            drawing_of(desk, situation, extras),
            key=f"map-{desk.key}",
            focus=session.focus(),
            on_event=on_map_event,
            say=desk.say,
            drawing_mode=drawn_now(),
        )
    with right:
        _panel(desk, situation, extras)
    session.show_notices()


def _panel(desk: Desk, situation: Situation, extras: Extras) -> None:
    say = desk.say
    titles = (say("Selection"), say("Sites"), say("Places"), say("Closures"), say("Exports"))
    # Under a key of its own, the open tab stays open when a run is cut short by the next one.
    chosen, sites, places, barred, files = st.tabs(titles, key="panel")
    with chosen:
        card(desk, situation)
        notes(situation, say=say)
        uncovered(situation, say=say)
    with sites:
        site_table(desk, situation)
    with places:
        demand_table(desk, situation)
    with barred:
        closures(desk, situation)
    with files:
        exports(desk, situation, extras)
