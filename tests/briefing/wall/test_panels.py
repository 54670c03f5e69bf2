"""What the panels of the wall tell, and of whom they do not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from briefing.wall.board import board
from briefing.wall.lately_panel import lately_panel
from briefing.wall.panels import Told, health_panel, map_panel, panels, season_panel
from briefing.wall.showing import day_shown
from i18n import Language
from plans.lately import lately
from tests.briefing.sheets.sheet_stories import NAMES, empty_brief, hostile_brief
from tests.briefing.wall.wall_stories import NOW, SEASON, seen, told, words
from tests.stories import DAY

EN = Language.of("en")
SHOWN = day_shown(None, today=DAY, season=SEASON, usual=DAY)


def anew() -> Told:
    """Give what the wall is told, found once more."""
    return told.__wrapped__()


def page(told_of: Told, key: str) -> str:
    """Give the words of a panel's pages."""
    panel = next(each for each in panels(told_of) if each.key == key)
    return words(" ".join(panel.pages))


def test_the_map_names_each_zone_with_its_officers_and_the_figures_stand_together() -> None:
    shown = page(told(), "map")
    assert "1 Arago 300 officers" in shown
    assert "2 Camus 200 officers" in shown
    assert shown.index("Mean") < shown.index("90 % within") < shown.index("Worst")


def test_the_season_names_its_worst_day_and_waits_in_words() -> None:
    assert "Served on Jul 27, 2024" in page(told(), "days")
    assert "Worst day: Jul 27, 2024" in page(told(), "days")
    assert page(replace(told(), calendar=None), "days").strip() == "The days are being worked out."


def test_health_counts_blockers_and_warnings_and_gives_the_remedy() -> None:
    this = told()
    shown = page(this, "health")
    blockers = sum(concern.is_blocker for concern in this.concerns)
    assert f"{blockers} Blockers" in shown
    assert all(EN(concern.remedy) in shown for concern in this.concerns)
    assert "Nothing stands in the way." in words(health_panel((), EN).pages[0])


def test_many_concerns_are_cut_and_the_wall_says_how_many_there_are() -> None:
    concerns = told().concerns[:1] * 100
    pages = health_panel(concerns, EN).pages
    assert len(pages) == 6
    assert "1 to 4 of 100; the first 24 are shown here" in words(pages[0])


def test_the_last_24_hours_tell_what_differs_and_what_was_done_and_name_nobody() -> None:
    shown = page(told(), "lately")
    assert "4 Decisions +2 Zones added 0 Zones dropped" in shown
    assert "0% →" in shown
    assert "08:00 “Arago” picked as rest zone" in shown
    assert "“Balzac” picked as rest zone undone" in shown
    assert "anna" not in shown
    assert "bruno" not in shown


def test_an_act_of_yesterday_says_its_day() -> None:
    shown = page(told(now=NOW + timedelta(hours=8)), "lately")
    assert "01/06 08:00" in shown


def test_a_quiet_day_says_when_the_last_decision_was() -> None:
    shown = page(told(now=NOW + timedelta(days=3)), "lately")
    assert "Nothing was decided. The last decision was on Jun 1, 2024 at 08:03." in shown
    assert "0 Decisions 0 Zones added" in shown
    assert "→" not in shown


def test_an_empty_plan_is_told_in_every_panel() -> None:
    brief, this = empty_brief(), told()
    assert "No zone has been picked yet." in words(map_panel(brief).pages[0])
    assert "Served on" in words(season_panel(brief, this.calendar).pages[0])
    quiet = lately_panel(brief, lately((), str, now=NOW), shares=(None, None), clock=UTC)
    assert "Nothing has been decided yet." in words(quiet.pages[0])


def test_hostile_names_stay_text_on_every_page_and_none_is_lost() -> None:
    this = replace(told(), brief=hostile_brief())
    made = board(this, shown=SHOWN, scenario=NAMES[0], old="")
    pages = [each for panel in json.loads(made)["panels"] for each in panel["pages"]]
    for markup in pages:
        assert {"script", "img", "a", "iframe", "style"}.isdisjoint(seen(markup).elements)
        assert not [each for each in seen(markup).attributes if each.startswith("on")]
    shown = words(" ".join(pages))
    assert "<script>alert(1)</script>" in shown
    assert "مدرسة باريس" in shown
    assert "x" * 100 in shown


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_board_carries_the_imprint(code: str) -> None:
    this = told(code=code)
    document = json.loads(board(this, shown=SHOWN, scenario="", old="Old"))
    imprint = this.brief.imprint
    assert [each["key"] for each in document["panels"]] == ["map", "days", "health", "lately"]
    below = " ".join(document["imprint"])
    for part in (imprint.plan, imprint.checksum, imprint.standard, imprint.credit, imprint.licence):
        assert part in below
    assert document["lang"] == code
    assert this.brief.warnings == ()
    assert "assumed" not in below
    assert this.brief.say.date(imprint.on) in document["day"]


def test_the_same_plan_gives_the_same_board() -> None:
    one, again = (board(each, shown=SHOWN, scenario="", old="") for each in (told(), anew()))
    assert one == again


def test_officers_that_are_assumed_are_told_below_every_panel() -> None:
    this = told()
    places = this.brief["places"].assign(assumed=[True, False, True])
    brief = replace(this.brief, tables={**this.brief.tables, "places": places})
    document = json.loads(board(replace(this, brief=brief), shown=SHOWN, scenario="", old=""))
    assert document["imprint"][-1] == "The officers of 2 places are assumed."
