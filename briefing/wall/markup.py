"""Pieces of the wall's page: every text is escaped here, and a long list becomes pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from briefing.drawing.features import short
from briefing.spreadsheets.spreadsheet import shown
from i18n import Language

_LONGEST = 240  # letters: what a few lines of large type hold; the rest is cut, and seen to be


@dataclass(frozen=True)
class Panel:
    """One panel: at each turn of the wall it shows its next page."""

    key: str
    title: str
    pages: tuple[str, ...]


def plain(text: str) -> str:
    """Make a text safe within HTML and SVG, an attribute included; it cannot turn what follows."""
    line = "".join(letter if shown(letter) else " " for letter in text)
    return escape(short(" ".join(line.split(" ")), _LONGEST), quote=True)


def name(text: str) -> str:
    """Write a name from the data: it may run from right to left without turning its line."""
    return f"<bdi>{plain(text)}</bdi>"


def figure(label: str, value: str, *, mark: str = "") -> str:
    """Write a figure with what it counts; ``mark`` is a class of the style sheet."""
    return (
        f'<div class="figure {mark}"><span class="value">{plain(value)}</span>'
        f'<span class="label">{plain(label)}</span></div>'
    )


def figures(*pieces: str) -> str:
    """Put figures in a row."""
    return f'<div class="figures">{"".join(pieces)}</div>'


def line(text: str, *, mark: str = "note") -> str:
    """Write a sentence."""
    return f'<p class="{mark}">{plain(text)}</p>'


def listed(items: Sequence[str], *, mark: str) -> str:
    """Write items, which are markup already, below one another."""
    return f'<ul class="{mark}">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


@dataclass(frozen=True)
class Chunk:
    """Some items of a list that is too long for one page, and the line that says which."""

    items: tuple[str, ...]
    told: str


def chunks(
    items: Sequence[str], most: int, say: Language, *, pages: int | None = None
) -> tuple[Chunk, ...]:
    """Part a list into chunks of at most ``most``, as even as can be; one chunk where it is empty.

    With ``pages`` no more chunks than that are made, and each says how many items are left out.
    """
    parts = max(1, -(-len(items) // most))
    if pages is not None and parts > pages:
        return _cut(items, most, pages, say)
    each = -(-len(items) // parts)
    return tuple(
        Chunk(tuple(items[n : n + each]), _told(n, min(n + each, len(items)), len(items), say))
        for n in range(0, max(len(items), 1), max(each, 1))
    )


def _cut(items: Sequence[str], most: int, pages: int, say: Language) -> tuple[Chunk, ...]:
    shown_here = items[: most * pages]
    return tuple(
        Chunk(
            tuple(shown_here[n : n + most]),
            say(
                "{first} to {last} of {all}; the first {shown} are shown here",
                first=n + 1,
                last=n + most,
                all=len(items),
                shown=len(shown_here),
            ),
        )
        for n in range(0, len(shown_here), most)
    )


def _told(first: int, last: int, count: int, say: Language) -> str:
    """Say which items these are; nothing where they are all."""
    if last - first >= count:
        return ""
    return say("{first} to {last} of {all}", first=first + 1, last=last, all=count)
