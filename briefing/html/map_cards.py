"""The cards behind the symbols of a map: what a brief tells of one zone, place, claim or closure.

A card holds plain text alone; the page writes it as text nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.content.audiences import Subject
from briefing.content.brief import Brief
from briefing.content.reading import Cell, Column, plain, reading, words
from briefing.telling import officers_words, travel_words
from i18n import Language

Row = dict[str, Any]  # of a table, with its id
Pair = tuple[str, str]  # a title and a value
# Of these an empty cell means that no source says it, which a reader must see.
_NOT_KNOWN = {"owner", "operator", "footprint_m2", "access", "amenities"}
_NONE_TO_TELL = {"dogs", "horses", "vehicles", "beyond"}
# What stands in a card's head or among its links, or is the same for all that is drawn.
_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "zones": frozenset({"number", "name", "kind", "commune", "state", "assumed"}),
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
    rows: tuple[Pair, ...] = ()
    links: tuple[Links, ...] = ()


def cards_of(brief: Brief) -> dict[str, dict[str, Card]]:
    """Give the cards of all that a brief draws, by the layer on the map and the id.

    Places are on the layer of their kind; every other table is a layer.
    """
    cards: dict[str, dict[str, Card]] = defaultdict(dict)
    ways = _Ways.of(brief)
    for name in filter(brief.tables.__contains__, _LINES):
        read = reading(brief, name)
        for row, cells in zip(_rows_of(brief, name), read.rows, strict=True):
            layer = str(row["layer"]) if name == "places" else name
            cards[layer][row["id"]] = Card(
                title=ways.named.get(row["id"], _title(row)) if name == "zones" else _title(row),
                lines=tuple(_lines(name, row, brief.say)),
                rows=tuple(_rows(name, zip(read.columns, cells, strict=True), brief.say)),
                links=tuple(_links(name, row, ways, brief.say)),
            )
    return dict(cards)


def _rows_of(brief: Brief, name: str) -> list[Row]:
    """Give the rows of a table with their ids, as plain values."""
    table = brief[name]
    rows = table.drop(columns="geometry").to_dict("records")
    return [{**row, "id": str(one)} for one, row in zip(table.index, rows, strict=True)]


@dataclass(frozen=True, slots=True)
class _Ways:
    """Who goes where, as far as it is told: zones by id with their numbers, places by zone."""

    named: Mapping[str, str]
    coming: Mapping[str, Sequence[Row]]
    falling_back: Mapping[str, Sequence[Row]]

    @classmethod
    def of(cls, brief: Brief) -> _Ways:
        zones = _rows_of(brief, "zones")
        named = {row["id"]: f"{row['number']}. {plain(row['name'])}" for row in zones}
        places = _rows_of(brief, "places") if brief.tells(Subject.WAYS) else []
        return cls(named, _by(places, "zone", "minutes"), _by(places, "second", "second_minutes"))


def _by(places: Sequence[Row], zone: str, minutes: str) -> dict[str, list[Row]]:
    """Give places by the zone of a column, the nearest first."""
    found: dict[str, list[Row]] = defaultdict(list)
    going = (row for row in places if row[zone])
    for row in sorted(going, key=lambda row: (row[minutes], row["name"], row["id"])):
        found[row[zone]].append(row)
    return found


def _title(row: Row) -> str:
    return plain(row["name"] or row["kind"])


def _lines(name: str, row: Row, say: Language) -> Iterator[str]:
    """Give the lines of a card's head, without what is not told or not known."""
    for columns in _LINES[name]:
        told = [plain(row[column]) for column in columns if row.get(column)]
        if told:
            yield " · ".join(told)
    if name == "places" and row.get("officers"):
        yield officers_words(row["officers"], assumed=bool(row["assumed"]), say=say)


def _rows(name: str, told: Iterable[tuple[Column, Cell]], say: Language) -> Iterator[Pair]:
    for column, cell in told:
        if column.name in _ELSEWHERE[name] or (column.name in _NONE_TO_TELL and not cell.value):
            continue
        if cell.value is not None:
            yield column.title, words(cell, say).replace(" | ", "\n")
        elif column.name in _NOT_KNOWN:
            yield column.title, say("not known")


def _links(name: str, row: Row, ways: _Ways, say: Language) -> Iterator[Links]:
    """Give the ways between places and zones, as far as they are told."""
    if name == "places" and row.get("zone") in ways.named:
        way = travel_words(row["minutes"], row["metres"], say)
        yield Links(say("Rest zone"), (_zone(row["zone"], way, ways),))
    if name == "places" and row.get("second") in ways.named:
        way = _minutes(row["second_minutes"], say)
        yield Links(say("Second choice"), (_zone(row["second"], way, ways),))
    if name == "zones" and row["id"] in ways.coming:
        coming = ways.coming[row["id"]]
        yield Links(say("Who comes here"), tuple(_place(each, _way(each, say)) for each in coming))
    if name == "zones" and row["id"] in ways.falling_back:
        others = ways.falling_back[row["id"]]
        links = [_place(each, _minutes(each["second_minutes"], say)) for each in others]
        yield Links(say("Whose second choice this is"), tuple(links))


def _zone(zone: str, note: str, ways: _Ways) -> Link:
    return Link(ways.named[zone], note, f"zones/{zone}")


def _place(row: Row, note: str) -> Link:
    return Link(plain(row["name"]), note, f"{row['layer']}/{row['id']}")


def _way(row: Row, say: Language) -> str:
    """Tell how far a place is, and who comes from it where that is told."""
    way = travel_words(row["minutes"], row["metres"], say)
    if "officers" not in row:
        return way
    return f"{way} · {officers_words(row['officers'], assumed=bool(row['assumed']), say=say)}"


def _minutes(minutes: float, say: Language) -> str:
    return say("{n} min", n=say.number(minutes, 0))
