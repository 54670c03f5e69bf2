"""The pages of the calendar and of health, driven without a browser."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from i18n import Language
from plans.calendar import by_day
from plans.plan import Plan
from plans.season import days
from tests.stories import make_area, make_point
from tests.views.test_pages import open_page
from views.season_chart import charts

AREA = make_area(points=(make_point("Stade", 0.0, opens="2024-07-24", closes="2024-07-28"),))
PLAN = Plan(on=date(2024, 7, 27), season=(date(2024, 7, 22), date(2024, 7, 30)))

pytestmark = pytest.mark.usefixtures("home")


def button(app: AppTest, label: str) -> Any:  # noqa: ANN401 - a button of whichever kind
    """Give a button by its label."""
    return next(each for each in app.button if each.label == label)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", ["calendar_page", "health_page"])
def test_each_page_is_drawn_in_each_language(page: str, language: str) -> None:
    app = open_page(page, language=language, area="villebourg")
    assert not app.exception
    assert not app.error


def test_the_table_has_every_day_and_the_slider_the_season() -> None:
    app = open_page("calendar_page", language="en", area="villebourg")
    table = next(each.value for each in app.dataframe if "Day" in each.value)
    assert len(table) == 93
    assert set(table["Officers on duty"]) == {500}
    slider = next(each for each in app.slider if each.label == "Day of the season")
    ends = [datetime.fromtimestamp(float(end) / 1e6, UTC) for end in (slider.min, slider.max)]
    assert [end.date() for end in ends] == [date(2024, 6, 1), date(2024, 9, 1)]


def test_the_slider_and_the_worst_day_change_the_day_looked_at() -> None:
    app = open_page("calendar_page", language="en", area="villebourg")
    app.slider[0].set_value(date(2024, 8, 3)).run()
    assert app.slider[0].value == date(2024, 8, 3)
    button(app, "Go to this day").click().run()
    assert app.slider[0].value == date(2024, 6, 1)  # all days are alike: the first is the worst
    assert button(app, "Go to this day").disabled


def test_play_and_stop_change_places_and_drawing_the_page_is_no_step() -> None:
    app = open_page("calendar_page", language="en", area="villebourg")
    before = app.slider[0].value
    button(app, "Play").click().run()
    assert not app.exception
    assert app.slider[0].value in {before, date(2024, 6, 2)}
    playing = app.slider[0].value
    button(app, "Stop").click().run()
    assert button(app, "Play")
    assert app.slider[0].value == playing


def test_the_health_page_lists_blockers_and_follows_its_limits() -> None:
    app = open_page("health_page", language="en", area="villebourg")
    assert "Blockers (3)" in [each.value for each in app.subheader]
    found = next(each.value for each in app.dataframe if "Remedy" in each.value)
    assert list(found["About"]) == ["Place not served"] * 3
    assert all(found["Remedy"])
    fresh = next(each for each in app.number_input if "fresh" in each.label)
    warned = sum("Old data" in set(each.value["About"]) for each in _lists(app))
    fresh.set_value(3650).run()
    assert sum("Old data" in set(each.value["About"]) for each in _lists(app)) < max(warned, 1)


def _lists(app: AppTest) -> list[Any]:
    return [each for each in app.dataframe if "About" in each.value]


def test_the_chart_marks_the_day_looked_at_and_the_worst_and_says_so_in_words() -> None:
    calendar, say = by_day(AREA, PLAN), Language.of("fr")
    drawn = charts(calendar, on=PLAN.on, say=say)
    for panel in drawn:
        assert "27 juil. 2024" in panel["description"]
        marks = [each["mark"] for each in panel["layer"] if isinstance(each["mark"], dict)]
        words = [mark["text"] for mark in marks if mark["type"] == "text"]
        assert words == ["Jour examiné", "Jour le plus défavorable"]
        dashes = [mark["strokeDash"] for mark in marks if mark["type"] == "rule"]
        assert len(dashes) == len({str(dash) for dash in dashes}) == 2
    bars, line = (panel["layer"][0]["data"]["values"] for panel in drawn)
    assert len(bars) == 2 * len(days(PLAN))
    assert sum(row["officers"] for row in bars) == 5 * 100
    assert [row["share"] for row in line] == [None, None, 0, 0, 0, 0, 0, None, None]


def test_the_chart_of_a_day_outside_the_season_marks_the_worst_alone() -> None:
    drawn = charts(by_day(AREA, PLAN), on=date(2025, 1, 1), say=Language.of("en"))
    marks = [each["mark"] for each in drawn[0]["layer"]]
    assert [mark["text"] for mark in marks if mark["type"] == "text"] == ["Worst day"]
