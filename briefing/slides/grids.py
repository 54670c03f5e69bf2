"""Tables for slides: as many rows on each as fit, and no text taller than a slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.content.reading import Reading, words
from briefing.drawing.features import short
from briefing.slides.measure import ems, lines_in
from i18n import Language

TEXT_SIZE = 12.0  # points
_LINE = 1.2  # of the size
MARGIN_X, MARGIN_Y = 7.2, 3.6  # points kept free at each side of a cell
_MOST_LINES = 20  # of a cell: a longer text is cut and shows that it was
_USUAL_WORD = 9.0  # ems: “arrondissement” is one
_BOLD = 1.1  # of the width of plain letters


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in words; widths and heights are in points, ``figures`` are columns of numbers."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    figures: tuple[bool, ...]

    @property
    def heights(self) -> tuple[float, ...]:
        """Give the height that each row needs, the titles' first."""
        return tuple(self._height(row) for row in (self.titles, *self.rows))

    def _height(self, row: tuple[str, ...]) -> float:
        lines = (
            lines_in(text, width - 2 * MARGIN_X, TEXT_SIZE)
            for text, width in zip(row, self.widths, strict=True)
        )
        return max(lines) * TEXT_SIZE * _LINE + 2 * MARGIN_Y


def grid(table: Reading, columns: tuple[str, ...], *, width: float, say: Language) -> Grid:
    """Put some columns of a table in words, as far as they are told, into a width in points."""
    places = [n for name in columns for n, each in enumerate(table.columns) if each.name == name]
    titles = tuple(table.columns[n].title for n in places)
    rows = tuple(tuple(words(row[n], say) for n in places) for row in table.rows)
    figures = tuple(table.columns[n].holds.is_figure for n in places)
    widths = tuple(_widths(titles, rows, figures, width))
    return Grid(
        titles=titles,
        rows=tuple(tuple(map(_cut, row, widths)) for row in rows),
        widths=widths,
        figures=figures,
    )


def parted(whole: Grid, *, height: float) -> tuple[Grid, ...]:
    """Cut a table into parts that fit a height in points.

    Every part has a row at least, and all rows are on one of them in their order.
    """
    return tuple(replace(whole, rows=rows) for rows in _shares(whole, height))


def _shares(whole: Grid, height: float) -> Iterator[tuple[tuple[str, ...], ...]]:
    head, *heights = whole.heights
    share: list[tuple[str, ...]] = []
    left = height - head
    for row, tall in zip(whole.rows, heights, strict=True):
        if share and tall > left:
            yield tuple(share)
            share, left = [], height - head
        share.append(row)
        left -= tall
    if share:
        yield tuple(share)


def _cut(text: str, width: float) -> str:
    """Cut a text that would be too tall in a column of a width."""
    room = width - 2 * MARGIN_X
    while lines_in(text, room, TEXT_SIZE) > _MOST_LINES:
        text = short(text, len(text) * 9 // 10)
    return text


def _widths(
    titles: Sequence[str], rows: Sequence[Sequence[str]], figures: Sequence[bool], room: float
) -> list[float]:
    """Share a width among columns: each first what it cannot do without, the small wishes next.

    A column cannot do without the longest word of its title, and of its texts if that is a usual
    one; if it holds figures, without the longest of them on one line.
    """
    columns = [[row[n] for row in rows] for n in range(len(titles))]
    longest = [max(map(ems, column), default=0.0) for column in columns]
    words = [_BOLD * _longest_word([title]) for title in titles]
    least = [
        max(word, wide if figure else min(_USUAL_WORD, _longest_word(column)))
        for word, wide, figure, column in zip(words, longest, figures, columns, strict=True)
    ]
    asked = [max(word, wide) for word, wide in zip(words, longest, strict=True)]
    spare = (room - 2 * MARGIN_X * len(titles)) / TEXT_SIZE - sum(least)
    widths = list(least)
    order = sorted(range(len(titles)), key=lambda n: asked[n] - least[n])
    for done, n in enumerate(order):
        more = max(0.0, min(asked[n] - least[n], spare / (len(order) - done)))
        widths[n] += more
        spare -= more
    wider = 1 + max(0.0, spare) / sum(widths)
    return [each * wider * TEXT_SIZE + 2 * MARGIN_X for each in widths]


def _longest_word(texts: Sequence[str]) -> float:
    """Give the width of the longest word of some texts, in ems."""
    return max((ems(word) for text in texts for word in text.split()), default=0.0)
