"""Loading from OpenStreetMap on line: by the name of a place, by a box, or by a drawn rectangle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from i18n import Language, msg
from layers.area import Box
from layers.sources.overpass import read_overpass
from views.loading import load
from views.map_view import map_view
from views.picking_map import MapEvent
from views.session import Desk
from views.workbench import drawing_of, situation_of

_BOX_KEY = "drawn-box"
_WAYS = {
    "name": msg("By name"),
    "draw": msg("By a rectangle on the map"),
    "box": msg("By coordinates"),
}


def load_online(desk: Desk) -> None:
    """Offer the three ways, and ask the server only at the press of the button."""
    say = desk.say
    st.caption(
        say("This asks public servers on the internet; they see the name or the box, nothing else.")
    )
    way = st.segmented_control(
        say("Which area"),
        list(_WAYS),
        default="name",
        required=True,
        format_func=lambda word: say(_WAYS[word]),
        key="online-way",
    )
    ask: Callable[[Desk], str | Box | None] = {
        "name": _by_name,
        "draw": _by_rectangle,
        "box": _by_box,
    }[way]
    place = ask(desk)
    title = st.text_input(say("Name of the area"), key="online-title", max_chars=80)
    if st.button(say("Load from OpenStreetMap"), type="primary", icon=":material/cloud_download:"):
        if not place:
            st.error(say("Say first which area to load."))
            return
        load(lambda progress: read_overpass(place, title=title or None, progress=progress), say)


def _by_name(desk: Desk) -> str:
    return st.text_input(
        desk.say("Name of the place"), placeholder="Saint-Denis, France", key="online-name"
    ).strip()


def _by_box(desk: Desk) -> Box | None:
    say = desk.say
    names = (say("West"), say("South"), say("East"), say("North"))
    columns = st.columns(4)
    values = [
        column.number_input(name, value=None, format="%.5f", key=f"online-box-{n}")
        for n, (column, name) in enumerate(zip(columns, names, strict=True))
    ]
    west, south, east, north = values
    if west is None or south is None or east is None or north is None:
        return None
    return west, south, east, north


def _by_rectangle(desk: Desk) -> Box | None:
    drawing = drawing_of(desk, situation_of(desk))
    map_view(
        replace(drawing, layers=drawing.layers[:1], lines=(), picked=()),  # the base map alone
        key=f"rectangle-{desk.key}",
        focus=None,
        on_event=_keep_box,
        say=desk.say,
        drawing_mode="rectangle",
        height="420px",
    )
    box: Box | None = st.session_state.get(_BOX_KEY)
    _tell_box(box, desk.say)
    return box


def _tell_box(box: Box | None, say: Language) -> None:
    if box is None:
        st.caption(say("Press on the map, drag, and release."))
        return
    corners = ", ".join(f"{value:.4f}" for value in box)
    st.caption(say("Rectangle (west, south, east, north): {corners}", corners=corners))


def _keep_box(event: MapEvent) -> None:
    if event.kind == "rectangle":
        st.session_state[_BOX_KEY] = event.bbox
