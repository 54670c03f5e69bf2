"""A page that cannot be drawn says why in a sentence, and lets the planner choose again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import streamlit as st

from layers.errors import BivouacError
from layers.library import EXAMPLE
from views import session
from views.text import plain


def told(page: Callable[[], None]) -> Callable[[], None]:
    """Give the page with our own errors told in the reader's language instead of a traceback."""

    @wraps(page)
    def drawn() -> None:
        try:
            page()
        except BivouacError as error:
            say = session.language()
            st.error(plain(say(error.message)), icon=":material/error:")
            st.button(
                say("Open the Paris 2024 example"), on_click=session.choose_area, args=(EXAMPLE,)
            )

    return drawn
