"""The card of the site or demand point in focus: what it is, what each rule says, what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from briefing.telling import demand_tip, footprint_words, name_of, travel_words
from gis.screening import RULES, Answer, Overrule, Verdict
from i18n import Language
from layers.catalogue import LAYERS
from plans.plan import barred, overruled, withdrawn
from plans.situation import Situation
from views import session
from views.picking import set_picked
from views.session import Desk
from views.text import plain

ANSWER_ICONS = {
    Answer.ALLOWED: ":material/check_circle:",
    Answer.NEEDS_AGREEMENT: ":material/handshake:",
    Answer.REFUSED: ":material/block:",
}
_PLANNER = "planner"  # until people sign in, every decision is the planner's at this machine


def card(desk: Desk, situation: Situation) -> None:
    """Draw the finder, and the card of what it finds."""
    sites = desk.area["candidates"]
    _finder(desk)
    name = session.focus()
    if name in sites.index:
        _site(desk, situation, str(name))
    elif name in situation.demand.frame.index:
        _point(situation, str(name), desk.say)
    else:
        st.info(
            desk.say(
                "Click a site on the map, or find it by name, to pick it and see its verdicts."
            ),
            icon=":material/touch_app:",
        )


def _finder(desk: Desk) -> None:
    """Find a site by name, by keyboard alone."""
    layer, say = LAYERS["candidates"], desk.say
    rows = list(desk.area["candidates"].itertuples())
    labels = {row.Index: name_of(row, layer, say) for row in rows}
    options = sorted(labels, key=lambda site: labels[site].casefold())
    found = session.focus() if session.focus() in labels else None
    st.selectbox(
        say("Find a site"),
        options,
        index=options.index(found) if found else None,
        format_func=labels.__getitem__,
        key=f"finder-{desk.key}-{found}",
        on_change=lambda: session.look_at(st.session_state[f"finder-{desk.key}-{found}"]),
        placeholder=say("Type a name"),
    )


def _site(desk: Desk, situation: Situation, site: str) -> None:
    say, row = desk.say, desk.area["candidates"].loc[site]
    answer = situation.screening.outcome[site]
    st.markdown(f"#### {plain(row['name'] or say('Site without a name'))}")
    st.markdown(f"{ANSWER_ICONS[answer]} **{say(answer.label)}**")
    kind = say(LAYERS["candidates"].kinds[row["kind"]])
    held = row["owner"] or row["operator"]
    told = [kind, row["commune"], held]
    if row["footprint_m2"] > 0:
        told.append(footprint_words(row["footprint_m2"], row["assumed"], say))
    st.caption(plain(" · ".join(part for part in told if part)))
    _decide(desk, site, answer)
    _nearest(situation, site, say)
    for verdict in situation.screening.of(site):
        if verdict.answer is not Answer.ALLOWED:
            _verdict(desk, verdict)
    _allowed(situation, site, say)
    st.caption(
        plain(
            say(
                "Source: {source}, {date}. {note}",
                source=row["source"],
                date=_day(row["as_of"]),
                note=row["note"],
            )
        )
    )


def _decide(desk: Desk, site: str, answer: Answer) -> None:
    say, is_picked = desk.say, site in desk.plan.picks
    with st.container(horizontal=True):
        st.button(
            say("Drop this zone") if is_picked else say("Pick as rest zone"),
            icon=":material/remove:" if is_picked else ":material/add:",
            type="secondary" if is_picked else "primary",
            disabled=answer is Answer.REFUSED and not is_picked,
            on_click=set_picked,
            args=(site,),
            kwargs={"wanted": not is_picked},
            key="pick-site",
        )
        is_banned = site in desk.plan.banned
        st.button(
            say("Lift the ban") if is_banned else say("Ban this site"),
            icon=":material/do_not_disturb_on:",
            on_click=session.change,
            args=(lambda plan: barred(plan, site, ban=not is_banned),),
            key="ban-site",
        )


def _nearest(situation: Situation, site: str, say: Language) -> None:
    """Tell what the zone receives, when it is one."""
    load = next((load for load in situation.coverage.loads if load.zone == site), None)
    if load:
        st.markdown(
            say(
                "Nearest zone for {points} places, {officers} officers, {beyond} of them too far.",
                points=load.points,
                officers=load.officers,
                beyond=load.beyond,
            )
        )


def _verdict(desk: Desk, verdict: Verdict) -> None:
    """Draw a verdict that bars a site, with its reason, its source, and the way to overrule it."""
    say = desk.say
    with st.container(border=True):
        st.markdown(
            f"{ANSWER_ICONS[verdict.answer]} **{say(RULES[verdict.rule])}** – "
            f"{say(verdict.answer.label)}"
        )
        st.markdown(plain(say(verdict.reason)))
        st.caption(
            plain(say("Source: {source}, {date}", source=verdict.source, date=verdict.as_of))
        )
        if verdict.overruled_by:
            _withdraw(desk, verdict, verdict.overruled_by)
        else:
            _overrule(desk, verdict)


def _overrule(desk: Desk, verdict: Verdict) -> None:
    say = desk.say
    with (
        st.popover(say("Overrule"), icon=":material/gavel:"),
        st.form(f"overrule-{verdict.site_id}-{verdict.rule}", border=False),
    ):
        reason = st.text_area(
            say("Why may this site be used all the same?"), max_chars=500, height=90
        )
        if st.form_submit_button(say("Overrule this verdict")):
            if not reason.strip():
                st.error(say("Write down the reason: it stays attached to the decision."))
                return
            decision = Overrule(
                verdict.site_id,
                verdict.rule,
                reason.strip(),
                _PLANNER,
                datetime.now(UTC),
                verdict.source,
            )
            session.change(lambda plan: overruled(plan, decision))
            st.rerun()


def _withdraw(desk: Desk, verdict: Verdict, decision: Overrule) -> None:
    say = desk.say
    st.markdown(
        ":material/gavel: "
        + plain(say("Overruled on {day}: {reason}", day=decision.at.date(), reason=decision.reason))
    )
    st.button(
        say("Withdraw"),
        key=f"withdraw-{verdict.rule}",
        on_click=session.change,
        args=(lambda plan: withdrawn(plan, verdict.site_id, verdict.rule),),
    )


def _allowed(situation: Situation, site: str, say: Language) -> None:
    """Tell what the other rules looked at: an allowed site can be checked as well."""
    passed = [v for v in situation.screening.of(site) if v.answer is Answer.ALLOWED]
    with st.expander(say("{n} rules find nothing against it", n=len(passed))):
        for verdict in passed:
            st.markdown(f"**{say(RULES[verdict.rule])}** – {plain(say(verdict.reason))}")


def _point(situation: Situation, name: str, say: Language) -> None:
    frame = situation.demand.frame
    row = next(frame.loc[[name]].itertuples())
    st.markdown(f"#### {plain(name_of(row, LAYERS[str(row.layer)], say))}")
    for line in demand_tip(row, situation.coverage, say):
        st.markdown(plain(line))
    served: Any = next(situation.coverage.frame.loc[[name]].itertuples())
    if served.zone:
        zone = situation.area["candidates"]["name"][served.zone] or served.zone
        way = travel_words(served.minutes, served.metres, say)
        st.markdown(plain(say("Nearest zone: {zone}, {travel}", zone=zone, travel=way)))


def _day(day: pd.Timestamp) -> str | None:
    return None if pd.isna(day) else str(day)[:10]
