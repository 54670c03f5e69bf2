"""What has changed since the plan was made: places, sites, the day, the zones, the standard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from briefing.telling import name_of
from gis.demand import DemandEdit
from i18n import Language, Message, msg, msgs
from layers.catalogue import LAYERS
from plans.effect import plan_after
from plans.events import Event, PointEdited, SiteBanned, StandardChanged
from plans.plan import Plan
from plans.situation import Situation
from views.proposal_view import names
from views.session import Desk
from views.standard import CUTOFF_TITLES, cutoff_ends
from views.text import day_style

_MOST_OFFICERS = 100_000
_MOST_ZONES = 500


@dataclass(frozen=True)
class Asked:
    """What has changed: decisions that would be recorded with an alternative, and what else.

    ``on`` is the day to adapt to, ``zones`` how many there may be; None: as many as now.
    """

    events: tuple[Event, ...]
    on: date
    zones: int | None

    def plan(self, plan: Plan) -> Plan:
        """Give the plan after the change, with the zones that it leaves."""
        return replace(plan_after(plan, self.events), on=self.on)

    def told(self, desk: Desk) -> tuple[str, ...]:
        """Tell the change in words."""
        say, plan = desk.say, desk.plan
        told = [_told(event, desk) for event in self.events]
        if self.on != plan.on:
            told.append(msg("The plan of {day}", day=self.on))
        if self.zones is not None:
            told.append(msgs("At most {n} zone", "At most {n} zones", self.zones))
        return tuple(say(each) for each in told)


def _told(event: Event, desk: Desk) -> Message:
    if isinstance(event, PointEdited):
        officers = msgs("{n} officer", "{n} officers", event.edit.officers or 0)
        return msg("{officers} at “{place}”", officers=officers, place=desk.name_of(event.edit.id))
    return event.told(desk.name_of)


def change_form(desk: Desk, situation: Situation) -> Asked:
    """Draw the inputs; gives what has changed, which may be nothing."""
    say = desk.say
    title = say("What has changed?")
    st.markdown(f"**{title}**")
    edits = _places(desk, situation)
    lost = _sites(desk, situation)
    on = st.date_input(
        say("Another day"),
        value=desk.plan.on,
        format=day_style(say),
        key=f"adapt-day-{desk.key}-{desk.plan.on}",
    )
    standard = _standard(situation, say)
    zones = st.number_input(
        say("Zones at most"),
        min_value=1,
        max_value=_MOST_ZONES,
        value=None,
        placeholder=say("As many as now: {n}", n=len(situation.serving)),
        key=f"adapt-zones-{desk.key}",
    )
    return Asked((*edits, *lost, *standard), on, None if zones is None else int(zones))


def _places(desk: Desk, situation: Situation) -> list[Event]:
    """Ask which places have more or fewer officers, and how many."""
    say, frame = desk.say, situation.demand.frame
    rows = {str(row.Index): row for row in frame.itertuples()}

    def label(point: str) -> str:
        row = rows[point]
        return name_of(row, LAYERS[str(row.layer)], say)

    chosen = st.multiselect(
        say("Places reinforced or reduced"),
        [str(point) for point in frame.index[frame["in_use"]]],
        format_func=label,
        placeholder=say("Choose places"),
        key=f"adapt-places-{desk.key}",
    )
    events: list[Event] = []
    for point in chosen:
        now = int(frame["usual"][point])
        given = st.number_input(
            say("Officers at “{place}” (now {n})", place=label(point), n=now),
            min_value=0,
            max_value=max(_MOST_OFFICERS, now),
            value=now,
            step=10,
            key=f"adapt-officers-{desk.key}-{point}",
        )
        if int(given) != now:
            events.append(PointEdited(DemandEdit(point, officers=int(given))))
    return events


def _sites(desk: Desk, situation: Situation) -> Sequence[Event]:
    say = desk.say
    lost = st.multiselect(
        say("Zones lost"),
        list(situation.serving),
        format_func=names(desk),
        placeholder=say("Choose zones") if situation.serving else say("The plan has no zone."),
        help=say("They are banned when you take an alternative over."),
        key=f"adapt-lost-{desk.key}",
    )
    return [SiteBanned(site) for site in lost]


def _standard(situation: Situation, say: Language) -> Sequence[Event]:
    standard = situation.coverage.standard
    given = st.number_input(
        say(CUTOFF_TITLES[standard.unit]),
        **cutoff_ends(standard.unit, standard.cutoff),
        value=standard.cutoff,
        format="%.0f",
        key=f"adapt-cutoff-{standard.unit}-{standard.cutoff}",
    )
    if given == standard.cutoff:
        return []
    return [StandardChanged({"cutoff": float(given)})]
