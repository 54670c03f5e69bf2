"""How much room a text takes, told without the font: slides are laid out by programs we do not see.

Widths are those of Arial's letters in ems, rounded up, so that a text rather takes less room than
is kept for it.
"""

from __future__ import annotations

import unicodedata

_NARROW, _LETTER, _CAPITAL, _BROAD, _WIDE = 0.34, 0.58, 0.74, 0.95, 1.35
_NARROW_LETTERS = frozenset("ijlftrI.,;:'’|!()[]/-–·° \u00a0\u202f«»“”\"")
_BROAD_LETTERS = frozenset("mwMW%@œŒæÆ—…&")
_ROUNDING = 1e-6  # a column made as wide as its text is wide enough for it
_EAST_ASIAN = frozenset("WF")


def ems(text: str) -> float:
    """Give the width of a text on one line, in ems of its font."""
    return sum(_em(letter) for letter in text)


def lines_in(text: str, width: float, size: float) -> int:
    """Count the lines of a text in a column; ``width`` and the font's ``size`` in points.

    Words stay whole where they fit, as every program breaks lines; longer ones are cut.
    """
    room = width / size + _ROUNDING
    lines, used = 1, 0.0
    for word in text.split(" "):
        wide = ems(word)
        if used and used + _NARROW + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + (_NARROW if used else 0.0)
        if used > room:
            more = int(used // room)
            lines, used = lines + more, used - more * room
    return lines


def _em(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _BROAD_LETTERS:
        return _BROAD
    if letter.isascii() or unicodedata.category(letter) in {"Ll", "Lu", "Nd"}:
        return _CAPITAL if letter.isupper() else _LETTER
    # What is left is punctuation, other scripts or a sign such as an emoji: room for the widest.
    return _WIDE if unicodedata.east_asian_width(letter) in _EAST_ASIAN else _CAPITAL
