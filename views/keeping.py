"""Results kept between runs of a page, by what they were made from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def kept(stage: str, *made_from: str, make: Callable[[], T]) -> T:
    """Give what ``make`` makes, made once for each stage and each set of ``made_from`` texts.

    The value is shared by all sessions and must be frozen. A failure raises and is never kept.
    """
    result: T = _kept(stage, made_from, make)
    return result


@st.cache_resource(show_spinner=False, max_entries=64)
def _kept(stage: str, made_from: tuple[str, ...], _make: Callable[[], T]) -> T:  # noqa: ARG001 - the first two are the key
    return _make()


def kept_few(stage: str, *made_from: str, make: Callable[[], T]) -> T:
    """Do as ``kept`` for what is too large to keep many of: the last few alone stay."""
    result: T = _kept_few(stage, made_from, make)
    return result


@st.cache_resource(show_spinner=False, max_entries=3)
def _kept_few(stage: str, made_from: tuple[str, ...], _make: Callable[[], T]) -> T:  # noqa: ARG001 - the same
    return _make()
