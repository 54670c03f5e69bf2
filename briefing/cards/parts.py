"""The texts of a card: poured into its columns, and what finds no room onto pages after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.cards.leaf import BODY, HEAD, PAPER, TYPE
from briefing.content.brief import Brief
from briefing.sheets.paint import Look
from briefing.sheets.panel import Entry, fits, flow, held
from briefing.sheets.paper import Box
from briefing.sheets.sheet import Page, new_page

_SHRINK = (1.0, 0.9, 0.8, 0.7)  # of the type, and no smaller
_LEAST = (*_SHRINK, 0.6, 0.5, 0.4, 0.3)  # of a legend's: it has no second page to go on upon
_FOOT, _HEAD = 18.0, 10.0  # millimetres kept free on a page of text


@dataclass(frozen=True)
class Part:
    """Lines and the column that they stand in."""

    box: Box
    entries: tuple[Entry, ...]
    sizes: tuple[float, ...] = _SHRINK

    @cached_property
    def scale(self) -> float:
        """How large its type is: smaller where that spares a second page."""
        for share in self.sizes:
            if fits(self.entries, [self.box], type_scale=TYPE * share):
                return TYPE * share
        return TYPE * self.sizes[-1]

    @cached_property
    def fitting(self) -> tuple[Entry, ...]:
        """What finds room."""
        return self.entries[: held(self.entries, [self.box], type_scale=self.scale)]

    @property
    def rest(self) -> tuple[Entry, ...]:
        """What finds none."""
        return self.entries[len(self.fitting) :]


def poured(page: Page, parts: Sequence[Part]) -> None:
    """Write what finds room on a card."""
    for part in parts:
        flow(page.axes, part.fitting, [part.box], type_scale=part.scale)


def continuations(parts: Sequence[Part]) -> tuple[tuple[Entry, ...], ...]:
    """Share what found no room on a card among pages after it; mostly there is none."""
    rest = tuple(entry for part in parts for entry in part.rest)
    shares = []
    while rest:
        count = held(rest, text_columns(), type_scale=TYPE)
        shares.append(rest[:count])
        rest = rest[count:]
    return tuple(shares)


def text_page(key: str, title: str, entries: Sequence[Entry]) -> Page:
    """Give a page of text below a title."""
    page = new_page(PAPER, key)
    first, *_ = text_columns()
    top = Box(first.left, first.bottom + first.height, PAPER.width - 2 * first.left, _HEAD)
    flow(page.axes, [Entry(title, HEAD, bold=True)], [top], type_scale=TYPE)
    flow(page.axes, entries, text_columns(), type_scale=TYPE)
    return page


def text_columns() -> tuple[Box, ...]:
    """Give the columns of a page of text, between its title and its foot."""
    return tuple(
        Box(each.left, each.bottom + _FOOT, each.width, each.height - _FOOT - _HEAD)
        for each in PAPER.whole
    )


def legend(
    page: Page, brief: Brief, looks: Sequence[Look], box: Box, *, notes: Sequence[Entry] = ()
) -> None:
    """Name every symbol of the card's maps once, what matters most first, then notes on them."""
    once = {look.gid: look for look in reversed(looks)}
    head = Entry(brief.say("Legend"), HEAD, bold=True)
    entries = [head, *(Entry(each.word, BODY, look=each, before=0.4) for each in once.values())]
    entries += notes
    part = Part(box, tuple(entries), _LEAST)
    flow(page.axes, entries, [box], type_scale=part.scale)
