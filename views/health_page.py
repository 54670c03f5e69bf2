"""The page of health: what stands in the plan's way, on its day and in its season."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import streamlit as st

from i18n import Language, Message, msg, msgs
from plans.calendar import health_over
from plans.concern import Concern, Limits, Severity, Span
from plans.health import DEFAULT_LIMITS, health
from views import session
from views.header import header
from views.keeping import kept
from views.season import calendar_of, stamp_of
from views.session import Desk
from views.text import NOTHING
from views.workbench import situation_of

_SPANS_TOLD = 4
_ROW, _HEAD, _TALLEST = 60, 40, 640  # pixels: a row holds two lines of words


def page() -> None:
    """Draw the page."""
    desk = session.desk()
    header(desk)
    say, today = desk.say, datetime.now(UTC).date()
    limits = _limits(desk)
    on_day, over_season = st.tabs([say(msg("On the day looked at")), say(msg("Over the season"))])
    with on_day:
        st.caption(say("{day}, and what its season still brings.", day=desk.plan.on))
        _concerns(_of_the_day(desk, limits, today), say=say, key="day")
    with over_season:
        first, last = desk.plan.season
        st.caption(say("Every day from {first} to {last}.", first=first, last=last))
        calendar = calendar_of(desk, limits=limits)
        found = health_over(calendar, desk.area.manifest, today=today, limits=limits)
        _concerns(found, say=say, key="season")
    session.show_notices()


def _of_the_day(desk: Desk, limits: Limits, today: date) -> tuple[Concern, ...]:
    return kept(
        *("health", *stamp_of(desk, desk.plan, limits), today.isoformat()),
        make=lambda: health(situation_of(desk), today=today, limits=limits),
    )


def _limits(desk: Desk) -> Limits:
    """Let the two assumptions be changed, for this look at the plan."""
    say = desk.say
    with st.container(horizontal=True, gap="small"):
        each = st.number_input(
            say("Footprint per officer (m²), assumed"),
            min_value=0.5,
            max_value=200.0,
            value=DEFAULT_LIMITS.m2_per_officer,
            step=0.5,
            format="%.1f",
            key=f"m2-{desk.key}",
            help=say(
                "A zone is over its capacity when its footprint divided by this is less than the "
                "officers who go there. No text gives it: set what your force plans with."
            ),
            width=280,
        )
        fresh = st.number_input(
            say("Data count as fresh for (days), assumed"),
            min_value=1,
            max_value=3650,
            value=DEFAULT_LIMITS.fresh_days,
            key=f"fresh-{desk.key}",
            width=280,
        )
    return Limits(m2_per_officer=float(each), fresh_days=int(fresh))


def _concerns(found: Sequence[Concern], *, say: Language, key: str) -> None:
    """List blockers, then warnings, each with what helps."""
    for severity, title, none in _PARTS:
        part = [concern for concern in found if concern.severity is severity]
        st.subheader(f"{say(title)} ({say.write(len(part))})")
        if not part:
            st.success(say(none), icon=":material/check:")
            continue
        st.dataframe(
            {
                say("About"): [say(each.kind.label) for each in part],
                say("What is the matter"): [say(each.what) for each in part],
                say("Remedy"): [say(each.remedy) for each in part],
                say("Days"): [_days(each.days, say) for each in part],
            },
            hide_index=True,
            placeholder=NOTHING,
            height=min(_TALLEST, _ROW * len(part) + _HEAD),
            row_height=_ROW,
            column_config={
                say("About"): st.column_config.TextColumn(width="medium"),
                say("What is the matter"): st.column_config.TextColumn(width="large"),
                say("Remedy"): st.column_config.TextColumn(width="large"),
            },
            key=f"concerns-{key}-{severity.value}",
        )


_PARTS = (
    (Severity.BLOCKER, msg("Blockers"), msg("Nothing stands in the way.")),
    (Severity.WARNING, msg("Warnings"), msg("Nothing to beware of.")),
)


def _days(days: Sequence[Span], say: Language) -> str:
    """Tell spans of days in words; what no day changes has none."""
    if not days:
        return say("always")
    told: list[Message | str] = [_span(*span) for span in days[:_SPANS_TOLD]]
    rest = len(days) - _SPANS_TOLD
    if rest > 0:
        told.append(msgs("{n} more span of days", "{n} more spans of days", rest))
    return say.write(tuple(told))


def _span(first: date, last: date) -> Message:
    if first == last:
        return msg("on {day}", day=first)
    return msg("from {first} to {last}", first=first, last=last)
