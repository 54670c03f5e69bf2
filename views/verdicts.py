"""A site's verdicts: what each rule answers, why and by which source; and how to overrule one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from briefing.telling import BASES
from gis.screening import RULES, Answer, Overrule, Verdict
from i18n import Language, msgs
from plans.events import OverruleWithdrawn, VerdictOverruled
from views import session
from views.reasoned import with_reason
from views.session import Desk
from views.text import plain

ANSWER_ICONS = {
    Answer.ALLOWED: ":material/check_circle:",
    Answer.NEEDS_AGREEMENT: ":material/handshake:",
    Answer.REFUSED: ":material/block:",
}


def verdicts(desk: Desk, given: Sequence[Verdict]) -> None:
    """Draw the verdicts that bar a site as cards, the others folded away."""
    for verdict in given:
        if verdict.answer is not Answer.ALLOWED:
            _barring(desk, verdict)
    passed = [verdict for verdict in given if verdict.answer is Answer.ALLOWED]
    title = msgs(
        "{n} rule finds nothing against it", "{n} rules find nothing against it", len(passed)
    )
    with st.expander(desk.say(title)):
        for verdict in passed:
            st.markdown(f"**{desk.say(RULES[verdict.rule])}** – {_reason(verdict, desk.say)}")


def _barring(desk: Desk, verdict: Verdict) -> None:
    say, icon = desk.say, ANSWER_ICONS[verdict.answer]
    with st.container(border=True):
        st.markdown(f"{icon} **{say(RULES[verdict.rule])}** – {say(verdict.answer.label)}")
        st.markdown(_reason(verdict, say))
        source = say("Source: {source}, {date}", source=verdict.source, date=verdict.as_of)
        st.caption(plain(source))
        if verdict.overruled_by:
            _restore(desk, verdict, verdict.overruled_by)
        else:
            _overrule(desk, verdict)


def _reason(verdict: Verdict, say: Language) -> str:
    """Tell the reason, and what it rests on where the data does not plainly state it."""
    basis = BASES[verdict.basis]
    reason = plain(say(verdict.reason))
    return f"{reason} *({say(basis)})*" if basis else reason


def _overrule(desk: Desk, verdict: Verdict) -> None:
    say = desk.say
    with_reason(
        say("Overrule"),
        VerdictOverruled(verdict.site_id, verdict.rule, verdict.source),
        key=f"overrule-{verdict.site_id}-{verdict.rule}",
        say=say,
        about=say("Overrule this verdict"),
        question=say("Why may this site be used all the same?"),
        icon=":material/gavel:",
        disabled=desk.shut,
    )


def _restore(desk: Desk, verdict: Verdict, decision: Overrule) -> None:
    say = desk.say
    told = say("Overruled on {day}: {reason}", day=decision.at.date(), reason=decision.reason)
    st.markdown(f":material/gavel: {plain(told)}")
    st.button(
        say("Restore the verdict"),
        key=f"restore-{verdict.rule}",
        disabled=desk.shut,
        on_click=session.act,
        args=(OverruleWithdrawn(verdict.site_id, verdict.rule),),
    )
