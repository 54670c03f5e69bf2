"""Sizes of paper, and where on a sheet the map and the panel stand. All in millimetres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from i18n import msg
from layers.errors import SettingError

MM_PER_INCH = 25.4
# ISO 216, portrait.
PAPERS: Mapping[str, tuple[float, float]] = {
    "A4": (210, 297),
    "A3": (297, 420),
    "A2": (420, 594),
    "A1": (594, 841),
}
_A3 = 297 * 420
# Type grows with the paper, by these powers of its share of A3: what hangs on a wall is read from
# afar, what lies on a desk must stay legible.
_FOR_WALLS, _FOR_HANDS = 0.4, 0.25
_MARGIN = 8.0
_TICKS = 6.0  # around the map, for the figures of the grid
_GAP = 3.0
_SIDE = 0.21  # of the width, for the panel beside the map
_LEAST_SIDE = 62.0
_BELOW = 0.27  # of the height, for the panel below it


@dataclass(frozen=True)
class Box:
    """A rectangle on paper; ``left`` and ``bottom`` from the sheet's lower left corner."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True)
class Paper:
    """One sheet: its size, its type's size, the map's place and the panel's columns."""

    width: float
    height: float
    type_scale: float
    map: Box
    columns: tuple[Box, ...]

    def share(self, box: Box) -> tuple[float, float, float, float]:
        """Give a box as shares of the sheet, as matplotlib asks."""
        return (
            box.left / self.width,
            box.bottom / self.height,
            box.width / self.width,
            box.height / self.height,
        )

    @property
    def inches(self) -> tuple[float, float]:
        """The sheet's size in inches."""
        return self.width / MM_PER_INCH, self.height / MM_PER_INCH

    @property
    def whole(self) -> tuple[Box, ...]:
        """Columns over the whole sheet, for pages of text."""
        count = max(2, round(self.width / (110 * self.type_scale)))
        return _columns(
            _MARGIN, _MARGIN, self.width - 2 * _MARGIN, self.height - 2 * _MARGIN, count
        )


def paper_of(name: str, *, landscape: bool = True) -> Paper:
    """Give a sheet by name. Raises SettingError for a size that is not known."""
    if name not in PAPERS:
        raise SettingError(
            msg("There is no paper size “{name}”.", name=name[:20]),
            msg("Use one of: {words}.", words=tuple(PAPERS)),
        )
    short, long = PAPERS[name]
    width, height = (long, short) if landscape else (short, long)
    share = short * long / _A3
    scale = share ** (_FOR_WALLS if share > 1 else _FOR_HANDS)
    inner = (width - 2 * _MARGIN, height - 2 * _MARGIN)
    if landscape:
        side = max(_SIDE * width, _LEAST_SIDE)
        place = Box(_MARGIN + _TICKS, _MARGIN + _TICKS, inner[0] - side - 2 * _TICKS - _GAP, 0)
        place = Box(place.left, place.bottom, place.width, inner[1] - 2 * _TICKS)
        columns = _columns(width - _MARGIN - side, _MARGIN, side, inner[1], 1)
    else:
        below = _BELOW * height
        place = Box(_MARGIN + _TICKS, _MARGIN + below + _TICKS + _GAP, inner[0] - 2 * _TICKS, 0)
        top = height - _MARGIN - _TICKS
        place = Box(place.left, place.bottom, place.width, top - place.bottom)
        columns = _columns(_MARGIN, _MARGIN, inner[0], below, 3)
    return Paper(width, height, scale, place, columns)


def _columns(
    left: float, bottom: float, width: float, height: float, count: int
) -> tuple[Box, ...]:
    each = (width - _GAP * (count - 1)) / count
    return tuple(Box(left + n * (each + _GAP), bottom, each, height) for n in range(count))
