"""Claims on a site: who else says that it is theirs; to add one, change its days, or lift it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from gis.screening.claimed import Claim
from i18n import Language, Message, msg
from layers.catalogue import LAYERS
from layers.claims import CITY_HALL, ORGANISERS
from plans.claims import HOLDERS, ClaimRow
from plans.events import ClaimAdded, ClaimChanged, ClaimLifted, Event
from plans.naming import new_id
from plans.roles import Role
from plans.situation import Situation
from views.reasoned import recorded, with_reason
from views.session import Desk
from views.text import day_style, plain

_HOLDERS: Mapping[str, Message] = {
    ORGANISERS: msg("The organising committee"),
    CITY_HALL: msg("City hall"),
}


def claims_on(desk: Desk, situation: Situation, site: str) -> None:
    """Draw the claims that bear on a site, and the form for another."""
    say = desk.say
    for key in bearing_on(situation, site):
        _claim(desk, situation, key)
    with (
        st.popover(
            say("Add a claim"), icon=":material/flag:", disabled=desk.shut, key=f"claim-{site}"
        ),
        st.form(f"claim-form-{site}", border=False, clear_on_submit=True),
    ):
        _form(site, say)


def bearing_on(situation: Situation, site: str) -> list[str]:
    """Give the ids of the claims that name a site, or that its verdicts rest on."""
    table = situation.area["claims"]
    named = set(table.index[table["site_id"] == site])
    cited = {
        part.partition(" – ")[0]
        for verdict in situation.screening.of(site)
        for part in verdict.source.split(" ; ")
    }
    return [key for key in table.index if key in named | cited]


def _claim(desk: Desk, situation: Situation, key: str) -> None:
    say, row = desk.say, situation.area["claims"].loc[key]
    told = ClaimRow.of_row(key, row)
    line = Claim(key, told.name or key, told.source, told.starts, told.ends, None, assumed=False)
    # By what it shows: what others decide elsewhere shall not empty a form that is being filled in.
    days = f"days-{key}-{told.starts}-{told.ends}"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/flag: {plain(say(line.message))}")
        with (
            st.popover(say("Change its days"), disabled=desk.shut, key=days),
            st.form(f"{days}-form", border=False),
        ):
            _days(told, say)
        with_reason(
            say("Lift"),
            ClaimLifted(key),
            key=f"lift-{key}",
            say=say,
            about=say("Lift the claim “{name}”", name=told.name or key),
            disabled=not desk.person.role.reaches(Role.CHIEF),
        )


def _days(claim: ClaimRow, say: Language) -> None:
    style = day_style(say)
    starts = st.date_input(say("From"), value=claim.starts, format=style)
    ends = st.date_input(say("To"), value=claim.ends, format=style)
    reason = st.text_input(say("Why?"), max_chars=500)
    if st.form_submit_button(say("Set these days")):
        _record(
            lambda: ClaimChanged(replace(claim, starts=starts, ends=ends)), reason=reason, say=say
        )


def _form(site: str, say: Language) -> None:
    style = day_style(say)
    holder = st.selectbox(say("Holder"), HOLDERS, format_func=lambda word: say(_HOLDERS[word]))
    kinds = LAYERS["claims"].kinds
    kind = st.selectbox(say("Use"), list(kinds)[::-1], format_func=lambda word: say(kinds[word]))
    name = st.text_input(say("Name of the claim"), max_chars=120)
    starts = st.date_input(say("From"), value=None, format=style)
    ends = st.date_input(say("To"), value=None, format=style)
    source = st.text_input(say("Source: who said so, when and where"), max_chars=300)
    if st.form_submit_button(say("Record the claim"), type="primary"):
        fields: dict[str, Any] = {"holder": holder, "kind": kind, "starts": starts, "ends": ends}
        fields |= {"name": name or say(_HOLDERS[holder]), "source": source, "site_id": site}
        _record(lambda: ClaimAdded(ClaimRow(new_id("claim"), **fields)), reason=source, say=say)


def _record(make: Callable[[], Event], *, reason: str, say: Language) -> None:
    if recorded(lambda: (make(),), say=say, reason=reason):
        st.rerun()
