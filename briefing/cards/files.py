"""Cards of the zones and sheets for the units as PDF, a list of what is in it on the first page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import matplotlib as mpl
import pandas as pd

from briefing.cards.backdrop import Backdrop, backdrop
from briefing.cards.leaf import BODY, HEAD, PAPER, TYPE, draw_foot
from briefing.cards.parts import (
    Part,
    continuations,
    poured,
    text_columns,
    text_page,
)
from briefing.cards.site_card import card_parts, draw_card, zones_to_read
from briefing.cards.unit_sheet import draw_sheet, sheet_parts
from briefing.content.audiences import Subject
from briefing.content.brief import Brief
from briefing.sheets.files import ALONE, pdf_of
from briefing.sheets.lettering import SETTINGS
from briefing.sheets.panel import Entry, held
from briefing.sheets.sheet import Page, stamp
from i18n import msg
from layers.errors import SettingError


@dataclass(frozen=True)
class _Card:
    """One card: its line on the first page, its texts, and how its first page is drawn."""

    mark: str
    line: str
    parts: tuple[Part, ...]
    draw: Callable[[], Page]


def cards_pdf(brief: Brief) -> bytes:
    """Give a page for each zone of a brief, as PDF.

    Raises SettingError for an audience that is not told of zones.
    """
    _check(brief, Subject.ZONES)
    table = zones_to_read(brief)

    def cards(back: Backdrop) -> Iterator[_Card]:
        for zone in table.ids:
            row = brief["zones"].loc[zone]
            yield _Card(
                str(row["number"]),
                str(row["name"]),
                card_parts(brief, table, zone),
                partial(draw_card, back, zone),
            )

    say = brief.say
    nothing = say("The plan has no rest zone.")
    return _pdf(brief, cards, title=say("Cards of the zones"), nothing=nothing)


def units_pdf(brief: Brief) -> bytes:
    """Give a sheet for each demand point of a brief, as PDF, in the order of the names.

    Raises SettingError for an audience that is not told which way units go.
    """
    _check(brief, Subject.WAYS)
    places, say = brief["places"].sort_values("name", key=_folded, kind="stable"), brief.say

    def cards(back: Backdrop) -> Iterator[_Card]:
        for place, row in places.iterrows():
            line = say("{place} → {zone}", place=str(row["name"]), zone=row["zone_name"] or "–")
            yield _Card(
                "",
                line,
                sheet_parts(brief, str(place)),
                partial(draw_sheet, back, str(place)),
            )

    nothing = say("No place is in use on this day.")
    return _pdf(brief, cards, title=say("Sheets for the units"), nothing=nothing)


def _folded(names: pd.Series[str]) -> pd.Series[str]:
    """Give names as they are looked up: without accents and capitals."""
    return names.str.normalize("NFKD").str.replace(r"[\u0300-\u036f]", "", regex=True).str.lower()


def _check(brief: Brief, subject: Subject) -> None:
    if brief.tells(subject):
        return
    raise SettingError(
        msg("These cards are not for the audience “{audience}”.", audience=brief.imprint.audience),
        msg("Choose an audience that is told of rest zones and of the ways to them."),
    )


def _pdf(
    brief: Brief, cards: Callable[[Backdrop], Iterable[_Card]], *, title: str, nothing: str
) -> bytes:
    """Write cards, after a page that lists them; ``nothing`` is what that says where none is."""
    with ALONE, mpl.rc_context(SETTINGS):
        every = tuple(cards(backdrop(brief)))
        more = [continuations(card.parts) for card in every]
        lengths = [1 + len(each) for each in more]
        front = _front(brief, every, lengths, nothing=nothing)
        count = len(front) + sum(lengths)
        pages = _stamped(brief, _pages(brief, front, every, more, title), count)
        return pdf_of(brief, pages)


def _front(
    brief: Brief, cards: Sequence[_Card], lengths: Sequence[int], *, nothing: str
) -> tuple[tuple[Entry, ...], ...]:
    """Give the lines of the first page, or pages: what is in it, on which page, and notes."""
    for count in range(1, len(cards) + 2):
        entries = _front_entries(brief, cards, lengths, first=count + 1, nothing=nothing)
        shares = []
        while entries:
            fitting = held(entries, text_columns(), type_scale=TYPE)
            shares.append(entries[:fitting])
            entries = entries[fitting:]
        if len(shares) == count:
            break
    return tuple(shares)


def _front_entries(
    brief: Brief, cards: Sequence[_Card], lengths: Sequence[int], *, first: int, nothing: str
) -> tuple[Entry, ...]:
    say, imprint = brief.say, brief.imprint
    plan = say("Plan {plan} for {day}", plan=imprint.plan, day=imprint.on)
    entries = [
        Entry(imprint.title, HEAD, bold=True),
        Entry(plan, BODY),
        Entry(say("Made for: {audience}", audience=imprint.audience), BODY),
        Entry(say("Data of {day}", day=imprint.as_of), BODY),
    ]
    if not cards:
        entries.append(Entry(nothing, BODY, before=2))
    entries += [Entry(note, BODY, before=1) for note in brief.notes]
    page = first
    for card, length in zip(cards, lengths, strict=True):
        told = say("{name}, page {n}", name=card.line, n=page)
        entries.append(Entry(told, BODY, mark=card.mark, before=0.4))
        page += length
    entries += [Entry(line, BODY, quiet=True, before=1) for line in imprint.lines]
    return tuple(entries)


def _pages(
    brief: Brief,
    front: Sequence[Sequence[Entry]],
    cards: Sequence[_Card],
    more: Sequence[Sequence[Sequence[Entry]]],
    title: str,
) -> Iterator[Page]:
    """Draw page after page: each may be forgotten once it is written."""
    for entries in front:
        yield text_page("front", title, entries)
    for card, rest in zip(cards, more, strict=True):
        page = card.draw()
        poured(page, card.parts)
        yield page
        for entries in rest:
            after = text_page("more", card.line, entries)
            draw_foot(after, brief)
            yield after


def _stamped(brief: Brief, pages: Iterable[Page], count: int) -> Iterator[Page]:
    for number, page in enumerate(pages, start=1):
        stamp(brief, PAPER, page, number, count)
        yield page
