"""What stands beside the map: lines and symbols that flow through columns of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from briefing.sheets.lettering import Line, wrap
from briefing.sheets.paint import AREA, POINT, Look, fill, marker, stroke
from briefing.sheets.paper import Box

LEGEND = "legend:"  # before the gid of the look that a symbol explains
_MM = 25.4 / 72  # of a point
_LEADING = 1.28
_SYMBOL = 8.0  # millimetres for a symbol before its words
_DARK, _QUIET = "#000000", "#444444"


@dataclass(frozen=True)
class Entry:
    """One thing in a column: words, with a symbol before them or a drawing above them.

    ``size`` is in points, ``before`` the room above it in millimetres. ``draw`` is given the page,
    the upper left corner and the width, and fills ``tall`` millimetres.
    """

    text: str = ""
    size: float = 7.0
    bold: bool = False
    quiet: bool = False
    look: Look | None = None
    mark: str = ""
    before: float = 0.0
    tall: float = 0.0
    draw: Callable[[Axes, float, float, float], None] | None = None


def flow(
    page: Axes, entries: Sequence[Entry], columns: Sequence[Box], *, type_scale: float
) -> tuple[Entry, ...]:
    """Draw entries down the columns, left to right; give those that found no room."""
    placed = _placed(entries, columns, type_scale)
    for entry, lines, place in placed:
        _draw(page, entry, lines, place, type_scale)
    return tuple(entries[len(placed) :])


def fits(entries: Sequence[Entry], columns: Sequence[Box], *, type_scale: float) -> bool:
    """Tell whether the columns have room for all entries."""
    return held(entries, columns, type_scale=type_scale) == len(entries)


def held(entries: Sequence[Entry], columns: Sequence[Box], *, type_scale: float) -> int:
    """Tell how many of the entries, from the first on, the columns have room for."""
    return len(_placed(entries, columns, type_scale))


_Place = tuple[float, float, float]


def _placed(
    entries: Sequence[Entry], columns: Sequence[Box], type_scale: float
) -> list[tuple[Entry, tuple[str, ...], _Place]]:
    """Give what has room, with its lines, its upper left corner and its width.

    The first entry of a column is placed even where it is too tall, so that pouring comes to an
    end.
    """
    placed: list[tuple[Entry, tuple[str, ...], _Place]] = []
    for column in columns:
        y = top = column.bottom + column.height
        for entry in entries[len(placed) :]:
            lines = _lines(entry, column.width, type_scale)
            before = entry.before * type_scale if y < top else 0.0
            tall = before + entry.tall * type_scale + len(lines) * _line(entry, type_scale)
            if y - tall < column.bottom and y < top:
                break
            placed.append((entry, lines, (column.left, y - before, column.width)))
            y -= tall
    return placed


def _lines(entry: Entry, room: float, type_scale: float) -> tuple[str, ...]:
    if not entry.text:
        return ()
    room -= _indent(entry, type_scale)
    return wrap(entry.text, entry.size * type_scale, room, bold=entry.bold)


def _line(entry: Entry, type_scale: float) -> float:
    return entry.size * type_scale * _MM * _LEADING


def _indent(entry: Entry, type_scale: float) -> float:
    return _SYMBOL * type_scale if entry.look or entry.mark else 0.0


def _draw(
    page: Axes,
    entry: Entry,
    lines: Sequence[str],
    place: _Place,
    type_scale: float,
) -> None:
    x, y, room = place
    if entry.draw is not None:
        entry.draw(page, x, y, room)
        y -= entry.tall * type_scale
    height = _line(entry, type_scale)
    if entry.look is not None:
        _symbol(page, entry.look, x, y - height * 0.55, type_scale)
    given: dict[str, Any] = {
        "size": entry.size * type_scale,
        "weight": "bold" if entry.bold else "normal",
        "color": _QUIET if entry.quiet else _DARK,
        "va": "baseline",
        "parse_math": False,
    }
    if entry.mark:
        right = x + _indent(entry, type_scale) - 1.5 * type_scale
        page.text(right, y - height * 0.8, entry.mark, ha="right", **{**given, "weight": "bold"})
    for number, line in enumerate(lines):
        at = x + _indent(entry, type_scale), y - height * (number + 0.8)
        page.add_artist(Line(*at, line, **given))


def _symbol(page: Axes, look: Look, x: float, y: float, type_scale: float) -> None:
    """Draw a symbol of the legend with the very options of the map's."""
    gid, middle = LEGEND + look.gid, x + 3.0 * type_scale
    if look.shape == POINT:
        page.add_artist(Line2D([middle], [y], gid=gid, **marker(look.style, type_scale)))
        return
    half = 2.6 * type_scale
    if look.shape == AREA:
        size = (2 * half, 2.2 * type_scale)
        corner = (middle - half, y - size[1] / 2)
        page.add_artist(Rectangle(corner, *size, gid=gid, **fill(look.style, type_scale)))
        return
    ends = [middle - half, middle + half]
    page.add_artist(Line2D(ends, [y, y], gid=gid, **stroke(look.style, type_scale)))
