"""The sheets as files: all in one PDF, or each as a picture for the screen."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from threading import Lock

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages

from briefing.content.brief import Brief
from briefing.content.layers import brief_layers, ground_layers
from briefing.sheets.lettering import SETTINGS, plain
from briefing.sheets.paper import Paper, paper_of
from briefing.sheets.plan_of_sheets import Sheet, sheets_of
from briefing.sheets.sheet import Page, draw_sheet, stamp

DPI = 300
ALONE = Lock()  # matplotlib's settings and fonts are one for the whole process


def sheets_pdf(
    brief: Brief,
    *,
    paper: str = "A3",
    landscape: bool = True,
    sheets: Sequence[Sheet] | None = None,
) -> bytes:
    """Give the map sheets of a brief as one PDF; ``sheets`` are some of ``sheets_of``.

    Raises SettingError for a paper size that is not known.
    """
    size = paper_of(paper, landscape=landscape)
    with ALONE, mpl.rc_context(SETTINGS):
        return pdf_of(brief, numbered(brief, size, tuple(drawn(brief, size, sheets))))


def sheets_png(
    brief: Brief,
    *,
    paper: str = "A3",
    landscape: bool = True,
    sheets: Sequence[Sheet] | None = None,
    dpi: int = DPI,
) -> dict[str, bytes]:
    """Give the map sheets of a brief as pictures, by file name. Raises as ``sheets_pdf`` does."""
    size = paper_of(paper, landscape=landscape)
    with ALONE, mpl.rc_context(SETTINGS):
        pages = numbered(brief, size, tuple(drawn(brief, size, sheets)))
        return {
            f"{n:02d}-{page.key}.png": _png(page, brief, dpi) for n, page in enumerate(pages, 1)
        }


def drawn(brief: Brief, paper: Paper, sheets: Sequence[Sheet] | None) -> Iterator[Page]:
    """Draw the pages of the sheets."""
    ground, layers = ground_layers(brief), brief_layers(brief)
    for sheet in sheets_of(brief) if sheets is None else sheets:
        yield from draw_sheet(brief, sheet, paper, ground=ground, layers=layers)


def numbered(brief: Brief, paper: Paper, pages: Sequence[Page]) -> Sequence[Page]:
    """Write its number on each page, now that their count is known."""
    for number, page in enumerate(pages, start=1):
        stamp(brief, paper, page, number, len(pages))
    return pages


def pdf_of(brief: Brief, pages: Iterable[Page]) -> bytes:
    """Write pages as a PDF without a clock inside."""
    stream = io.BytesIO()
    told = {
        "Title": plain(brief.imprint.title),
        "Author": "Bivouac",
        "Creator": "Bivouac",
        "Producer": None,
        "CreationDate": None,
    }
    with PdfPages(stream, metadata=told) as book:
        for page in pages:
            book.savefig(page.figure)
    return stream.getvalue()


def _png(page: Page, brief: Brief, dpi: int) -> bytes:
    stream = io.BytesIO()
    FigureCanvasAgg(page.figure)
    told = {"Software": "Bivouac", "Title": plain(brief.imprint.title)}
    page.figure.savefig(stream, format="png", dpi=dpi, metadata=told)
    return stream.getvalue()
