"""What is decided on a zone besides its pick: locked, announced, open from one day to another."""

from __future__ import annotations

import streamlit as st

from i18n import Language
from plans.events import Event, ZoneAnnounced, ZoneClosed, ZoneLocked, ZoneOpened
from plans.plan import Opening, opening_of
from plans.roles import Role
from views import session
from views.news import decision_of
from views.reasoned import recorded
from views.session import Desk
from views.text import day_style, plain


def stage_words(desk: Desk, site: str) -> list[str]:
    """Tell what has been decided on a zone."""
    say, plan, opening = desk.say, desk.plan, opening_of(desk.plan, site)
    told = [say("Locked")] * (site in plan.locked)
    told += [say("Announced")] * (site in plan.announced)
    if opening.opens:
        told.append(say("Open from {day}", day=opening.opens))
    if opening.closes:
        told.append(say("Closed from {day}", day=opening.closes))
    return told


def stage(desk: Desk, site: str) -> None:
    """Draw the switches and the two days of a zone that is picked."""
    say, told = desk.say, stage_words(desk, site)
    if told:
        st.caption(plain(" · ".join(told)))
    with st.popover(
        say("Lock, announce, open"),
        icon=":material/event_available:",
        disabled=desk.shut,
        key="stage",
    ):
        _switches(desk, site)
        _days(desk, site, say)


def _switches(desk: Desk, site: str) -> None:
    say, locked, announced = desk.say, site in desk.plan.locked, site in desk.plan.announced

    def lock(on: bool) -> None:  # noqa: FBT001 - what a switch tells
        session.decide(ZoneLocked(site, locked=on))

    def announce(on: bool) -> None:  # noqa: FBT001 - the same
        session.decide(ZoneAnnounced(site, announced=on))

    key = f"locked-{desk.mirror}-{site}"
    st.toggle(
        say("Locked: every proposal keeps it"),
        value=locked,
        key=key,
        on_change=decision_of(key, lock, shown=locked),
    )
    key = f"announced-{desk.mirror}-{site}"
    st.toggle(
        say("Announced to the units"),
        value=announced,
        disabled=not desk.person.role.reaches(Role.CHIEF),
        help=say("A chief announces a zone; from then on it is dear to move."),
        key=key,
        on_change=decision_of(key, announce, shown=announced),
    )


def _days(desk: Desk, site: str, say: Language) -> None:
    style = day_style(say)
    now = opening_of(desk.plan, site)
    # By what it shows: what others decide elsewhere shall not empty a form that is being filled in.
    with st.form(f"opening-{site}-{now.opens}-{now.closes}", border=False):
        opens = st.date_input(say("Opens on"), value=now.opens, format=style)
        closes = st.date_input(
            say("Closed from"),
            value=now.closes,
            format=style,
            help=say("The first day on which it no longer serves."),
        )
        reason = st.text_input(say("Why?"), max_chars=500)
        if st.form_submit_button(say("Set these days")):
            _set(Opening(site, opens, closes), reason=reason, say=say)


def _set(wanted: Opening, *, reason: str, say: Language) -> None:
    opens, closes = wanted.opens, wanted.closes
    if opens and closes and closes <= opens:
        st.error(say("It would close before it opens: correct one of the two days."))
        return
    events: list[Event] = [ZoneOpened(wanted.site, opens)] if opens else []
    events += [ZoneClosed(wanted.site, closes)] if closes else []
    if recorded(lambda: events, say=say, reason=reason):
        st.rerun()
