"""The alternatives to a change, and what one of them means for zones and places."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from briefing.telling import name_of
from gis.siting.replan import Alternative, Replanned
from i18n import Language, Message, msg, msgs
from layers.catalogue import LAYERS
from plans.proposed import Figures, figures_of
from plans.reassigned import SituationDiff
from plans.situation import Situation
from views.proposal_view import figure_columns, names
from views.session import Desk
from views.text import NOTHING, localized, plain, table_height

_TALLEST = 420


def alternatives_table(desk: Desk, before: Figures, after: Situation, told: Replanned) -> None:
    """List the plan before the change, and every alternative after it."""
    say = desk.say
    rows = [
        {
            say("Alternative"): say("Before the change"),
            **figure_columns(before, say),
            say("Officers who change zone"): NOTHING,
            say("Proof"): NOTHING,
        }
    ]
    rows += [
        {
            say("Alternative"): say(label(told, n)),
            **figure_columns(figures_of(after, each.proposal), say),
            say("Officers who change zone"): say.write(round(each.difference.weight)),
            say("Proof"): say(_proof(each, say)),
        }
        for n, each in enumerate(told.alternatives)
    ]
    st.dataframe(rows, hide_index=True, placeholder=NOTHING, key="alternatives")
    for remark in told.alternatives[0].proposal.remarks:
        st.caption(plain(say(remark)))


def label(told: Replanned, place: int) -> Message:
    """Name an alternative by how many zones it moves."""
    each = told.alternatives[place]
    if place == 0:
        return msg("Change nothing")
    moved = msgs("{n} zone moved", "{n} zones moved", each.moves)
    if place == len(told.alternatives) - 1:
        return msg("Free hand: {moved}", moved=moved)
    return moved


def in_words(desk: Desk, told: Replanned, chosen: Alternative) -> None:
    """Name the zones that are lost, given up, new and kept."""
    say, named = desk.say, names(desk)
    for title, sites in (
        (msg("Lost"), told.lost),
        (msg("New"), chosen.added),
        (msg("Given up"), chosen.dropped),
    ):
        if sites:
            listed = say.write(tuple(named(site) for site in sites))
            st.markdown(f"**{say(title)}** ({len(sites)}) — {plain(listed)}")
    st.markdown(say("Kept: **{n}**", n=len(chosen.kept)))


def reassigned(desk: Desk, after: Situation, difference: SituationDiff) -> None:
    """List every place that goes to another zone, with its minutes before and after."""
    say, named = desk.say, names(desk)
    rows = {str(row.Index): row for row in after.demand.frame.itertuples()}
    gained, lost = len(difference.gained), len(difference.lost)
    st.markdown(
        plain(
            say(
                "Another zone for {officers}. Places newly served: {gained}; no longer: {lost}.",
                officers=msgs("{n} officer", "{n} officers", difference.officers),
                gained=gained,
                lost=lost,
            )
        )
    )
    if not difference.points:
        return
    points = sorted(difference.points, key=lambda each: (-each.officers, each.point))
    st.dataframe(
        {
            say("Place"): [
                name_of(rows[each.point], LAYERS[str(rows[each.point].layer)], say)
                for each in points
            ],
            say("Officers"): [each.officers for each in points],
            say("Zone before"): [_zone(each.zone_before, named) for each in points],
            say("Zone after"): [_zone(each.zone_after, named) for each in points],
            say("Minutes before"): [_rounded(each.minutes_before) for each in points],
            say("Minutes after"): [_rounded(each.minutes_after) for each in points],
        },
        hide_index=True,
        placeholder=NOTHING,
        height=min(_TALLEST, table_height(len(points))),
        column_config={say("Minutes before"): localized(), say("Minutes after"): localized()},
        key="reassigned",
    )


def _zone(site: str, named: Callable[[str], str]) -> str:
    return named(site) if site else NOTHING


def _rounded(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 1)


def _proof(each: Alternative, say: Language) -> Message:
    gap = each.proposal.own.gap
    if not each.allowed:
        return msg("not allowed: locks or zones")
    if gap == 0:
        return msg("proven best")
    if gap < 1:
        return msg("at most {gap} away", gap=say.percent(gap))
    return msg("not proven")
