"""The state of one browser session, in one place: its language, its area, its plan.

A value that outlives a click is either in the address (language, area), on disk (the plan) or a
named key of this file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from i18n import LANGUAGES, Language, Message
from layers.area import Area
from layers.errors import BivouacError
from layers.library import EXAMPLE, Library, home
from plans.pace_store import PaceStore
from plans.plan import Plan, first_plan
from plans.store import PlanStore
from views.keeping import kept
from views.text import plain

LANGUAGE_KEY = "lang"
AREA_KEY = "area"
_SPOKEN_KEY = "spoken"
FOCUS_KEY = "focus"
NOTICE_KEY = "notice"


@dataclass(frozen=True)
class Desk:
    """What a page works with: who reads it, and the area and the plan that lie on the desk."""

    say: Language
    key: str
    version: str
    area: Area
    plan: Plan


def language() -> Language:
    """Give the reader's language: the switch, else the address, else the browser's own."""
    chosen = st.session_state.get(LANGUAGE_KEY) or st.query_params.get(LANGUAGE_KEY)
    chosen = chosen if chosen in LANGUAGES else st.session_state.get(_SPOKEN_KEY)
    say = Language.of(chosen or str(st.context.locale or "fr"))
    # Going to another page empties the address and forgets the switch.
    st.session_state[_SPOKEN_KEY] = say.code
    return say


def keep_language() -> None:
    """Write the language of the switch into the address, so that a reload keeps it."""
    st.query_params[LANGUAGE_KEY] = st.session_state[LANGUAGE_KEY]


def library() -> Library:
    """Give the areas of this machine."""
    return Library(home() / "areas")


def area_key() -> str:
    """Give the key of the session's area; one that is not at hand gives way to the last used."""
    shelf = library()
    asked = st.session_state.get(AREA_KEY) or st.query_params.get(AREA_KEY) or shelf.last()
    key = asked if asked in set(shelf.keys()) else EXAMPLE
    st.session_state[AREA_KEY] = key
    return key


def choose_area(key: str) -> None:
    """Lay another area on the desk, and remember it for the next start."""
    library().remember(key)
    st.session_state[AREA_KEY] = key
    st.query_params[AREA_KEY] = key
    st.session_state.pop(FOCUS_KEY, None)


def desk() -> Desk:
    """Give the desk of this run. Raises BivouacError where the area or its plan is unreadable."""
    key = area_key()
    version = library().version(key)
    area = _area(key, version)
    return Desk(language(), key, version, area, _plans().load(key, first_plan(area)))


def change(how: Callable[[Plan], Plan]) -> None:
    """Change the plan on the desk, on disk first. A failure is told, and nothing has changed."""
    key = area_key()
    try:
        area = _area(key, library().version(key))
        _plans().change(key, first_plan(area), how)
    except BivouacError as error:
        notify(error.message)


def look_on(day: date) -> None:
    """Look at the plan on another day."""
    change(lambda plan: replace(plan, on=day))


def focus() -> str | None:
    """Give the id of the site or point that the planner last looked at."""
    looked_at: str | None = st.session_state.get(FOCUS_KEY)
    return looked_at


def look_at(name: str | None) -> None:
    """Put a site or a demand point in focus."""
    st.session_state[FOCUS_KEY] = name


def notify(message: Message) -> None:
    """Keep a sentence for the next time the page is drawn."""
    kept_before = st.session_state.setdefault(NOTICE_KEY, [])
    if message not in kept_before:
        kept_before.append(message)


def show_notices() -> None:
    """Show the sentences that were kept, once."""
    for message in st.session_state.pop(NOTICE_KEY, []):
        st.toast(plain(language()(message)), icon=":material/info:", duration="long")


def paces() -> PaceStore:
    """Give where the table of travel times of this machine is kept."""
    return PaceStore(home())


def pace() -> Pace:
    """Give the travel times in use; a planner's own that cannot be read gives way, and is told."""
    try:
        return paces().load()
    except BivouacError as error:
        notify(error.message)
        return STANDARD_PACE


def _plans() -> PlanStore:
    return PlanStore(home() / "plans")


def _area(key: str, version: str) -> Area:
    return kept("area", key, version, make=lambda: library().open(key))
