"""The page of the wall without a browser: it follows, tells what fails, and offers nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from plans.entry import Act
from plans.events import StandardChanged, ZonePicked
from plans.record import Record
from plans.roles import Role
from tests.briefing.wall.wall_stories import words
from tests.views.people_stories import give, labels, shared
from tests.views.screen_stories import AREA, screen
from tests.views.test_pages import open_page
from views.wall_link import address_of_app

PAGE = "from views import wall_page\nwall_page.page()\n"

pytestmark = pytest.mark.usefixtures("home")


def wall(app: AppTest) -> dict[str, Any]:
    """Give the board that the wall shows."""
    document: dict[str, Any] = json.loads(app.session_state["wall-last"])
    return document


def sent(app: AppTest) -> dict[str, Any]:
    """Give what the browser is sent."""
    (component,) = app.get("bidi_component")
    data: dict[str, Any] = json.loads(component.proto.json)
    return data


def panel(app: AppTest, key: str) -> str:
    """Give the words of a panel."""
    pages = next(each["pages"] for each in wall(app)["panels"] if each["key"] == key)
    return words(" ".join(pages))


def test_the_wall_offers_nothing_to_click() -> None:
    app = screen(PAGE)
    assert not app.exception
    assert not [*app.button, *app.selectbox, *app.text_input, *app.date_input, *app.toast]


def test_what_is_recorded_elsewhere_is_on_the_next_board(record: Record) -> None:
    app = screen(PAGE)
    assert "No zone has been picked yet." in panel(app, "map")
    record.append(AREA, Act("bea", (ZonePicked("site-arago"),)))
    app.run()
    assert "1 Arago" in panel(app, "map")
    assert "“Arago” picked as rest zone" in panel(app, "lately")
    assert "+1 Zones added" in panel(app, "lately")


def test_the_season_follows_one_beat_after_what_is_quick() -> None:
    app = screen(PAGE)
    assert "being worked out" in panel(app, "days")
    app.run()
    assert "Worst day" in panel(app, "days")


def test_the_wall_shows_today_within_the_season_else_the_plan_s_day(record: Record) -> None:
    app = screen(PAGE)
    assert wall(app)["day"] == "Plan for Jun 1, 2024 – today is not in the season"
    today = datetime.now(UTC).date()
    days = [(today + timedelta(days=n)).isoformat() for n in (-2, 2)]
    record.append(AREA, Act("bea", (StandardChanged({"season": days}),)))
    assert wall(app.run())["day"].startswith("Plan for today")
    assert wall(screen(PAGE, day="2024-07-27"))["day"] == "Plan for Jul 27, 2024"


def test_old_data_are_told_beside_every_panel() -> None:
    assert wall(screen(PAGE))["old"].startswith("Old data: of Jun 1, 2024, ")


def test_what_fails_is_told_and_the_wall_goes_on_by_itself(home: Path) -> None:
    app = screen(PAGE)
    before = wall(app)
    manifest = next((home / "areas").glob("*/manifest.json"))
    whole = manifest.read_text(encoding="utf-8")
    manifest.write_text("{", encoding="utf-8")
    app.run()
    assert "is not an area" in sent(app)["trouble"]
    assert wall(app) == before
    manifest.write_text(whole, encoding="utf-8")
    app.run()
    assert sent(app)["trouble"] == ""
    assert sent(app)["beat"] == 3


def test_a_wall_is_for_those_with_a_role_and_ends_with_it(home: Path) -> None:
    give(home, Vera=Role.VIEWER)
    app = shared("wall_page", "Vera")
    assert "wall-last" in app.session_state
    give(home, Vera=None)
    app.run()
    assert labels(app) == ["Sign out"]


@pytest.mark.parametrize("root", ["http://home:8501", "https://plan.example/team/a", ""])
def test_the_link_holds_under_a_path_and_on_a_page_of_its_own(root: str) -> None:
    assert address_of_app(root, "") == address_of_app(f"{root}/", "") == f"{root}/"
    assert address_of_app(f"{root}/briefing", "briefing") == f"{root}/"


def test_the_map_page_leads_to_the_wall_of_this_area_language_and_scenario() -> None:
    app = open_page("map_page", language="fr", area="villebourg")
    links = [each.proto.url for each in app.get("link_button")]
    assert [link.partition("wall?")[2] for link in links] == [
        "area=villebourg&lang=fr&scenario=main"
    ]
