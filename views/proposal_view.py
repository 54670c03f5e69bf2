"""A proposal beside the plan as it is: figures side by side, both on one map, site by site."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from briefing.drawing.change_layer import change_drawing
from briefing.figures import travel_figures
from briefing.telling import name_of
from i18n import Language, Message
from layers.candidates import CANDIDATES
from plans.proposed import Figures, SiteStep, Step, figures_now
from plans.situation import Situation
from views.map_view import map_view
from views.picking_map import MapEvent
from views.session import Desk
from views.text import NOTHING, localized, table_height

_SIGNS = {Step.ADDED: "+", Step.DROPPED: "−", Step.KEPT: "="}
_TALLEST = 420


def nothing_yet(situation: Situation, hint: Message, say: Language) -> None:
    """Say what can be asked here, beside the figures of the plan as it is."""
    st.info(say(hint), icon=":material/lightbulb:")
    side_by_side(say, (say("Plan as it is"), figures_now(situation.coverage)))


def side_by_side(say: Language, *named: tuple[str, Figures]) -> None:
    """Draw the figures of two plans or more, a line each."""
    rows = [{say("Plan"): name, **figure_columns(figures, say)} for name, figures in named]
    st.dataframe(rows, hide_index=True, placeholder=NOTHING)


def figure_columns(figures: Figures, say: Language) -> dict[str, str]:
    """Write the figures of a plan, by their titles; mean, tail and worst never part."""
    return {
        say("Zones"): say.write(figures.zones),
        say("Officers served"): say.percent(figures.share),
        **{
            say(title): NOTHING if value is None else say("{n} min", n=say.number(value, 1))
            for title, value in travel_figures(figures.minutes)
        },
        say("Places without a zone"): say.write(figures.unserved),
    }


def changes_map(desk: Desk, situation: Situation, found: Sequence[SiteStep], *, key: str) -> None:
    """Draw which zones come, go and stay, upon the situation as it would be then."""
    by_step = {step: [each.site for each in found if each.step is step] for step in Step}
    drawing = change_drawing(
        situation,
        kept=by_step[Step.KEPT],
        added=by_step[Step.ADDED],
        dropped=by_step[Step.DROPPED],
        say=desk.say,
    )
    map_view(
        drawing,
        key=f"{key}-map-{desk.key}",
        focus=None,
        on_event=_looked,
        say=desk.say,
        height="30rem",
    )


def changes_table(desk: Desk, found: Sequence[SiteStep], *, key: str) -> None:
    """List what comes, goes and stays, with what each brings."""
    say = desk.say
    count = Counter(each.step for each in found)
    st.markdown(
        say(
            "New zones: **{added}** · given up: **{dropped}** · kept: **{kept}**",
            added=count[Step.ADDED],
            dropped=count[Step.DROPPED],
            kept=count[Step.KEPT],
        )
    )
    named = names(desk)
    told = {
        say("Change"): [f"{_SIGNS[each.step]} {say(each.step.label)}" for each in found],
        say("Site"): [named(each.site) for each in found],
        say("Before"): [each.now for each in found],
        say("After"): [each.then for each in found],
        say("Mean (min)"): [
            None if math.isnan(each.mean) else round(each.mean, 1) for each in found
        ],
        say("Announced"): [each.announced for each in found],
    }
    for column, shown in (
        (say("Before"), any(each.now for each in found)),
        (say("Announced"), any(each.announced for each in found)),
    ):
        if not shown:
            del told[column]
    st.dataframe(
        told,
        hide_index=True,
        placeholder=NOTHING,
        height=min(_TALLEST, table_height(len(found))),
        column_config={
            say("Change"): st.column_config.Column(width=85),
            say("Site"): st.column_config.Column(width=190),
            say("Before"): st.column_config.Column(
                width=75, help=say("Officers who go there by the plan as it is")
            ),
            say("After"): st.column_config.Column(
                width=75, help=say("Officers who would go there by the proposal")
            ),
            say("Mean (min)"): localized(width=95),
        },
        key=f"{key}-changes",
    )


def names(desk: Desk) -> Callable[[str], str]:
    """Give what names the candidate sites of a desk; one without a name is told by its kind."""
    rows = {row.Index: row for row in desk.area["candidates"].itertuples()}

    def named(site: str) -> str:
        return name_of(rows[site], CANDIDATES, desk.say) if site in rows else site

    return named


def _looked(_event: MapEvent) -> None:
    """Do nothing: a click on this map decides nothing."""
