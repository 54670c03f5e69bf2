"""The page of the units: who stands where on the day, what moves them, and how to record it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from gis.strength import NOBODY, STRENGTH_NAMES
from i18n import Language
from plans.events import StandardChanged
from plans.forces import Muster, muster
from plans.naming import NameOf, names_in
from views import session
from views.force_form import force_form
from views.force_rows import event_rows
from views.force_sheet import force_sheet
from views.header import header
from views.news import decision_of
from views.session import Desk
from views.text import NOTHING, plain, table_height


def page() -> None:
    """Draw the page."""
    desk = session.desk()
    header(desk)
    there = muster(desk.plan.forces, desk.plan.on)
    name_of = names_in(desk.area)
    units, events = st.columns((0.5, 0.5), gap="medium")
    with units:
        _figures(there, desk.say)
        _units(there, name_of, desk.say)
        key = f"base-counts-{desk.mirror}"
        st.toggle(
            desk.say("The usual officers of a place count beside its units"),
            value=desk.plan.base_counts,
            help=desk.say(
                "They are mostly assumed. Without this, units stand in for them where they are."
            ),
            disabled=desk.shut,
            key=key,
            on_change=decision_of(
                key,
                lambda on: session.act(StandardChanged({"base_counts": on})),
                shown=desk.plan.base_counts,
            ),
        )
    with events:
        _events(desk, name_of)
    force_form(desk)
    force_sheet(desk)
    session.show_notices()


def _figures(there: Muster, say: Language) -> None:
    whole = sum((unit.strength for unit in there.units), start=NOBODY)
    with st.container(horizontal=True, gap="small"):
        st.metric(say("Units"), say.write(len(there.units)), width="content")
        for name, title in STRENGTH_NAMES.items():
            st.metric(say(title), say.write(getattr(whole, name)), width="content")


def _units(there: Muster, name_of: NameOf, say: Language) -> None:
    """Show the units on the day; those that anything about them is assumed of say so."""
    if not there.units:
        st.caption(say("No unit is there on this day."))
        return
    rows = pd.DataFrame(
        {
            say("Unit"): [unit.name for unit in there.units],
            say("Assumed"): [unit.assumed for unit in there.units],
            say("Place"): [name_of(unit.point) for unit in there.units],
            **{
                say(title): [getattr(unit.strength, name) for unit in there.units]
                for name, title in STRENGTH_NAMES.items()
            },
        }
    )
    st.dataframe(
        rows,
        hide_index=True,
        placeholder=NOTHING,
        height=table_height(min(len(rows), 12)),
        alt=say("Table of the units on this day"),
    )


def _events(desk: Desk, name_of: NameOf) -> None:
    """List what is recorded of the whole season; what cannot be followed stands first."""
    say, forces = desk.say, sorted(desk.plan.forces, key=lambda event: (event.on, event.unit))
    lost = muster(forces, desk.plan.season[1]).unheeded
    st.subheader(say("Recorded force events"))
    if lost:
        told = [plain(say(event.told(name_of))) for event in lost]
        st.warning(
            say("These cannot be followed and change nothing: {what}.", what=tuple(told)),
            icon=":material/warning:",
        )
    if not forces:
        st.caption(say("No force event is recorded."))
        return
    st.dataframe(
        event_rows(forces, name_of, say),
        hide_index=True,
        placeholder=NOTHING,
        height=table_height(min(len(forces), 12)),
        alt=say("Table of the force events"),
    )
