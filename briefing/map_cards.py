"""The cards behind the symbols of a map: what a brief tells of one zone, place, claim or closure.

A card holds plain text alone; the page writes it as text nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from briefing.content.audiences import Subject
from briefing.content.brief import Brief
from briefing.content.reading import Cell, Column, plain, reading, words
from briefing.telling import officers_words, travel_words
from i18n import Language, msg

Row = tuple[str, str]  # a title and a value
# Of these an empty cell means that no source says it, which a reader must see.
_NOT_KNOWN = {"owner", "operator", "footprint_m2", "access", "amenities"}
_ANIMALS = {"dogs", "horses", "vehicles"}
# What stands in a card's head or among its links, or is the same for all that is drawn.
_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "zones": frozenset({"number", "name", "kind", "commune", "state"}),
    "places": frozenset({"name", "layer", "kind", "officers", "assumed", "in_use", "covered"})
    | {"why", "zone", "zone_name", "minutes", "metres"}
    | {"second", "second_name", "second_minutes"},
    "refused": frozenset({"name", "kind", "commune", "verdict"}),
    "claims": frozenset({"name", "kind", "holder", "now"}),
    "closures": frozenset({"name", "bars", "now"}),
}
_LINES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "zones": (("kind", "commune"), ("state",)),
    "places": (("kind",), ("why",)),
    "refused": (("kind", "commune"), ("verdict",)),
    "claims": (("kind",), ("holder",)),
    "closures": (("bars",),),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A line of a card that opens another: its text, a note behind it, and ``layer/id``."""

    text: str
    note: str
    to: str


@dataclass(frozen=True, slots=True)
class Links:
    """Some links under a title."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One card: its title, the lines that are told on hover too, rows of a table, and links."""

    title: str
    lines: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    links: tuple[Links, ...] = ()


def cards_of(brief: Brief) -> dict[str, dict[str, Card]]:
    """Give the cards of all that a brief draws, by the layer on the map and the id.

    Places are on the layer of their kind; every other table is a layer.
    """
    cards: dict[str, dict[str, Card]] = defaultdict(dict)
    numbered = _numbered(brief)
    for name in filter(brief.tables.__contains__, _LINES):
        read, table = reading(brief, name), brief[name]
        for one, cells, (_, row) in zip(read.ids, read.rows, table.iterrows(), strict=True):
            told = dict(zip(read.columns, cells, strict=True))
            layer = str(row["layer"]) if name == "places" else name
            cards[layer][one] = Card(
                title=numbered.get(one, _title(row)) if name == "zones" else _title(row),
                lines=tuple(_lines(name, row, brief.say)),
                rows=tuple(_rows(name, told, brief.say)),
                links=tuple(_links(brief, name, one, row, numbered)),
            )
    return dict(cards)


def _numbered(brief: Brief) -> dict[str, str]:
    """Name each zone with its number."""
    zones = brief["zones"]
    return {str(row.Index): f"{row.number}. {plain(row.name)}" for row in zones.itertuples()}


def _title(row: pd.Series) -> str:
    return plain(row["name"] or row["kind"])


def _lines(name: str, row: pd.Series, say: Language) -> Iterator[str]:
    """Give the lines of a card's head, without what is not told or not known."""
    for columns in _LINES[name]:
        told = [plain(row[column]) for column in columns if row.get(column)]
        if told:
            yield " · ".join(told)
    if row.get("officers") and name == "places":
        yield officers_words(row["officers"], assumed=bool(row["assumed"]), say=say)


def _rows(name: str, told: Mapping[Column, Cell], say: Language) -> Iterator[Row]:
    for column, cell in told.items():
        if column.name in _ELSEWHERE[name] or (column.name in _ANIMALS and not cell.value):
            continue
        if cell.value is not None:
            yield column.title, words(cell, say).replace(" | ", "\n")
        elif column.name in _NOT_KNOWN:
            yield column.title, say("not known")


def _links(
    brief: Brief, name: str, one: str, row: pd.Series, numbered: Mapping[str, str]
) -> Iterator[Links]:
    """Give the ways between places and zones, as far as they are told."""
    if not brief.tells(Subject.WAYS):
        return
    if name == "places":
        yield from _zones_of(row, numbered, brief.say)
    if name == "zones":
        yield from _places_of(brief, one)


def _zones_of(row: pd.Series, numbered: Mapping[str, str], say: Language) -> Iterator[Links]:
    if row["zone"] in numbered:
        way = travel_words(row["minutes"], row["metres"], say)
        link = Link(numbered[row["zone"]], way, f"zones/{row['zone']}")
        yield Links(say("Rest zone"), (link,))
    if row["second"] in numbered:
        way = _minutes(row["second_minutes"], say)
        link = Link(numbered[row["second"]], way, f"zones/{row['second']}")
        yield Links(say("Second choice"), (link,))


def _places_of(brief: Brief, zone: str) -> Iterator[Links]:
    """Give the places that come to a zone, the nearest first, and those whose second it is."""
    say, places = brief.say, brief["places"]
    coming = places[places["zone"] == zone].sort_values(["minutes", "name"])
    if len(coming):
        links = [_place(row, _coming(row, say)) for row in coming.itertuples()]
        yield Links(say(_COMING), tuple(links))
    others = places[places["second"] == zone].sort_values(["second_minutes", "name"])
    if len(others):
        links = [_place(row, _minutes(row.second_minutes, say)) for row in others.itertuples()]
        yield Links(say(_FALLING_BACK), tuple(links))


_COMING = msg("Who comes here")
_FALLING_BACK = msg("Whose second choice this is")


def _coming(row: Any, say: Language) -> str:  # noqa: ANN401 - a row of itertuples
    way = travel_words(row.minutes, row.metres, say)
    if not hasattr(row, "officers"):
        return way
    return f"{way} · {officers_words(row.officers, assumed=bool(row.assumed), say=say)}"


def _place(row: Any, note: str) -> Link:  # noqa: ANN401 - the same
    return Link(plain(row.name), note, f"{row.layer}/{row.Index}")


def _minutes(minutes: float, say: Language) -> str:
    return say("{n} min", n=say.number(minutes, 0))
