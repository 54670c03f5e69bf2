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
from tests.stories import DAY, make_area

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


@cache
def closed() -> Situation:
    """Give the street cut before Camus: nobody has a second choice within reach."""
    bar = Closure("closure-1", "Pont", "LINESTRING(2.334 48.849, 2.334 48.851)", bars="everyone")
    plan = Plan(on=DAY, picks=PICKS, closures=(bar,))
    return assess(make_area(blocks=20), plan)


@cache
def pages(data: bytes, folder: Path) -> list[str]:
    """Give the texts of a PDF page by page, each on one line."""
    text = tool("pdftotext", "-raw", "FILE", "-", data=data, folder=folder)
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


@cache
def whole(kind: str) -> bytes:
    """Give the cards or the unit sheets of the street."""
    return cards_pdf(brief()) if kind == "cards" else units_pdf(brief())
