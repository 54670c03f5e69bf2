"""What a planner asks of a proposal: the question, the zones, and further wishes."""

from __future__ import annotations

import streamlit as st

from gis.network.speeds import MODE_NAMES
from gis.screening import Answer
from gis.siting.goals import Model
from gis.standard import Standard
from i18n import Language, Message, msg, msgs
from plans.concern import Limits
from plans.naming import names_in
from plans.siting import Ask
from plans.situation import Situation
from views.session import Desk
from views.text import plain

_EXPLAINED = {
    Model.MAX_COVER: msg(
        "As many officers as possible have a zone within the standard; then travel is kept short."
    ),
    Model.SET_COVER: msg(
        "Every place has a zone within the standard, with no more zones than that takes."
    ),
    Model.P_MEDIAN: msg(
        "All journeys together are as short as possible, even if some exceed the standard."
    ),
    Model.P_CENTER: msg("The officers who travel farthest travel as little as possible."),
}
_MODELS: tuple[Model, ...] = tuple(_EXPLAINED)
_STANDARDS = {
    "minutes": msg("Standard: {n} min {mode}."),
    "metres": msg("Standard: {n} m {mode}."),
}
ZONES = 40  # the question that the tool was made for: forty zones
_MOST_ZONES = 500
_TIMES = (10, 30, 60, 300, 600)
_TIME = 60
_MOST_NEAR = 3


def ask_form(desk: Desk, situation: Situation) -> tuple[Ask, float]:
    """Draw the inputs; gives what is asked, and the seconds it may take."""
    say = desk.say
    model = st.radio(
        say("What shall the zones achieve?"),
        _MODELS,
        format_func=lambda each: say(each.label),
        captions=[say(_EXPLAINED[each]) for each in _MODELS],
        key="propose-model",
    )
    zones = _zones(say, model)
    decided(desk, situation)
    with st.expander(say("Further wishes"), icon=":material/tune:"):
        capacity = st.toggle(
            say("Zones can be full"),
            help=say(
                "A zone then holds as many officers as its footprint divided by the area for each; "
                "one whose footprint is unknown holds everybody."
            ),
            key="propose-capacity",
        )
        m2 = _area_each(say, disabled=not capacity)
        split = st.toggle(
            say("The officers of a place may be divided between zones"),
            disabled=not capacity,
            key="propose-split",
        )
        backup = st.number_input(
            say("Zones within reach of each place"),
            min_value=1,
            max_value=_MOST_NEAR,
            value=1,
            help=say("With two, a place still has a zone when one is lost."),
            key="propose-backup",
        )
        within = st.toggle(
            say("Everyone within the standard, or no proposal"),
            value=model is Model.SET_COVER,
            disabled=model is Model.SET_COVER,
            help=say("Where that is impossible, you are told why, and what would help."),
            key=f"propose-within-{model is Model.SET_COVER}",
        )
        seconds = st.selectbox(
            say("At most this long"),
            _TIMES,
            index=_TIMES.index(_TIME),
            format_func=lambda each: say(_time(each)),
            help=say("When the time is over, you get the best found, and how good it is at least."),
            key="propose-seconds",
        )
    ask = Ask(
        model=model,
        zones=zones,
        capacity=capacity,
        m2_per_officer=m2,
        split=split and capacity,
        backup=int(backup),
        within=within,
    )
    return ask, float(seconds)


def decided(desk: Desk, situation: Situation) -> None:
    """Tell what is decided already and holds in every proposal."""
    say, plan = desk.say, situation.plan
    name = names_in(desk.area)
    locked = tuple(name(site) for site in plan.locked)
    refused = situation.screening.counts[Answer.REFUSED]
    told = [
        say(standard_words(situation.coverage.standard)),
        say("Locked zones, in every proposal: {names}.", names=locked)
        if locked
        else say("No zone is locked."),
        say(
            msgs(
                "One site is refused or banned, and left out.",
                "{n} sites are refused or banned, and left out.",
                refused,
            )
        ),
        say("Standard and day: on top of the page. Locks and bans: on the card of a site."),
    ]
    st.caption(plain(" ".join(told)))


def standard_words(standard: Standard) -> Message:
    """Write the standard and the way of travel in a sentence."""
    text = _STANDARDS[standard.unit].text
    return msg(text, n=round(standard.cutoff), mode=MODE_NAMES[standard.mode])


def _zones(say: Language, model: Model) -> int | None:
    if model is Model.SET_COVER:
        given = st.number_input(
            say("Zones at most"),
            min_value=1,
            max_value=_MOST_ZONES,
            value=None,
            placeholder=say("As many as it takes"),
            key="propose-zones-any",
        )
        return None if given is None else int(given)
    given = st.number_input(
        say("Zones at most"), min_value=1, max_value=_MOST_ZONES, value=ZONES, key="propose-zones"
    )
    return int(given)


def _area_each(say: Language, *, disabled: bool) -> float:
    each = st.number_input(
        say("Footprint per officer (m²), assumed"),
        min_value=0.5,
        max_value=200.0,
        value=Limits.m2_per_officer,
        step=0.5,
        format="%.1f",
        disabled=disabled,
        help=say("No text gives it: set what your force plans with."),
        key="propose-m2",
    )
    return float(each)


def _time(seconds: int) -> Message:
    if seconds < 60:  # noqa: PLR2004 - a minute
        return msg("{n} seconds", n=seconds)
    return msg("1 minute") if seconds == 60 else msg("{n} minutes", n=seconds // 60)  # noqa: PLR2004 - the same
