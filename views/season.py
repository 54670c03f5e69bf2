"""The season of the plan on the desk, worked out once and kept while nothing upstream changes."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from plans.calendar import Calendar, by_day
from plans.concern import Limits
from plans.health import DEFAULT_LIMITS
from plans.plan import Plan
from views import session
from views.keeping import kept
from views.session import Desk
from views.workbench import table_of

LIMITS_KEY = "limits"


def calendar_of(desk: Desk, *, limits: Limits = DEFAULT_LIMITS) -> Calendar:
    """Work out every day of the season, and show that this takes a while."""
    with st.spinner(desk.say("Working out every day of the season"), show_time=True):
        return season_of(desk, limits=limits)


def season_of(desk: Desk, *, limits: Limits = DEFAULT_LIMITS) -> Calendar:
    """Work out every day of the season; the day that is looked at changes nothing in it."""
    plan = replace(desk.plan, on=desk.plan.season[0])

    def make() -> Calendar:
        return by_day(
            desk.area, plan, table_of=lambda on: table_of(replace(desk, plan=on)), limits=limits
        )

    return kept("calendar", *stamp_of(desk, plan, limits), make=make)


def stamp_of(desk: Desk, plan: Plan, limits: Limits) -> tuple[str, ...]:
    """Give texts that change with anything that a concern or a figure of a day could follow."""
    return desk.key, desk.version, plan.digest, session.pace().digest, repr(limits)
