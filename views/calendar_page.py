"""The page of the calendar: the plan on every day of its season, and the worst of them."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from i18n import Language
from layers.catalogue import LAYERS
from plans.calendar import Calendar, Day
from plans.events import StandardChanged
from views import session
from views.header import header
from views.news import news_of
from views.reasoned import recorded
from views.season import calendar_of
from views.season_chart import season_chart
from views.session import Desk
from views.text import NOTHING, day_style, localized, plain, table_height

_PLAYING_KEY = "playing"  # the days go by
_DRAWN_KEY = "playing-drawn"  # the whole page was drawn since the last step
_STEP = timedelta(seconds=1.5)
_DAY = timedelta(days=1)


def page() -> None:
    """Draw the page."""
    desk = session.desk()
    header(desk)
    calendar = calendar_of(desk)
    _choose_day(desk, calendar)
    _figures(desk, calendar)
    season_chart(calendar, on=desk.plan.on, say=desk.say)
    _worst(desk, calendar)
    _table(calendar, say=desk.say)
    session.show_notices()


def _season(desk: Desk) -> None:
    """Let the planner set which days are planned."""
    say, style, (begins, ends) = desk.say, day_style(desk.say), desk.plan.season
    with (
        st.popover(say("Season"), icon=":material/date_range:", disabled=desk.shut),
        st.form(f"season-{desk.key}-{desk.scenario}-{begins}-{ends}", border=False),
    ):
        first = st.date_input(say("First day"), value=begins, format=style)
        last = st.date_input(say("Last day"), value=ends, format=style)
        if not st.form_submit_button(say("Set these days")):
            return
        season = {"season": [first.isoformat(), last.isoformat()]}
        if recorded(lambda: (StandardChanged(season),), say=say):
            st.rerun()


def _choose_day(desk: Desk, calendar: Calendar) -> None:
    """Offer the days of the season by a slider, and one after the other."""
    say, (first, last) = desk.say, desk.plan.season
    playing = bool(st.session_state.get(_PLAYING_KEY))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if playing:
            st.button(say("Stop"), icon=":material/stop:", on_click=_stop)
        else:
            st.button(
                say("Play"),
                icon=":material/play_arrow:",
                on_click=_play,
                args=(desk,),
                help=say("Go through the season, a day at a time."),
            )
        if first < last:
            key = f"season-day-{desk.key}"
            day = st.session_state[key] = min(max(desk.plan.on, first), last)

            def slid(to: date) -> None:
                # While the days go by, the echo of one that is gone is no planner who goes back.
                if not playing or to > day:
                    _go_to(to)

            st.slider(
                say("Day of the season"),
                min_value=first,
                max_value=last,
                format=day_style(say),
                key=key,
                on_change=news_of(key, slid, shown=day),
                width="stretch",
            )
        _season(desk)
    if calendar.of(desk.plan.on) is None:
        st.info(
            say(
                "The day looked at, {day}, is not in the season, from {first} to {last}.",
                day=desk.plan.on,
                first=first,
                last=last,
            )
        )
    # Drawing the page runs the part below as well: only a run of its own is a step.
    st.session_state[_DRAWN_KEY] = True
    st.fragment(_step, run_every=_STEP if playing else None)(desk)


def _step(desk: Desk) -> None:
    """Look at the next day; the page follows. After the last one the play is over."""
    if st.session_state.pop(_DRAWN_KEY, False) or not st.session_state.get(_PLAYING_KEY):
        return
    following = desk.plan.on + _DAY
    if following > desk.plan.season[1]:
        _stop()
    else:
        session.look_on(following)
    st.rerun()


def _play(desk: Desk) -> None:
    """Begin; at the end of the season, or outside it, from its first day."""
    first, last = desk.plan.season
    if not first <= desk.plan.on < last:
        session.look_on(first)
    st.session_state[_PLAYING_KEY] = True


def _stop() -> None:
    st.session_state[_PLAYING_KEY] = False


def _go_to(day: date) -> None:
    _stop()
    session.look_on(day)


def _figures(desk: Desk, calendar: Calendar) -> None:
    """Draw the figures of the day looked at."""
    say, day = desk.say, calendar.of(desk.plan.on)
    if day is None:
        return
    with st.container(horizontal=True, gap="small", key="figures"):
        st.metric(say("Officers on duty"), say.write(day.officers), width="content")
        st.metric(say("Of these, by units"), say.write(day.by_units), width="content")
        st.metric(say("Officers served"), say.percent(day.share), width="content")
        st.metric(say("Places not served"), say.write(len(day.uncovered)), width="content")
        st.metric(say("Zones"), say.write(len(day.zones)), width="content")
        st.metric(say("Blockers"), say.write(day.blockers), width="content")


def _worst(desk: Desk, calendar: Calendar) -> None:
    """Name the worst day, and lead there."""
    say, worst = desk.say, calendar.worst
    if worst is None:
        st.info(say("No place is in use on any day of the season."))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        told = say(
            "Worst day: {day}. {share} of the officers are served; {n} of {all} are not.",
            day=worst.on,
            share=say.percent(worst.share),
            n=worst.not_covered,
            all=worst.officers,
        )
        st.markdown(plain(told), width="content")
        st.button(
            say("Go to this day"),
            icon=":material/event:",
            disabled=desk.plan.on == worst.on,
            on_click=_go_to,
            args=(worst.on,),
        )
    with st.expander(say("Places not served on the worst day")):
        st.markdown(plain(say.write(_named(desk, worst))))


def _named(desk: Desk, day: Day) -> tuple[str, ...]:
    names = {
        key: name or key
        for layer in ("venues", "stations", "airports")
        for key, name in desk.area[layer]["name"].items()
        if layer in LAYERS
    }
    return tuple(str(names.get(point, point)) for point in day.uncovered)


def _table(calendar: Calendar, *, say: Language) -> None:
    """Give the same in figures."""
    days = calendar.days
    st.dataframe(
        {
            say("Day"): [day.on for day in days],
            say("Officers on duty"): [day.officers for day in days],
            say("Of these, by units"): [day.by_units for day in days],
            say("Officers served"): [day.covered for day in days],
            say("Share served (%)"): [
                None if day.share is None else round(100 * day.share, 1) for day in days
            ],
            say("Places not served"): [len(day.uncovered) for day in days],
            say("Zones"): [len(day.zones) for day in days],
            say("Blockers"): [day.blockers for day in days],
        },
        hide_index=True,
        placeholder=NOTHING,
        height=table_height(len(days)),
        column_config={
            say("Day"): st.column_config.DateColumn(format=day_style(say)),
            say("Share served (%)"): localized(),
        },
        key="days",
    )
