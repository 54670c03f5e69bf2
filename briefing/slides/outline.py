"""What the slides of a brief show, slide by slide, before any is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.content.audiences import Subject
from briefing.content.brief import Brief
from briefing.content.reading import Reading, plain, reading
from briefing.slides.grids import Grid, grid, parted
from briefing.slides.measure import lines_in
from i18n import Language

# In points, of a slide of 960 × 540; see ``briefing/slides/furniture.py``.
BODY_WIDTH, BODY_HEIGHT = 888.0, 396.0
SIDE_WIDTH = 360.0  # of what stands beside a picture
PAIR = 52.0  # of a figure with its name
LINE_SIZE = 16.0
_LINE = 1.25  # of the size, with what stands between two lines

_BESIDE = ("number", "name", "officers", "worst_minutes")
_ZONES = (
    *("number", "name", "commune", "state"),
    *("places", "officers", "mean_minutes", "worst_minutes"),
)
_MOVED = ("name", "officers", "zone_before", "minutes_before", "zone_after", "minutes_after")


@dataclass(frozen=True, slots=True)
class Picture:
    """A map to be shown: a PNG, its title, and what it shows in words for who cannot see it.

    ``zones`` are the ids of the zones that it is about, if it is about some: they are listed
    beside it.
    """

    png: bytes
    title: str
    alt: str
    zones: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """One slide: a title, and what stands below it. ``cover`` is for the first one alone."""

    title: str
    lines: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    table: Grid | None = None
    picture: Picture | None = None
    cover: bool = False


def outline(
    brief: Brief, pictures: Sequence[Picture] = (), *, changed: Picture | None = None
) -> tuple[Page, ...]:
    """Give the slides of a brief; the first picture is the overview, each other one a sector's.

    ``changed`` is the map of what changed, shown before the tables that tell it.
    """
    overview, *sectors = pictures or (None,)
    return (
        _cover(brief),
        *_overview(brief, overview),
        *_sectors(brief, [picture for picture in sectors if picture]),
        *_changes(brief, changed),
        *_risks(brief),
    )


def _cover(brief: Brief) -> Page:
    say, imprint = brief.say, brief.imprint
    day = say("Plan of {day}. Data of {data}.", day=imprint.on, data=imprint.as_of)
    lines = (day, say("For: {audience}", audience=imprint.audience), *imprint.lines)
    return Page(plain(imprint.title), lines=tuple(map(plain, lines)), cover=True)


def _overview(brief: Brief, picture: Picture | None) -> Iterator[Page]:
    """Show the map with the figures beside it, then what a reader must know."""
    say = brief.say
    told = tuple(plain(each) for each in brief.warnings)
    beside = sum(_tall(line, SIDE_WIDTH) for line in told) <= BODY_HEIGHT - PAIR * len(
        brief.figures
    )
    if picture or brief.figures:
        lines = told if beside else ()
        yield Page(say("Overview"), lines=lines, pairs=brief.figures, picture=picture)
    if not beside or not (picture or brief.figures):
        screens = [Page("", lines=share) for share in _screens(told)]
        yield from _numbered(say("Read this first"), screens, say)


def _sectors(brief: Brief, pictures: Sequence[Picture]) -> Iterator[Page]:
    """Show each sector's map with its zones, then the zones of no sector."""
    if not brief.tells(Subject.ZONES):
        yield from (Page(plain(each.title), picture=each) for each in pictures)
        return
    zones, say = reading(brief, "zones"), brief.say
    for picture in pictures:
        yield from _sector(brief, _of(zones, picture.zones), picture)
    shown = frozenset[str]().union(*(picture.zones for picture in pictures))
    rest = _of(zones, frozenset(zones.ids) - shown)
    if rest.rows or not zones.rows:
        title = say("Zones of no sector shown") if shown else say("Zones by sector")
        yield from _table(brief, _by_first(rest), ("departement", *_ZONES), title)


def _sector(brief: Brief, zones: Reading, picture: Picture) -> Iterator[Page]:
    """Show a sector's map with the first of its zones beside it, the others on slides after."""
    beside = grid(zones, _BESIDE, width=SIDE_WIDTH, say=brief.say)
    first = next(iter(_grids(beside)), None)
    pages = [Page("", table=first, picture=picture)]
    more = _of(zones, frozenset(zones.ids[len(first.rows) if first else 0 :]))
    if more.rows:
        whole = grid(more, _ZONES, width=BODY_WIDTH, say=brief.say)
        pages += [Page("", table=part) for part in _grids(whole)]
    yield from _numbered(plain(picture.title), pages, brief.say)


def _changes(brief: Brief, changed: Picture | None) -> Iterator[Page]:
    """Show what was decided since, and who goes elsewhere for it."""
    if not brief.tells(Subject.CHANGES):
        return
    say, since = brief.say, brief.since
    title = say("Changes since the plan of {day}", day=since) if since else say("Changes")
    if changed:
        yield Page(changed.title, picture=changed)
    yield from _table(brief, reading(brief, "changes"), ("about", "told"), title)
    if since:
        moved = reading(brief, "moved")
        yield from _table(brief, moved, _MOVED, moved.title)


def _risks(brief: Brief) -> Iterator[Page]:
    if brief.tells(Subject.RISKS):
        risks = reading(brief, "risks")
        yield from _table(brief, risks, ("severity", "about", "what", "remedy"), risks.title)


def _table(brief: Brief, table: Reading, columns: tuple[str, ...], title: str) -> list[Page]:
    """Show a table on as many slides as it takes, or the sentence for none."""
    if not table.rows:
        return [Page(title, lines=(table.nothing,))]
    whole = grid(table, columns, width=BODY_WIDTH, say=brief.say)
    pages = [Page("", table=part) for part in _grids(whole)]
    return list(_numbered(title, pages, brief.say))


def _grids(whole: Grid) -> tuple[Grid, ...]:
    return parted(whole, height=BODY_HEIGHT)


def _of(table: Reading, ids: frozenset[str]) -> Reading:
    """Keep the rows of some ids."""
    kept = [n for n, key in enumerate(table.ids) if key in ids]
    return replace(
        table, ids=tuple(table.ids[n] for n in kept), rows=tuple(table.rows[n] for n in kept)
    )


def _by_first(zones: Reading) -> Reading:
    """Put zones in the order of their département; those of one stay as they are."""
    column = next(n for n, each in enumerate(zones.columns) if each.name == "departement")
    order = sorted(range(len(zones.rows)), key=lambda n: str(zones.rows[n][column].value or "~"))
    return replace(
        zones, ids=tuple(zones.ids[n] for n in order), rows=tuple(zones.rows[n] for n in order)
    )


def _numbered(title: str, pages: Sequence[Page], say: Language) -> Iterator[Page]:
    """Give pages their common title, and say which of how many each is."""
    for n, page in enumerate(pages, start=1):
        told = say("{title} ({n} of {m})", title=title, n=n, m=len(pages))
        yield replace(page, title=told if len(pages) > 1 else title)


def _screens(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Share lines out among slides, as many on each as fit."""
    share: list[str] = []
    left = BODY_HEIGHT
    for line in lines:
        tall = _tall(line, BODY_WIDTH)
        if share and tall > left:
            yield tuple(share)
            share, left = [], BODY_HEIGHT
        share.append(line)
        left -= tall
    if share:
        yield tuple(share)


def _tall(line: str, width: float) -> float:
    """Give the height that a line takes in a width, both in points."""
    return lines_in(line, width, LINE_SIZE) * LINE_SIZE * _LINE
