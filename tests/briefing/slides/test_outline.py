"""What the slides show: the map first, each zone once, changes and risks to who is told them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.content.audiences import Audience
from briefing.content.brief import brief_of
from briefing.slides.outline import Page, Picture, outline
from plans.plan import Plan
from plans.situation import assess
from tests.briefing.office_stories import EN, told
from tests.stories import DAY, make_area

OVERVIEW = Picture(b"", "Overview", "Map of all zones")
WEST = Picture(b"", "West", "Map of the west", frozenset({"site-a"}))


def titles(pages: tuple[Page, ...]) -> list[str]:
    """Give the titles of slides."""
    return [page.title for page in pages]


def named(pages: tuple[Page, ...], column: str) -> list[str]:
    """Give what stands in a column of all tables of zones."""
    tables = [page.table for page in pages if page.table and "No." in page.table.titles]
    return [row[table.titles.index(column)] for table in tables for row in table.rows]


def test_a_chief_s_slides_are_in_the_order_of_a_briefing() -> None:
    pages = outline(told(), (OVERVIEW, WEST))
    assert titles(pages) == [
        "Rest zones – Villebourg",
        "Overview",
        "West",
        "Zones of no sector shown",
        "Changes since the plan of Jul 20, 2024",
        "Re-assigned places",
        "Risks",
    ]
    assert pages[0].cover
    assert [page.picture for page in pages[1:3]] == [OVERVIEW, WEST]


def test_every_zone_is_listed_once_with_or_without_pictures() -> None:
    for pictures in ((), (OVERVIEW,), (OVERVIEW, WEST)):
        pages = outline(told(), pictures)
        assert sorted(named(pages, "Name")) == ["Arago", "Camus"]


def test_the_figures_and_the_warnings_stand_beside_the_map() -> None:
    brief = told()
    overview = outline(brief, (OVERVIEW,))[1]
    assert overview.pairs == brief.figures
    assert overview.lines == brief.warnings


def test_many_warnings_have_slides_of_their_own() -> None:
    then = [f"Warning {n}: {'very ' * 40}long" for n in range(40)]
    crowded = replace(told(), warnings=tuple(then))
    pages = [page for page in outline(crowded, (OVERVIEW,)) if page.title.startswith("Read")]
    assert [line for page in pages for line in page.lines] == then
    assert pages[-1].title == f"Read this first ({len(pages)} of {len(pages)})"
    assert len(pages) > 2


@pytest.mark.parametrize("audience", [Audience.PARTNER, Audience.PUBLIC_SAFE])
def test_who_is_told_less_sees_less(audience: Audience) -> None:
    pages = outline(told(audience), (OVERVIEW, WEST))
    whole = str([(page.title, page.lines, page.pairs, page.table) for page in pages])
    assert "fficers" not in whole
    assert "Risks" not in titles(pages)
    assert not any(title.startswith("Changes") for title in titles(pages))
    assert ("Camus" in whole) is (audience is Audience.PARTNER)


def test_without_an_earlier_plan_the_slides_say_so() -> None:
    (changes,) = [page for page in outline(told(since=False)) if page.title == "Changes"]
    assert changes.lines == ("No earlier plan was given to compare with.",)


def test_an_empty_plan_is_told_in_a_sentence() -> None:
    empty = brief_of(assess(make_area(), Plan(on=DAY)), audience=Audience.CHIEF, say=EN)
    (zones,) = [page for page in outline(empty) if page.title == "Zones by sector"]
    assert zones.lines == ("The plan has no rest zone.",)
