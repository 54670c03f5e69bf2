"""The closures of the plan: draw them, take them from a file or the venues, see them, lift them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from shapely.geometry import LineString, Polygon

from briefing.telling import closure_tip
from gis.network.closure_sources import perimeter_closures, read_closures
from gis.network.closures import BARS, BARS_NAMES, Closure, Terms
from i18n import Message, msg
from layers.errors import BivouacError
from plans.events import ClosureAdded, ClosureLifted
from plans.naming import new_id
from plans.situation import Situation
from views import session
from views.picking_map import Drawn, MapEvent
from views.reasoned import with_reason
from views.session import Desk
from views.text import day_style, plain

_DRAW_KEY = "closure-draw"
_NAME_KEY, _FROM_KEY, _TO_KEY, _BARS_KEY = (
    f"closure-{part}" for part in ("name", "from", "to", "bars")
)
_FILE_KEY = "closure-file"
_SHAPES: dict[Drawn, Message] = {"polygon": msg("Draw an area"), "line": msg("Draw a line")}
_ICONS: dict[Drawn, str] = {"polygon": ":material/polyline:", "line": ":material/timeline:"}
_MOST_BYTES = 20_000_000


def closures(desk: Desk, situation: Situation) -> None:
    """Draw the tab."""
    _terms_inputs(desk)
    _drawing_buttons(desk)
    _from_venues(desk, situation)
    _from_file(desk)
    _listed(desk)


def drawn_now() -> Drawn | None:
    """Give the shape that the planner is drawing on the map, if any."""
    shape: Drawn | None = st.session_state.get(_DRAW_KEY)
    return shape


def bar_drawn(event: MapEvent) -> None:
    """Bar the polygon or line that was drawn; one that cannot be is told, and drawing goes on."""
    _add(lambda: (_terms().at(_shape(event)),))


def _terms_inputs(desk: Desk) -> None:
    say = desk.say
    st.text_input(say("Name of the closure"), key=_NAME_KEY, max_chars=80)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        style = day_style(say)
        open_end = say("Left empty, this end stays open.")
        st.date_input(say("From"), value=None, key=_FROM_KEY, format=style, help=open_end)
        st.date_input(say("To"), value=None, key=_TO_KEY, format=style, help=open_end)
    st.selectbox(
        say("Who is barred"), BARS, format_func=lambda bars: say(BARS_NAMES[bars]), key=_BARS_KEY
    )


def _drawing_buttons(desk: Desk) -> None:
    say = desk.say
    with st.container(horizontal=True, gap="small"):
        for shape, title in _SHAPES.items():
            on = drawn_now() == shape
            st.button(
                say("Stop drawing") if on else say(title),
                icon=_ICONS[shape],
                type="primary" if on else "secondary",
                disabled=desk.shut,
                key=f"{_DRAW_KEY}-{shape}",
                on_click=_draw,
                args=(None if on else shape,),
            )


def _from_venues(desk: Desk, situation: Situation) -> None:
    frame = situation.demand.frame
    in_use = frozenset(frame.index[frame["in_use"] & (frame["layer"] == "venues")])
    venues = desk.area["venues"]
    st.button(
        desk.say("Take the perimeters of the venues in use"),
        icon=":material/stadium:",
        disabled=desk.shut,
        on_click=lambda: _add(lambda: perimeter_closures(venues, in_use=in_use, usual=_terms())),
    )


def _from_file(desk: Desk) -> None:
    say = desk.say
    with st.expander(say("From a GeoJSON file"), icon=":material/upload_file:"):
        sent = st.file_uploader(
            say("Polygons and lines (.geojson, .json)"), type=("geojson", "json"), key=_FILE_KEY
        )
        if sent:
            content, name = sent.getvalue(), sent.name
            st.button(
                say("Add its closures"),
                disabled=desk.shut,
                on_click=lambda: _add(lambda: read_closures(content, file=name, usual=_terms())),
            )


def _listed(desk: Desk) -> None:
    say = desk.say
    if not desk.plan.closures:
        st.caption(say("Nothing is barred in this plan."))
    for closure in desk.plan.closures:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            lines = [*closure_tip(closure, say)]
            if not closure.in_force(desk.plan.on):
                lines.append(say("Not in force on this day"))
            st.markdown(f"**{plain(closure.name)}**  \n{plain(' · '.join(lines))}")
            with_reason(
                say("Lift"),
                ClosureLifted(closure.id, closure.name),
                key=f"lift-{desk.key}-{closure.id}",
                say=say,
                about=say("Lift “{name}”", name=closure.name),
                disabled=desk.shut,
            )


def _draw(shape: Drawn | None) -> None:
    st.session_state[_DRAW_KEY] = shape


def _add(make: Callable[[], tuple[Closure, ...]]) -> None:
    """Add closures to the plan; what refuses them is told, and none is added."""
    try:
        added = make()
    except BivouacError as error:
        session.notify(error.message)
        return
    session.decide(*(ClosureAdded(replace(each, id=new_id("closure"))) for each in added))
    _draw(None)
    if not added:
        session.notify(msg("No venue in use has a perimeter."))


def _terms() -> Terms:
    """Read what the planner set beside the map."""
    state, say = st.session_state, session.language()
    return Terms(
        name=state.get(_NAME_KEY) or say("Closure"),
        starts=state.get(_FROM_KEY),
        ends=state.get(_TO_KEY),
        bars=state.get(_BARS_KEY) or BARS[0],
    )


def _shape(event: MapEvent) -> Polygon | LineString:
    return Polygon(event.path) if event.kind == "polygon" else LineString(event.path)
