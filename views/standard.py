"""The service standard: how officers travel, and how far is too far, for all or for one kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

import streamlit as st

from gis.network.pace import HOURS
from gis.network.speeds import MODES
from gis.network.traffic import hour_words
from gis.standard import UNITS, Unit
from i18n import msg
from layers.catalogue import DEMAND_LAYERS, LAYERS
from plans.events import StandardChanged
from views import session
from views.news import decision_of
from views.session import Desk

_MODES = {
    "drive": (":material/directions_car:", msg("By car")),
    "walk": (":material/directions_walk:", msg("On foot")),
}
CUTOFF_TITLES = {"minutes": msg("Standard (minutes)"), "metres": msg("Standard (metres)")}
_UNITS = {"minutes": msg("Minutes"), "metres": msg("Metres")}
_LEAST = 1.0
_WIDEST = {"minutes": 240.0, "metres": 200_000.0}
_WIDEST_SNAP = 5_000.0
_STEPS = {"minutes": 1.0, "metres": 100.0}
# ASSUMED, like every cutoff: what a planner begins with after changing the unit.
_FIRST = {"minutes": 15.0, "metres": 5_000.0}


def standard_inputs(desk: Desk) -> None:
    """Draw the way of travel, the cutoff, and behind a button the unit and the cutoffs by kind."""
    say, standard = desk.say, desk.plan.standard
    key = f"mode-{desk.mirror}"
    st.segmented_control(
        say("Travel"),
        MODES,
        default=standard.mode,
        required=True,
        format_func=lambda mode: f"{_MODES[mode][0]} {say(_MODES[mode][1])}",
        disabled=desk.shut,
        key=key,
        on_change=_setting("mode", key, shown=standard.mode),
    )
    _cutoff(desk)
    with st.popover(say("More settings"), icon=":material/tune:"):
        _unit(desk)
        for kind in DEMAND_LAYERS:
            _by_kind(desk, kind)
        _snap(desk)
        _hour(desk)
        _path(desk)


def _unit(desk: Desk) -> None:
    unit, key = desk.plan.standard.unit, f"unit-{desk.mirror}"
    st.segmented_control(
        desk.say("Unit"),
        UNITS,
        default=unit,
        required=True,
        format_func=lambda each: desk.say(_UNITS[each]),
        disabled=desk.shut,
        key=key,
        on_change=decision_of(key, _set_unit, shown=unit),
    )


class Ends(TypedDict):
    """The ends of a field of numbers."""

    min_value: float
    max_value: float


def cutoff_ends(unit: Unit, held: float | None) -> Ends:
    """Give the ends of a field for a cutoff.

    There is room for the one that the plan holds, which may come from a file.
    """
    shown = _LEAST if held is None else held
    return Ends(min_value=min(_LEAST, shown), max_value=max(_WIDEST[unit], shown))


def _cutoff(desk: Desk) -> None:
    standard = desk.plan.standard
    key = f"cutoff-{desk.mirror}-{standard.unit}"
    st.number_input(
        desk.say(CUTOFF_TITLES[standard.unit]),
        **cutoff_ends(standard.unit, standard.cutoff),
        value=standard.cutoff,
        step=_STEPS[standard.unit],
        format="%.0f",
        help=desk.say(
            "A place is served when a zone is at most this far. Assumed: no text gives it."
        ),
        disabled=desk.shut,
        key=key,
        on_change=_setting("cutoff", key, shown=standard.cutoff),
        width=170,
    )


def _by_kind(desk: Desk, kind: str) -> None:
    standard = desk.plan.standard
    key, shown = f"cutoff-{desk.mirror}-{standard.unit}-{kind}", standard.by_kind.get(kind)

    def changed(cutoff: float | None) -> None:
        others = {name: value for name, value in standard.by_kind.items() if name != kind}
        by_kind = others if cutoff is None else {**others, kind: cutoff}
        session.decide(StandardChanged({"by_kind": by_kind}))

    st.number_input(
        desk.say(LAYERS[kind].title),
        **cutoff_ends(standard.unit, shown),
        value=shown,
        step=_STEPS[standard.unit],
        format="%.0f",
        placeholder=desk.say("As for all"),
        disabled=desk.shut,
        key=key,
        on_change=decision_of(key, changed, shown=shown),
    )


def _snap(desk: Desk) -> None:
    key = f"snap-{desk.mirror}"
    st.number_input(
        desk.say("Furthest from a street (m)"),
        min_value=0.0,
        max_value=max(_WIDEST_SNAP, desk.plan.snap_m),
        value=desk.plan.snap_m,
        step=50.0,
        format="%.0f",
        help=desk.say("A site or place farther from any street cannot be measured, and is named."),
        disabled=desk.shut,
        key=key,
        on_change=_setting("snap_m", key, shown=desk.plan.snap_m),
    )


def _hour(desk: Desk) -> None:
    """Let the planner choose whose traffic counts; only journeys by car know any."""
    say, key = desk.say, f"hour-{desk.mirror}"
    pace = session.pace()
    choices = (None, *HOURS)

    def words(hour: int | None) -> str:
        return say("Free traffic") if hour is None else say(hour_words(pace, hour))

    st.selectbox(
        say("Hour of the day"),
        choices,
        index=choices.index(desk.plan.hour),
        format_func=words,
        disabled=desk.shut or desk.plan.standard.mode == "walk",
        key=key,
        on_change=_setting("hour", key, shown=desk.plan.hour),
    )


def _path(desk: Desk) -> None:
    """Let the planner choose the shortest way instead of the fastest."""
    key = f"path-{desk.mirror}"
    st.toggle(
        desk.say("The shortest way, not the fastest"),
        value=desk.plan.shortest,
        help=desk.say("Minutes and metres are then those of the shortest way."),
        disabled=desk.shut,
        key=key,
        on_change=_setting("shortest", key, shown=desk.plan.shortest),
    )


def _setting(name: str, key: str, *, shown: object) -> Callable[[], None]:
    return decision_of(
        key, lambda value: session.decide(StandardChanged({name: value})), shown=shown
    )


def _set_unit(unit: str) -> None:
    """Change the unit; cutoffs in the other unit mean nothing any more, and go."""
    anew = {"unit": unit, "cutoff": _FIRST[unit], "by_kind": {}, "by_point": {}}
    session.decide(StandardChanged(anew))
