"""The page of the rules: what each looks for, how hard it bites, and how many sites it holds up."""

from __future__ import annotations

import streamlit as st

from gis.screening import RULES, Answer, Parameter, RuleSetting, Severity, describe
from i18n import Language, msg
from plans.events import CityHallsNamed, RuleSet
from plans.situation import Situation
from views import session
from views.header import header
from views.news import decision_of
from views.pace_table import pace_table
from views.session import Desk
from views.text import plain
from views.workbench import situation_of

_SHARES = (0.44, 0.28, 0.28)
_SEVERITIES = {
    Severity.REFUSE: msg("Refuse"),
    Severity.ASK: msg("Ask for agreement"),
    Severity.IGNORE: msg("Ignore"),
}


def page() -> None:
    """Draw the page."""
    desk = session.desk()
    header(desk)
    situation = situation_of(desk)
    say = desk.say
    _tally(situation, say)
    _city_halls(desk)
    for setting in desk.plan.book.settings:
        _rule(desk, situation, setting)
    pace_table(say)
    session.show_notices()


def _tally(situation: Situation, say: Language) -> None:
    with st.container(horizontal=True, gap="small"):
        for answer, n in situation.screening.counts.items():
            st.metric(say(answer.label), say.write(n), width="content")


def _city_halls(desk: Desk) -> None:
    say = desk.say
    own, key = desk.area.manifest.city_halls, f"halls-{desk.mirror}"
    listed = own if desk.plan.city_halls is None else desk.plan.city_halls
    st.multiselect(
        say("City halls of this area"),
        sorted({*own, *listed}),
        default=list(listed),
        accept_new_options=True,
        disabled=desk.shut,
        key=key,
        on_change=decision_of(key, _set_city_halls, shown=list(listed)),
        help=say("A site run by one of them is held by city hall. Add or remove communes."),
    )


def _rule(desk: Desk, situation: Situation, setting: RuleSetting) -> None:
    say, rule = desk.say, setting.name
    told, key = describe(rule), f"severity-{desk.mirror}-{rule}"

    def changed(severity: Severity) -> None:
        session.decide(RuleSet(rule, severity.value))

    with st.container(border=True):
        words, choice, details = st.columns(_SHARES, vertical_alignment="top", gap="medium")
        with words:
            st.markdown(f"**{say(RULES[rule])}**")
            st.caption(plain(f"{say(told.explanation)} {_effect(situation, rule, say)}"))
        with choice:
            st.segmented_control(
                say("If the rule applies"),
                list(Severity),
                default=setting.severity,
                required=True,
                format_func=lambda severity: say(_SEVERITIES[severity]),
                disabled=desk.shut,
                key=key,
                on_change=decision_of(key, changed, shown=setting.severity),
            )
        with details:
            for parameter in told.parameters:
                _parameter(desk, setting, parameter)


def _effect(situation: Situation, rule: str, say: Language) -> str:
    tally = situation.screening.by_rule[rule]
    return say(
        "Refused: {refused}. Needs agreement: {asked}.",
        refused=tally[Answer.REFUSED],
        asked=tally[Answer.NEEDS_AGREEMENT],
    )


def _parameter(desk: Desk, setting: RuleSetting, parameter: Parameter) -> None:
    say = desk.say
    key = f"parameter-{desk.mirror}-{setting.name}-{parameter.name}"

    def changed(value: bool | float) -> None:  # noqa: FBT001 - of a switch
        session.decide(RuleSet(setting.name, params={parameter.name: value}))

    if parameter.is_switch:
        st.toggle(
            say(parameter.title),
            value=bool(setting[parameter.name]),
            disabled=desk.shut,
            key=key,
            on_change=decision_of(key, changed, shown=bool(setting[parameter.name])),
        )
        return
    st.number_input(
        f"{say(parameter.title)} ({parameter.unit})" if parameter.unit else say(parameter.title),
        min_value=float(parameter.least),
        max_value=float(parameter.most),
        value=float(setting[parameter.name]),
        format="%.0f",
        disabled=desk.shut,
        key=key,
        on_change=decision_of(key, changed, shown=float(setting[parameter.name])),
    )


def _set_city_halls(key: str) -> None:
    session.decide(CityHallsNamed(tuple(st.session_state[key])))
