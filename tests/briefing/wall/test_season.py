"""The chart of the season on the wall is true to its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.wall.season import ceiling, season_picture
from gis.standard import Standard
from i18n import Language
from plans.calendar import Calendar, by_day
from plans.plan import Plan
from tests.briefing.wall.wall_stories import AREA, svg, travelled
from tests.stories import DAY, make_area

EN = Language.of("en")
SEASON = Plan(
    on=DAY,
    picks=("site-arago",),
    season=(date(2024, 7, 25), date(2024, 7, 28)),
    standard=Standard(cutoff=2),
)


@cache
def season() -> Calendar:
    """Give four days of Villebourg on which some officers are served and some are not."""
    return by_day(AREA, SEASON, table_of=lambda _: travelled())


def bars(markup: str) -> list[tuple[float, bool]]:
    """Give the height of each bar, and whether it is of officers not served."""
    found = [each for each in svg(markup).iter() if each.tag.endswith("rect")]
    return [
        (float(each.get("height", 0)), "unserved" in each.get("fill", ""))
        for each in found
        if each.get("x")
    ]


def test_bars_are_as_high_as_officers_are_many_and_all_days_are_there() -> None:
    calendar = season()
    drawn = bars(season_picture(calendar, on=DAY, say=EN))
    served = [height for height, unserved in drawn if not unserved]
    left = [height for height, unserved in drawn if unserved]
    assert len(served) == len(left) == 4
    day = calendar.days[0]
    assert served[0] / left[0] == pytest.approx(day.covered / day.not_covered, rel=0.01)


def test_the_day_shown_and_the_worst_are_marked_by_words_and_told_aloud() -> None:
    calendar = season()
    picture = season_picture(calendar, on=DAY, say=EN)
    texts = [each.text for each in svg(picture).iter() if each.tag.endswith("text")]
    assert {"Day looked at", "Worst day"} <= set(texts)
    assert "Jul 27, 2024" in str(svg(picture).get("aria-label"))
    outside = season_picture(calendar, on=date(2025, 1, 1), say=EN)
    assert "Day looked at</text>" not in outside


def test_a_season_without_days_or_officers_is_drawn_all_the_same() -> None:
    assert bars(season_picture(Calendar((), ()), on=DAY, say=EN)) == []
    idle = by_day(make_area(points=()), replace(SEASON, picks=()))
    assert bars(season_picture(idle, on=DAY, say=EN)) == []


@given(st.integers(0, 10**7))
def test_the_axis_ends_at_a_round_number_of_four_whole_steps(most: int) -> None:
    top = ceiling(most)
    assert top >= max(most, 1)
    assert top % 4 == 0
    assert top <= max(4, 2.5 * most)
