"""The sheet of a demand point: its zone, the way there, and where to go if that zone closes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.cards.backdrop import Backdrop
from briefing.cards.leaf import (
    BODY,
    FOOT,
    HEAD,
    HEAD_BOTTOM,
    LEFT,
    PAPER,
    WIDTH,
    column,
    draw_foot,
    draw_head,
    draw_under,
)
from briefing.cards.maps import way_map
from briefing.cards.parts import Part, legend
from briefing.cards.site_card import odd_letters, way_words
from briefing.content.brief import Brief
from briefing.content.ways import FIRST, SECOND, STRAIGHT
from briefing.sheets.grid import reference
from briefing.sheets.lettering import missing
from briefing.sheets.paint import Look
from briefing.sheets.panel import Entry
from briefing.sheets.sheet import Page, new_page
from briefing.telling import officers_words

_RIGHT = WIDTH - LEFT.left
_SPLIT = 78.0  # where the maps begin
_TOP, _CUT, _BOTTOM = HEAD_BOTTOM - 3, 142.0, FOOT.bottom + FOOT.height + 3
_MAPS = {
    FIRST: column(_SPLIT, _CUT + 14, _RIGHT, _TOP),
    SECOND: column(_SPLIT, _BOTTOM + 13, _RIGHT, _CUT),
}
_LEGEND = column(LEFT.left, _BOTTOM, _SPLIT - 4, _BOTTOM + 34)
_TEXTS = {
    FIRST: column(LEFT.left, _CUT + 4, _SPLIT - 4, _TOP),
    SECOND: column(LEFT.left, _BOTTOM + 37, _SPLIT - 4, _CUT),
}
_BIG = 11.0


def sheet_parts(brief: Brief, place: str) -> tuple[Part, ...]:
    """Give the texts of a place's sheet, column by column."""
    return tuple(
        Part(_TEXTS[choice], tuple(_way(brief, place, choice))) for choice in (FIRST, SECOND)
    )


def draw_sheet(back: Backdrop, place: str) -> Page:
    """Draw the first page of a place's sheet, without its texts."""
    brief = back.told
    row: Any = brief["places"].loc[place]
    page = new_page(PAPER, f"place-{place}")
    lines = [row["kind"]]
    if "officers" in brief["places"]:
        lines.append(officers_words(row["officers"], assumed=row["assumed"], say=brief.say))
    draw_head(page, brief, badge="", name=str(row["name"]), lines=(" · ".join(lines),))
    looks: list[Look] = []
    for choice, box in _MAPS.items():
        way = f"way-{place}-{choice}"
        if way in brief["ways"].index:
            view, found = way_map(page, box, back, way)
            draw_under(page, box, view, brief)
            looks += found
    if looks:
        legend(page, brief, looks, _LEGEND)
    draw_foot(page, brief)
    return page


def _way(brief: Brief, place: str, choice: str) -> Iterator[Entry]:
    """Tell one way: to which zone, how long, how far, and along which streets."""
    say, point = brief.say, brief["places"].loc[place]
    first = choice == FIRST
    title = say("Your rest zone") if first else say("If it closes: second choice")
    yield Entry(title, HEAD, bold=True)
    key = f"way-{place}-{choice}"
    if key not in brief["ways"].index:
        none = str(point["why"]) if first else say("There is no second zone within reach.")
        yield Entry(none, BODY, before=0.8)
        return
    row: Any = brief["ways"].loc[key]
    zone: Any = brief["zones"].loc[row["zone"]]
    name = say("{n} · {name}", n=str(zone["number"]), name=str(zone["name"]))
    yield Entry(name, _BIG if first else HEAD, bold=True, before=1)
    where = " · ".join(filter(None, (zone["kind"], zone["commune"])))
    yield Entry(where, BODY, before=0.5)
    yield Entry(way_words(row, brief), _BIG if first else HEAD, bold=True, before=1)
    if first and not point["covered"]:
        yield Entry(str(point["why"]), BODY, before=0.5)
    at = zone.geometry
    yield Entry(say("MGRS {reference}", reference=reference(at.x, at.y)), BODY, before=0.5)
    yield from _steps(brief, row)
    names = [str(zone["name"]), *([str(point["name"])] if first else ())]
    yield from odd_letters(brief, missing([*names, str(row["streets"])]))


def _steps(brief: Brief, way: Any) -> Iterator[Entry]:  # noqa: ANN401 - a row of the ways
    """Tell the streets in order, or that none is known."""
    say = brief.say
    if way["drawn"] == STRAIGHT:
        none = say("No route is known: the line on the map is straight, and shows no street.")
        yield Entry(none, BODY, before=1.5)
        return
    if way["drawn"] == "strategic":
        rough = say("Main roads only; between them the line is straight.")
        yield Entry(rough, BODY, quiet=True, before=1.5)
    for number, step in enumerate(filter(None, way["streets"].split(" | ")), start=1):
        yield Entry(step, BODY, mark=str(number), before=0.8)
