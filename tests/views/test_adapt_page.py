"""The page that adapts a plan, driven without a browser: say what changed, choose, take over."""

from __future__ import annotations

from datetime import date

import pytest

from plans.entry import Act
from plans.events import PointEdited, ProposalTaken, SiteBanned, ZoneLocked, ZonePicked
from plans.record import Record
from tests.views.siting_stories import AREA, ask, number, open_siting, press, said, table

pytestmark = pytest.mark.usefixtures("home")

PAGE = "adapt_page"
ASK = "Show the alternatives"
TAKE = "Take over into the plan"


def planned(record: Record, *sites: str) -> None:
    """Have a plan of some zones."""
    record.append(AREA, Act("ana", tuple(ZonePicked(site) for site in sites)))


def test_a_plan_without_zones_is_not_adapted() -> None:
    app = open_siting(PAGE)
    assert next(each for each in app.button if each.label == ASK).disabled
    assert "propose some first" in said(app)


def test_a_lost_zone_is_answered_by_alternatives_and_one_is_taken_over(record: Record) -> None:
    planned(record, "site-arago", "site-camus")
    app = open_siting(PAGE)
    lost = next(each for each in app.multiselect if each.label == "Zones lost")
    lost.set_value(["site-camus"])
    app = ask(app, ASK, "adapt")
    told = table(app, "Alternative")
    assert list(told["Alternative"])[:2] == ["Before the change", "Change nothing"]
    assert list(told["Zones"])[:3] == ["2", "1", "2"]
    assert "“Camus” banned" in said(app).replace("\\", "")
    assert "**Lost** (1) — Camus" in said(app)
    assert table(app, "Zone after")["Zone before"].isin(["Camus", "Arago"]).all()
    app.text_area[0].set_value("The lycée takes it back")
    press(app, TAKE)
    ban, taken = (entry.event for entry in record.entries(AREA)[-2:])
    assert ban == SiteBanned("site-camus")
    assert isinstance(taken, ProposalTaken)
    assert "site-camus" not in taken.picks
    assert len({entry.act for entry in record.entries(AREA)[-2:]}) == 1


def test_a_locked_zone_that_is_lost_is_told_as_a_broken_lock(record: Record) -> None:
    planned(record, "site-arago", "site-camus")
    record.append(AREA, Act("ana", (ZoneLocked("site-camus"),)))
    app = open_siting(PAGE)
    next(each for each in app.multiselect if each.label == "Zones lost").set_value(["site-camus"])
    assert "The lock of “Camus” is broken" in said(ask(app, ASK, "adapt"))


def test_more_officers_at_a_place_are_recorded_with_the_alternative(record: Record) -> None:
    planned(record, "site-camus")
    app = open_siting(PAGE)
    app.multiselect[0].set_value(["venue-stade"]).run()
    number(app, "Officers at “Stade” (now 300)").set_value(2_000)
    app = ask(app, ASK, "adapt")
    app.text_area[0].set_value("The final is moved")
    press(app, TAKE)
    edit, taken = (entry.event for entry in record.entries(AREA)[-2:])
    assert isinstance(edit, PointEdited)
    assert edit.edit.officers == 2_000
    assert isinstance(taken, ProposalTaken)
    assert taken.drops == ("site-camus",)


def test_a_change_that_moves_no_zone_is_recorded_by_itself(record: Record) -> None:
    planned(record, "site-arago")
    app = open_siting(PAGE)
    app.multiselect[0].set_value(["venue-stade"]).run()
    number(app, "Officers at “Stade” (now 300)").set_value(500)
    app = ask(app, ASK, "adapt")
    assert list(table(app, "Alternative")["Alternative"]) == ["Before the change", "Change nothing"]
    assert "The plan holds all of this proposal." not in said(app)
    app.text_area[0].set_value("The final is moved")
    press(app, TAKE)
    (entry,) = record.entries(AREA)[1:]
    assert isinstance(entry.event, PointEdited)
    assert entry.event.edit.officers == 500
    assert entry.reason == "The final is moved"


def test_where_nothing_changes_there_is_nothing_to_take_over(record: Record) -> None:
    planned(record, "site-arago")
    app = ask(open_siting(PAGE), ASK, "adapt")
    assert "The plan holds all of this proposal." in said(app)
    assert TAKE not in [each.label for each in app.button]


def test_another_day_and_more_zones_are_answered_and_record_nothing_themselves(
    record: Record,
) -> None:
    planned(record, "site-camus")
    app = open_siting(PAGE)
    days = next(each for each in app.date_input if each.label == "Another day")
    days.set_value(date(2024, 8, 3))
    number(app, "Zones at most").set_value(2)
    app = ask(app, ASK, "adapt")
    assert "The plan of" in said(app)
    assert "At most 2 zones" in said(app)
    assert list(table(app, "Alternative")["Zones"])[-1] == "2"
    assert record.head(AREA) == 1


def test_more_zones_than_sites_are_refused_as_they_are_of_a_proposal(record: Record) -> None:
    planned(record, "site-camus")
    app = open_siting(PAGE)
    number(app, "Zones at most").set_value(400)
    app = ask(app, ASK, "adapt")
    assert "400 zones are more than the 3 sites that may be chosen" in said(app)
    assert TAKE not in [each.label for each in app.button]


def test_alternatives_are_not_taken_over_once_the_plan_is_another(record: Record) -> None:
    planned(record, "site-camus")
    app = ask(open_siting(PAGE), ASK, "adapt")
    record.append(AREA, Act("bea", (ZonePicked("site-arago"),)))
    app = app.run()
    assert "The plan has changed since" in said(app)
    assert TAKE not in [each.label for each in app.button]
