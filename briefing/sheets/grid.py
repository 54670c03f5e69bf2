"""The grid of a map: MGRS lines with figures, WGS 84 ticks, the letters of the squares."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import mgrs
import numpy as np
from matplotlib.axes import Axes

from briefing.sheets.view import View
from gis.distance import Floats
from i18n import Language

GID = "grid"
COLOUR, WEIGHT = "#6b7280", 0.25
_STEPS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
_APART = 35.0  # millimetres between two lines, at least
_MINUTES = (0.5, 1, 2, 5, 10, 15, 20, 30, 60, 120, 300)
_TICKS_APART = 45.0
_SQUARE = 100_000  # metres: a square of MGRS
_KM = 1_000
_SAMPLES = 200
_CORNER = 0.03  # of an edge: figures there would run into those round the corner
_SIZE = 5.5  # points
_TICK = 1.2  # millimetres


def step_of(view: View) -> int:
    """Give the width of the grid's meshes in metres."""
    apart = _APART * view.scale / 1000
    return next((step for step in _STEPS if step >= apart), _STEPS[-1])


def draw_grid(axes: Axes, view: View, say: Language, *, above: float, type_scale: float) -> None:
    """Draw the grid's lines with MGRS figures below and left, and degrees above and right."""
    left, bottom, right, top = view.bounds
    step = step_of(view)
    off = 1.2 * view.scale / 1000  # millimetres as metres of the grid
    given: dict[str, Any] = {
        "color": COLOUR,
        "linewidth": WEIGHT * type_scale,
        "gid": GID,
        "zorder": above,
    }
    small: dict[str, Any] = {"size": _SIZE * type_scale, "parse_math": False, "gid": "grid-figure"}
    for x in _between(left, right, step):
        axes.plot([x, x], [bottom, top], **given)
        axes.text(x, bottom - off, figure(x, step), ha="center", va="top", **small)
    for y in _between(bottom, top, step):
        axes.plot([left, right], [y, y], **given)
        axes.text(left - off, y, figure(y, step), ha="right", va="center", rotation=90, **small)
    tick = _TICK * view.scale / 1000
    given = {"color": "#000000", "linewidth": 0.5 * type_scale, "gid": "tick", "clip_on": False}
    for x, told in _along(view, say, upright=False):
        axes.plot([x, x], [top, top + tick], **given)
        axes.text(x, top + tick + off / 3, told, ha="center", va="bottom", **small)
    for y, told in _along(view, say, upright=True):
        axes.plot([right, right + tick], [y, y], **given)
        side: dict[str, Any] = {"ha": "left", "va": "center", "rotation": 270}
        axes.text(right + tick + off / 3, y, told, **side, **small)


def figure(metres: float, step: int) -> str:
    """Give a grid line's figures within its square of MGRS: kilometres, or hundreds of metres."""
    within = round(metres) % _SQUARE
    return f"{within // _KM:02d}" if step >= _KM else f"{within // 100:03d}"


def squares(view: View) -> tuple[str, ...]:
    """Give the squares of MGRS that the map touches, as ``31U DQ``."""
    left, bottom, right, top = view.bounds
    xs, ys = np.meshgrid(np.linspace(left, right, 9), np.linspace(bottom, top, 9))
    lon, lat = view.to_grid.transform(xs.ravel(), ys.ravel(), direction="INVERSE")
    found = {_engine().toMGRS(y, x, MGRSPrecision=0) for x, y in zip(lon, lat, strict=True)}
    return tuple(sorted(f"{each[:-2]} {each[-2:]}" for each in found))


def reference(lon: float, lat: float) -> str:
    """Give a place's MGRS reference to 100 metres, as ``31U DQ 524 115``."""
    whole = _engine().toMGRS(lat, lon, MGRSPrecision=3)
    return f"{whole[:-8]} {whole[-8:-6]} {whole[-6:-3]} {whole[-3:]}"


def degrees_told(value: float, say: Language, *, upright: bool) -> str:
    """Write a longitude or a latitude (``upright``) in degrees and minutes."""
    minutes = round(abs(value) * 60, 1)
    degrees = str(int(minutes // 60))
    rest = f"{minutes % 60:04.1f}".removesuffix(".0")
    if upright:
        if value < 0:
            return say("{degrees}° {minutes}′ S", degrees=degrees, minutes=rest)
        return say("{degrees}° {minutes}′ N", degrees=degrees, minutes=rest)
    if value < 0:
        return say("{degrees}° {minutes}′ W", degrees=degrees, minutes=rest)
    return say("{degrees}° {minutes}′ E", degrees=degrees, minutes=rest)


def _between(low: float, high: float, step: float) -> Floats:
    return np.arange(math.ceil(low / step), math.floor(high / step) + 1, dtype=float) * step


def _along(view: View, say: Language, *, upright: bool) -> Iterator[tuple[float, str]]:
    """Give where round degrees cross the top edge, or the right one (``upright``)."""
    left, bottom, right, top = view.bounds
    low, high = (bottom, top) if upright else (left, right)
    along = np.linspace(low, high, _SAMPLES)
    fixed = np.full(_SAMPLES, right if upright else top)
    x, y = (fixed, along) if upright else (along, fixed)
    degrees = view.to_grid.transform(x, y, direction="INVERSE")[1 if upright else 0]
    needed = _TICKS_APART * view.scale / 1000 * np.ptp(degrees) * 60 / (high - low)
    minutes = next((each for each in _MINUTES if each >= needed), _MINUTES[-1])
    for value in _between(float(degrees[0]), float(degrees[-1]), minutes / 60):
        place = float(np.interp(value, degrees, along))
        if min(place - low, high - place) > _CORNER * (high - low):
            yield place, degrees_told(float(value), say, upright=upright)


@cache
def _engine() -> mgrs.MGRS:
    return mgrs.MGRS()
