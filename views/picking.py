"""What a pick means, whether it comes from the map, the table or the card."""

from __future__ import annotations

import streamlit as st

from gis.screening import Answer
from i18n import msg
from plans.plan import dropped, picked
from views import session
from views.closures import bar_drawn
from views.picking_map import MapEvent
from views.workbench import situation_of

TABLE_ROUND_KEY = "table-round"


def on_map_event(event: MapEvent) -> None:
    """Pick or drop the site that was clicked, or bar what was drawn; a place is only looked at."""
    if event.path:
        bar_drawn(event)
    if event.kind != "pick" or event.id is None:
        return
    session.look_at(event.id)
    desk = session.desk()
    if event.id in desk.area["candidates"].index:
        set_picked(event.id, wanted=event.id not in desk.plan.picks)


def set_picked(site: str, *, wanted: bool) -> None:
    """Pick or drop a site; a refused site cannot be picked, and the planner is told."""
    if wanted and _refused(site):
        name = session.desk().area["candidates"]["name"][site]
        session.notify(
            msg("“{name}” is refused. Its card says why, and lets you overrule.", name=name or site)
        )
    else:
        session.change(lambda plan: picked(plan, site) if wanted else dropped(plan, site))
    redraw_table()


def table_round() -> int:
    """Give the number of the table's present round; see ``redraw_table``."""
    return int(st.session_state.get(TABLE_ROUND_KEY, 0))


def redraw_table() -> None:
    """Begin the table anew: it keeps its own ticks, which a pick elsewhere would contradict."""
    st.session_state[TABLE_ROUND_KEY] = table_round() + 1


def _refused(site: str) -> bool:
    return bool(situation_of(session.desk()).screening.outcome[site] is Answer.REFUSED)
