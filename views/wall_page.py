"""The wall of an operation center: a page without controls that follows the plan by itself.

It is started by its address, ``/wall?area=…&lang=…``, with ``scenario``, ``day`` and ``every`` (the
seconds for which a page stands) where they are wanted. Nobody stands beside it: nothing waits for a
click, what fails is told and tried again.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import UTC, date, datetime

import streamlit as st

from briefing.content.audiences import Audience
from briefing.content.brief import brief_of
from briefing.wall.board import board
from briefing.wall.panels import Told
from briefing.wall.showing import ShownDay, day_shown, old_words, seconds_each
from layers.errors import BivouacError, ForbiddenError
from plans.entry import MAIN
from plans.health import DEFAULT_LIMITS, health
from plans.lately import DAY_LONG, Lately, lately
from plans.plan import first_plan
from plans.state import state
from views import session
from views.keeping import kept
from views.map_documents import ASSETS
from views.season import season_of, stamp_of
from views.session import Desk
from views.wall_screen import wall_screen
from views.workbench import situation_of

_BEAT = 2.0  # seconds
_BEATS_KEY = "wall-beats"
_LAST_KEY = "wall-last"  # the last board that could be made, shown while another cannot
_QUICK_KEY = "wall-quick"  # the stamp of the board that is shown without its season


def page() -> None:
    """Draw the page."""
    st.html(ASSETS / "wall_page.css")
    _follow()


@st.fragment(run_every=_BEAT)
def _follow() -> None:
    """Show the plan as it is at this moment; a sign-in that has ended brings back the door."""
    trouble = ""
    try:
        st.session_state[_LAST_KEY] = _board()
    except ForbiddenError:
        st.rerun()
    except BivouacError as error:
        trouble = session.language()(error.message)
    beat = st.session_state.get(_BEATS_KEY, 0) + 1
    st.session_state[_BEATS_KEY] = beat
    wall_screen(
        st.session_state.get(_LAST_KEY),
        beat=beat,
        every=seconds_each(st.query_params.get("every")),
        trouble=trouble,
        say=session.language(),
    )


def _board() -> bytes:
    """Give the board of this moment: first what is quick, at the next beat with the whole season.

    It is made anew when the record, the data, the day or what lies within 24 hours has changed.
    """
    now = datetime.now(UTC)
    shown, desk, today = _looked_at(now)
    older = bisect_right(desk.line, now - DAY_LONG, key=lambda entry: entry.at)
    stamp = (
        *(*stamp_of(desk, desk.plan, DEFAULT_LIMITS), desk.scenario, desk.say.code),
        *(str(len(desk.line)), str(older), today.isoformat(), repr(shown), str(desk.timezone)),
    )
    whole = st.session_state.get(_QUICK_KEY) == stamp
    st.session_state[_QUICK_KEY] = stamp
    return kept(
        *("wall", str(whole), *stamp),
        make=lambda: _made(desk, shown, now, today, whole=whole),
    )


def _looked_at(now: datetime) -> tuple[ShownDay, Desk, date]:
    """Give the day on the wall, the desk on that day, and the day that the room's clock has."""
    desk = session.desk()
    today = now.astimezone(desk.timezone).date()
    shown = day_shown(
        st.query_params.get(session.DAY_KEY),
        today=today,
        season=desk.plan.season,
        usual=first_plan(desk.area).on,
    )
    return shown, session.desk_on(desk, shown.on), today


def _made(desk: Desk, shown: ShownDay, now: datetime, today: date, *, whole: bool) -> bytes:
    """Make a board, with the season or without."""
    recent = lately(desk.line, desk.name_of, now=now)
    situation, before = situation_of(desk), situation_of(_earlier(desk, recent))
    concerns = kept(
        *("health", *stamp_of(desk, desk.plan, DEFAULT_LIMITS), today.isoformat()),
        make=lambda: health(situation, today=today),
    )
    say, manifest = desk.say, desk.area.manifest
    old = old_words(manifest.as_of, today=today, limits=DEFAULT_LIMITS)
    told = Told(
        brief=brief_of(
            situation, audience=Audience.CHIEF, say=say, before=before, concerns=concerns
        ),
        calendar=season_of(desk) if whole else None,
        concerns=concerns,
        recent=recent,
        share_before=before.coverage.share,
        share=situation.coverage.share,
        clock=desk.timezone,
    )
    scenario = "" if desk.scenario == MAIN else say.write(desk.scenarios[desk.scenario].label)
    return board(told, shown=shown, scenario=scenario, old=say(old) if old else "")


def _earlier(desk: Desk, recent: Lately) -> Desk:
    """Give the desk with the plan as it was known 24 hours ago, looked at on the same day."""
    season = first_plan(desk.area).season
    plan = state(
        desk.entries,
        on=desk.plan.on,
        as_known_at=recent.since,
        scenario=desk.scenario,
        season=season,
    )
    return replace(desk, plan=plan)
