"""Which day a wall shows, for how long each page stands, and when data are old."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.wall.showing import day_shown, old_words, seconds_each
from plans.concern import Limits

SEASON = (date(2024, 6, 15), date(2024, 9, 15))
USUAL, TODAY, LONG_AFTER = date(2024, 7, 27), date(2024, 8, 3), date(2026, 11, 21)


def shown(asked: str | None, today: date = TODAY) -> tuple[date, str]:
    """Give the day on the wall and the words for it."""
    found = day_shown(asked, today=today, season=SEASON, usual=USUAL)
    return found.on, str(found.told)


def test_within_the_season_the_wall_shows_today() -> None:
    assert shown(None) == (TODAY, "Plan for today, 2024-08-03")


def test_after_the_season_it_shows_the_plan_s_day_and_says_so() -> None:
    assert shown(None, LONG_AFTER) == (USUAL, "Plan for 2024-07-27 – today is not in the season")


def test_the_address_goes_first_whenever_it_is_a_day() -> None:
    assert shown("2024-09-01") == (date(2024, 9, 1), "Plan for 2024-09-01")
    assert shown("2024-08-03")[1] == "Plan for today, 2024-08-03"
    assert shown("2026-11-21", LONG_AFTER)[1] == "Plan for today, 2026-11-21"
    assert shown("tomorrow") == shown(None)
    assert shown("") == shown(None)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_day_shown_is_today_or_the_sentence_says_that_it_is_not(today: date) -> None:
    on, told = shown(None, today)
    assert (on == today) == ("today," in told)
    assert (on == USUAL) or (SEASON[0] <= on <= SEASON[1])


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [(None, 20), ("", 20), ("45", 45), ("0", 5), ("-3", 5), ("99999", 600), ("soon", 20)],
)
def test_a_page_stands_as_long_as_asked_within_reason(asked: str | None, seconds: int) -> None:
    assert seconds_each(asked) == seconds


@given(st.integers(0, 2000), st.integers(1, 400))
def test_data_are_old_from_the_day_on_that_the_health_page_says(age: int, fresh: int) -> None:
    told = old_words(USUAL, today=USUAL + timedelta(days=age), limits=Limits(fresh_days=fresh))
    assert (told is not None) == (age > fresh)
    if told:
        assert str(age) in str(told) or age == 1
