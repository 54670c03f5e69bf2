"""A brief as slides: they open, say what they are, and speak to who cannot see the maps."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Pt

from briefing.content.audiences import Audience
from briefing.content.brief import Brief
from briefing.slides.deck import slides
from briefing.slides.outline import outline
from i18n import Language
from tests.briefing.office_stories import EN, FR, HOSTILE, PICTURES, SEEN, told

AUDIENCES = pytest.mark.parametrize("audience", list(Audience))
LANGUAGES = pytest.mark.parametrize("say", [EN, FR], ids=["en", "fr"])


@cache
def opened(brief: Brief) -> Any:  # noqa: ANN401 - as python-pptx has it
    """Open the slides of a brief, to look and not to change."""
    return Presentation(io.BytesIO(slides(brief, PICTURES)))


def texts(slide: Any) -> list[str]:  # noqa: ANN401 - the same
    """Give every text of a slide, those of tables among them."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return found


@LANGUAGES
def test_every_slide_has_its_title_its_number_and_the_imprint(say: Language) -> None:
    brief = told(say=say)
    deck, pages = opened(brief), outline(brief, PICTURES)
    assert len(deck.slides) == len(pages)
    for n, (slide, page) in enumerate(zip(deck.slides, pages, strict=True), start=1):
        whole = "\n".join(texts(slide))
        assert slide.shapes.title.text_frame.text == page.title
        assert say("{n} of {m}", n=n, m=len(pages)) in whole
        for part in (brief.imprint.plan, brief.imprint.checksum, brief.imprint.credit):
            assert part in whole
        assert brief.imprint.standard in whole


def test_slides_are_wide() -> None:
    deck = opened(told())
    assert deck.slide_width * 9 == deck.slide_height * 16


def test_pictures_keep_their_shape_and_say_what_they_show() -> None:
    shapes = [s for slide in opened(told()).slides for s in slide.shapes if hasattr(s, "image")]
    assert [s.element.xpath("./*/p:cNvPr")[0].get("descr") for s in shapes] == [
        "Map: All",
        "Map: Far north",
    ]
    for shape, (wide, high) in zip(shapes, [(400, 300), (900, 90)], strict=True):
        assert abs(shape.width / shape.height - wide / high) < 0.001 * wide / high


@pytest.mark.parametrize("name", ["Arago", HOSTILE], ids=["plain", "hostile"])
def test_everything_is_on_the_slide(name: str) -> None:
    deck = opened(told(name=name))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert min(shape.left, shape.top) >= 0
            assert shape.left + shape.width <= deck.slide_width
            foot = deck.slide_height - Pt(46) if shape.has_table else deck.slide_height
            assert shape.top + shape.height <= foot


def test_tables_are_native_and_have_titles() -> None:
    tables = [s.table for slide in opened(told()).slides for s in slide.shapes if s.has_table]
    assert len(tables) >= 4  # a sector, the other zones, changes, moved, risks
    assert all(table.first_row for table in tables)


@AUDIENCES
def test_an_audience_sees_what_it_is_told_and_no_more(audience: Audience) -> None:
    whole = "\n".join(text for s in opened(told(audience)).slides for text in texts(s))
    assert ("fficers" in whole) is (audience is Audience.CHIEF)
    assert ("Camus" in whole) is (audience is not Audience.PUBLIC_SAFE)


@AUDIENCES
def test_the_file_hides_nothing_either(audience: Audience) -> None:
    with zipfile.ZipFile(io.BytesIO(slides(told(audience)))) as parts:
        assert not any("notes" in name or "printer" in name for name in parts.namelist())
        assert not any("thumbnail" in name or "app.xml" in name for name in parts.namelist())
        whole = b"".join(map(parts.read, parts.namelist())).decode(errors="ignore")
    assert (">380<" in whole) is (audience is Audience.CHIEF)  # officers at the stadium, 300 + 80


def test_a_name_is_cut_to_be_read_and_never_dropped() -> None:
    whole = [text for slide in opened(told(name=HOSTILE)).slides for text in texts(slide)]
    names = [text for text in whole if text.startswith(SEEN[:40])]
    assert len(names) >= 2
    assert all(text == SEEN or text.endswith("…") for text in names)


def test_texts_are_in_a_language_that_readers_aloud_know() -> None:
    for say, code in ((EN, "en-US"), (FR, "fr-FR")):
        runs = opened(told(say=say)).slides[0].shapes.title.text_frame.paragraphs[0].runs
        assert [run._r.rPr.get("lang") for run in runs] == [code]  # noqa: SLF001 - what is written


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert slides(told.__wrapped__(), PICTURES) == slides(told(), PICTURES)
