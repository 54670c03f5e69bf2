"""The wall's chart of a season as SVG: officers served and not served, day by day.

Served and not served differ in lightness and pattern, the marked days in their line and word.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefing.wall.markup import plain
from briefing.wall.symbols import FAINT, FAR, INK, SERVED
from i18n import Language
from plans.calendar import Calendar

WIDTH, HEIGHT = 1800.0, 660.0
_LEFT, _TOP, _BASE = 130.0, 80.0, 595.0  # the field of the bars; words stand around it
_FIELD = WIDTH - _LEFT - 10
_TYPE = 26  # pixels at 1080 lines
_LABELS = 7  # days that are named below
_STEPS = (1, 2, 2.5, 5, 10)
_PATTERN = (
    '<defs><pattern id="unserved" width="10" height="10" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect width="10" height="10" fill="#3a2a10"/>'
    f'<rect width="5" height="10" fill="{FAR}"/></pattern></defs>'
)


def season_picture(calendar: Calendar, *, on: date, say: Language) -> str:
    """Draw the season with the day shown and the worst day marked; no day gives no bars."""
    highest = ceiling(max((day.officers for day in calendar.days), default=0))
    worst = calendar.worst
    told = say(
        "Officers on duty and the share of them served, day by day. Day looked at: {day}. Worst "
        "day: {worst}.",
        day=on,
        worst=worst.on if worst else None,
    )
    body = "".join((*_axis(highest, say), *_bars(calendar, highest), *_marks(calendar, on, say)))
    return (
        f'<svg class="season" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img"'
        f' aria-label="{plain(told)}">{_PATTERN}{body}</svg>'
    )


def ceiling(most: int) -> int:
    """Give the least round number of four equal whole steps that is not below ``most``."""
    size = 1
    while True:
        for step in _STEPS:
            if step * size == int(step * size) and 4 * step * size >= most:
                return int(4 * step * size)
        size *= 10


def _axis(highest: int, say: Language) -> Iterator[str]:
    """Draw four steps with their figures."""
    for n in range(5):
        y = _BASE - n * (_BASE - _TOP) / 4
        yield f'<path d="M{_LEFT:g} {y:g}H{WIDTH - 10:g}" stroke="#2c3742" stroke-width="2"/>'
        figure = plain(say.write(highest * n // 4))
        yield _text(_LEFT - 14, y + 9, figure, anchor="end", ink=FAINT)


def _bars(calendar: Calendar, highest: int) -> Iterator[str]:
    """Draw each day: served from the ground up, not served upon it."""
    wide = _FIELD / max(len(calendar.days), 1)
    for n, day in enumerate(calendar.days):
        x, top = _LEFT + n * wide, _BASE
        for count, fill in ((day.covered, SERVED), (day.not_covered, "url(#unserved)")):
            high = (_BASE - _TOP) * count / highest
            if count:
                top -= high
                yield (
                    f'<rect x="{x + wide * 0.06:.1f}" y="{top:.1f}" width="{wide * 0.88:.1f}"'
                    f' height="{high:.1f}" fill="{fill}"/>'
                )


def _marks(calendar: Calendar, on: date, say: Language) -> Iterator[str]:
    """Mark the day shown by a whole line and the worst by a broken one, and name days below."""
    days = calendar.days
    wide = _FIELD / max(len(days), 1)
    middle = {day.on: _LEFT + (n + 0.5) * wide for n, day in enumerate(days)}
    every = max(1, -(-len(days) // _LABELS))
    for day in days[::every]:
        yield _text(middle[day.on], _BASE + 40, f"{day.on:%d/%m}", anchor="middle", ink=FAINT)
    worst = calendar.worst
    marked = [(on, say("Day looked at"), "")] if on in middle else []
    marked += [(worst.on, say("Worst day"), "8 7")] if worst else []
    for row, (marked_day, word, dash) in enumerate(marked):
        x, y = middle[marked_day], 26.0 + 32 * row
        yield (
            f'<path d="M{x:.1f} {y:g}V{_BASE:g}" stroke="{INK}" stroke-width="3"'
            f' stroke-dasharray="{dash}"/>'
        )
        to_left = x > _LEFT + _FIELD / 2
        yield _text(x + (-10 if to_left else 10), y + 4, word, anchor="end" if to_left else "start")


def _text(x: float, y: float, text: str, *, anchor: str, ink: str = INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{_TYPE}"'
        f' fill="{ink}">{plain(text)}</text>'
    )
