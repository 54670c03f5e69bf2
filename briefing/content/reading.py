"""The tables of a brief as people read them: titles, words for words, zones by their numbers.

Workbook and slides write these cells. What a cell holds keeps its type, so that figures stay
figures; whether nobody gave a figure stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from briefing.content.audiences import Subject
from briefing.content.brief import Brief
from briefing.content.headings import CHANGED, HEADINGS, PLACES_ALONE, TITLES, Heading, Holds
from briefing.content.ways import CHOICES, DRAWN
from briefing.spreadsheets.spreadsheet import shown
from briefing.telling import ASSUMED
from i18n import Language
from layers.candidates import CANDIDATES
from layers.catalogue import LAYERS
from plans.difference import Subject as Changed

_ASSUMABLE = {"footprint_m2", "owner", "operator", "access", "amenities"}
_ZONE_TITLES = {column.name: column.title for column in CANDIDATES.columns}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a text, a number, a day, or nothing; ``assumed`` marks a figure."""

    value: str | int | float | date | None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the brief, its title in words, and what it holds."""

    name: str
    title: str
    holds: Holds


@dataclass(frozen=True, slots=True)
class Reading:
    """A table with its title; ``rows`` hold one cell a column, ``ids`` are theirs in order.

    ``nothing`` is what to say where there is no row.
    """

    name: str
    title: str
    nothing: str
    columns: tuple[Column, ...]
    ids: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def readings(brief: Brief) -> tuple[Reading, ...]:
    """Give every table that an audience is told, in the order in which a reader wants them."""
    return tuple(reading(brief, name) for name in TITLES if name in brief.tables)


def reading(brief: Brief, name: str) -> Reading:
    """Give one table of a brief to read."""
    table, say = brief.tables[name], brief.say
    told = [column for column in table.columns if column != "geometry"]
    headings = {column: HEADINGS[name][column] for column in told}
    cells = [_column(brief, name, column, heading) for column, heading in headings.items()]
    columns = (Column(key, say(each.title), each.holds) for key, each in headings.items())
    return Reading(
        name=name,
        title=_title(brief, name),
        nothing=_nothing(brief, name),
        columns=tuple(columns),
        ids=tuple(map(str, table.index)),
        rows=tuple(zip(*cells, strict=True)),
    )


def plain(text: str) -> str:
    """Give a text without what a reader cannot see: control marks, turned directions."""
    return "".join(letter if shown(letter) else " " for letter in text)


def words(cell: Cell, say: Language) -> str:
    """Write a cell as its language does, with the word for what nobody gave."""
    match cell.value:
        case None:
            return ""
        case float(number):
            told = say.number(number, 0)
        case value:
            told = say.write(value)
    mark = say("(assumed)")
    return f"{told} {mark}" if cell.assumed else told


def _title(brief: Brief, name: str) -> str:
    if name == "places" and not brief.tells(Subject.WAYS):
        return brief.say(PLACES_ALONE)
    return brief.say(TITLES[name].title)


def _nothing(brief: Brief, name: str) -> str:
    """Say why a table has no row; without an earlier plan nothing was compared."""
    if name in {"changes", "turnover", "moved"} and brief.since is None:
        return brief.say("No earlier plan was given to compare with.")
    return brief.say(TITLES[name].nothing)


def _column(brief: Brief, name: str, column: str, heading: Heading) -> list[Cell]:
    """Give the cells of one column."""
    table, say = brief.tables[name], brief.say
    word = _words(brief, name).get(column)
    marks = _assumed(brief, name, column)
    values = table[column] if word is None else map(word, table[column])
    return [
        Cell(_plain(value, heading.holds, say), assumed=mark)
        for value, mark in zip(values, marks, strict=True)
    ]


def _words(brief: Brief, name: str) -> Mapping[str, Callable[[Any], object]]:
    """Give how a column's words are told, where the brief holds a key."""
    say = brief.say
    if name == "ways":
        names = dict(brief["places"]["name"])
        return {
            "point": names.get,
            "zone": _numbers(brief).get,
            "choice": lambda word: say(CHOICES[word]),
            "drawn": lambda word: say(DRAWN[word]),
        }
    if name == "places":
        numbers = _numbers(brief)
        return {
            "layer": lambda layer: say(LAYERS[layer].title),
            "zone": numbers.get,
            "second": numbers.get,
        }
    if name == "changes":
        return {"about": lambda about: say(CHANGED[Changed(about)])}
    return {}


def _numbers(brief: Brief) -> Mapping[Any, int]:
    """Give the number by which each zone is called."""
    zones = brief.tables.get("zones")
    return {} if zones is None else dict(zip(zones.index, zones["number"], strict=True))


def _assumed(brief: Brief, name: str, column: str) -> Iterator[bool]:
    """Tell for each row whether a column's figure is one that nobody gave."""
    table, say = brief.tables[name], brief.say
    if name in {"places", "movements"} and column in {"officers", "dogs", "horses", "vehicles"}:
        # Of a place the data mark the officers alone.
        whole = name == "movements" or column == "officers"
        return (whole and bool(mark) for mark in table["assumed"])
    if name == "moved" and column == "officers":
        doubtful = _doubtful(brief)
        return (str(place) in doubtful for place in table.index)
    if name == "zones" and column in {"officers", "beyond"}:
        places = brief["places"]
        doubtful = set(places.loc[places["assumed"].astype(bool), "zone"])
        return (str(zone) in doubtful for zone in table.index)
    if name == "zones" and column in _ASSUMABLE:
        return (_names(told, column, say) for told in table["assumed"])
    return (False for _ in table.index)


def _names(told: str, column: str, say: Language) -> bool:
    """Tell whether a list of titles names a column; a title may begin another's, as in French."""
    title, titles = say(_ZONE_TITLES[column]), map(say, _ZONE_TITLES.values())
    for longer in titles:
        if title != longer and title in longer:
            told = told.replace(longer, "")
    return title in told


def _doubtful(brief: Brief) -> set[str]:
    """Give the places whose officers are assumed."""
    places = brief["places"]
    return set(map(str, places.index[places["assumed"].astype(bool)]))


def _plain(value: Any, holds: Holds, say: Language) -> str | int | float | date | None:  # noqa: ANN401 - a cell holds anything
    """Give a cell's value in the type that its column holds."""
    if holds is Holds.YES:
        return say("yes") if value else say("no")
    if holds is Holds.ASSUMED:
        return say(ASSUMED) if value else None
    if value is None or pd.isna(value) or value == "":
        return None
    match holds:
        case Holds.TEXT:
            return plain(str(value))
        case Holds.DAY:
            return date(value.year, value.month, value.day)
        case Holds.NUMBER | Holds.COUNT:
            return int(value)
        case _:
            return float(value)
