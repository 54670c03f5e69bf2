"""What a wall is told, for stories: Villebourg with two zones, and a look at what was made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from briefing.content.audiences import Audience
from briefing.content.brief import brief_of
from briefing.wall.panels import Told
from gis.travel import TravelTable
from i18n import Language
from plans.calendar import by_day
from plans.events import Undone, ZonePicked
from plans.health import health
from plans.history import naming
from plans.lately import lately
from plans.naming import names_in
from plans.plan import Plan
from plans.situation import assess
from plans.state import state
from tests.plans.record_stories import BEGAN, act, record
from tests.stories import DAY, make_area

AREA = make_area()
SEASON = (DAY, DAY)
NOW = BEGAN.replace(hour=20)
DECIDED = record(
    act("anna", ZonePicked("site-arago")),
    act("bruno", ZonePicked("site-camus"), name="second"),
    act("bruno", ZonePicked("site-balzac"), name="third"),
    act("anna", Undone("third")),
)


@cache
def travelled() -> TravelTable:
    """Give Villebourg's table of travel, which no plan of these stories changes."""
    return assess(AREA, Plan(on=DAY)).table


@cache
def told(*, code: str = "en", now: datetime = NOW) -> Told:
    """Give all that the wall of Villebourg is told at a moment."""
    area, say = AREA, Language.of(code)
    plan = state(DECIDED, on=DAY, as_known_at=now, season=SEASON)
    recent = lately(DECIDED, naming(DECIDED, names_in(area)), now=now)
    earlier = state(DECIDED, on=DAY, as_known_at=recent.since, season=SEASON)
    table = travelled()
    situation, before = assess(area, plan, table=table), assess(area, earlier, table=table)
    concerns = health(situation, today=DAY)
    return Told(
        brief=brief_of(
            situation, audience=Audience.CHIEF, say=say, before=before, concerns=concerns
        ),
        calendar=by_day(area, plan, table_of=lambda _: table),
        concerns=concerns,
        recent=recent,
        share_before=before.coverage.share,
        share=situation.coverage.share,
        clock=UTC,
    )


@dataclass
class Seen(HTMLParser):
    """A piece of the page as a browser reads it: its elements and its words."""

    elements: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    words: str = ""

    def __post_init__(self) -> None:
        """Begin to read."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words += f"{data} "


def seen(markup: str) -> Seen:
    """Read a piece of the page."""
    parser = Seen()
    parser.feed(markup)
    return parser


def words(markup: str) -> str:
    """Give what is to be read on a piece of the page."""
    return re.sub(r"\s+", " ", seen(markup).words)


def svg(markup: str) -> ET.Element:
    """Read the first picture on a page; one that is not well-formed raises."""
    found = re.search(r"<svg class=\"(?:map|season)\".*?</svg>", markup, flags=re.DOTALL)
    assert found
    return ET.fromstring(found.group())  # noqa: S314 - our own text
