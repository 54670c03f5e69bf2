"""A proposal taken over into the plan: whole, or site by site, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from i18n import Language, msg
from plans.events import Event
from plans.proposed import SiteStep, Step
from views import session
from views.proposal_view import names
from views.reasoned import recorded
from views.session import Desk
from views.text import plain

_WHOLE, _SITES = "whole", "sites"
_HOW = {_WHOLE: msg("The whole proposal"), _SITES: msg("Site by site")}
_TALL = 320


def taking_over(
    desk: Desk,
    found: Sequence[SiteStep],
    make: Callable[[frozenset[str]], Sequence[Event]],
    *,
    key: str,
) -> None:
    """Draw the form that takes a proposal over.

    ``make`` gives the decisions for the sites that are to change, none where that is nothing; what
    else is decided with them can be taken over where no site changes, too.
    """
    say = desk.say
    open_to = [each for each in found if each.step is not Step.KEPT]
    if not open_to and not make(frozenset()):
        st.success(say("The plan holds all of this proposal."), icon=":material/check:")
        return
    how = _how(say, key=key) if open_to else _WHOLE
    # Anew once it was taken over, and not before: others decide while the reason is being written.
    form = f"{key}-take-{st.session_state.get(f'{key}-taken', 0)}"
    with st.form(form, border=True):
        wanted = _ticked(desk, open_to, key=key) if how == _SITES else list(open_to)
        reason = st.text_area(say("Why?"), max_chars=500, height=90, key=f"{form}-reason")
        sent = st.form_submit_button(
            say("Take over into the plan"),
            type="primary",
            icon=":material/check:",
            disabled=desk.shut,
        )
        if sent:
            _take(desk, make(frozenset(each.site for each in wanted)), reason, key=key)


def _how(say: Language, *, key: str) -> str:
    """Ask whether all of it is taken over."""
    return st.segmented_control(
        say("What you take over"),
        list(_HOW),
        default=_WHOLE,
        required=True,
        format_func=lambda each: say(_HOW[each]),
        key=f"{key}-how",
    )


def _ticked(desk: Desk, found: Sequence[SiteStep], *, key: str) -> list[SiteStep]:
    """Let each change be ticked by itself."""
    say, named = desk.say, names(desk)
    with st.container(height=min(_TALL, 60 + 40 * len(found)), border=False):
        return [
            each
            for each in found
            if st.checkbox(
                plain(say("{step}: {site}", step=each.step.label, site=named(each.site))),
                disabled=desk.shut,
                key=f"{key}-{each.step}-{each.site}",
            )
        ]


def _take(desk: Desk, events: Sequence[Event], reason: str, *, key: str) -> None:
    say = desk.say
    if not events:
        st.info(say("Tick at least one site."))
        return
    if recorded(lambda: events, say=say, reason=reason):
        st.session_state[f"{key}-taken"] = st.session_state.get(f"{key}-taken", 0) + 1
        session.mirror_anew()
        st.rerun()
