"""What a planner asks of a briefing pack: for whom, in which language, since when, its paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

import streamlit as st

from briefing.content.audiences import Audience, Item, Subject
from briefing.content.brief import Brief, brief_of
from briefing.content.ways import Ways, ways_of
from briefing.pack.form import Form
from briefing.pack.making import items_of
from briefing.sheets.paper import PAPERS
from i18n import LANGUAGES, Language
from plans.health import health
from plans.plan import first_plan
from plans.situation import Situation, assess
from plans.state import state
from views import session
from views.session import Desk
from views.text import day_style
from views.workbench import roads_at_hand, situation_of, table_of

_KEY = "pack"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked. ``items`` are empty for all; ``places`` are a unit leader's own."""

    audience: Audience
    language: str
    form: Form
    items: tuple[Item, ...] = ()
    since: date | None = None
    places: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether a pack can be made: a unit leader's needs the places of the unit."""
        return bool(self.places) or self.audience is not Audience.UNIT_LEADER

    @property
    def wanted(self) -> tuple[Item, ...]:
        """The items that are made."""
        return items_of(self.audience, self.items or None)


def choose(desk: Desk) -> Choice:
    """Draw the form, and give what it says."""
    say = desk.say
    audience = _audience(say)
    places = _places(desk) if audience is Audience.UNIT_LEADER else ()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        language = st.segmented_control(
            say("Language of the pack"),
            LANGUAGES,
            default=say.code,
            required=True,
            format_func=str.upper,
            key=f"{_KEY}-language",
        )
        paper = st.selectbox(
            say("Paper"),
            list(PAPERS),
            index=list(PAPERS).index("A3"),
            key=f"{_KEY}-paper",
            width=90,
        )
        across = st.segmented_control(
            say("Sheets"),
            (True, False),
            default=True,
            required=True,
            format_func=lambda wide: say("Landscape") if wide else say("Portrait"),
            key=f"{_KEY}-across",
        )
    return Choice(
        audience=audience,
        language=language,
        form=Form(paper=paper, landscape=bool(across)),
        items=_items(audience, say),
        since=_since(desk) if audience is Audience.CHIEF else None,
        places=places,
    )


def _audience(say: Language) -> Audience:
    found = st.radio(
        say("For whom"),
        list(Audience),
        format_func=lambda each: say(each.label),
        captions=[say(each.gist) for each in Audience],
        key=f"{_KEY}-audience",
    )
    return found or Audience.CHIEF


def brief_for(desk: Desk, choice: Choice) -> Brief:
    """Make the brief of the plan on the desk."""
    situation = situation_of(desk)
    own = frozenset(choice.places) if choice.places else None
    return brief_of(
        situation,
        audience=choice.audience,
        say=Language.of(choice.language),
        before=_before(desk, choice.since),
        since=choice.since,
        # The plan's own day, not today's: the same plan gives the same pack.
        concerns=health(situation, today=desk.plan.on),
        places=own,
        ways=_ways(desk, choice.audience, own),
    )


def _ways(desk: Desk, audience: Audience, own: frozenset[str] | None) -> Ways | None:
    """Draw the ways of whoever is told of them."""
    if Subject.WAYS not in audience.told:
        return None
    return ways_of(situation_of(desk), places=own, roads=roads_at_hand(desk), pace=session.pace())


def _places(desk: Desk) -> tuple[str, ...]:
    """Ask for the places of a unit."""
    say = desk.say
    names = {each: say.write(desk.name_of(each)) for each in situation_of(desk).demand.ids}
    found = st.multiselect(
        say("The unit's own places"),
        sorted(names, key=lambda each: names[each].casefold()),
        format_func=lambda each: names[each],
        placeholder=say("Choose one place or more"),
        key=f"{_KEY}-places-{desk.key}",
    )
    return tuple(found)


def _items(audience: Audience, say: Language) -> tuple[Item, ...]:
    found = st.multiselect(
        say("Items"),
        items_of(audience),
        format_func=lambda each: say(each.label),
        placeholder=say("All that this audience is given"),
        key=f"{_KEY}-items-{audience}",
    )
    return tuple(found)


def _since(desk: Desk) -> date | None:
    """Ask since when changes are told."""
    say = desk.say
    found: date | None = st.date_input(
        say("Day of the last briefing"),
        value=None,
        max_value="today",
        format=day_style(say),
        help=say("Changes are told against the plan as it was known at the end of that day."),
        key=f"{_KEY}-since-{desk.key}",
        width=200,
    )
    return found


def _before(desk: Desk, since: date | None) -> Situation | None:
    """Give the situation of the plan's day as it was known at the end of an earlier one."""
    if since is None:
        return None
    plan = state(
        desk.entries,
        on=desk.plan.on,
        as_known_at=datetime.combine(since, time.max, tzinfo=desk.timezone),
        scenario=desk.scenario,
        season=first_plan(desk.area).season,
    )
    return assess(desk.area, plan, table=table_of(replace(desk, plan=plan)))
