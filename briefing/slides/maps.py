"""The maps of the slides: overview, sectors and changes, drawn for a wall at the room's other end.

They are the maps of the sheets with larger letters; title, plan and sources stand on the slide.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

from briefing.content.brief import Brief
from briefing.content.layers import brief_layers, ground_layers
from briefing.sheets.changes import draw_changes
from briefing.sheets.drawn import Drawn, draw_map
from briefing.sheets.files import ALONE
from briefing.sheets.lettering import SETTINGS, plain
from briefing.sheets.paint import within
from briefing.sheets.panel import fits, flow
from briefing.sheets.paper import Box, Paper
from briefing.sheets.plan_of_sheets import OVERVIEW, sheets_of
from briefing.sheets.sheet import Page, new_page, scale_entries, symbol_entries
from briefing.slides.outline import Picture

_DPI = 150
_TYPE = 1.25  # of the letters of a sheet
_LEGEND_TYPES = (1.25, 1.0, 0.8, 0.6)  # the first that has room for all
# Millimetres: as wide as a picture's place on a slide. The legend stands below the map, in columns.
_TICKS, _COLUMN = 5.0, 56.0
_PAPER = Paper(
    width=180.0,
    height=139.0,
    type_scale=_TYPE,
    map=Box(_TICKS, 41.0, 170.0, 93.0),
    columns=tuple(Box(_TICKS + n * (_COLUMN + 1), 0.5, _COLUMN, 34.0) for n in range(3)),
)


def pictures(brief: Brief) -> tuple[Picture, ...]:
    """Draw the overview, then each sector, as pictures for ``slides``."""
    with ALONE, mpl.rc_context(SETTINGS):
        return tuple(_pictures(brief))


def change_picture(brief: Brief) -> Picture | None:
    """Draw what became of each zone since the last briefing; None where there was none."""
    if brief.since is None:
        return None
    title = brief.say("Changes since the plan of {day}", day=brief.since)
    told = ", ".join(
        brief.say("{name}: {value}", name=word, value=count)
        for word, count in brief["turnover"]["change"].value_counts(sort=False).items()
    )
    with ALONE, mpl.rc_context(SETTINGS):
        page, axes = _empty()
        drawn = draw_changes(axes, brief, type_scale=_TYPE)
        png = _png(page, brief, drawn)
    return Picture(png, title, brief.say("Map of the changes. {told}", told=told))


def _pictures(brief: Brief) -> Iterator[Picture]:
    ground, layers, say = ground_layers(brief), brief_layers(brief), brief.say
    zones = frozenset(map(str, brief["zones"].index))
    for sheet in sheets_of(brief):
        if sheet.key != OVERVIEW and not sheet.ids:
            continue  # the inset shows again what its sector shows
        page, axes = _empty()
        drawn = draw_map(axes, brief, sheet.bounds, ground=ground, layers=layers, type_scale=_TYPE)
        alt = say(
            "Map: {title}. Rest zones: {zones}. Demand points: {places}.",
            title=plain(sheet.title),
            zones=len(drawn.zones),
            places=len(within(brief["places"], drawn.view)),
        )
        yield Picture(_png(page, brief, drawn), sheet.title, alt, zones & sheet.ids)


def _empty() -> tuple[Page, Axes]:
    """Give an empty picture, and the axes of its map."""
    page = new_page(_PAPER, "slide")
    return page, page.figure.add_axes(_PAPER.share(_PAPER.map))


def _png(page: Page, brief: Brief, drawn: Drawn) -> bytes:
    """Write the legend below the map, in letters that leave room for all of it, and draw."""
    for scale in _LEGEND_TYPES:
        # The bar alone: a scale in figures is untrue on a screen.
        bars = [each for each in scale_entries(brief, drawn, type_scale=scale) if each.draw]
        entries = [*bars, *symbol_entries(drawn)]
        if fits(entries, _PAPER.columns, type_scale=scale):
            break
    flow(page.axes, entries, _PAPER.columns, type_scale=scale)
    stream = io.BytesIO()
    FigureCanvasAgg(page.figure)
    page.figure.savefig(stream, format="png", dpi=_DPI, metadata={"Software": "Bivouac"})
    return stream.getvalue()
