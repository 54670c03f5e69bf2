"""The wall as a Streamlit component: the board goes by URL, and a beat with each run."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from i18n import Language
from views.map_documents import ASSETS, document_url, loader

_PROGRAM: Final = ("wall_watch.js", "wall.js")


@dataclass(frozen=True, kw_only=True)
class WallWords:
    """What the wall says by itself, when nobody else can; the browser fills the holes."""

    lost: str
    silent: str
    standing: str
    sheet: str
    broken: str


def wall_screen(board: bytes | None, *, beat: int, every: int, trouble: str, say: Language) -> None:
    """Show a board, and tell the browser by another ``beat`` that it is still told of changes.

    ``every`` is for how many seconds a page stands. ``trouble`` is a sentence over the board;
    without a ``board`` the wall keeps the last one.
    """
    _component()(
        key="wall",
        data={
            "assets": {"program": document_url(_program(), "text/javascript", place="wall.js")},
            "style": document_url(_style(), "text/css", place="wall.css"),
            "board": document_url(board, "application/json", place="wall.board") if board else "",
            "beat": beat,
            "every": every,
            "trouble": trouble,
            "words": asdict(wall_words(say)),
        },
    )


def wall_words(say: Language) -> WallWords:
    """Give the wall's own words."""
    return WallWords(
        lost=say("Connection lost at {time}. What is shown may have changed since.", time="{time}"),
        silent=say(
            "No news from the server since {time}. What is shown may have changed since.",
            time="{time}",
        ),
        standing=say("As at {time}", time="{time}"),
        sheet=say("Panel {n} of {all}", n="{n}", all="{all}"),
        broken=say("The wall cannot be shown. Reload the page."),
    )


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("bivouac_wall", js=loader())


@cache
def _program() -> bytes:
    return b"\n".join((ASSETS / name).read_bytes() for name in _PROGRAM)


@cache
def _style() -> bytes:
    return (ASSETS / "wall.css").read_bytes()
