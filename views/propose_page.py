"""The page that proposes zones: ask, watch, compare with the plan, take over."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from gis.siting.proposal import Proposal
from gis.siting.watch import Watch
from i18n import Language, msg, msgs
from layers.errors import BivouacError, ImpossibleError
from plans.events import ProposalTaken
from plans.proposed import dormant, figures_now, figures_of, situation_with, steps
from plans.siting import Ask, propose_for, taking
from plans.situation import Situation
from views import session, solving
from views.ambition_view import ambition_view
from views.header import header
from views.proof import proof
from views.proposal_view import changes_map, changes_table, nothing_yet, side_by_side
from views.propose_form import ZONES, ask_form
from views.session import Desk
from views.solve import Solve
from views.taking import taking_over
from views.text import plain
from views.workbench import situation_of
from views.worth_view import worth_view

PAGE = "propose"
_HINT = msg(
    "Say what the zones shall achieve, and ask for a proposal. Nothing is decided by it: "
    "you compare it with the plan, and take over what you want."
)
_HALVES = (0.3, 0.7)
_PARTS = (0.46, 0.54)


def page() -> None:
    """Draw the page."""
    desk = session.desk()
    header(desk)
    situation = situation_of(desk)
    left, right = st.columns(_HALVES, gap="medium")
    with left:
        ask, seconds = ask_form(desk, situation)
        pressed = st.button(
            desk.say("Propose zones"), type="primary", icon=":material/auto_awesome:"
        )
        if pressed:
            _begin(desk, situation, ask, seconds)
    with right:
        proposal = _answer(desk, situation)
        _explained(desk, situation, ask, proposal)
    session.show_notices()


@dataclass(frozen=True, eq=False)
class _Answer:
    """A proposal, and what tells whether anything that it depends on has changed since."""

    proposal: Proposal
    base: str


def _begin(desk: Desk, situation: Situation, ask: Ask, seconds: float) -> None:
    base = _base(desk)

    def work(watch: Watch) -> _Answer:
        return _Answer(propose_for(situation, ask, watch=watch), base)

    solving.begin(PAGE, _about(desk), work, seconds=seconds)


def _answer(desk: Desk, situation: Situation) -> Proposal | None:
    """Draw what has come of it, or how far it is; gives the proposal, if there is one."""
    say = desk.say
    solve = solving.under_way(PAGE, _about(desk))
    if solve is None:
        nothing_yet(situation, _HINT, say)
        return None
    unit = situation.coverage.standard.unit
    answer = solving.answer_of(solve, _Answer, say=say, key=PAGE, unit=unit, refused=impossible)
    if answer is None:
        return None
    _proposal(desk, situation, answer, solve)
    return answer.proposal


def _explained(desk: Desk, situation: Situation, ask: Ask, proposal: Proposal | None) -> None:
    """Offer what each zone is worth, and what more of them would buy."""
    say = desk.say
    plans = {say("Plan as it is"): situation.serving} if situation.serving else {}
    if proposal is not None:
        plans[say("Proposal")] = proposal.chosen
    if plans and st.toggle(say("Show what each zone is worth"), key=f"{PAGE}-worth"):
        with st.container(border=True):
            of = st.segmented_control(
                say("Zones of"), list(plans), default=next(iter(plans)), required=True
            )
            worth_view(desk, situation, ask, plans[of])
    if st.toggle(say("Show the price of ambition"), key=f"{PAGE}-ambition"):
        with st.container(border=True):
            zones = ask.zones or len(next(reversed(plans.values()), ())) or ZONES
            ambition_view(desk, situation, ask, zones=zones, page=PAGE)


def impossible(error: BivouacError, say: Language) -> None:
    """Tell why there is no proposal, and each way out."""
    blocked = error.blocked if isinstance(error, ImpossibleError) else ()
    if not blocked:
        st.error(plain(say(error.message)), icon=":material/block:")
        return
    st.error(say("What is asked for cannot be done. What is in the way:"), icon=":material/block:")
    if len(blocked) > 1:
        st.caption(say("Each of these needs its own remedy."))
    for each in blocked:
        with st.container(border=True):
            st.markdown(plain(say(each.what)))
            if not each.ways:
                st.markdown(plain(say(each.remedy)))
                continue
            ways = msgs("This would mend it:", "Any one of these would mend it:", len(each.ways))
            st.markdown(say(ways))
            st.markdown("\n".join(f"- {plain(say(way.message))}" for way in each.ways))


def _proposal(desk: Desk, situation: Situation, answer: _Answer, solve: Solve[object]) -> None:
    say, unit, proposal = desk.say, situation.coverage.standard.unit, answer.proposal
    _stale(desk, answer)
    proof(proposal, say=say, unit=unit, halted=solve.halted)
    found = steps(situation, proposal)
    side_by_side(
        say,
        (say("Plan as it is"), figures_now(situation.coverage)),
        (say("Proposal"), figures_of(situation, proposal)),
    )
    left, right = st.columns(_PARTS, gap="small")
    with left:
        then = situation_with(situation, proposal.chosen, area=desk.area)
        changes_map(desk, then, found, key=PAGE)
    with right:
        changes_table(desk, found, key=PAGE)
    asleep = len(dormant(situation.plan))
    if asleep:
        st.caption(
            say(
                msgs(
                    "One zone of the plan is not open on this day, and left as it is.",
                    "{n} zones of the plan are not open on this day, and left as they are.",
                    asleep,
                )
            )
        )
    st.subheader(say("Take the proposal over"), divider="gray")

    def decisions(sites: frozenset[str]) -> tuple[ProposalTaken, ...]:
        taken = taking(desk.plan, proposal, sites)
        return (taken,) if taken else ()

    taking_over(desk, found, decisions, key=PAGE)


def _stale(desk: Desk, answer: _Answer) -> None:
    """Say where something that the proposal was made from has changed, but for the zones."""
    if answer.base != _base(desk):
        st.warning(
            desk.say(
                "The plan, its day or its standard has changed since this was proposed. Ask again."
            ),
            icon=":material/update:",
        )


def _about(desk: Desk) -> str:
    return f"{desk.key}-{desk.scenario}"


def _base(desk: Desk) -> str:
    """Give a text that changes with all that a proposal depends on but the zones themselves."""
    plan = replace(desk.plan, picks=(), announced=(), openings=())
    return f"{desk.version}-{plan.digest}"
