"""The empty deck, and what stands on every slide: title, imprint, page number.

A slide is 16:9, 13.33 × 7.5 inches. Everything below is in points: 960 × 540.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_CONNECTOR, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Pt

from briefing.content.brief import Brief
from briefing.content.imprint import plan_words
from briefing.content.reading import plain
from briefing.drawing.features import short
from i18n import Language

WIDTH, HEIGHT = 960.0, 540.0
LEFT, TOP = 36.0, 88.0  # of what stands below the title
BLUE, GREY, WHITE = RGBColor(0x00, 0x4C, 0x7A), RGBColor(0x57, 0x60, 0x6A), RGBColor(255, 255, 255)
_TITLE_TOP, _TITLE_HEIGHT = 24.0, 52.0
_FOOT_TOP, _FOOT_HEIGHT, _NUMBER_WIDTH = 494.0, 36.0, 72.0
_LONGEST_TITLE, _LONGEST_FOOT = 90, 190
_TITLE_ONLY = "Title Only"
_LANGUAGES = {"fr": MSO_LANGUAGE_ID.FRENCH, "en": MSO_LANGUAGE_ID.ENGLISH_US}
# The library's own deck speaks of its maker's office: its font and blue give way to ours.
_THEME = ((b"Calibri", b"Arial"), (b"4F81BD", b"0072B2"), (b"1F497D", b"004C7A"))


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set; ``size`` in points."""

    size: float
    bold: bool = False
    colour: RGBColor | None = None
    align: PP_ALIGN = PP_ALIGN.LEFT


_COVER_TITLE = Box(LEFT, 120.0, WIDTH - 2 * LEFT, 120.0)
_COVER_RULE = Box(LEFT, 252.0, WIDTH - LEFT, 252.0)  # from left, top to right, bottom


def empty_deck(brief: Brief) -> Deck:
    """Give a deck of 16:9 without slides, its papers in order and no clock inside."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _one_layout(deck)
    theme = deck.slide_master.part.part_related_by(RT.THEME)
    for theirs, ours in _THEME:
        theme.blob = theme.blob.replace(theirs, ours)
    _strip(deck)
    _properties(deck, brief)
    return deck


def new_slide(deck: Deck, title: str, say: Language) -> Slide:
    """Add a slide with its title."""
    (layout,) = deck.slide_layouts
    slide: Slide = deck.slides.add_slide(layout)
    shape = slide.shapes.title
    assert shape is not None  # noqa: S101 - the one layout has a title
    write(
        shape.text_frame,
        [short(title, _LONGEST_TITLE)],
        Type(24 if len(title) < _LONGEST_TITLE // 2 else 18, bold=True, colour=BLUE),
        say,
    )
    return slide


def cover(slide: Slide) -> None:
    """Make a slide the first: its title large, in the middle, above a rule."""
    title = slide.shapes.title
    assert title is not None  # noqa: S101 - the one layout has a title
    title.left, title.top, title.width, title.height = emus(_COVER_TITLE)
    for paragraph in title.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(36)
    rule = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *emus(_COVER_RULE))
    rule.line.color.rgb, rule.line.width = BLUE, Pt(3)


def add_text(slide: Slide, box: Box, lines: Sequence[str], type_: Type, say: Language) -> BaseShape:
    """Add a text box; its lines are paragraphs."""
    shape = slide.shapes.add_textbox(*emus(box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    write(frame, lines, type_, say)
    return shape


def write(frame: TextFrame, lines: Sequence[str], type_: Type, say: Language) -> None:
    """Write lines into a frame, one a paragraph, in a language that readers aloud know."""
    for n, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        _set(paragraph, line, type_, say)


def number(slide: Slide, n: int, of: int, brief: Brief) -> None:
    """Write the imprint and the number at a slide's foot."""
    imprint, say = brief.imprint, brief.say
    first = f"{plan_words(imprint, say)} {imprint.standard} {imprint.audience}."
    lines = [
        short(plain(each), _LONGEST_FOOT) for each in (first, f"{imprint.credit} · {imprint.data}")
    ]
    foot = Box(LEFT, _FOOT_TOP, WIDTH - 2 * LEFT - _NUMBER_WIDTH, _FOOT_HEIGHT)
    add_text(slide, foot, lines, Type(9, colour=GREY), say)
    corner = Box(WIDTH - LEFT - _NUMBER_WIDTH, _FOOT_TOP, _NUMBER_WIDTH, _FOOT_HEIGHT)
    told = say("{n} of {m}", n=n, m=of)
    add_text(slide, corner, [told], Type(12, bold=True, colour=GREY, align=PP_ALIGN.RIGHT), say)


def describe(shape: BaseShape, alt: str) -> None:
    """Say in words what a shape shows."""
    (about,) = shape.element.xpath("./*/p:cNvPr")
    about.set("descr", plain(alt))


def emus(box: Box) -> tuple[Pt, Pt, Pt, Pt]:
    """Give a place as the library takes it."""
    return Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)


def _set(paragraph: _Paragraph, line: str, type_: Type, say: Language) -> None:
    paragraph.alignment = type_.align
    run = paragraph.add_run()
    run.text = plain(line)
    run.font.size, run.font.bold = Pt(type_.size), type_.bold
    run.font.language_id = _LANGUAGES[say.code]
    if type_.colour is not None:
        run.font.color.rgb = type_.colour


def _one_layout(deck: Deck) -> None:
    """Keep the one layout that is used, as wide as the slide, its title where ours stand."""
    for layout in list(deck.slide_layouts):
        if layout.name != _TITLE_ONLY:
            deck.slide_layouts.remove(layout)
    (layout,) = deck.slide_layouts
    for shape in [*layout.placeholders, *deck.slide_master.placeholders]:
        if shape.placeholder_format.type == PP_PLACEHOLDER.TITLE:
            shape.left, shape.top, shape.width, shape.height = emus(
                Box(LEFT, _TITLE_TOP, WIDTH - 2 * LEFT, _TITLE_HEIGHT)
            )
            shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        else:
            shape.element.getparent().remove(shape.element)


def _strip(deck: Deck) -> None:
    """Drop what is true of the library's own deck only: a printer, a small picture, counts."""
    for relation in list(deck.part.rels.values()):
        if relation.reltype == RT.PRINTER_SETTINGS:
            deck.part.rels.pop(relation.rId)
    package = deck.part.package
    for relation in list(package.iter_rels()):
        if relation.reltype in {RT.THUMBNAIL, RT.EXTENDED_PROPERTIES}:
            package.drop_rel(relation.rId)


def _properties(deck: Deck, brief: Brief) -> None:
    imprint, about = brief.imprint, deck.core_properties
    about.title, about.subject = plain(imprint.title)[:255], imprint.audience
    about.author = about.last_modified_by = "Bivouac"
    about.comments = plan_words(imprint, brief.say)
    about.language = brief.say.code
    about.revision = 1
    about.created = about.modified = datetime.combine(imprint.on, time())
