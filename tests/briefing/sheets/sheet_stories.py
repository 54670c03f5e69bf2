"""Briefs to be drawn, and a look at what is on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from briefing.content.audiences import Audience
from briefing.content.brief import Brief, brief_of
from briefing.content.layers import brief_layers, ground_layers
from briefing.sheets.lettering import SETTINGS
from briefing.sheets.paper import paper_of
from briefing.sheets.plan_of_sheets import Sheet, sheets_of
from briefing.sheets.sheet import Page, draw_sheet
from gis.screening import Answer
from i18n import Language
from layers.sources.embedded import read_paris2024
from plans.plan import Plan, first_plan
from plans.situation import Situation, assess
from tests.stories import DAY, make_area, make_point, make_site

NAMES = (
    "<script>alert(1)</script>",
    "=cmd|'/c calc'!A1",
    "../../etc/passwd",
    "مدرسة باريس",
    "Fête 🎉",
    "$\\frac{1}{0}$",
    "东京",
    "Lycée " + "x" * 200,
)


@cache
def bare_paris() -> Situation:
    """Give Paris without a zone."""
    area = read_paris2024()
    return assess(area, first_plan(area))


@cache
def paris() -> Situation:
    """Give Paris with twelve zones."""
    bare = bare_paris()
    allowed = bare.screening.having(Answer.ALLOWED)
    picks = tuple(sorted(str(site) for site in allowed))[: 12 * 9 : 9]
    plan = replace(bare.plan, picks=picks)
    return assess(bare.area, plan, table=bare.table, screening=bare.screening)


@cache
def paris_brief() -> Brief:
    """Give the chief's brief of Paris."""
    return brief_of(paris(), audience=Audience.CHIEF, say=Language.of("fr"))


@cache
def hostile() -> Situation:
    """Give zones and a place with names that mean harm."""
    sites = [
        make_site(f"n{n}", 0.1 + 0.1 * n, id=f"site-n{n}") | {"name": name}
        for n, name in enumerate(NAMES)
    ]
    points = [make_point("Stade", 0.0) | {"name": NAMES[0]}]
    plan = Plan(on=DAY, picks=tuple(str(site["id"]) for site in sites))
    return assess(make_area(sites=sites, points=points), plan)


def hostile_brief() -> Brief:
    """Give a brief whose zones and one place bear names that mean harm."""
    return brief_of(hostile(), audience=Audience.CHIEF, say=Language.of("en"))


def empty_brief(day: date = DAY, *, compared: bool = False) -> Brief:
    """Give a brief of Villebourg without a zone, as it was before where it is ``compared``."""
    bare = assess(make_area(), Plan(on=day))
    before = bare if compared else None
    return brief_of(bare, audience=Audience.CHIEF, say=Language.of("en"), before=before)


@cache
def paris_sheet(number: int = 0) -> Page:
    """Draw one of the sheets of Paris, the overview as a rule; nobody adds to it."""
    brief = paris_brief()
    return drawn_sheet(brief, sheets_of(brief)[number])


def drawn_sheet(
    brief: Brief, sheet: Sheet | None = None, *, paper: str = "A3", landscape: bool = True
) -> Page:
    """Draw a sheet, the overview as a rule, and give its first page."""
    size = paper_of(paper, landscape=landscape)
    with mpl.rc_context(SETTINGS):
        page, *_ = draw_sheet(
            brief,
            sheet or sheets_of(brief)[0],
            size,
            ground=ground_layers(brief),
            layers=brief_layers(brief),
        )
        return page


def gids(artists: Iterable[Artist]) -> set[str]:
    """Give the marks of artists."""
    return {str(artist.get_gid()) for artist in artists if artist.get_gid()}


def maps(figure: Figure) -> list[Artist]:
    """Give the artists of the map, which are not those of the page around it."""
    return [each for axes in figure.axes[1:] for each in axes.get_children()]
