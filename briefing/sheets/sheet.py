"""One sheet: the map, and beside it title block, legend, scale, north, grid, names and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from briefing.content.brief import Brief
from briefing.geodata.gis_layers import GisLayer
from briefing.sheets.drawn import Drawn, draw_map
from briefing.sheets.furniture import HEIGHT, draw_bar, draw_north
from briefing.sheets.grid import squares
from briefing.sheets.lettering import put_line
from briefing.sheets.panel import Entry, fits, flow
from briefing.sheets.paper import Box, Paper
from briefing.sheets.plan_of_sheets import OVERVIEW, Sheet
from briefing.sheets.view import View
from i18n import msgs

_FOOT = 6.0  # millimetres that the page's number and checksum take, below the panel
_HEADROOM = 8.0  # for the title of a page of text
_SMALL, BODY, HEAD, _TITLE = 5.6, 6.4, 7.2, 11.0  # points
_BAR = 0.62  # of the column, at most


@dataclass(frozen=True, eq=False)
class Page:
    """One page: its figure, its page axes in millimetres, and what it is called."""

    figure: Figure
    axes: Axes
    key: str


def draw_sheet(
    brief: Brief,
    sheet: Sheet,
    paper: Paper,
    *,
    ground: Sequence[GisLayer],
    layers: Sequence[GisLayer],
) -> tuple[Page, ...]:
    """Draw a sheet; lines that find no room beside the map stand on pages after it."""
    page = new_page(paper, sheet.key)
    axes = page.figure.add_axes(paper.share(paper.map))
    drawn = draw_map(
        axes,
        brief,
        sheet.bounds,
        ground=ground,
        layers=layers,
        inset=sheet.inset,
        type_scale=paper.type_scale,
    )
    head = [*title_entries(brief, sheet), *_legend(brief, drawn, paper)]
    notes = [*note_entries(brief, drawn)]
    every = [*head, *_zone_entries(brief, drawn.zones), *notes]
    columns = [_above_foot(each, paper.type_scale) for each in paper.columns]
    needed = [*head, *_zone_entries(brief, drawn.unnamed), *notes]
    room = fits(every, columns, type_scale=paper.type_scale)
    return (page, *poured(page, paper, every if room else needed, title=sheet.title))


def new_page(paper: Paper, key: str) -> Page:
    """Give an empty page whose axes are millimetres from the lower left corner."""
    figure = Figure(figsize=paper.inches, dpi=72)
    axes = figure.add_axes((0, 0, 1, 1), zorder=5)
    axes.set_xlim(0, paper.width)
    axes.set_ylim(0, paper.height)
    axes.axis("off")
    return Page(figure, axes, key)


def poured(page: Page, paper: Paper, entries: Sequence[Entry], *, title: str) -> tuple[Page, ...]:
    """Pour entries into a page's columns, and what is left into further pages of that title."""
    scale = paper.type_scale
    columns = [_above_foot(each, scale) for each in paper.columns]
    rest = flow(page.axes, entries, columns, type_scale=scale)
    more: list[Page] = []
    while rest:
        more.append(new_page(paper, f"{page.key}-{len(more) + 2}"))
        whole = [_above_foot(each, scale) for each in paper.whole]
        top, under = _below_head(whole, scale)
        flow(more[-1].axes, [Entry(title, _TITLE * 0.85, bold=True)], [top], type_scale=scale)
        rest = flow(more[-1].axes, rest, under, type_scale=scale)
    return tuple(more)


def stamp(brief: Brief, paper: Paper, page: Page, number: int, count: int) -> None:
    """Write plan, checksum and page number at the sheet's lower right corner."""
    say, imprint = brief.say, brief.imprint
    told = say(
        "Plan {plan} · checksum {checksum} · page {n} of {count}",
        plan=imprint.plan,
        checksum=imprint.checksum,
        n=number,
        count=count,
    )
    column = paper.columns[-1]
    right, size = column.left + column.width, _SMALL * paper.type_scale
    put_line(page.axes, right, column.bottom + 0.5, told, size=size, align="right", gid="stamp")


def title_entries(brief: Brief, sheet: Sheet) -> Iterator[Entry]:
    """Give the title block; the figures of the whole plan stand on the overview alone."""
    say, imprint = brief.say, brief.imprint
    yield Entry(imprint.title, _TITLE, bold=True)
    yield Entry(sheet.title, _TITLE * 0.85, before=0.5)
    plan = say("Plan {plan} for {day}", plan=imprint.plan, day=imprint.on)
    yield Entry(plan, HEAD, bold=True, before=1.5)
    yield Entry(say("Made for: {audience}", audience=imprint.audience), BODY)
    yield Entry(say("Data of {day}", day=imprint.as_of), BODY)
    for name, value in brief.figures if sheet.key == OVERVIEW else ():
        yield Entry(say("{name}: {value}", name=name, value=value), BODY)


def _legend(brief: Brief, drawn: Drawn, paper: Paper) -> Iterator[Entry]:
    return legend_entries(brief, drawn, type_scale=paper.type_scale)


def legend_entries(brief: Brief, drawn: Drawn, *, type_scale: float) -> Iterator[Entry]:
    """Give scale and north, then every symbol that is on the map, what matters most first."""
    yield from scale_entries(brief, drawn, type_scale=type_scale)
    yield from grid_entries(brief, drawn.view)
    yield Entry(brief.say("Legend"), HEAD, bold=True, before=2.5)
    yield from symbol_entries(drawn)


def symbol_entries(drawn: Drawn) -> Iterator[Entry]:
    """Give every symbol that is on the map with its word, what matters most first."""
    for look in reversed(drawn.looks):
        yield Entry(look.word, BODY, look=look, before=0.5)


def scale_entries(brief: Brief, drawn: Drawn, *, type_scale: float) -> Iterator[Entry]:
    """Give the scale as a bar and as a figure, and north."""
    say, view = brief.say, drawn.view
    size = _SMALL * type_scale

    def draw(page: Axes, x: float, y: float, room: float) -> None:
        """Draw the scale bar, and the arrow right of it."""
        draw_bar(page, view, say, at=(x, y), room=room * _BAR, size=size)
        at = (x + room - 6 * type_scale, y - 6.5 * type_scale)
        draw_north(page, view, at=at, height=8 * type_scale, size=HEAD * type_scale)

    yield Entry(draw=draw, tall=HEIGHT, before=3)
    scale = say("Scale 1:{n}", n=say.number(view.scale, 0))
    yield Entry(scale, BODY, bold=True)


def grid_entries(brief: Brief, view: View) -> Iterator[Entry]:
    """Give the lines on the grid."""
    say = brief.say
    names = ", ".join(squares(view))
    yield Entry(say("MGRS squares: {names}", names=names), _SMALL, quiet=True)
    hemisphere = "N" if view.epsg < 32700 else "S"  # noqa: PLR2004 - EPSG codes of the south
    grid = say("Projection: UTM {zone}, WGS 84", zone=f"{view.zone}{hemisphere}")
    yield Entry(grid, _SMALL, quiet=True)
    angle = say.number(abs(view.north), 2)
    north = (
        say("True north: {angle}° to the left of the grid's.", angle=angle)
        if view.north < 0
        else say("True north: {angle}° to the right of the grid's.", angle=angle)
    )
    yield Entry(north, _SMALL, quiet=True)


def _zone_entries(brief: Brief, listed: Sequence[str]) -> Iterator[Entry]:
    """Name zones by their numbers, those at least whose names found no room on the map."""
    if not listed:
        return
    yield Entry(brief.say("Rest zones by number"), HEAD, bold=True, before=2.5)
    for row in brief["zones"].loc[list(listed)].itertuples():
        yield Entry(str(row.name), BODY, mark=str(row.number))


def note_entries(brief: Brief, drawn: Drawn) -> Iterator[Entry]:
    """Give what a reader must know, and where all this is from."""
    say = brief.say
    notes = list(brief.notes)
    if drawn.nameless:
        notes.append(
            say(
                msgs(
                    "The name of one demand point found no room on this sheet.",
                    "The names of {n} demand points found no room on this sheet.",
                    len(drawn.nameless),
                )
            )
        )
    if drawn.missing:
        codes = ", ".join(drawn.missing[:12])
        notes.append(say("Letters that this type lacks are drawn as □: {codes}", codes=codes))
    yield Entry(say("Notes"), HEAD, bold=True, before=2.5)
    for note in notes:
        yield Entry(note, BODY, before=0.5)
    for line in brief.imprint.lines:
        yield Entry(line, _SMALL, quiet=True, before=0.5)


def _above_foot(column: Box, type_scale: float) -> Box:
    foot = _FOOT * type_scale
    return Box(column.left, column.bottom + foot, column.width, column.height - foot)


def _below_head(columns: Sequence[Box], type_scale: float) -> tuple[Box, list[Box]]:
    """Part columns of text from the line of the title above them."""
    first, head = columns[0], _HEADROOM * type_scale
    wide = columns[-1].left + columns[-1].width - first.left
    top = Box(first.left, first.bottom + first.height - head, wide, head)
    return top, [Box(each.left, each.bottom, each.width, each.height - head) for each in columns]
