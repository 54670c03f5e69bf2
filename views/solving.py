"""Solves of this session: begun from a page, watched on it, ended when it is left."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import streamlit as st

from gis.siting.goals import Goal
from gis.siting.watch import Progress, Watch
from i18n import Language, Message, msg
from layers.errors import BivouacError
from views.solve import Solve
from views.text import NOTHING, plain

T = TypeVar("T")

_KEY = "solve"  # and the page's word, and what is solved for
_EVERY = timedelta(seconds=0.5)
_MINUTES = 60


def begin(page: str, about: str, work: Callable[[Watch], T], *, seconds: float) -> Solve[T]:
    """Begin a solve of a page; one that it has under way about the same is stopped."""
    key = f"{_KEY}-{page}-{about}"
    before = st.session_state.get(key)
    if before is not None:
        before.stop()
    solve = st.session_state[key] = Solve(work, seconds=seconds)
    return solve


def under_way(page: str, about: str) -> Solve[object] | None:
    """Give the solve of a page about something, done or not; None where none was begun."""
    found: Solve[object] | None = st.session_state.get(f"{_KEY}-{page}-{about}")
    return found


def end_others(page: str) -> None:
    """Stop what other pages of this session have under way: they were left."""
    for key, solve in st.session_state.items():
        if isinstance(solve, Solve) and not str(key).startswith(f"{_KEY}-{page}-"):
            solve.stop()


def watched(  # noqa: PLR0913 - a solve, and how it is shown, by name
    solve: Solve[object],
    *,
    say: Language,
    key: str,
    unit: str = "minutes",
    goals: bool = True,
    stop: str | None = None,
) -> None:
    """Show how far a solve is, twice a second, with a button that stops it.

    ``unit`` is that of the standard. Without ``goals`` the work counts steps: how many are done,
    and of how many. ``stop`` is what the button says that stops it; the page is drawn anew when the
    solve is done.
    """
    best = say("Stop and keep the best found") if goals else say("Stop and keep what is there")
    st.fragment(_look, run_every=_EVERY)(solve, say, key, unit, stop or best, goals=goals)


def _refused(error: BivouacError, say: Language) -> None:
    st.error(plain(say(error.message)), icon=":material/block:")


def answer_of(  # noqa: PLR0913 - a solve, and how it is to be told
    solve: Solve[object],
    kind: type[T],
    *,
    say: Language,
    key: str,
    unit: str = "minutes",
    goals: bool = True,
    stop: str | None = None,
    refused: Callable[[BivouacError, Language], None] = _refused,
) -> T | None:
    """Give the answer of a solve, of the kind that its page asked for; else draw how far it is.

    What it could not do is told by ``refused``. The rest is of ``watched``.
    """
    if not solve.done:
        watched(solve, say=say, key=key, unit=unit, goals=goals, stop=stop)
        return None
    try:
        answer = solve.answer()
    except BivouacError as error:
        refused(error, say)
        return None
    return answer if isinstance(answer, kind) else None


def _look(  # noqa: PLR0913 - the same, as a fragment takes it
    solve: Solve[object], say: Language, key: str, unit: str, stop: str, *, goals: bool
) -> None:
    solve.look()
    if solve.done:
        st.rerun()
    with st.container(border=True, key=f"{key}-progress"):
        st.progress(_part(solve, goals=goals), text=_how_long(solve, say))
        if goals:
            _found(solve.progress, say, unit)
        st.button(
            stop,
            icon=":material/stop:",
            key=f"{key}-stop",
            disabled=solve.halted,
            on_click=solve.stop,
        )


def _part(solve: Solve[object], *, goals: bool) -> float:
    done, whole = solve.progress.incumbent, solve.progress.bound
    if not goals and whole > 0:
        return min(1.0, done / whole)
    return min(1.0, solve.spent / solve.seconds)


def _how_long(solve: Solve[object], say: Language) -> str:
    if solve.halted:
        return say("Stopping…")
    if solve.waiting:
        return say("Waiting for its turn: other proposals are being worked out.")
    if solve.spent > solve.seconds:
        return say("The time is over: finishing, or looking for what is in the way.")
    return say(
        "Working: {seconds} s of at most {most} s",
        seconds=round(solve.spent),
        most=round(solve.seconds),
    )


def _found(progress: Progress, say: Language, unit: str) -> None:
    goal = Goal(progress.goal) if progress.goal else None
    if goal:
        st.caption(say("Working on: {goal}", goal=goal.label))
    with st.container(horizontal=True, gap="small"):
        for title, value in (
            (msg("Best found"), progress.incumbent),
            (msg("Out of reach beyond"), progress.bound),
        ):
            told = amount(goal, value, say=say, unit=unit) if math.isfinite(value) else NOTHING
            st.metric(say(title), told, width="content")
        gap = say.percent(progress.gap) if math.isfinite(progress.gap) else NOTHING
        st.metric(say("Gap still open"), gap, width="content")


def amount(goal: Goal | None, value: float, *, say: Language, unit: str) -> str:
    """Write the value of a goal with its unit: total travel in hours or kilometres."""
    whole = round(value)
    in_minutes = unit == "minutes"
    told: Message
    match goal:
        case Goal.TRAVEL if in_minutes:
            told = msg("{n} h", n=say.number(value / _MINUTES, 0))
        case Goal.TRAVEL:
            told = msg("{n} km", n=say.number(value / 1000, 0))
        case Goal.WORST if in_minutes:
            told = msg("{n} min", n=say.number(value, 0))
        case Goal.WORST:
            told = msg("{n} m", n=say.number(value, 0))
        case Goal.ZONES | Goal.COVER | Goal.SERVED:
            return say.write(whole)
        case _:
            return say.number(value, 0)
    return say(told)
