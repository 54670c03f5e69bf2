"""The sheets as files: all in one PDF, or each as a picture for the screen."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from threading import Lock

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages

from briefing.content.brief import Brief
from briefing.content.layers import brief_layers, ground_layers
from briefing.sheets.fonts import set_already
from briefing.sheets.lettering import SETTINGS, plain
from briefing.sheets.paper import Paper, paper_of
from briefing.sheets.plan_of_sheets import Sheet, sheets_of
from briefing.sheets.sheet import Page, draw_sheet, stamp

DPI = 300
_QUICK = {"compress_type": zlib.Z_RLE}  # half the seconds, for a file an eighth larger
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
        return _pngs(brief, pages, dpi)


def sheets_both(
    brief: Brief, *, paper: str = "A3", landscape: bool = True, dpi: int = DPI
) -> tuple[bytes, dict[str, bytes]]:
    """Give what ``sheets_pdf`` and ``sheets_png`` give, of pages that are drawn once."""
    size = paper_of(paper, landscape=landscape)
    with ALONE, mpl.rc_context(SETTINGS):
        pages = numbered(brief, size, tuple(drawn(brief, size, None)))
        return pdf_of(brief, pages), _pngs(brief, pages, dpi)


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
    with set_already(), PdfPages(stream, metadata=told) as book:
        for page in pages:
            book.savefig(page.figure)
    return stream.getvalue()


def _pngs(brief: Brief, pages: Sequence[Page], dpi: int) -> dict[str, bytes]:
    return {f"{n:02d}-{page.key}.png": _png(page, brief, dpi) for n, page in enumerate(pages, 1)}


def _png(page: Page, brief: Brief, dpi: int) -> bytes:
    stream = io.BytesIO()
    FigureCanvasAgg(page.figure)
    told = {"Software": "Bivouac", "Title": plain(brief.imprint.title)}
    page.figure.savefig(stream, format="png", dpi=dpi, metadata=told, pil_kwargs=_QUICK)
    return stream.getvalue()
