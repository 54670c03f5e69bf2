"""The price of ambition on its page: worked out when asked, watched, drawn."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from gis.siting.explain.ambition import Axis, Curve, by_cutoff, by_zones
from gis.siting.watch import Watch
from i18n import msgs
from plans.siting import Ask, problem_of
from plans.situation import Situation
from views import solving
from views.ambition_chart import ambition_chart
from views.session import Desk

_MOST_S = 60.0


def ambition_view(desk: Desk, situation: Situation, ask: Ask, *, zones: int, page: str) -> None:
    """Offer both curves, the second of so many zones; each is worked out when its button asks."""
    say = desk.say
    st.caption(
        say("How many officers more zones, or a longer way, would serve: the plan is drawn among.")
    )
    with st.container(horizontal=True, gap="small"):
        for axis, title in (
            (Axis.ZONES, say("By number of zones")),
            (Axis.CUTOFF, say(msgs("By standard, {n} zone", "By standard, {n} zones", zones))),
        ):
            if st.button(title, icon=":material/show_chart:", key=f"ambition-{axis}"):
                _begin(desk, situation, replace(ask, zones=zones), axis, page)
    unit = situation.coverage.standard.unit
    for axis in Axis:
        _drawn(desk, axis, unit=unit, page=page)


def _begin(desk: Desk, situation: Situation, ask: Ask, axis: Axis, page: str) -> None:
    def work(watch: Watch) -> Curve:
        problem = problem_of(situation, ask)
        if axis is Axis.ZONES:
            return by_zones(problem, watch=watch)
        return by_cutoff(problem, zones=ask.zones or 1, watch=watch)

    solving.begin(page, _about(desk, axis), work, seconds=_MOST_S)


def _drawn(desk: Desk, axis: Axis, *, unit: str, page: str) -> None:
    say = desk.say
    solve = solving.under_way(page, _about(desk, axis))
    if solve is None:
        return
    key = f"ambition-{axis}"
    curve = solving.answer_of(solve, Curve, say=say, key=key, unit=unit, goals=False)
    if curve is not None:
        ambition_chart(curve, say=say, unit=unit)


def _about(desk: Desk, axis: Axis) -> str:
    return f"{axis}-{desk.key}-{desk.scenario}-{desk.plan.digest}"
