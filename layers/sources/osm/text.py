"""Text from a stranger's file: kept as data, without what could deceive an eye or a terminal."""

from __future__ import annotations

import re

MOST_LETTERS = 255
"""OpenStreetMap itself allows no longer value; whatever is longer did not come from there."""

# C0 and C1 controls, line separators, half characters, and the marks that turn the direction of
# what follows: a name that shows other letters than it holds. Arabic and Hebrew letters are kept.
_CONTROLS = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+"
)


def without_controls(text: str) -> str:
    """Put a space in the place of control characters; everything else stays as it is."""
    return text if text.isascii() and text.isprintable() else _CONTROLS.sub(" ", text)


def clean(text: str) -> str:
    """Strip control characters and cut at MOST_LETTERS."""
    return without_controls(text).strip()[:MOST_LETTERS]
