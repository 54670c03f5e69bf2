"""How good a proposal is proven to be, and that it was counted again, in words and as a table."""

from __future__ import annotations

import math

import streamlit as st

from gis.siting.proposal import Proposal, Reached
from i18n import Language, Message, msg
from views.solving import amount
from views.text import NOTHING, plain


def proof(proposal: Proposal, *, say: Language, unit: str, halted: bool) -> None:
    """Tell how far the best possible may be away, and whether the check holds."""
    told = [say(how_good(proposal, say))]
    if halted:
        told.append(say("You stopped the work: this is the best found until then."))
    if proposal.verified:
        told.append(say("Checked: every figure was counted again, independently of the solver."))
    show = st.success if proposal.own.gap == 0 else st.info
    show(plain(" ".join(told)), icon=":material/verified:")
    with st.expander(say("What was asked for, in this order, and what is proven")):
        st.dataframe(
            {
                say("Goal"): [say(each.goal.label) for each in proposal.goals],
                say("Reached"): [_value(each, each.value, say, unit) for each in proposal.goals],
                say("Best possible"): [
                    _value(each, each.bound, say, unit) for each in proposal.goals
                ],
                say("Proof"): [say(_proven(each, say)) for each in proposal.goals],
            },
            hide_index=True,
            placeholder=NOTHING,
            key="goals",
        )
        st.caption(
            plain(
                say(
                    "Solver: {solver}. Time: {seconds} s.",
                    solver=proposal.solver,
                    seconds=say.number(proposal.seconds, 1),
                )
            )
        )
    for remark in proposal.remarks:
        st.caption(plain(say(remark)))


def how_good(proposal: Proposal, say: Language) -> Message:
    """Say how good a proposal is in one sentence."""
    own = proposal.own
    if proposal.optimal:
        return msg("Proven best: no other choice does better.")
    if own.gap == 0:
        return msg(
            "“{goal}”: proven best. In what counts after it, a better choice may exist.",
            goal=own.goal.label,
        )
    if math.isfinite(own.gap):
        return msg(
            "“{goal}”: at most {gap} from the best possible.",
            goal=own.goal.label,
            gap=say.percent(own.gap),
        )
    return msg("How far the best possible is away is not proven: allow more time.")


def _proven(reached: Reached, say: Language) -> Message:
    if reached.gap == 0:
        return msg("proven best")
    if math.isfinite(reached.gap):
        return msg("at most {gap} away", gap=say.percent(reached.gap))
    return msg("not proven")


def _value(reached: Reached, value: float, say: Language, unit: str) -> str:
    if not math.isfinite(value):
        return NOTHING
    return amount(reached.goal, value, say=say, unit=unit)
