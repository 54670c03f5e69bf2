"""One force event by hand: the inputs that its move needs, and no others."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from gis.strength import NOBODY, STRENGTH_NAMES, Strength
from i18n import Language, msg
from layers.catalogue import DEMAND_LAYERS
from layers.errors import BivouacError
from plans.events import ForceRecorded
from plans.force_preview import check_followed
from plans.forces import BY_A_STRENGTH, TO_A_POINT, ForceEvent, Move
from plans.naming import names_in
from views import session
from views.session import Desk
from views.text import day_style

_DONE = "force-form-done"  # how often an event was recorded: a new number empties the inputs
_MOST = 100_000
_MOVES: tuple[Move, ...] = tuple(Move)
_LONGEST = {"unit": 120, "source": 500}


def force_form(desk: Desk) -> None:
    """Draw the inputs; the button records one event."""
    say = desk.say
    with st.expander(say("Record one force event"), icon=":material/add:"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            unit = _unit(desk)
            move = _move(say)
            day = st.date_input(
                say("Date"),
                value=desk.plan.on,
                format=day_style(say),
                key=_key("day"),
                width=140,
            )
        point = _point(desk) if move in TO_A_POINT else ""
        strength = _strength(say) if move in BY_A_STRENGTH else NOBODY
        source = st.text_input(say("Source"), key=_key("source"), max_chars=_LONGEST["source"])
        assumed = st.checkbox(say("Assumed"), key=_key("assumed"))
        st.button(
            say("Record this event"),
            type="primary",
            disabled=desk.shut or not unit,
            on_click=lambda: _record(
                lambda: ForceEvent(unit, move, day, point or "", strength, source.strip(), assumed)
            ),
        )


def _unit(desk: Desk) -> str:
    """Ask for a unit: one that the plan knows, or a new name."""
    known = sorted({event.unit for event in desk.plan.forces})
    chosen: str | None = st.selectbox(
        desk.say("Unit"),
        known,
        index=None,
        accept_new_options=True,
        placeholder=desk.say("Choose a unit, or write a new name"),
        key=_key("unit"),
    )
    return (chosen or "").strip()[: _LONGEST["unit"]]


def _move(say: Language) -> Move:
    return st.selectbox(
        say("Move"), _MOVES, format_func=lambda move: say(move.label), key=_key("move")
    )


def _point(desk: Desk) -> str | None:
    name_of = names_in(desk.area)
    points = [key for layer in DEMAND_LAYERS for key in desk.area[layer].index]
    chosen: str | None = st.selectbox(
        desk.say("Place"),
        points,
        index=None,
        format_func=lambda key: f"{name_of(key)} ({key})",
        placeholder=desk.say("Choose a venue, a station or an airport"),
        key=_key("point"),
    )
    return chosen


def _strength(say: Language) -> Strength:
    with st.container(horizontal=True, gap="small"):
        asked = {
            name: st.number_input(
                say(title), min_value=0, max_value=_MOST, value=0, step=1, key=_key(name)
            )
            for name, title in STRENGTH_NAMES.items()
        }
    return Strength(**{name: int(number) for name, number in asked.items()})


def _record(make: Callable[[], ForceEvent]) -> None:
    """Record the event; one that makes no sense is told, and the inputs stay as they are."""
    try:
        event = make()
        check_followed(session.desk().plan, event)
    except BivouacError as error:
        session.notify(error.message)
        return
    if session.decide(ForceRecorded(event)):
        st.session_state[_DONE] = st.session_state.get(_DONE, 0) + 1
        session.notify(msg("The event of “{unit}” is recorded.", unit=event.unit))


def _key(name: str) -> str:
    return f"force-form-{name}-{st.session_state.get(_DONE, 0)}"
