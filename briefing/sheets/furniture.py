"""Scale bar and north arrow, drawn on a page whose units are millimetres."""

from __future__ import annotations

import math
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from briefing.sheets.lettering import CAPITAL, put_line
from briefing.sheets.view import View
from i18n import Language

BAR, NORTH = "scale-bar", "north"
HEIGHT = 11.0  # of the scale bar with its figures
_PARTS = 4
_THICK = 1.6
_ROUND = (1, 2, 5, 10)
_KM = 1000.0


def bar_metres(view: View, longest: float) -> float:
    """Give the longest round distance whose bar is no longer than ``longest`` millimetres."""
    room = longest / bar_width(view, 1.0)
    power = 10 ** math.floor(math.log10(room))
    return float(max(each * power for each in _ROUND if each * power <= room * (1 + 1e-9)))


def bar_width(view: View, metres: float) -> float:
    """Give the length of a distance on the sheet, in millimetres.

    ``metres * k / scale * 1000``, where k are the metres of the grid for one on the ground
    (``View.stretch``), so that the bar measures the ground and not the grid.
    """
    return metres * view.stretch / view.scale * 1000


def draw_bar(  # noqa: PLR0913 - where, how long, how large
    page: Axes,
    view: View,
    say: Language,
    *,
    at: tuple[float, float],
    room: float,
    size: float,
) -> None:
    """Draw a scale bar with its upper left corner ``at``."""
    metres = bar_metres(view, room)
    whole = bar_width(view, metres)
    left, top = at[0] + 1, at[1] - size * 0.5
    for part in range(_PARTS):
        place = (left + part * whole / _PARTS, top - _THICK)
        face = "#000000" if part % 2 == 0 else "#ffffff"
        page.add_artist(
            Rectangle(place, whole / _PARTS, _THICK, fc=face, ec="#000000", lw=0.5, gid=BAR)
        )
    for share in (0.0, 0.5, 1.0):
        told = _distance(metres * share, say, unit=share == 1.0, far=metres >= _KM)
        low = top - _THICK - 0.8 - size * CAPITAL
        put_line(page, left + share * whole, low, told, size=size, align="center")


def draw_north(
    page: Axes, view: View, *, at: tuple[float, float], height: float, size: float
) -> None:
    """Draw an arrow to true north, its middle ``at``, turned by the meridian convergence."""
    turn = math.radians(view.north)
    across, along = (math.cos(turn), -math.sin(turn)), (math.sin(turn), math.cos(turn))

    def put(x: float, y: float) -> tuple[float, float]:
        return (at[0] + x * across[0] + y * along[0], at[1] + x * across[1] + y * along[1])

    half = height / 2
    corners = [put(0, half), put(half * 0.45, -half), put(0, -half * 0.5), put(-half * 0.45, -half)]
    page.add_artist(Polygon(corners, closed=True, fc="#ffffff", ec="#000000", lw=0.6, gid=NORTH))
    page.add_artist(Polygon([corners[0], corners[2], corners[3]], closed=True, fc="#000000", lw=0))
    given: dict[str, Any] = {"ha": "center", "va": "center", "weight": "bold", "parse_math": False}
    page.text(*put(0, half + size * 0.25), "N", size=size, **given)


def _distance(metres: float, say: Language, *, unit: bool, far: bool) -> str:
    value = metres / _KM if far else metres
    digits = 0 if value == round(value) else 1 if value * 10 == round(value * 10) else 2
    told = say.number(value, digits)
    if not unit:
        return told
    return say("{n} km", n=told) if far else say("{n} m", n=told)
