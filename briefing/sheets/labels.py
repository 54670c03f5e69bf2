"""Names on a map: placed by textalloc so that none covers another; what finds no room is told."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import textalloc
from matplotlib.axes import Axes

from briefing.sheets.lettering import plain, short
from briefing.sheets.paper import MM_PER_INCH

GID = "label"
_LONGEST = 30  # letters of a name on the map
_BEYOND = 1000  # above every layer
_CANDIDATES = 40  # places tried for each name
_NEAR, _FAR = 0.006, 0.035  # of the map's width: how far a name may lie from its point
_FAR_MM = 8.0  # or so many millimetres, where a small map would leave no room beside a symbol


Symbol: TypeAlias = tuple[float, float, float]  # x and y in metres, radius in points


@dataclass(frozen=True)
class Label:
    """A name to be put beside a point, in metres of the grid.

    ``size`` of the letters is in points.
    """

    id: str
    text: str
    x: float
    y: float
    size: float
    colour: str = "#000000"
    bold: bool = False


def place(axes: Axes, labels: Sequence[Label], *, symbols: Sequence[Symbol]) -> frozenset[str]:
    """Write names beside their points, the first first; give the ids of those without room.

    No name covers one of the ``symbols`` or another name. The same names are always placed alike:
    textalloc tries its places in a fixed order. adjustText moves names apart, but never says which
    of them find no room.
    """
    if not labels:
        return frozenset()
    spots = np.asarray(symbols, dtype=float).reshape(-1, 3)
    with redirect_stdout(io.StringIO()):  # it prints where it finds no room at all
        found = textalloc.allocate(
            axes,
            [label.x for label in labels],
            [label.y for label in labels],
            [short(label.text, _LONGEST) for label in labels],
            x_scatter=spots[:, 0],
            y_scatter=spots[:, 1],
            scatter_sizes=spots[:, 2],  # type: ignore[arg-type] # its own code takes one array
            textsize=[label.size for label in labels],
            textcolor=[label.colour for label in labels],
            fontweight=["bold" if label.bold else "normal" for label in labels],
            margin=0.003,
            min_distance=_NEAR,
            max_distance=max(_FAR, _FAR_MM / _width(axes)),
            nbr_candidates=_CANDIDATES,
            draw_all=False,
            linecolor="#555555",
            linewidth=0.3,
            avoid_label_lines_overlap=True,
            plot_kwargs={"zorder": _BEYOND - 1, "gid": "leader"},
            zorder=_BEYOND,
            gid=GID,
            parse_math=False,
            clip_on=True,
        )
    texts = found[2]
    return frozenset(label.id for label, text in zip(labels, texts, strict=True) if text is None)


def _width(axes: Axes) -> float:
    """Measure a map's width on paper, in millimetres."""
    return float(axes.get_window_extent().width / axes.figure.dpi) * MM_PER_INCH


def is_cut(text: str) -> bool:
    """Tell whether a name is too long for the map and stands there cut."""
    return short(text, _LONGEST) != plain(text)
