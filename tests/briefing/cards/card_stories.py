"""Briefs for cards: the straight street and the small Paris, with their ways."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from briefing.cards.files import cards_pdf, units_pdf
from briefing.content.audiences import Audience
from briefing.content.brief import Brief, brief_of
from briefing.content.ways import ways_of
from gis.network.closures import Closure
from i18n import Language
from plans.plan import Plan
from plans.situation import Situation, assess
from tests.briefing.pdf_tools import tool
from tests.briefing.sheets.sheet_stories import NAMES
from tests.stories import DAY, make_area, make_point, make_site

PICKS = ("site-arago", "site-camus")


@cache
def street(*, picks: tuple[str, ...] = PICKS, blocks: int = 20) -> Situation:
    """Give Villebourg with zones: a stadium, a station and a port along one street."""
    return assess(make_area(blocks=blocks), Plan(on=DAY, picks=picks))


@cache
def brief(
    situation: Situation | None = None,
    audience: Audience = Audience.CHIEF,
    *,
    code: str = "en",
    places: frozenset[str] | None = None,
    drawn: bool = True,
) -> Brief:
    """Give its brief, with ways along the streets unless these are not ``drawn``."""
    now = situation or street()
    return brief_of(
        now,
        audience=audience,
        say=Language.of(code),
        places=places,
        ways=ways_of(now, places=places) if drawn else None,
    )


def own(
    place: str, situation: Situation | None = None, *, code: str = "en", drawn: bool = True
) -> Brief:
    """Give the brief of a unit that stands at one place: a sheet and its zones' cards."""
    places = frozenset({f"venue-{place}"})
    return brief(situation, Audience.UNIT_LEADER, code=code, places=places, drawn=drawn)


@cache
def closed() -> Situation:
    """Give the street cut before Camus: nobody has a second choice within reach."""
    bar = Closure("closure-1", "Pont", "LINESTRING(2.334 48.849, 2.334 48.851)", bars="everyone")
    plan = Plan(on=DAY, picks=PICKS, closures=(bar,))
    return assess(make_area(blocks=20), plan)


@cache
def hostile() -> Situation:
    """Give two zones and a place with names that mean harm, several of them in a zone's."""
    names = {"site-n0": " ".join(NAMES[0::2]), "site-n1": " ".join(NAMES[1::2])}
    sites = [
        make_site(f"n{n}", 0.1 + 0.5 * n, id=site) | {"name": name}
        for n, (site, name) in enumerate(names.items())
    ]
    points = [make_point("Stade", 0.0) | {"name": NAMES[0]}]
    return assess(make_area(sites=sites, points=points), Plan(on=DAY, picks=tuple(names)))


@cache
def pages(data: bytes, folder: Path) -> list[str]:
    """Give the texts of a PDF page by page, each on one line."""
    text = tool("pdftotext", "-raw", "FILE", "-", data=data, folder=folder)
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


@cache
def whole(kind: str) -> bytes:
    """Give the cards or the unit sheets of the street."""
    return cards_pdf(brief()) if kind == "cards" else units_pdf(brief())
