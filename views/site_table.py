"""The sites as a table: the same picks as on the map, by keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from briefing.telling import kind_of, name_of
from gis.screening import Answer
from gis.setback import setbacks
from i18n import Language
from layers.catalogue import LAYERS
from plans.situation import Situation
from views import session
from views.news import UNTOUCHED, decision_of
from views.picking import set_picked, table_round
from views.session import Desk
from views.text import NOTHING, table_height
from views.ways import setback_column


def site_table(desk: Desk, situation: Situation) -> None:
    """Draw the table; a tick picks a site, and taking it away drops it."""
    say = desk.say
    shown = st.pills(
        say("Show"),
        list(Answer),
        selection_mode="multi",
        default=[Answer.ALLOWED, Answer.NEEDS_AGREEMENT],
        format_func=lambda answer: f"{say(answer.label)} ({_count(situation, answer, say)})",
        key="shown-answers",
    )
    rows = _rows(situation, say)
    rows = rows[situation.screening.outcome.isin(shown) | rows["picked"]]
    key = f"sites-{desk.mirror}-{table_round()}"
    st.data_editor(
        rows,
        hide_index=True,
        placeholder=NOTHING,
        height=table_height(len(rows)),
        disabled=[name for name in rows.columns if desk.shut or name != "picked"],
        column_config={
            "picked": st.column_config.CheckboxColumn(say("Zone"), width="small"),
            "name": say("Name"),
            "answer": say("Verdict"),
            "kind": say("Kind"),
            "commune": say("Commune"),
            "setback": setback_column(situation, say),
            "why": st.column_config.TextColumn(say("Why"), width="large"),
        },
        key=key,
        on_change=decision_of(key, partial(_tick, tuple(rows.index)), shown=UNTOUCHED),
        alt=say("Table of candidate sites"),
    )


def _rows(situation: Situation, say: Language) -> pd.DataFrame:
    sites, layer = situation.area["candidates"], LAYERS["candidates"]
    answers = situation.screening.answers
    return pd.DataFrame(
        {
            "picked": sites.index.isin(situation.plan.picks),
            "name": [name_of(row, layer, say) for row in sites.itertuples()],
            "answer": [say(answers[site].label) for site in sites.index],
            "kind": [say(kind_of(row, layer.name)) for row in sites.itertuples()],
            "commune": sites["commune"],
            "setback": setbacks(situation.table)[0].reindex(sites.index),
            "why": [_why(situation, site, say) for site in sites.index],
        },
        index=sites.index,
    )


def _why(situation: Situation, site: str, say: Language) -> str:
    return " ".join(say(verdict.reason) for verdict in situation.screening.deciding(site))


def _count(situation: Situation, answer: Answer, say: Language) -> str:
    return say.write(situation.screening.counts[answer])


def _tick(ids: tuple[str, ...], ticked: Mapping[str, Any]) -> None:
    """Take over the ticks; the table keeps old ones too, which change nothing."""
    picks = session.desk().plan.picks
    for place, changed in ticked["edited_rows"].items():
        site, wanted = ids[int(place)], bool(changed.get("picked"))
        if wanted != (site in picks):
            session.look_at(site)
            set_picked(site, wanted=wanted)
