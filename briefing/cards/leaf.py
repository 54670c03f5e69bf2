"""The page of a card, A4 portrait: where head, maps, columns and foot stand, in millimetres."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from briefing.content.brief import Brief
from briefing.sheets.furniture import draw_bar, draw_north
from briefing.sheets.lettering import Line, plain, put_line, wrap
from briefing.sheets.panel import Entry, flow
from briefing.sheets.paper import Box, Paper
from briefing.sheets.sheet import Page
from briefing.sheets.view import View

WIDTH, HEIGHT = 210.0, 297.0
TYPE = 1.2  # cards are read in the hand, on the way
MAP_TYPE = 0.95  # of names and symbols on their maps
BODY, SMALL, HEAD = 7.0, 5.2, 8.0  # points, before ``TYPE``
_MARGIN = 10.0
TICKS = 6.0  # around a map, for the figures of the grid
INNER = WIDTH - 2 * _MARGIN
FOOT = Box(_MARGIN, 7, INNER, 15)
_HEAD_TOP, _BADGE = HEIGHT - _MARGIN, 17.0
HEAD_BOTTOM = _HEAD_TOP - 20
LEFT = Box(_MARGIN, 25, 91, 0)
_NAME = (15.0, 12.0, 9.5, 7.5)  # points: the largest at which a name takes two lines, else the last
_NAME_LINES = 2
_WIDE = 80.0  # of a map whose scale finds room beside its bar
_MM = 25.4 / 72  # of a point
_SUB = 8.5
_BESIDE = 38.0  # millimetres for the day, right of the name

# Its columns stand for those of a map sheet: the last one's lower right corner takes the stamp.
PAPER = Paper(
    WIDTH,
    HEIGHT,
    TYPE,
    map=Box(_MARGIN, 0, INNER, 0),
    columns=(Box(_MARGIN, FOOT.bottom, INNER, HEIGHT - FOOT.bottom - _MARGIN),),
)


def column(left: float, bottom: float, right: float, top: float) -> Box:
    """Give the box between four edges."""
    return Box(left, bottom, right - left, top - bottom)


def map_axes(page: Page, box: Box) -> Axes:
    """Give axes for a map; the figures of its grid stand outside of the box."""
    return page.figure.add_axes(PAPER.share(box))


def draw_head(page: Page, brief: Brief, *, badge: str, name: str, lines: Sequence[str]) -> None:
    """Write who or what the card is of: a number in a frame, a name, and lines below."""
    left = _MARGIN
    if badge:
        corner = (_MARGIN, _HEAD_TOP - _BADGE)
        frame = Rectangle(corner, _BADGE, _BADGE, fc="#ffffff", ec="#0072b2", lw=2.5)
        page.axes.add_artist(frame)
        middle = (_MARGIN + _BADGE / 2, _HEAD_TOP - _BADGE / 2)
        large = 24 if len(badge) <= 2 else 16  # noqa: PLR2004 - digits that fit the frame
        page.axes.text(*middle, badge, size=large, weight="bold", ha="center", va="center_baseline")
        left += _BADGE + 5
    room = WIDTH - _MARGIN - _BESIDE - left
    size, told = _name(name, room)
    y = _HEAD_TOP
    for line in told:
        y -= size * _MM * 1.2
        page.axes.add_artist(Line(left, y, line, size=size, weight="bold", parse_math=False))
    for text in lines:
        for line in wrap(text, _SUB, room):
            y -= _SUB * _MM * 1.35
            page.axes.add_artist(Line(left, y, line, size=_SUB, color="#333333", parse_math=False))
    day, right = brief.say.date(brief.imprint.on), WIDTH - _MARGIN
    put_line(page.axes, right, _HEAD_TOP - 3, day, size=11, align="right", weight="bold")
    put_line(page.axes, right, _HEAD_TOP - 8, brief.imprint.audience, size=_SUB, align="right")


def draw_under(page: Page, box: Box, view: View, brief: Brief, *, gap: float = 1.0) -> None:
    """Draw scale bar and north below a map, and write its scale."""
    say = brief.say
    top = box.bottom - gap
    at, room = (box.left, top - 0.5), min(box.width * 0.55, 50)
    draw_bar(page.axes, view, say, at=at, room=room, size=5.5)
    draw_north(page.axes, view, at=(box.left + box.width - 3, top - 6), height=6, size=6)
    told = say("Scale 1:{n}", n=say.number(view.scale, 0))
    low = top - (5 if box.width > _WIDE else 9)
    put_line(page.axes, box.left + box.width - 8, low - 1, told, size=6.5, align="right")


def draw_foot(page: Page, brief: Brief) -> None:
    """Write what the card is a snapshot of; its number and checksum are stamped later."""
    say, imprint = brief.say, brief.imprint
    first = say(
        "{title} · {audience} · plan for {day} · data of {data}",
        title=imprint.title,
        audience=imprint.audience,
        day=imprint.on,
        data=imprint.as_of,
    )
    lines = (first, *imprint.lines[:2], imprint.lines[-1])
    entries = [Entry(line, SMALL, quiet=True) for line in lines]
    flow(page.axes, entries, [FOOT], type_scale=TYPE)


def _name(name: str, room: float) -> tuple[float, tuple[str, ...]]:
    """Give the size at which a name finds room, and its lines; one far too long takes more."""
    for size in _NAME:
        told = wrap(plain(name), size, room, bold=True)
        if len(told) <= _NAME_LINES:
            return size, told
    return _NAME[-1], told
