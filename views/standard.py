"""The service standard: how officers travel, and how far is too far, for all or for one kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from gis.network.pace import HOURS
from gis.network.speeds import MODES
from gis.network.traffic import hour_words
from gis.standard import UNITS, Standard
from i18n import msg
from layers.catalogue import DEMAND_LAYERS, LAYERS
from views import session
from views.session import Desk

_MODES = {
    "drive": (":material/directions_car:", msg("By car")),
    "walk": (":material/directions_walk:", msg("On foot")),
}
_TITLES = {"minutes": msg("Standard (minutes)"), "metres": msg("Standard (metres)")}
_UNITS = {"minutes": msg("Minutes"), "metres": msg("Metres")}
_WIDEST = {"minutes": 240.0, "metres": 200_000.0}
_WIDEST_SNAP = 5_000.0
_STEPS = {"minutes": 1.0, "metres": 100.0}
# ASSUMED, like every cutoff: what a planner begins with after changing the unit.
_FIRST = {"minutes": 15.0, "metres": 5_000.0}


def standard_inputs(desk: Desk) -> None:
    """Draw the way of travel, the cutoff, and behind a button the unit and the cutoffs by kind."""
    say, standard = desk.say, desk.plan.standard
    st.segmented_control(
        say("Travel"),
        MODES,
        default=standard.mode,
        required=True,
        format_func=lambda mode: f"{_MODES[mode][0]} {say(_MODES[mode][1])}",
        key=f"mode-{desk.key}",
        on_change=_set,
        args=("mode", f"mode-{desk.key}"),
    )
    _cutoff(desk)
    with st.popover(say("More settings"), icon=":material/tune:"):
        st.segmented_control(
            say("Unit"),
            UNITS,
            default=standard.unit,
            required=True,
            format_func=lambda unit: say(_UNITS[unit]),
            key=f"unit-{desk.key}",
            on_change=_set_unit,
            args=(f"unit-{desk.key}",),
        )
        for kind in DEMAND_LAYERS:
            _by_kind(desk, kind)
        _snap(desk)
        _hour(desk)
        _path(desk)


def _cutoff(desk: Desk) -> None:
    standard = desk.plan.standard
    key = f"cutoff-{desk.key}-{standard.unit}"
    st.number_input(
        desk.say(_TITLES[standard.unit]),
        min_value=1.0,
        max_value=_WIDEST[standard.unit],
        value=standard.cutoff,
        step=_STEPS[standard.unit],
        format="%.0f",
        help=desk.say(
            "A place is served when a zone is at most this far. Assumed: no text gives it."
        ),
        key=key,
        on_change=_set,
        args=("cutoff", key),
        width=170,
    )


def _by_kind(desk: Desk, kind: str) -> None:
    standard = desk.plan.standard
    key = f"cutoff-{desk.key}-{standard.unit}-{kind}"
    st.number_input(
        desk.say(LAYERS[kind].title),
        min_value=1.0,
        max_value=_WIDEST[standard.unit],
        value=standard.by_kind.get(kind),
        step=_STEPS[standard.unit],
        format="%.0f",
        placeholder=desk.say("As for all"),
        key=key,
        on_change=_set_kind,
        args=(kind, key),
    )


def _snap(desk: Desk) -> None:
    key = f"snap-{desk.key}"
    st.number_input(
        desk.say("Furthest from a street (m)"),
        min_value=0.0,
        max_value=_WIDEST_SNAP,
        value=desk.plan.snap_m,
        step=50.0,
        format="%.0f",
        help=desk.say("A site or place farther from any street cannot be measured, and is named."),
        key=key,
        on_change=_set_snap,
        args=(key,),
    )


def _hour(desk: Desk) -> None:
    """Let the planner choose whose traffic counts; only journeys by car know any."""
    say, key = desk.say, f"hour-{desk.key}"
    pace = session.pace()
    choices = (None, *HOURS)

    def words(hour: int | None) -> str:
        return say("Free traffic") if hour is None else say(hour_words(pace, hour))

    st.selectbox(
        say("Hour of the day"),
        choices,
        index=choices.index(desk.plan.hour),
        format_func=words,
        disabled=desk.plan.standard.mode == "walk",
        key=key,
        on_change=_set_hour,
        args=(key,),
    )


def _path(desk: Desk) -> None:
    """Let the planner choose the shortest way instead of the fastest."""
    key = f"path-{desk.key}"
    st.toggle(
        desk.say("The shortest way, not the fastest"),
        value=desk.plan.shortest,
        help=desk.say("Minutes and metres are then those of the shortest way."),
        key=key,
        on_change=_set_path,
        args=(key,),
    )


def _set_path(key: str) -> None:
    shortest: bool = st.session_state[key]
    session.change(lambda plan: replace(plan, shortest=shortest))


def _set_hour(key: str) -> None:
    hour: int | None = st.session_state[key]
    session.change(lambda plan: replace(plan, hour=hour))


def _set_snap(key: str) -> None:
    limit: float = st.session_state[key]
    session.change(lambda plan: replace(plan, snap_m=limit))


def _set(field: str, key: str) -> None:
    value = st.session_state[key]
    _change(lambda standard: replace(standard, **{field: value}))


def _set_kind(kind: str, key: str) -> None:
    value: float | None = st.session_state[key]

    def changed(standard: Standard) -> Standard:
        others = {name: cutoff for name, cutoff in standard.by_kind.items() if name != kind}
        return replace(standard, by_kind=others if value is None else {**others, kind: value})

    _change(changed)


def _set_unit(key: str) -> None:
    """Change the unit; cutoffs in the other unit mean nothing any more, and go."""
    unit = st.session_state[key]
    _change(lambda old: Standard(cutoff=_FIRST[unit], unit=unit, mode=old.mode))


def _change(how: Callable[[Standard], Standard]) -> None:
    session.change(lambda plan: replace(plan, standard=how(plan.standard)))
