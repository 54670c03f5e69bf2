"""The places where officers stand, as a table: headcount, use and standard are edited here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from briefing.telling import kind_of, name_of
from gis.coverage import Why
from gis.demand import DemandEdit
from gis.setback import setbacks
from i18n import Language
from layers.catalogue import LAYERS
from layers.errors import BivouacError
from plans.events import PointEdited, PointRestored
from plans.situation import Situation
from views import session
from views.news import UNTOUCHED, decision_of
from views.session import Desk
from views.text import table_height
from views.ways import setback_column

_EDITED = ("officers", "in_use", "cutoff")


def demand_table(desk: Desk, situation: Situation) -> None:
    """Draw the table; what is edited tells on the figures at once.

    Where units stand, what they bring has a column of its own, which force events change.
    """
    say, key = desk.say, f"places-{desk.mirror}"
    rows = _rows(situation, say)
    st.data_editor(
        rows,
        hide_index=True,
        height=table_height(len(rows)),
        disabled=[name for name in rows.columns if desk.shut or name not in _EDITED],
        column_config={
            "name": say("Name"),
            "officers": st.column_config.NumberColumn(
                say("Officers"), min_value=0, step=1, required=True
            ),
            "by_units": st.column_config.NumberColumn(say("In units")),
            "assumed": st.column_config.CheckboxColumn(say("Assumed"), width="small"),
            "in_use": st.column_config.CheckboxColumn(say("In use"), width="small"),
            "cutoff": st.column_config.NumberColumn(say("Standard (min)"), min_value=1),
            "minutes": st.column_config.NumberColumn(say("Minutes"), format="%.0f"),
            "zone": say("Nearest zone"),
            "why": say("Served?"),
            "kind": say("Kind"),
            "setback": setback_column(situation, say),
        },
        key=key,
        on_change=decision_of(key, partial(_edit, tuple(rows.index)), shown=UNTOUCHED),
        placeholder="",
        alt=say("Table of places to serve"),
    )
    if situation.plan.edits:
        st.button(
            say("Give all places their own figures back"),
            icon=":material/undo:",
            disabled=desk.shut,
            on_click=_restore_all,
            args=(tuple(edit.id for edit in situation.plan.edits),),
        )


def _rows(situation: Situation, say: Language) -> pd.DataFrame:
    demand, served = situation.demand.frame, situation.coverage.frame
    names = situation.area["candidates"]["name"]
    return pd.DataFrame(
        {
            "name": [name_of(row, LAYERS[str(row.layer)], say) for row in demand.itertuples()],
            "officers": demand["usual"],
            **({"by_units": demand["by_units"]} if demand["by_units"].any() else {}),
            "assumed": demand["officers_assumed"],
            "in_use": demand["in_use"],
            "cutoff": demand["cutoff"],
            "minutes": served["minutes"].round(1),
            "zone": [names[zone] or zone if zone else "" for zone in served["zone"]],
            "why": [say(Why(why).message) for why in served["why"]],
            "kind": [say(kind_of(row, str(row.layer))) for row in demand.itertuples()],
            "setback": setbacks(situation.table)[1].reindex(demand.index),
        },
        index=demand.index,
    )


def _edit(ids: tuple[str, ...], edited: Mapping[str, Any]) -> None:
    """Take over what was edited; the table keeps old edits too, which change nothing."""
    edits = edited["edited_rows"].items()
    made = [_demand_edit(ids[int(place)], changed) for place, changed in edits]
    session.decide(*(PointEdited(edit) for edit in made if edit))


def _demand_edit(point: str, changed: dict[str, Any]) -> DemandEdit | None:
    given = {name: changed[name] for name in _EDITED if changed.get(name) is not None}
    try:
        return DemandEdit(point, **given) if given else None
    except BivouacError as error:
        session.notify(error.message)
        return None


def _restore_all(points: tuple[str, ...]) -> None:
    session.decide(*(PointRestored(point) for point in points))
    session.mirror_anew()
