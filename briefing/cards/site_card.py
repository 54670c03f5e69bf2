"""The card of a zone: what it is, where it lies, how one gets in, and who comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from briefing.cards.backdrop import Backdrop
from briefing.cards.leaf import (
    BODY,
    FOOT,
    HEAD,
    HEAD_BOTTOM,
    INNER,
    LEFT,
    PAPER,
    TICKS,
    WIDTH,
    column,
    draw_foot,
    draw_head,
    draw_under,
    map_axes,
)
from briefing.cards.maps import access_map, locator
from briefing.cards.parts import Part, legend
from briefing.content.audiences import Subject
from briefing.content.brief import Brief
from briefing.content.reading import Reading, reading, words
from briefing.content.ways import FIRST, SECOND
from briefing.sheets.drawn import Drawn
from briefing.sheets.grid import degrees_told, reference
from briefing.sheets.lettering import missing, short
from briefing.sheets.panel import Entry
from briefing.sheets.sheet import Page, new_page
from briefing.telling import travel_words
from i18n import msgs

_MAPS_TOP = HEAD_BOTTOM - 3
_ACCESS = column(LEFT.left + TICKS, 154, 136, _MAPS_TOP - TICKS)
_LOCATOR = column(146, 209, WIDTH - LEFT.left, _MAPS_TOP)
_LEGEND = column(146, 141, WIDTH - LEFT.left, 197)
_TEXT_TOP, _TEXT_BOTTOM = 136.0, FOOT.bottom + FOOT.height + 3
_MIDDLE = LEFT.left + INNER / 2
COLUMNS = (
    column(LEFT.left, _TEXT_BOTTOM, _MIDDLE - 3, _TEXT_TOP),
    column(_MIDDLE + 3, _TEXT_BOTTOM, WIDTH - LEFT.left, _TEXT_TOP),
)
_LONGEST = 40  # letters of another zone's name: the whole stands on its own card
# What stands in the head, or is told with the places.
_ELSEWHERE = ("number", "name", "kind", "commune", "departement", "state", "assumed")


def card_parts(brief: Brief, table: Reading, zone: str) -> tuple[Part, ...]:
    """Give the texts of a zone's card, column by column."""
    return (
        Part(COLUMNS[0], tuple(_facts(brief, table, zone))),
        Part(COLUMNS[1], tuple(_who_comes(brief, zone))),
    )


def draw_card(back: Backdrop, zone: str) -> Page:
    """Draw the first page of a zone's card, without its texts."""
    brief = back.told
    row: Any = brief["zones"].loc[zone]
    page = new_page(PAPER, f"zone-{row['number']}")
    place = " · ".join(filter(None, (row["kind"], row["commune"], row["departement"])))
    number, lines = str(row["number"]), (place, row["state"])
    draw_head(page, brief, badge=number, name=str(row["name"]), lines=lines)
    near = access_map(map_axes(page, _ACCESS), back, zone)
    far, looks = locator(page, _LOCATOR, back, zone)
    draw_under(page, _ACCESS, near.view, brief, gap=TICKS)
    draw_under(page, _LOCATOR, far, brief)
    notes = tuple(_map_notes(brief, near, zone))
    legend(page, brief, (*looks, *near.looks), _LEGEND, notes=notes)
    draw_foot(page, brief)
    return page


def _map_notes(brief: Brief, drawn: Drawn, zone: str) -> Iterator[Entry]:
    """Tell what of the names is missing on the map: zones by number, how many places, letters."""
    say = brief.say
    for other in drawn.unnamed:
        if other != zone:
            row: Any = brief["zones"].loc[other]
            name = short(str(row["name"]), _LONGEST)
            yield Entry(name, BODY, mark=str(row["number"]), before=0.4)
    if drawn.nameless:
        told = msgs(
            "The name of one demand point found no room on this map.",
            "The names of {n} demand points found no room on this map.",
            len(drawn.nameless),
        )
        yield Entry(say(told), BODY, before=0.8)
    yield from odd_letters(brief, drawn.missing)


def odd_letters(brief: Brief, odd: Sequence[str]) -> Iterator[Entry]:
    """Tell which letters are drawn as squares, if any."""
    if odd:
        codes = ", ".join(odd[:12])
        told = brief.say("Letters that this type lacks are drawn as □: {codes}", codes=codes)
        yield Entry(told, BODY, before=0.8)


def _facts(brief: Brief, table: Reading, zone: str) -> Iterator[Entry]:
    """Tell what a zone is, as far as it is known; an assumed figure says so."""
    say = brief.say
    yield Entry(say("About the zone"), HEAD, bold=True)
    cells = table.rows[table.ids.index(zone)]
    for heading, cell in zip(table.columns, cells, strict=True):
        told = words(cell, say)
        if told and heading.name not in _ELSEWHERE:
            yield Entry(say("{name}: {value}", name=heading.title, value=told), BODY, before=0.8)
    point = brief["zones"].geometry[zone]
    degrees = (
        degrees_told(point.y, say, upright=True),
        degrees_told(point.x, say, upright=False),
    )
    grid = say("MGRS {reference}", reference=reference(point.x, point.y))
    yield Entry(f"{grid} · {', '.join(degrees)}", BODY, before=0.8)
    yield from odd_letters(brief, missing([str(brief["zones"]["name"][zone])]))


def _who_comes(brief: Brief, zone: str) -> Iterator[Entry]:
    """Tell which places come, the nearest first, and which would if their own zone closed."""
    say, ways = brief.say, brief["ways"]
    if not brief.tells(Subject.WAYS):
        return
    yield Entry(say("Who comes here"), HEAD, bold=True)
    mine = ways[ways["zone"] == zone]
    first = mine[mine["choice"] == FIRST].sort_values(["minutes", "point"])
    if first.empty:
        yield Entry(say("No place goes to this zone on this day."), BODY, before=0.8)
    for row in first.itertuples():
        yield Entry(_place(brief, row), BODY, before=0.8)
    second = mine[mine["choice"] == SECOND].sort_values(["minutes", "point"])
    if len(second):
        yield Entry(say("Second choice of"), HEAD, bold=True, before=2)
    for row in second.itertuples():
        yield Entry(_place(brief, row), BODY, before=0.8)


def _place(brief: Brief, way: Any) -> str:  # noqa: ANN401 - a row of itertuples
    """Write a place with its way, and who stands there where that is told."""
    say, place = brief.say, brief["places"].loc[way.point]
    told = [str(place["name"]), way_words(way, brief)]
    if "officers" in place:
        officers = say(msgs("{n} officer", "{n} officers", int(place["officers"])))
        told.append(say("{what} (assumed)", what=officers) if place["assumed"] else officers)
    if way.choice == FIRST and not place["covered"]:
        told.append(say("Beyond the standard"))
    return " · ".join(told)


def way_words(way: Any, brief: Brief) -> str:  # noqa: ANN401 - a row of itertuples
    """Write minutes and kilometres; minutes alone where no way is known."""
    if pd.isna(way.metres):
        return brief.say("{n} min", n=brief.say.number(way.minutes, 0))
    return travel_words(way.minutes, way.metres, brief.say)


def zones_to_read(brief: Brief) -> Reading:
    """Give the table of the zones, in words."""
    return reading(brief, "zones")
