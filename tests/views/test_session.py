"""The one door to the record: what a screen decides is recorded in its person's name, or told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plans.entry import Act, Entry
from plans.events import (
    Event,
    ScenarioBranched,
    ScenarioDiscarded,
    ZoneAnnounced,
    ZoneDropped,
    ZoneLocked,
    ZonePicked,
)
from plans.plan import Plan
from plans.record import Record
from tests.stories import DAY
from tests.views.screen_stories import AREA, screen

PAGE = """
from plans.events import ZoneDropped, ZoneLocked, ZonePicked
from views import session
from views.header import header
desk = session.desk()
header(desk)
import streamlit as st
st.button("pick", key="pick", on_click=session.act, args=(ZonePicked("site-arago"),))
st.button("lock", key="lock", on_click=session.act, args=(ZoneLocked("site-arago"),))
st.button("drop", key="drop", on_click=session.act, args=(ZoneDropped("site-arago"),))
st.text(",".join(desk.plan.picks), )
session.show_notices()
"""


def other(record: Record, *events: Event, reason: str = "") -> tuple[Entry, ...]:
    """Decide as somebody else, elsewhere."""
    return record.append(AREA, Act("bea", events, reason=reason))


def test_a_decision_stands_in_the_record_with_its_author(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BIVOUAC_AUTHOR", "ana")
    app = screen(PAGE)
    app.button(key="pick").click().run()
    assert [text.value for text in app.text] == ["site-arago"]
    assert [(each.author, each.event) for each in record.entries(AREA)] == [
        ("ana", ZonePicked("site-arago"))
    ]


def test_what_is_so_already_is_not_recorded_again(record: Record) -> None:
    app = screen(PAGE)
    app.button(key="pick").click().run()
    app.button(key="pick").click().run()
    assert record.head(AREA) == 1


def test_a_removal_without_its_reason_is_told_and_not_recorded(record: Record) -> None:
    app = screen(PAGE)
    app.button(key="pick").click().run()
    app.button(key="drop").click().run()
    assert any("none was given" in toast.value for toast in app.toast)
    assert record.head(AREA) == 1


def test_who_comes_second_is_shown_what_the_first_did_and_asked(record: Record) -> None:
    other(record, ZonePicked("site-arago"))
    app = screen(PAGE)
    other(record, ZoneDropped("site-arago"), reason="The school takes it back")
    app.button(key="lock").click().run()
    told = " ".join(each.value for each in app.markdown)
    assert "“Arago” dropped" in told
    assert "“Arago” locked" in told
    assert record.head(AREA) == 2
    app.button(key="leave-it").click().run()
    assert record.head(AREA) == 2


def test_who_insists_is_recorded_behind_the_first(record: Record) -> None:
    other(record, ZonePicked("site-arago"))
    app = screen(PAGE)
    other(record, ZoneAnnounced("site-arago"))
    app.button(key="lock").click().run()
    assert record.head(AREA) == 2
    app.button(key="insist").click().run()
    assert record.entries(AREA)[-1].event == ZoneLocked("site-arago")


def test_a_scenario_that_was_thrown_away_gives_way_to_the_main_one(record: Record) -> None:
    other(record, ZonePicked("site-balzac"))
    other(record, ScenarioBranched("rain", "Rain", "main", 0))
    app = screen(PAGE, scenario="rain")
    choice = next(each for each in app.selectbox if each.label == "Scenario")
    assert (choice.value, choice.options) == ("rain", ["Main plan", "Rain"])
    assert [text.value for text in app.text] == [""]
    other(record, ScenarioDiscarded("rain", "Rain"), reason="It is dry")
    app.run()
    assert not [each for each in app.selectbox if each.label == "Scenario"]
    assert [text.value for text in app.text] == ["site-balzac"]


def test_an_old_plan_is_looked_for_once_a_session(record: Record, home: Path) -> None:
    app = screen(PAGE)
    (home / "plans").mkdir()
    old = json.dumps(Plan(on=DAY, picks=("site-balzac",)).as_json())
    (home / "plans" / f"{AREA}.json").write_text(old, encoding="utf-8")
    app.run()
    assert record.head(AREA) == 0
    assert [text.value for text in screen(PAGE).text] == ["site-balzac"]
    assert record.head(AREA) == 1


def test_what_others_decide_is_on_the_next_drawing(record: Record) -> None:
    app = screen(PAGE)
    other(record, ZonePicked("site-balzac"))
    app.run()
    assert [text.value for text in app.text] == ["site-balzac"]


def test_one_undoes_ones_own_decision_and_not_another_s(record: Record) -> None:
    other(record, ZonePicked("site-balzac"))
    app = screen(PAGE)
    assert app.button(key="undo").disabled
    app.button(key="pick").click().run()
    app.button(key="undo").click().run()
    assert [text.value for text in app.text] == ["site-balzac"]
    app.button(key="redo").click().run()
    assert [text.value for text in app.text] == ["site-arago,site-balzac"]


def test_an_input_shows_what_was_set_on_another_screen_of_the_same_person() -> None:
    first, second = screen(PAGE), screen(PAGE)
    first.number_input[0].set_value(7.0).run()
    assert second.number_input[0].value == 15.0
    assert second.run().number_input[0].value == 7.0
    second.number_input[0].set_value(9.0).run()
    assert first.run().number_input[0].value == 9.0
