"""The sheet of changes: what became of each zone since the last briefing, on a map and in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import geopandas as gpd
import matplotlib as mpl
from matplotlib.axes import Axes

from briefing.content.brief import Brief
from briefing.content.decisions import TURNOVER_WORDS
from briefing.content.layers import ground_layers
from briefing.geodata.gis_layers import GisLayer
from briefing.geodata.qgis_style import LOOK
from briefing.sheets.drawn import Drawn, draw_map
from briefing.sheets.files import ALONE, numbered, pdf_of
from briefing.sheets.lettering import SETTINGS
from briefing.sheets.panel import Entry
from briefing.sheets.paper import Paper, paper_of
from briefing.sheets.plan_of_sheets import Sheet, spanned
from briefing.sheets.sheet import (
    BODY,
    HEAD,
    Page,
    legend_entries,
    new_page,
    note_entries,
    poured,
    title_entries,
)
from i18n import Language
from layers.schema import Style

# White, full and dashed read in grey as well.
_STYLES: Mapping[str, Style] = {
    "kept": Style(colour="#0072b2", fill="#ffffff", shape="square", radius=8, weight=2),
    "added": Style(colour="#000000", fill="#009e73", shape="square", radius=8, weight=3),
    "dropped": Style(colour="#b03a2e", fill="", shape="square", radius=8, weight=2, dash="2 2"),
}
_MOVED = Style(colour="#7a5200", fill="#f0c05a", shape="circle", radius=5)


def changes_pdf(brief: Brief, *, paper: str = "A3", landscape: bool = True) -> bytes:
    """Give the sheet of changes as PDF; where nothing changed, it says so.

    Raises SettingError for a paper size that is not known.
    """
    size = paper_of(paper, landscape=landscape)
    with ALONE, mpl.rc_context(SETTINGS):
        return pdf_of(brief, numbered(brief, size, _pages(brief, size)))


def draw_changes(axes: Axes, brief: Brief, *, type_scale: float) -> Drawn:
    """Draw the zones of both plans, and the places with another zone, on axes with their place."""
    told = _as_tables(brief)
    return draw_map(
        axes,
        told,
        spanned(brief.bounds),
        ground=ground_layers(brief),
        layers=_layers(told),
        type_scale=type_scale,
    )


def _pages(brief: Brief, paper: Paper) -> tuple[Page, ...]:
    page = new_page(paper, "changes")
    axes = page.figure.add_axes(paper.share(paper.map))
    drawn = draw_changes(axes, brief, type_scale=paper.type_scale)
    title = brief.say("Changes since the last briefing")
    entries = [
        *title_entries(brief, Sheet("changes", title, brief.bounds)),
        *_since(brief),
        *legend_entries(brief, drawn, type_scale=paper.type_scale),
        *_table(brief),
        *note_entries(brief, drawn),
    ]
    return (page, *poured(page, paper, entries, title=title))


def _since(brief: Brief) -> Iterator[Entry]:
    """Name the day of the plan that this one is compared with."""
    if brief.since is not None:
        told = brief.say("Compared with the plan of {day}", day=brief.since)
        yield Entry(told, HEAD, bold=True)


def _as_tables(brief: Brief) -> Brief:
    """Put the zones of both plans in the zones' place, and the re-assigned in that of places."""
    moved = brief["moved"]
    here = moved[~(moved.geometry.isna() | moved.geometry.is_empty)]
    tables = {"zones": brief["turnover"], "places": here.assign(layer="")}
    return replace(brief, tables={name: rows for name, rows in tables.items() if len(rows)})


def _layers(brief: Brief) -> tuple[GisLayer, ...]:
    say = brief.say
    layers: list[GisLayer] = []
    if "places" in brief.tables:
        word = say("Demand point with another zone")
        frame = brief["places"].assign(id=brief["places"].index, **{LOOK: "moved"})
        layers.append(_layer("places", frame, {"moved": _MOVED}, {"moved": word}))
    if "zones" in brief.tables:
        words = {look: say(word) for look, word in TURNOVER_WORDS.items()}
        looks = brief["zones"]["change"].map({word: look for look, word in words.items()})
        frame = brief["zones"].assign(id=brief["zones"].index, **{LOOK: looks})
        layers.append(_layer("zones", frame, _STYLES, words))
    return tuple(layers)


def _layer(
    name: str, frame: gpd.GeoDataFrame, styles: Mapping[str, Style], words: Mapping[str, str]
) -> GisLayer:
    return GisLayer(name, name, "Point", frame, styles, words)


def _table(brief: Brief) -> Iterator[Entry]:
    """List what changed: zones by what became of them, then places by name."""
    say, zones, moved = brief.say, brief["turnover"], brief["moved"]
    changes = brief["changes"]
    if brief.since is None:
        told = say("No earlier plan was given to compare with.")
        yield Entry(told, HEAD, bold=True, before=2.5)
    elif moved.empty and changes.empty:
        yield Entry(say("Nothing changed since the last briefing."), HEAD, bold=True, before=2.5)
    yield from _zones(zones, ("added", "dropped"), say)
    if len(moved):
        yield Entry(say("Demand points with another zone"), HEAD, bold=True, before=2.5)
    for row in moved.itertuples():
        told = say(
            "{name}: {before} ({was} min) → {after} ({now} min)",
            name=row.name,
            before=row.zone_before or "–",
            was=say.number(row.minutes_before, 0),
            after=row.zone_after or "–",
            now=say.number(row.minutes_after, 0),
        )
        yield Entry(told, BODY, before=0.5)
    if len(changes):
        yield Entry(say("Every decision that differs"), HEAD, bold=True, before=2.5)
    for told in changes["told"] if len(changes) else ():
        yield Entry(str(told), BODY, before=0.5)
    yield from _zones(zones, ("kept",), say)


def _zones(zones: gpd.GeoDataFrame, looks: Sequence[str], say: Language) -> Iterator[Entry]:
    """List the zones of which this became."""
    for look in looks if len(zones) else ():
        word = say(TURNOVER_WORDS[look])
        rows = zones[zones["change"] == word]
        if len(rows):
            told = say("{name}: {value}", name=word, value=say.write(len(rows)))
            yield Entry(told, HEAD, bold=True, before=2.5)
        for row in rows.itertuples():
            yield Entry(str(row.name), BODY, mark=str(row.number))
