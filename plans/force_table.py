"""Force events in bulk: a sheet that a planner filled in, CSV or XLSX, all of it or none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gis.strength import STRENGTH_NAMES, Strength
from i18n import Message, msg
from layers.area import Area
from layers.catalogue import DEMAND_LAYERS
from layers.errors import Defect, RowsError, UnreadableFileError
from layers.sources.sheets import Cell, Line, Sheet, read_sheet
from plans.force_words import HEADINGS, NEEDED, NO, YES, column_of, move_of, truth_of
from plans.forces import BY_A_STRENGTH, TO_A_POINT, ForceEvent, Move

_LONGEST = {"unit": 120, "source": 500, "note": 500}
_MOST = 100_000  # of anything in one event; more is a slip of the hand
_SHOWN = 60  # letters of a bad value that an error repeats
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SPACES = re.compile(r"[\s\u00a0\u202f]")  # a spreadsheet in French writes 1 200


@dataclass(frozen=True)
class ForceRow:
    """A force event, and the line of the file that it stands on."""

    line: int
    event: ForceEvent


@dataclass(frozen=True)
class ForceTable:
    """The force events of a file, in its order; ``passed_over`` are headings that mean nothing.

    ``headings`` are the file's own words for our columns, for errors that point into it.
    """

    file: str
    rows: tuple[ForceRow, ...]
    headings: Mapping[str, str]
    passed_over: tuple[str, ...] = ()

    def defect(self, row: ForceRow, column: str, remedy: Message) -> Defect:
        """Point to a cell of a row that was read."""
        event = row.event
        told = {"unit": event.unit, "on": event.on.isoformat(), "move": event.move.value}
        told |= {"officers": str(event.strength.officers)}
        named = self.headings.get(column, column)
        return Defect(self.file, row.line, named, told[column][:_SHOWN], remedy)


def read_forces(content: bytes, *, file: str, area: Area) -> ForceTable:
    """Read force events; ``file`` is the name that errors point to, ``area`` knows the places.

    A note joins the source, for the record keeps one text. Raises UnreadableFileError for what is
    no such sheet, RowsError naming each cell that does not fit; then no event is taken.
    """
    sheet = read_sheet(content, file=file)
    headings, places = _headings(sheet, file), _Places.of(area)
    readers = [_Reader(line, file, headings, places) for line in sheet.lines]
    events = [reader.event() for reader in readers]
    defects = [defect for reader in readers for defect in reader.defects]
    rows = tuple(
        ForceRow(line.number, event)
        for line, event in zip(sheet.lines, events, strict=True)
        if event is not None
    )
    defects += _again(rows, file, headings["unit"])
    if defects:
        raise RowsError(tuple(sorted(defects, key=lambda defect: defect.row)))
    passed = tuple(each for each in sheet.headings if column_of(each) is None)
    return ForceTable(file, rows, headings, passed)


def same(event: ForceEvent) -> tuple[object, ...]:
    """Give what makes two force events the same, wherever they are known from."""
    return (event.unit, event.move, event.on, event.point, event.strength)


def _headings(sheet: Sheet, file: str) -> dict[str, str]:
    """Give the file's heading of each column of ours."""
    found: dict[str, str] = {}
    for heading in sheet.headings:
        column = column_of(heading)
        if column in found:
            raise _no_table(
                file, msg("two headings mean the same: {words}", words=(found[column], heading))
            )
        if column is not None:
            found[column] = heading
    lacking = tuple(HEADINGS[name] for name in NEEDED if name not in found)
    if lacking:
        raise _no_table(file, msg("it lacks the headings: {words}", words=lacking))
    return found


@dataclass(frozen=True)
class _Places:
    """The ids of an area's demand points, and those that bear each name."""

    ids: frozenset[str]
    named: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, area: Area) -> _Places:
        named: dict[str, list[str]] = {}
        for layer in DEMAND_LAYERS:
            for key, name in area[layer]["name"].items():
                if name:
                    named.setdefault(_spaced(str(name)), []).append(str(key))
        ids = frozenset(str(key) for layer in DEMAND_LAYERS for key in area[layer].index)
        return cls(ids, named)


@dataclass(frozen=True)
class _Reader:
    """Reads one line, and notes what does not fit."""

    line: Line
    file: str
    headings: Mapping[str, str]
    places: _Places
    defects: list[Defect] = field(default_factory=list)

    def event(self) -> ForceEvent | None:
        unit = self._unit()
        move, on = self._move(), self._day()
        point = self._point(move)
        strength = self._strength(move)
        source, assumed = self._source(), self._assumed()
        if self.defects or move is None or on is None:
            return None
        return ForceEvent(unit, move, on, point, strength, source, assumed)

    def _unit(self) -> str:
        unit = self._words("unit")
        if not unit:
            self._refuse("unit", msg("name the unit"))
        return unit

    def _move(self) -> Move | None:
        move = move_of(self._text("move"))
        if move is None:
            words = tuple(each.label for each in Move)
            self._refuse("move", msg("use one of: {words}", words=words))
        return move

    def _day(self) -> date | None:
        cell = self._cell("on")
        day = cell if isinstance(cell, date) else _day(cell)
        if day is None:
            self._refuse("on", msg("write a day as 2024-07-26 or 26/07/2024"))
        return day

    def _point(self, move: Move | None) -> str:
        told = self._text("point")
        wanted = move in TO_A_POINT
        if move is not None and bool(told) != wanted:
            remedy = (
                msg("give the place where the unit arrives or moves to")
                if wanted
                else msg("leave it empty: a unit that {move} takes no place", move=move.label)
            )
            self._refuse("point", remedy)
        if not told or told in self.places.ids:
            return told
        found = self.places.named.get(_spaced(told), ())
        if len(found) == 1:
            return found[0]
        self._refuse(
            "point",
            msg("several places bear this name; use one of the ids {ids}", ids=tuple(found))
            if found
            else msg("use the id or the whole name of a venue, a station or an airport"),
        )
        return ""

    def _strength(self, move: Move | None) -> Strength:
        numbers = {name: self._number(name) for name in STRENGTH_NAMES}
        given = any(numbers.values())
        if move in BY_A_STRENGTH and not given and None not in numbers.values():
            self._refuse("officers", msg("say how many; zero of everything changes nothing"))
        if move is not None and move not in BY_A_STRENGTH:
            for name in (name for name, number in numbers.items() if number):
                remedy = msg(
                    "leave it empty: a unit that {move} takes no strength", move=move.label
                )
                self._refuse(name, remedy)
        return Strength(**{name: number or 0 for name, number in numbers.items()})

    def _number(self, column: str) -> int | None:
        """Read a whole number; nothing is zero, and what is none is noted and gives None."""
        bare = _SPACES.sub("", self._text(column))
        if not bare:
            return 0
        number = int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 9 else _MOST + 1  # noqa: PLR2004 - nine figures are past any strength
        if number > _MOST:
            self._refuse(column, msg("give a whole number between 0 and {most}", most=_MOST))
            return None
        return number

    def _source(self) -> str:
        return " – ".join(part for part in (self._words("source"), self._words("note")) if part)

    def _assumed(self) -> bool:
        assumed = truth_of(self._text("assumed"))
        if assumed is None:
            self._refuse("assumed", msg("use one of: {words}", words=(YES, NO)))
        return bool(assumed)

    def _words(self, column: str) -> str:
        """Read a text of a person's own: no control characters, and not without end."""
        text = self._text(column)
        if len(text) > _LONGEST[column]:
            self._refuse(column, msg("write at most {n} letters", n=_LONGEST[column]))
        if not all(c.isprintable() or c in "\u00a0\u202f" for c in text):
            self._refuse(column, msg("take out line breaks and signs that cannot be seen"))
        return " ".join(text.split())

    def _text(self, column: str) -> str:
        cell = self._cell(column)
        return cell if isinstance(cell, str) else cell.isoformat()

    def _cell(self, column: str) -> Cell:
        return self.line.cells.get(self.headings.get(column, ""), "")

    def _refuse(self, column: str, remedy: Message) -> None:
        named = self.headings.get(column, column)
        told = "".join(c if c.isprintable() else " " for c in self._text(column)[:_SHOWN])
        self.defects.append(Defect(self.file, self.line.number, named, told, remedy))


def _again(rows: Sequence[ForceRow], file: str, heading: str) -> list[Defect]:
    """Name the rows that say what an earlier one says."""
    first: dict[tuple[object, ...], int] = {}
    found = []
    for row in rows:
        line = first.setdefault(same(row.event), row.line)
        if line != row.line:
            remedy = msg("row {row} says the same; keep one of them", row=str(line))
            found.append(Defect(file, row.line, heading, row.event.unit[:_SHOWN], remedy))
    return found


def _day(text: str) -> date | None:
    """Read 2024-07-26 or 26/07/2024."""
    iso, french = _ISO.fullmatch(text), _FRENCH.fullmatch(text)
    parts = iso.groups() if iso else french.groups()[::-1] if french else None
    try:
        return date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        return None


def _spaced(name: str) -> str:
    """Fold a name as far as it stays the name: its capitals, spaces and apostrophes may differ."""
    return " ".join(name.replace("’", "'").casefold().split())


def _no_table(file: str, reason: Message) -> UnreadableFileError:
    return UnreadableFileError(
        msg(
            "{file} cannot be read as a table of force events: {reason}.", file=file, reason=reason
        ),
        msg("Take the template, fill it in and load it."),
    )
