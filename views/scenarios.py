"""Scenarios: branch one, work in it, compare two on one map and in words, merge, throw away."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from briefing.drawing.change_layer import change_drawing
from briefing.figures import travel_figures
from briefing.telling import name_of
from gis.coverage import Coverage
from i18n import Language
from layers.candidates import CANDIDATES
from plans.difference import PlanDiff, compare, merging
from plans.entry import MAIN
from plans.scenarios import Scenario, branching, discarding, renaming
from views import session
from views.map_view import map_view
from views.picking_map import MapEvent
from views.reasoned import recorded, with_reason
from views.session import Desk
from views.text import NOTHING, plain
from views.workbench import situation_of

_HALVES = (0.6, 0.4)


def scenario_desk(desk: Desk) -> None:
    """Draw the scenarios, the form for another, and two of them side by side."""
    _branch(desk, desk.scenarios)
    for each in desk.scenarios.values():
        _scenario(desk, each)
    if len(desk.scenarios) > 1:
        _compared(desk, desk.scenarios)


def title_of(scenario: Scenario, say: Language) -> str:
    """Give a scenario's name as it is shown."""
    return plain(say.write(scenario.label))


def _branch(desk: Desk, here: Mapping[str, Scenario]) -> None:
    say = desk.say
    with (
        st.popover(
            say("New scenario"),
            icon=":material/call_split:",
            disabled=desk.shut,
            key="new-scenario",
        ),
        st.form("branch-form", border=False, clear_on_submit=True),
    ):
        name = st.text_input(say("Name of the scenario"), max_chars=80)
        parent = st.selectbox(
            say("Branched from"),
            list(here),
            index=list(here).index(desk.scenario),
            format_func=lambda each: title_of(here[each], say),
        )
        last = max(len(desk.entries), 1)
        at = st.number_input(
            say("After decision number"),
            min_value=0,
            max_value=last,
            value=len(desk.entries),
            step=1,
            help=say("The log gives each decision its number."),
        )
        if not st.form_submit_button(say("Branch"), type="primary"):
            return
        for event in recorded(
            lambda: (branching(desk.entries, name, parent, at=int(at)),), say=say
        ):
            session.work_in(event.scenario)
            st.rerun()


def _scenario(desk: Desk, scenario: Scenario) -> None:
    say, name = desk.say, title_of(scenario, desk.say)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{name}**" + (" ✓" if scenario.id == desk.scenario else ""))
        st.button(
            say("Work in it"),
            key=f"work-in-{scenario.id}",
            disabled=scenario.id == desk.scenario,
            on_click=session.work_in,
            args=(scenario.id,),
        )
        if scenario.id == MAIN:
            return
        with (
            st.popover(say("Rename"), disabled=desk.shut, key=f"name-{scenario.id}"),
            st.form(f"name-form-{scenario.id}", border=False),
        ):
            anew = st.text_input(say("Name of the scenario"), value=scenario.name, max_chars=80)
            given = st.form_submit_button(say("Rename"))
            if given and recorded(lambda: (renaming(desk.entries, scenario.id, anew),), say=say):
                st.rerun()
        with_reason(
            say("Throw away"),
            discarding(desk.entries, scenario.id),
            key=f"discard-{scenario.id}",
            say=say,
            about=say("Throw the scenario “{name}” away", name=scenario.name),
            disabled=desk.shut,
        )


def _compared(desk: Desk, here: Mapping[str, Scenario]) -> None:
    say = desk.say
    st.subheader(say("Two scenarios side by side"), divider="gray")
    others = [each for each in here if each != desk.scenario]
    other = st.selectbox(
        say("Compare this scenario with"),
        others,
        format_func=lambda each: title_of(here[each], say),
        key=f"compare-{desk.scenario}",
    )
    theirs = session.desk_in(other)
    diff = compare(desk.plan, theirs.plan)
    mine_now, theirs_now = situation_of(desk), situation_of(theirs)
    _figures(
        say,
        (title_of(here[desk.scenario], say), mine_now.coverage),
        (title_of(here[other], say), theirs_now.coverage),
    )
    left, right = st.columns(_HALVES)
    with left:
        changes = change_drawing(
            theirs_now, kept=diff.kept, added=diff.added, dropped=diff.dropped, say=say
        )
        map_view(
            changes,
            key=f"compare-map-{desk.key}",
            focus=None,
            on_event=_looked,
            say=say,
            height="28rem",
        )
    with right:
        _words(desk, diff)
        _merge(desk, diff, title_of(here[other], say))


def _figures(say: Language, *named: tuple[str, Coverage]) -> None:
    rows = [
        {
            say("Scenario"): name,
            say("Officers served"): say.percent(coverage.share),
            **{
                say(title): say("{n} min", n=say.number(minutes, 0))
                for title, minutes in travel_figures(coverage.minutes)
            },
        }
        for name, coverage in named
    ]
    st.dataframe(rows, hide_index=True, placeholder=NOTHING)


def _words(desk: Desk, diff: PlanDiff) -> None:
    told = diff.told(desk.name_of)
    if not told:
        st.caption(desk.say("The two decide the same."))
    for sentence in told:
        st.markdown(f"- {plain(desk.say(sentence))}")


def _merge(desk: Desk, diff: PlanDiff, title: str) -> None:
    say = desk.say
    sites = [*diff.added, *diff.dropped]
    if not sites:
        return
    rows = {row.Index: row for row in desk.area["candidates"].itertuples()}

    def label(site: str) -> str:
        name = name_of(rows[site], CANDIDATES, say) if site in rows else site
        return f"+ {name}" if site in diff.added else f"− {name}"

    with st.form(f"merge-{desk.scenario}", border=True):
        chosen = st.multiselect(
            say("Take over from “{name}” into this scenario", name=title),
            sites,
            format_func=label,
        )
        if st.form_submit_button(say("Take these over"), disabled=desk.shut) and chosen:
            reason = say("Taken over from the scenario “{name}”", name=title)
            if recorded(lambda: merging(diff, chosen), say=say, reason=reason):
                session.mirror_anew()
                st.rerun()


def _looked(_event: MapEvent) -> None:
    """Do nothing: a click on this map decides nothing."""
