"""What a pick means, whether it comes from the map, the table or the card."""

from __future__ import annotations

import streamlit as st

from gis.screening import Answer
from i18n import msg
from plans.events import ZoneDropped, ZonePicked
from plans.plan import Plan
from views import session
from views.closures import bar_drawn
from views.picking_map import MapEvent
from views.workbench import screening_of

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
    """Pick or drop a site.

    A refused site cannot be picked, and a zone that is locked, announced or dated is dropped from
    its card, with the reason; the planner is told. A zone that was only tried goes at once.
    """
    desk = session.desk()
    name = desk.area["candidates"]["name"].get(site) or site
    if wanted and _refused(site):
        session.notify(
            msg("“{name}” is refused. Its card says why, and lets you overrule.", name=name)
        )
    elif not wanted and committed(desk.plan, site):
        session.notify(
            msg(
                "“{name}” is locked, announced or dated. Drop it from its card, with the reason.",
                name=name,
            )
        )
    elif wanted:
        session.decide(ZonePicked(site))
    else:
        session.decide(ZoneDropped(site), reason=desk.say("Dropped while choosing"))
    redraw_table()


def committed(plan: Plan, site: str) -> bool:
    """Tell whether more than a pick was decided on a zone."""
    dated = any(opening.site == site for opening in plan.openings)
    return dated or site in plan.locked or site in plan.announced


def table_round() -> int:
    """Give the number of the table's present round; see ``redraw_table``."""
    return int(st.session_state.get(TABLE_ROUND_KEY, 0))


def redraw_table() -> None:
    """Begin the table anew: it keeps its own ticks, which a pick elsewhere would contradict."""
    st.session_state[TABLE_ROUND_KEY] = table_round() + 1


def _refused(site: str) -> bool:
    return bool(screening_of(session.desk()).answers[site] is Answer.REFUSED)
