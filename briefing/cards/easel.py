"""Small maps drawn straight onto a page in its millimetres, for sheets of which there are many.

Axes of their own, a grid and a search for room take matplotlib longer than all the rest of such a
page. Symbols and styles are those of every other map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.patches import Rectangle

from briefing.geodata.gis_layers import GisLayer
from briefing.geodata.qgis_style import LOOK
from briefing.sheets.lettering import CAPITAL, put_line, short
from briefing.sheets.paint import Look, draw_shapes
from briefing.sheets.paper import Box
from briefing.sheets.sheet import Page
from briefing.sheets.view import View, view_of
from layers.area import Box as Degrees

Shapes = npt.NDArray[np.object_]
_FRAME, _NUMBER, _NAMES = 400, 500, 600  # one above the other
_NAME = 6.2  # points
_NUMBER_SIZE = 5.0
_LONGEST = 34  # letters of a name on a map; the whole stands beside it
_OFF = 2.2  # millimetres from a symbol to its name


@dataclass(frozen=True, eq=False)
class Sheaf:
    """Shapes of one look, in metres of UTM."""

    look: Look
    shapes: Shapes

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Find them by where they are."""
        return shapely.STRtree(self.shapes)

    def within(self, view: View) -> Shapes:
        """Give what of them lies in a frame, cut at it."""
        hit = self.shapes[np.sort(self.tree.query(view.frame))]
        cut = shapely.clip_by_rect(hit, *view.bounds)
        inside: Shapes = cut[~shapely.is_empty(cut)]
        return inside


@dataclass(frozen=True)
class Name:
    """A name beside a point in metres; ``right`` and ``above`` say on which side of it."""

    text: str
    x: float
    y: float
    right: bool
    above: bool


def sheaves(layers: Iterable[GisLayer]) -> Iterator[Sheaf]:
    """Part layers, in metres already, by their looks."""
    for layer in layers:
        shapes = layer.frame.geometry.to_numpy()
        looks = layer.frame[LOOK].to_numpy()
        for word, style in layer.styles.items():
            look = Look(f"{layer.name}/{word}", layer.title, layer.words[word], layer.shape, style)
            if (looks == word).any():
                yield Sheaf(look, shapes[looks == word])


def draw_on(
    page: Page, box: Box, bounds: Degrees, sheaves: Iterable[Sheaf], *, type_scale: float
) -> tuple[View, tuple[Look, ...]]:
    """Draw a map in a box of the page at a round scale; give its view, and the looks on it."""
    view = view_of(bounds, width=box.width, height=box.height)
    looks = []
    for height, sheaf in enumerate(sheaves, start=1):
        shapes = sheaf.within(view)
        if shapes.size:
            on_page = shapely.transform(shapes, lambda xy: put(view, box, xy))
            look = sheaf.look
            draw_shapes(page.axes, look.shape, on_page, look.style, look.gid, height, type_scale)
            looks.append(look)
    frame = Rectangle((box.left, box.bottom), box.width, box.height, fc="none", ec="#000000")
    frame.set(linewidth=0.8, zorder=_FRAME)
    page.axes.add_artist(frame)
    return view, tuple(looks)


def put(view: View, box: Box, xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Bring metres of the grid onto the page: ``corner + (xy − lower left) / scale``, in mm."""
    on_page: npt.NDArray[np.float64] = (xy - view.bounds[:2]) * (1000 / view.scale)
    on_page += (box.left, box.bottom)
    return on_page


def write_number(page: Page, view: View, box: Box, point: shapely.Point, number: str) -> None:
    """Write a zone's number on its symbol, which is light."""
    ((x, y),) = put(view, box, np.array([[point.x, point.y]]))
    given: dict[str, Any] = {"ha": "center", "va": "center_baseline", "weight": "bold"}
    page.axes.text(x, y, number, size=_NUMBER_SIZE, zorder=_NUMBER, parse_math=False, **given)


def write_names(page: Page, view: View, box: Box, names: Sequence[Name]) -> None:
    """Write names beside their points, on the side where there is room."""
    for name in names:
        ((x, y),) = put(view, box, np.array([[name.x, name.y]]))
        put_line(
            page.axes,
            x,
            y + (_OFF if name.above else -_OFF - _NAME * CAPITAL),
            short(name.text, _LONGEST),
            size=_NAME,
            align="left" if name.right else "right",
            zorder=_NAMES,
            gid="label",
        )
