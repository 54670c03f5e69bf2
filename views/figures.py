"""The figures of coverage: how many are served, and how far everyone travels, always together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from briefing.figures import METHODS, travel_figures
from briefing.telling import kind_of, name_of
from gis.coverage import Why
from i18n import Language, Message, msg, msgs
from layers.catalogue import LAYERS
from plans.situation import Situation
from views.text import NOTHING, plain


def figures(situation: Situation, *, say: Language) -> None:
    """Draw the strip of figures; mean, 90th percentile and worst never part."""
    coverage = situation.coverage
    with st.container(horizontal=True, gap="small", key="figures"):
        _metric(say("Zones"), say.write(len(situation.serving)))
        _metric(
            say("Officers served"),
            say.percent(coverage.share),
            help=say(
                "{served} of {all} officers on duty that day. Headcounts are assumed where marked.",
                served=coverage.officers_covered,
                all=coverage.officers,
            ),
        )
        _metric(say("Places not served"), say.write(len(coverage.uncovered)))
        for title, value in travel_figures(coverage.minutes):
            _metric(say(title), None if value is None else say("{n} min", n=say.number(value, 0)))
        _metric(
            say("Circuity"),
            say.number(coverage.circuity, 2),
            help=say("Distance travelled ÷ straight distance."),
        )


def notes(situation: Situation, *, say: Language) -> None:
    """Tell how the figures were made, who travels worst, and what does not count."""
    table, travel = situation.table, situation.coverage.minutes
    icon = ":material/straighten:" if table.method == "estimated" else ":material/route:"
    st.caption(f"{icon} {say(METHODS[table.method])}. {say(table.note)}")
    if travel:
        st.caption(
            plain(
                say(
                    "Worst: {point} to {zone}.",
                    point=_named(situation, travel.worst_id, say),
                    zone=situation.area["candidates"]["name"][travel.worst_zone]
                    or travel.worst_zone,
                )
            )
        )
    for warning in situation.warnings:
        st.warning(plain(say(warning)), icon=":material/warning:")
    told(situation.remarks, msg("About the data"), say=say)


def told(remarks: Sequence[Message], title: Message, *, say: Language) -> None:
    """Fold remarks away under a title that counts them."""
    if not remarks:
        return
    with st.expander(f"{say(title)} ({say.write(len(remarks))})", icon=":material/info:"):
        for remark in remarks:
            st.markdown(plain(say(remark)))


def uncovered(situation: Situation, *, say: Language) -> None:
    """Name every place that is not served, and why."""
    frame = situation.coverage.frame.loc[list(situation.coverage.uncovered)]
    if frame.empty:
        return
    points = list(situation.demand.frame.loc[frame.index].itertuples())
    reasons = [Why(why).message for why in frame["why"]]
    title = msgs("{n} place not served", "{n} places not served", len(frame))
    with st.expander(say(title), icon=":material/person_alert:"):
        st.dataframe(
            {
                say("Place"): [name_of(point, LAYERS[point.layer], say) for point in points],
                say("Kind"): [say(kind_of(point, point.layer)) for point in points],
                say("Officers"): list(frame["officers"]),
                say("Minutes"): list(frame["minutes"].round(0)),
                say("Why"): [say(why) for why in reasons],
            },
            hide_index=True,
            placeholder=NOTHING,
        )


def _metric(label: str, value: str | None, *, help: str | None = None) -> None:  # noqa: A002 - Streamlit's own word
    st.metric(label, NOTHING if value is None else value, help=help, width="content")


def _named(situation: Situation, point: str, say: Language) -> str:
    row: Any = next(situation.demand.frame.loc[[point]].itertuples())
    return name_of(row, LAYERS[row.layer], say)
