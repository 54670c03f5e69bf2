"""The page that proposes zones, driven without a browser: ask, compare, take over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from gis.siting.goals import Model
from plans.entry import Act
from plans.events import ProposalTaken, ZonePicked
from plans.record import Record
from plans.roles import Role
from tests.views.people_stories import give, shared
from tests.views.siting_stories import AREA, ask, number, open_siting, press, said, table

pytestmark = pytest.mark.usefixtures("home")

PAGE = "propose_page"
ASK = "Propose zones"
TAKE = "Take over into the plan"


def test_before_anything_is_asked_the_page_shows_the_plan_as_it_is(record: Record) -> None:
    record.append(AREA, Act("ana", (ZonePicked("site-camus"),)))
    figures = table(open_siting(PAGE), "Plan")
    assert list(figures["Plan"]) == ["Plan as it is"]
    assert list(figures["Zones"]) == ["1"]


def test_a_proposal_stands_beside_the_plan_and_says_how_good_it_is(record: Record) -> None:
    record.append(AREA, Act("ana", (ZonePicked("site-camus"),)))
    app = open_siting(PAGE)
    number(app, "Zones at most").set_value(1)
    app = ask(app, ASK, "propose")
    assert "Proven best" in said(app)
    figures = table(app, "Plan")
    assert list(figures["Plan"]) == ["Plan as it is", "Proposal"]
    changes = table(app, "Change")
    assert dict(zip(changes["Change"], changes["Site"], strict=True)) == {
        "+ Comes": "Arago",
        "− Goes": "Camus",
    }
    assert record.head(AREA) == 1


@pytest.mark.usefixtures("record")
def test_minutes_are_written_as_in_the_language_of_the_reader() -> None:
    app = open_siting(PAGE)
    number(app, "Zones at most").set_value(1)
    app = ask(app, ASK, "propose")
    shown = next(each for each in app.dataframe if "Mean (min)" in each.value)
    column = json.loads(shown.proto.columns)["Mean (min)"]
    assert column["type_config"]["format"] == "localized"


def test_a_proposal_is_taken_over_whole_with_its_reason(record: Record) -> None:
    app = open_siting(PAGE)
    number(app, "Zones at most").set_value(2)
    app = ask(app, ASK, "propose")
    app = press(app, TAKE)
    assert "Write down the reason" in said(app)
    assert record.head(AREA) == 0
    app.text_area[0].set_value("First plan")
    app = press(app, TAKE)
    entry = record.entries(AREA)[-1]
    assert isinstance(entry.event, ProposalTaken)
    assert entry.reason == "First plan"
    assert len(entry.event.picks) == 2
    assert entry.event.proposal["model"] == "max-cover"
    assert "The plan holds all of this proposal." in said(app)
    assert list(table(app, "Plan")["Zones"]) == ["2", "2"]


def test_a_proposal_is_taken_over_site_by_site(record: Record) -> None:
    app = open_siting(PAGE)
    number(app, "Zones at most").set_value(2)
    app = ask(app, ASK, "propose")
    app.button_group(key="propose-how").set_value("sites").run()
    app.text_area[0].set_value("One at a time")
    app = press(app, TAKE)
    assert "Tick at least one site." in said(app)
    first = app.checkbox[0]
    app.text_area[0].set_value("One at a time")
    first.check()
    app = press(app, TAKE)
    taken = record.entries(AREA)[-1].event
    assert isinstance(taken, ProposalTaken)
    assert len(taken.picks) == 1
    assert len(taken.proposal["chosen"]) == 2
    assert list(table(app, "Plan")["Zones"]) == ["1", "2"]


def test_what_cannot_be_done_is_told_with_its_ways_out() -> None:
    app = open_siting(PAGE)
    number(app, "Standard (minutes)").set_value(1.0).run()
    app.radio[0].set_value(Model.SET_COVER).run()
    app = _with_zones(app, 1)
    app = ask(app, ASK, "propose")
    assert "cannot be done" in said(app)
    assert "would mend it:" in said(app)
    assert "One zone cannot serve everyone" in said(app)
    assert "- one more zone" in said(app) or "- 2 more zones" in said(app)


def test_a_question_that_means_nothing_is_told_in_words() -> None:
    app = open_siting(PAGE)
    number(app, "Zones at most").set_value(400)
    app = ask(app, ASK, "propose")
    assert "400 zones are more than the" in said(app)


def test_a_proposal_made_under_another_standard_says_that_it_is_old() -> None:
    app = ask(_with_zones(open_siting(PAGE), 2), ASK, "propose")
    assert "has changed since" not in said(app)
    number(app, "Standard (minutes)").set_value(7.0)
    assert "has changed since this was proposed" in said(app.run())


def test_what_each_zone_is_worth_and_the_price_of_ambition_are_shown_when_asked(
    record: Record,
) -> None:
    record.append(AREA, Act("ana", (ZonePicked("site-camus"),)))
    app = open_siting(PAGE)
    for toggle in app.toggle:
        if toggle.label.startswith("Show "):
            toggle.set_value(True)
    app = app.run()
    assert list(table(app, "Best in its place")["Zone"]) == ["Camus"]
    assert set(table(app, "Officers served more")["Site"]) >= {"Arago", "Balzac"}
    app = ask(app, "By number of zones", "propose")
    assert list(table(app, "Proven best")["Zones"]) == [1, 2, 3]
    app = ask(app, "By standard, 40 zones", "propose")
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 4


@pytest.mark.parametrize(("role", "disabled"), [(Role.VIEWER, True), (Role.PLANNER, False)])
def test_a_viewer_may_ask_and_not_take_over(home: Path, role: Role, *, disabled: bool) -> None:
    give(home, Vera=role)
    app = _with_zones(shared(PAGE, "Vera"), 2)
    app = ask(app, ASK, "propose")
    take = next(each for each in app.button if each.label == TAKE)
    assert take.disabled is disabled


def _with_zones(app: AppTest, zones: int) -> AppTest:
    number(app, "Zones at most").set_value(zones)
    return app
