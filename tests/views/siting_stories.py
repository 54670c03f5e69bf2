"""Words for stories of the pages that propose and adapt, on Villebourg, in English."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from layers.errors import BivouacError
from tests.views.screen_stories import AREA, press, screen

PAGE = "from views import {page}, session\nfrom views.trouble import told\ntold({page}.page)()\n"
LONG = 60.0


def open_siting(page: str, **address: str) -> AppTest:
    """Open the page that proposes, or the one that adapts."""
    return screen(PAGE.format(page=page), **address)


def solved(app: AppTest, page: str) -> AppTest:
    """Wait until what a page has under way is done, and draw it anew."""
    for key in list(app.session_state):
        if str(key).startswith(f"solve-{page}-"):
            with suppress(BivouacError):  # the page tells it
                app.session_state[key].answer(LONG)
    return app.run()


def ask(app: AppTest, button: str, page: str) -> AppTest:
    """Press a button that begins a solve, and wait for its answer."""
    return solved(press(app, button), page)


def number(app: AppTest, label: str) -> Any:  # noqa: ANN401 - an input of numbers
    """Give an input of numbers by its label."""
    return next(each for each in app.number_input if each.label == label)


def table(app: AppTest, column: str) -> pd.DataFrame:
    """Give the first table that has a column."""
    return next(pd.DataFrame(each.value) for each in app.dataframe if column in each.value)


def said(app: AppTest) -> str:
    """Give all that the page says."""
    kinds = (app.markdown, app.success, app.info, app.warning, app.error, app.caption)
    return "\n".join(str(each.value) for kind in kinds for each in kind)


__all__ = ["AREA", "ask", "number", "open_siting", "press", "said", "solved", "table"]
