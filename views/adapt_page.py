"""The page that adapts a plan to a change: alternatives by zones moved; one is taken over."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from gis.siting.replan import Alternative, Replanned
from gis.siting.watch import Watch
from i18n import msg
from layers.errors import BivouacError
from plans.adapting import Outcome, adapting, locks_broken, outcome_of, taking_over
from plans.events import Event
from plans.proposed import figures_now, steps
from plans.siting import Ask
from plans.situation import Situation
from views import session, solving
from views.adapt_form import Asked, change_form
from views.alternatives import alternatives_table, in_words, label, reassigned
from views.header import header
from views.proposal_view import changes_map, nothing_yet
from views.session import Desk
from views.taking import taking_over as taking_form
from views.text import plain
from views.workbench import situation_of

PAGE = "adapt"
_HINT = msg(
    "Say what has changed. You get alternatives, from changing nothing to a free hand, "
    "by how many zones move. Nothing is decided until you take one over."
)
_HALVES = (0.3, 0.7)
_PARTS = (0.6, 0.4)
_MOST_S = 30.0


@dataclass(frozen=True, eq=False)
class _Answer:
    """The alternatives, the two situations that they lie between, and the change that was asked."""

    told: Replanned
    before: Situation
    after: Situation
    asked: Asked
    plan: str


def page() -> None:
    """Draw the page."""
    desk = session.desk()
    header(desk)
    situation = situation_of(desk)
    left, right = st.columns(_HALVES, gap="medium")
    with left:
        asked = change_form(desk, situation)
        if st.button(
            desk.say("Show the alternatives"),
            type="primary",
            icon=":material/alt_route:",
            disabled=not situation.serving,
        ):
            _begin(desk, situation, asked)
        if not situation.serving:
            st.info(desk.say("The plan has no zone that serves on this day: propose some first."))
    with right:
        _answer(desk, situation)
    session.show_notices()


def _begin(desk: Desk, before: Situation, asked: Asked) -> None:
    try:
        after = _after(desk, asked)
    except BivouacError as error:
        st.error(plain(desk.say(error.message)))
        return
    ask, plan = Ask(zones=asked.zones), desk.plan.digest

    def work(watch: Watch) -> _Answer:
        return _Answer(adapting(before, after, ask=ask, watch=watch), before, after, asked, plan)

    solving.begin(PAGE, _about(desk), work, seconds=_MOST_S)


def _after(desk: Desk, asked: Asked) -> Situation:
    return situation_of(replace(desk, plan=asked.plan(desk.plan)))


def _answer(desk: Desk, situation: Situation) -> None:
    """Draw what has come of it, or how far it is."""
    say = desk.say
    solve = solving.under_way(PAGE, _about(desk))
    if solve is None:
        nothing_yet(situation, _HINT, say)
        return
    unit = situation.coverage.standard.unit
    answer = solving.answer_of(solve, _Answer, say=say, key=PAGE, unit=unit)
    if answer is not None:
        _alternatives(desk, answer)


def _alternatives(desk: Desk, answer: _Answer) -> None:
    say, told = desk.say, answer.told
    changes = answer.asked.told(desk)
    st.markdown(
        plain(say("The change: {changes}.", changes=changes))
        if changes
        else say("Nothing has changed: these are ways to better the plan as it is.")
    )
    for broken in locks_broken(answer.before, answer.after):
        st.warning(plain(say(broken)), icon=":material/lock_open:")
    alternatives_table(desk, figures_now(answer.before.coverage), answer.after, told)
    places = list(range(len(told.alternatives)))
    place = st.selectbox(
        say("Look at"),
        places,
        index=min(1, places[-1]),
        format_func=lambda each: say(label(told, each)),
        key=f"adapt-choice-{desk.key}",
    )
    _one(desk, answer, told.alternatives[place])


def _one(desk: Desk, answer: _Answer, chosen: Alternative) -> None:
    """Draw one alternative: on the map, in words, who goes elsewhere, and the form to take it."""
    say, told, after = desk.say, answer.told, answer.after
    found = steps(answer.before, chosen.proposal, after=after)
    outcome = _outcome(answer, chosen)
    left, right = st.columns(_PARTS, gap="small")
    with left:
        changes_map(desk, outcome.situation, found, key=PAGE)
    with right:
        in_words(desk, told, chosen)
    reassigned(desk, after, outcome.difference)
    if answer.plan != desk.plan.digest:
        st.warning(
            say("The plan has changed since these alternatives were made. Ask again."),
            icon=":material/update:",
        )
        return

    def decisions(sites: frozenset[str]) -> tuple[Event, ...]:
        taken = taking_over(after, told, chosen, sites)
        return (*answer.asked.events, taken) if taken else answer.asked.events

    st.subheader(say("Take the alternative over"), divider="gray")
    if answer.asked.events:
        changes = answer.asked.told(desk)
        st.caption(plain(say("The change is recorded with it: {changes}.", changes=changes)))
    taking_form(desk, found, decisions, key=PAGE)


def _outcome(answer: _Answer, chosen: Alternative) -> Outcome:
    taken = taking_over(answer.after, answer.told, chosen)
    return outcome_of(answer.before, answer.after, taken)


def _about(desk: Desk) -> str:
    return f"{desk.key}-{desk.scenario}"
