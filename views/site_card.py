"""The card of the site or demand point in focus: what it is, how it stands, what to do."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from briefing.telling import (
    demand_tip,
    footprint_words,
    kind_of,
    marked,
    name_of,
    travel_words,
)
from gis.screening import Answer
from i18n import Language
from layers.catalogue import LAYERS
from plans.events import BanLifted, SiteBanned, ZoneDropped
from plans.situation import Situation
from views import session
from views.claims import claims_on
from views.news import news_of
from views.picking import committed, set_picked
from views.reasoned import with_reason
from views.session import Desk
from views.text import plain
from views.travel_card import point_travel, site_travel
from views.verdicts import ANSWER_ICONS, verdicts
from views.zone_stage import stage


def card(desk: Desk, situation: Situation) -> None:
    """Draw the finder, and the card of what it finds."""
    _finder(desk)
    name = session.focus()
    if name in desk.area["candidates"].index:
        _site(desk, situation, str(name))
    elif name in situation.demand.frame.index:
        _point(desk, situation, str(name))
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
    labels = {row.Index: name_of(row, layer, say) for row in desk.area["candidates"].itertuples()}
    options = sorted(labels, key=lambda site: labels[site].casefold())
    found = session.focus() if session.focus() in labels else None
    key = f"finder-{desk.key}-{found}"
    st.selectbox(
        say("Find a site"),
        options,
        index=options.index(found) if found else None,
        format_func=labels.__getitem__,
        key=key,
        on_change=news_of(key, session.look_at, shown=found),
        placeholder=say("Type a name"),
    )


def _site(desk: Desk, situation: Situation, site: str) -> None:
    say = desk.say
    row: Any = next(desk.area["candidates"].loc[[site]].itertuples())
    answer = situation.screening.answers[site]
    title = name_of(row, LAYERS["candidates"], say)
    st.markdown(f"#### {plain(title)}")
    st.markdown(f"{ANSWER_ICONS[answer]} **{say(answer.label)}**")
    st.caption(plain(" · ".join(_facts(row, say))))
    _decide(desk, site, answer, title)
    _received(situation, site, say)
    site_travel(desk, situation, site)
    verdicts(desk, situation.screening.of(site))
    claims_on(desk, situation, site)
    source = say("Source: {source}, {date}", source=row.source, date=_day(row.as_of))
    st.caption(plain(" – ".join(part for part in (source, row.note) if part)))


def _facts(row: Any, say: Language) -> list[str]:  # noqa: ANN401 - a row of itertuples
    held = row.owner or row.operator
    if row.owner and "owner" in row.assumed.split():
        held = marked(held, say)
    facts = [say(kind_of(row, "candidates")), row.commune, held, *footprint_words(row, say)]
    return [fact for fact in facts if fact]


def _decide(desk: Desk, site: str, answer: Answer, title: str) -> None:
    say, plan = desk.say, desk.plan
    with st.container(horizontal=True):
        if site in plan.picks and committed(plan, site):
            with_reason(
                say("Drop this zone"),
                ZoneDropped(site),
                key="drop-site",
                say=say,
                about=say("Drop the zone “{name}”", name=title),
                icon=":material/remove:",
                disabled=desk.shut,
            )
        else:
            _pick(desk, site, refused=answer is Answer.REFUSED)
        if site in plan.banned:
            st.button(
                say("Lift the ban"),
                icon=":material/do_not_disturb_off:",
                disabled=desk.shut,
                on_click=session.act,
                args=(BanLifted(site),),
                key="ban-site",
            )
        else:
            with_reason(
                say("Ban this site"),
                SiteBanned(site),
                key=f"ban-{site}",
                say=say,
                about=say("Ban the site “{name}”", name=title),
                icon=":material/do_not_disturb_on:",
                disabled=desk.shut,
            )
    if site in plan.picks:
        stage(desk, site)


def _pick(desk: Desk, site: str, *, refused: bool) -> None:
    say, is_picked = desk.say, site in desk.plan.picks
    st.button(
        say("Drop this zone") if is_picked else say("Pick as rest zone"),
        icon=":material/remove:" if is_picked else ":material/add:",
        type="secondary" if is_picked else "primary",
        disabled=desk.shut or (refused and not is_picked),
        on_click=set_picked,
        args=(site,),
        kwargs={"wanted": not is_picked},
        key="pick-site",
    )


def _received(situation: Situation, site: str, say: Language) -> None:
    """Tell what the zone receives, when it is one."""
    load = next((load for load in situation.coverage.loads if load.zone == site), None)
    if load:
        st.markdown(
            say(
                "Nearest zone for {points} places and {officers} officers; too far: {beyond}.",
                points=load.points,
                officers=load.officers,
                beyond=load.beyond,
            )
        )


def _point(desk: Desk, situation: Situation, name: str) -> None:
    say = desk.say
    row: Any = next(situation.demand.frame.loc[[name]].itertuples())
    st.markdown(f"#### {plain(name_of(row, LAYERS[row.layer], say))}")
    served: Any = next(situation.coverage.frame.loc[[name]].itertuples())
    for line in demand_tip(row, served, say):
        st.markdown(plain(line))
    if served.zone:
        zone = situation.area["candidates"]["name"][served.zone] or served.zone
        way = travel_words(served.minutes, served.metres, say)
        st.markdown(plain(say("Nearest zone: {zone}, {travel}", zone=zone, travel=way)))
    point_travel(desk, situation, name)


def _day(day: pd.Timestamp) -> Any:  # noqa: ANN401 - a date, or None where there is none
    return None if pd.isna(day) else day.date()
