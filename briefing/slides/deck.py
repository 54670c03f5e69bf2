"""A brief as slides (PPTX): maps as pictures with their words, tables that stay tables.

Every slide bears the imprint and its number. The same brief and pictures give the same bytes: the
only instant inside is the plan's day.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Emu, Pt

from briefing.content.brief import Brief
from briefing.slides.furniture import (
    BLUE,
    GREY,
    LEFT,
    TOP,
    WHITE,
    Box,
    Type,
    add_text,
    cover,
    describe,
    empty_deck,
    emus,
    new_slide,
    number,
    write,
)
from briefing.slides.grids import MARGIN_X, MARGIN_Y, TEXT_SIZE, Grid
from briefing.slides.outline import (
    BODY_HEIGHT,
    BODY_WIDTH,
    LINE_SIZE,
    PAIR,
    SIDE_WIDTH,
    Page,
    Picture,
    outline,
)
from briefing.still import stilled
from i18n import Language

_GAP = 16.0  # points between a picture and what stands beside it
_WHOLE = Box(LEFT, TOP, BODY_WIDTH, BODY_HEIGHT)
_PICTURE = Box(LEFT, TOP, BODY_WIDTH - SIDE_WIDTH - _GAP, BODY_HEIGHT)
_SIDE = Box(LEFT + BODY_WIDTH - SIDE_WIDTH, TOP, SIDE_WIDTH, BODY_HEIGHT)
_COVER = Box(LEFT, 270.0, BODY_WIDTH, 200.0)


def slides(
    brief: Brief, pictures: Sequence[Picture] = (), *, changed: Picture | None = None
) -> bytes:
    """Write a brief as slides; the first picture is the overview, each other one a sector's.

    ``changed`` is the map of what changed.
    """
    deck = empty_deck(brief)
    pages = outline(brief, pictures, changed=changed)
    for n, page in enumerate(pages, start=1):
        slide = new_slide(deck, page.title, brief.say)
        _fill(slide, page, brief.say)
        number(slide, n, len(pages), brief)
    stream = io.BytesIO()
    deck.save(stream)
    return stilled(stream.getvalue())


def _fill(slide: Slide, page: Page, say: Language) -> None:
    """Draw what stands below the title."""
    if page.cover:
        cover(slide)
        add_text(slide, _COVER, page.lines, Type(LINE_SIZE), say)
        return
    box = _SIDE if page.picture else _WHOLE
    if page.picture:
        alone = not (page.pairs or page.table or page.lines)
        _picture(slide, page.picture, _WHOLE if alone else _PICTURE)
    if page.table:
        _table(slide, page.table, box, say, page.title)
    _pairs(slide, page.pairs, box, say)
    if page.lines:
        above = PAIR * len(page.pairs)
        below = Box(box.left, box.top + above, box.width, box.height - above)
        add_text(slide, below, page.lines, Type(LINE_SIZE), say)


def _picture(slide: Slide, picture: Picture, box: Box) -> None:
    """Place a picture as large as it fits, in the middle of its box, and say what it shows."""
    shape = slide.shapes.add_picture(io.BytesIO(picture.png), Pt(box.left), Pt(box.top))
    scale = min(Pt(box.width) / shape.width, Pt(box.height) / shape.height)
    shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
    shape.left = Emu(shape.left + (Pt(box.width) - shape.width) // 2)
    shape.top = Emu(shape.top + (Pt(box.height) - shape.height) // 2)
    shape.name = picture.title
    describe(shape, picture.alt)


def _pairs(slide: Slide, pairs: Sequence[tuple[str, str]], box: Box, say: Language) -> None:
    """Write figures large, each with its name below."""
    for n, (name, value) in enumerate(pairs):
        top = box.top + n * PAIR
        add_text(slide, Box(box.left, top, box.width, 30), [value], Type(22, bold=True), say)
        add_text(slide, Box(box.left, top + 26, box.width, 22), [name], Type(12, colour=GREY), say)


def _table(slide: Slide, grid: Grid, box: Box, say: Language, alt: str) -> None:
    """Draw a table that can be edited, its first row marked as the titles."""
    height = sum(grid.heights)
    place = Box(box.left, box.top, sum(grid.widths), height)
    frame = slide.shapes.add_table(len(grid.rows) + 1, len(grid.titles), *emus(place))
    describe(frame, alt)
    table = frame.table
    for n, width in enumerate(grid.widths):
        table.columns[n].width = Pt(width)
    for n, tall in enumerate(grid.heights):
        table.rows[n].height = Pt(tall)
    for at, texts in enumerate((grid.titles, *grid.rows)):
        for n, text in enumerate(texts):
            cell = table.cell(at, n)
            cell.margin_left = cell.margin_right = Pt(MARGIN_X)
            cell.margin_top = cell.margin_bottom = Pt(MARGIN_Y)
            cell.vertical_anchor = MSO_ANCHOR.TOP
            align = PP_ALIGN.RIGHT if grid.figures[n] else PP_ALIGN.LEFT
            kind = Type(TEXT_SIZE, bold=at == 0, colour=WHITE if at == 0 else None, align=align)
            write(cell.text_frame, [text], kind, say)
            if at == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = BLUE
