"""Screens that are behind the record are drawn anew: one thread looks for all of them.

Streamlit's own way is a part of the page that each browser asks for again and again: fifty screens
that ask once a second keep half a core of the server at work, and each browser draws for nothing.
Here a screen leaves word of what it shows, and nothing is sent before the record has grown.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession, AppSessionState

from layers.errors import BivouacError

_SECONDS = 0.5  # between two looks: a screen follows within two seconds, its drawing included


@dataclass(frozen=True)
class Shown:
    """What a screen shows: an area, and its record up to an entry."""

    area: str
    last: int


@dataclass(eq=False)
class Lookout:
    """Which screens show what, by the ids of their sessions.

    ``head`` gives the number of the last entry in an area's record.
    """

    runtime: Runtime
    head: Callable[[str], int]
    _shown: dict[str, Shown] = field(default_factory=dict)

    def start(self) -> Lookout:
        """Look again and again, until the process ends."""
        threading.Thread(target=self._look_on, name="lookout", daemon=True).start()
        return self

    def shows(self, session: str, area: str, last: int) -> None:
        """Take down what a screen shows from now on."""
        self._shown[session] = Shown(area, last)

    def forget(self, session: str) -> None:
        """Leave a screen alone: nothing of the record is on it."""
        self._shown.pop(session, None)

    def look(self) -> None:
        """Have each screen that is behind drawn anew, once for each growth of the record."""
        shown = dict(self._shown)  # before the heads are read: none is older than what is shown
        heads = {area: self._head(area) for area in {each.area for each in shown.values()}}
        for session, each in shown.items():
            screen, head = self.runtime.get_app_session(session), heads[each.area]
            if screen is None:
                self.forget(session)
            elif head is not None and head != each.last:
                # Of Streamlit's own workings, as below: a test tells when a release has it no more.
                screen._call_soon_on_event_loop(partial(self._follow, screen, each, head))  # noqa: SLF001

    def _head(self, area: str) -> int | None:
        try:
            return self.head(area)
        except BivouacError:  # told where the page is drawn; a later look may go well
            return None

    def _follow(self, screen: AppSession, shown: Shown, head: int) -> None:
        """Draw a screen anew as if its program had changed; one that is being drawn, later on.

        On the thread that the session's messages go through: none comes between.
        """
        if self._shown.get(screen.id) is shown and _is_at_rest(screen):
            self._shown[screen.id] = Shown(shown.area, head)
            screen.request_rerun(screen._client_state)  # noqa: SLF001

    def _look_on(self) -> None:
        never = threading.Event()
        while not never.wait(_SECONDS):
            self.look()


def _is_at_rest(screen: AppSession) -> bool:
    idle = screen._state is AppSessionState.APP_NOT_RUNNING  # noqa: SLF001
    return idle and screen._scriptrunner is None  # noqa: SLF001
