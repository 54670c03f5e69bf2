"""The state of one browser session, in one place: its language, its area, its day, its plan.

A value that outlives a click is either in the address (language, area, day, scenario), in the
record (every decision) or a named key of this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from i18n import LANGUAGES, Language, Message
from layers.area import Area
from layers.errors import BivouacError, MeanwhileError
from layers.library import EXAMPLE, Library, home
from plans.database import Database
from plans.effect import effective
from plans.entry import MAIN, Act, Entry
from plans.events import Event
from plans.folding import Folds
from plans.history import naming
from plans.legacy import taken_in
from plans.naming import NameOf, names_in
from plans.pace_store import PaceStore
from plans.people import Person
from plans.plan import Plan, first_plan
from plans.record import Record
from plans.roles import Role
from plans.scenarios import Scenario, scenarios
from plans.state import line_of
from plans.undo import conflicting
from views.database import database
from views.identity import may, role_of, who
from views.keeping import kept
from views.text import plain

LANGUAGE_KEY = "lang"
AREA_KEY = "area"
_SPOKEN_KEY = "spoken"
DAY_KEY = "day"
SCENARIO_KEY = "scenario"
FOCUS_KEY = "focus"
NOTICE_KEY = "notice"
PENDING_KEY = "pending"
_SEEN_KEY = "seen"
_BEFORE_KEY = "seen-before"
_ROUND_KEY = "round"
_OWN_KEY = "own-acts"
_LOOKED_KEY = "looked-for-old-plan"
_PARIS = "Europe/Paris"


@dataclass(frozen=True)
class Desk:
    """What a page works with: who reads it, and the area and the plan that lie on the desk.

    ``plan`` is that of ``scenario`` on the day looked at, by the ``entries`` of the area's record;
    ``scenarios`` are those that were not thrown away, by their ids.
    """

    say: Language
    key: str
    version: str
    area: Area
    plan: Plan
    scenario: str
    entries: tuple[Entry, ...]
    scenarios: Mapping[str, Scenario]
    person: Person

    @property
    def mirror(self) -> str:
        """What goes into the key of every input that shows what the plan says.

        It changes when the plan changes by something else than that input, so that it shows it.
        A form goes by what it shows instead, so that it keeps what is being typed into it.
        """
        return f"{self.key}-{self.scenario}-{st.session_state.get(_ROUND_KEY, 0)}"

    @property
    def shut(self) -> bool:
        """Whether this person may decide nothing: inputs are shown as they stand, and disabled."""
        return not self.person.role.reaches(Role.PLANNER)

    @property
    def timezone(self) -> ZoneInfo:
        """The clock on the reader's wall; a browser that does not say is in Paris."""
        try:
            return ZoneInfo(st.context.timezone or _PARIS)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo(_PARIS)

    @cached_property
    def line(self) -> tuple[Entry, ...]:
        """The entries of this scenario."""
        return line_of(self.entries, self.scenario)

    @cached_property
    def name_of(self) -> NameOf:
        """What names all that the record speaks of; made once, for it goes through all entries."""
        return naming(self.entries, names_in(self.area))


@dataclass(frozen=True)
class Pending:
    """An act that was not recorded, since others had decided on the same meanwhile."""

    act: Act
    meanwhile: tuple[Entry, ...]


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
    if may(Role.PLANNER):  # a viewer's choice is nobody else's next start
        library().remember(key)
    st.session_state[AREA_KEY] = key
    st.query_params[AREA_KEY] = key
    for forgotten in (FOCUS_KEY, DAY_KEY, SCENARIO_KEY):
        st.session_state.pop(forgotten, None)
        st.query_params.pop(forgotten, None)


def desk() -> Desk:
    """Give the desk of this run. Raises BivouacError where the area or its plan is unreadable."""
    key = area_key()
    version = library().version(key)
    area = _area(key, version)
    entries = _entries(key)
    stand = {each.id: each for each in scenarios(entries) if not each.discarded}
    on, scenario = day(area), _scenario(stand)
    plan = _plan(area, entries, scenario, on)
    return Desk(language(), key, version, area, plan, scenario, entries, stand, who())


def desk_in(scenario: str) -> Desk:
    """Give the desk as it would lie in another scenario, on the same day."""
    now = desk()
    return replace(now, scenario=scenario, plan=_plan(now.area, now.entries, scenario, now.plan.on))


def desk_on(at: Desk, on: date) -> Desk:
    """Give a desk as it would lie on another day."""
    return replace(at, plan=_plan(at.area, at.entries, at.scenario, on))


def _plan(area: Area, entries: tuple[Entry, ...], scenario: str, on: date) -> Plan:
    season, key = first_plan(area).season, st.session_state[AREA_KEY]
    return _FOLDS.plan(key, entries, on=on, scenario=scenario, season=season)


def record() -> Record:
    """Give the record of this machine, or of the server that it shares."""
    return _record_in(database())


def day(area: Area) -> date:
    """Give the day looked at: the session's own choice, else the address, else the first one."""
    asked = st.session_state.get(DAY_KEY) or st.query_params.get(DAY_KEY) or ""
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return first_plan(area).on


def look_on(on: date) -> None:
    """Look at another day; nothing is decided by that."""
    st.session_state[DAY_KEY] = on.isoformat()
    st.query_params[DAY_KEY] = on.isoformat()


def work_in(scenario: str) -> None:
    """Work in another scenario."""
    st.session_state[SCENARIO_KEY] = scenario
    st.query_params[SCENARIO_KEY] = scenario
    mirror_anew()


def decide(*events: Event, reason: str = "", in_form: bool = False) -> bool:
    """Record decisions of this session's person as one act; tells whether they are on disk.

    Events that would change nothing are left out. What others have decided on the same since this
    screen was drawn is shown, and the person asked; a failure is told. Then nothing is recorded.
    ``in_form`` is for what a page reads while it is drawn anew: it was filled in on the screen
    before.
    """
    try:
        at, shown = desk(), seen(area_key(), before=in_form)
        made = Act(at.person.author, events, at.scenario, reason, shown)
        since = at.entries[shown:] if shown is not None else ()
        if not conflicting(made, since, record=at.entries):
            counting = effective(at.plan, events)
            if not counting:
                return True
            made = replace(made, events=counting)
        return _record(at.key, made)
    except BivouacError as error:
        notify(error.message)
        return False


def act(*events: Event) -> None:
    """Do as ``decide``, for a button that waits for no answer."""
    decide(*events)


def insist() -> None:
    """Record the act that was held back, all the same."""
    pending: Pending | None = st.session_state.pop(PENDING_KEY, None)
    if pending:
        key = area_key()
        try:
            _record(key, replace(pending.act, seen=pending.meanwhile[-1].seq))
        except BivouacError as error:
            notify(error.message)


def pending() -> Pending | None:
    """Give the act that was held back, if any."""
    held: Pending | None = st.session_state.get(PENDING_KEY)
    return held


def forget_pending() -> None:
    """Leave what the others decided as it is."""
    st.session_state.pop(PENDING_KEY, None)


_FOLDS = Folds()  # shared by all sessions, as the record is


@cache
def _record_in(where: Database) -> Record:
    return Record(where, role_of=role_of)


def _record(key: str, act: Act) -> bool:
    try:
        record().append(key, act)
    except MeanwhileError as error:
        if not error.entries:  # a backup was restored: there is nothing to choose between
            raise
        st.session_state[PENDING_KEY] = Pending(act, error.entries)
        mirror_anew()
        return False
    st.session_state.setdefault(_OWN_KEY, set()).add(act.id)
    return True


def drawn(desk: Desk) -> None:
    """Remember what this screen shows; inputs are drawn anew where another one changed the plan."""
    shown, last = seen(desk.key), len(desk.entries)
    st.session_state[f"{_BEFORE_KEY}-{desk.key}"] = last if shown is None else shown
    st.session_state[f"{_SEEN_KEY}-{desk.key}"] = last
    new = desk.entries[shown:] if shown is not None else ()
    own = st.session_state.get(_OWN_KEY, frozenset())
    if any(entry.act not in own for entry in new):
        mirror_anew()


def seen(key: str, *, before: bool = False) -> int | None:
    """Give the number of the last entry that this screen has shown; None before the first.

    ``before`` asks for what it showed until this run drew it anew.
    """
    shown: int | None = st.session_state.get(f"{_BEFORE_KEY if before else _SEEN_KEY}-{key}")
    return shown


def mirror_round() -> int:
    """Give how often inputs that show the plan have been made anew."""
    count: int = st.session_state.get(_ROUND_KEY, 0)
    return count


def mirror_anew() -> None:
    """Have every input that shows the plan made anew."""
    st.session_state[_ROUND_KEY] = st.session_state.get(_ROUND_KEY, 0) + 1


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


def _entries(key: str) -> tuple[Entry, ...]:
    looked: set[str] = st.session_state.setdefault(_LOOKED_KEY, set())
    if key not in looked:  # an old plan is looked for once a session
        taken_in(record(), key, home() / "plans")
        looked.add(key)
    return record().entries(key)


def _scenario(stand: Mapping[str, Scenario]) -> str:
    """Give the session's scenario; one that was thrown away gives way to the main one."""
    asked = st.session_state.get(SCENARIO_KEY) or st.query_params.get(SCENARIO_KEY) or MAIN
    return asked if asked in stand else MAIN


def _area(key: str, version: str) -> Area:
    return kept("area", key, version, make=lambda: library().open(key))
