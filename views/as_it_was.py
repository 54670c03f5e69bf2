"""The plan of a day, as it was known at a moment: the question that is asked afterwards."""

from __future__ import annotations

import json
from datetime import datetime, time

import streamlit as st

from briefing.telling import name_of
from layers.candidates import CANDIDATES
from plans.forces import muster
from plans.plan import first_plan
from plans.state import known, state
from views.session import Desk
from views.text import NOTHING, day_style, table_height


def as_it_was(desk: Desk) -> None:
    """Draw the question and its answer; nothing is changed by it."""
    say = desk.say
    style = day_style(say)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        on = st.date_input(say("The plan for the day"), value=desk.plan.on, format=style)
        seen_on = st.date_input(say("As it was known on"), value="today", format=style)
        at = st.time_input(say("At"), value=time(23, 59), step=60)
    moment = datetime.combine(seen_on, at, tzinfo=desk.timezone)
    season = first_plan(desk.area).season
    plan = state(desk.entries, on=on, as_known_at=moment, scenario=desk.scenario, season=season)
    count = len(known(desk.entries, moment))
    st.caption(
        say("{known} of {all} decisions were known then.", known=count, all=len(desk.entries))
    )
    sites = desk.area["candidates"].itertuples()
    names = {row.Index: name_of(row, CANDIDATES, say) for row in sites}
    zones = [
        {
            say("Zone"): names.get(site, site),
            say("Locked"): site in plan.locked,
            say("Announced"): site in plan.announced,
        }
        for site in plan.picks
    ]
    units = muster(plan.forces, on).units
    left, right = st.columns(2)
    with left:
        st.metric(say("Zones"), say.write(len(plan.picks)))
        st.dataframe(zones, hide_index=True, placeholder=NOTHING, height=table_height(len(zones)))
    with right:
        officers = sum(unit.strength.officers for unit in units)
        st.metric(say("Officers in units"), say.write(officers))
        rows = [{say("Unit"): unit.name, say("Officers"): unit.strength.officers} for unit in units]
        st.dataframe(rows, hide_index=True, placeholder=NOTHING, height=table_height(len(rows)))
    st.download_button(
        say("This plan (JSON)"),
        json.dumps(plan.as_json(), ensure_ascii=False, indent=1),
        file_name=f"bivouac-{desk.key}-{on.isoformat()}-{plan.digest}.json",
        mime="application/json",
        icon=":material/download:",
    )
