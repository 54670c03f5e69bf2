"""What an input tells is a decision once, when somebody has changed it.

With every message a browser repeats the values of all its inputs. One that was under way while the
server drew the page anew still bears those of inputs that are gone, and Streamlit runs their
callbacks again: what the planner saw or set before would be decided anew, against what others have
decided since.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from i18n import msg
from views import session

# What a table tells whose rows nobody has touched.
UNTOUCHED: Mapping[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}

_TOLD_KEY = "last-words"
_KEPT = 200  # inputs whose last word is remembered: more than the pages have, a few rounds of them


def news_of(key: str, then: Callable[[Any], object], *, shown: object) -> Callable[[], None]:
    """Make the callback of the input ``key``: ``then`` is given its value when that is news.

    ``shown`` is the value that the input is drawn with at first. What it was last drawn with, or
    told last, is no news.
    """
    _remember(key, st.session_state.get(key, shown))

    def changed() -> None:
        value = st.session_state[key]
        if value != _last_words().get(key, shown):
            _remember(key, value)
            then(value)

    return changed


def decision_of(key: str, then: Callable[[Any], object], *, shown: object) -> Callable[[], None]:
    """Make the callback of an input that shows the plan: its news are recorded by ``then``.

    News of an input that has been made anew meanwhile are not: the person is told.
    """
    drawn = session.mirror_round()

    def decide(value: Any) -> None:  # noqa: ANN401 - whatever the input holds
        if session.mirror_round() == drawn:
            then(value)
        else:
            session.notify(msg("The plan has just changed. Look at it, and choose again."))

    return news_of(key, decide, shown=shown)


def _last_words() -> dict[str, object]:
    words: dict[str, object] = st.session_state.setdefault(_TOLD_KEY, {})
    return words


def _remember(key: str, value: object) -> None:
    words = _last_words()
    words.pop(key, None)
    words[key] = value
    while len(words) > _KEPT:
        words.pop(next(iter(words)))
