"""What a form asks for is recorded with its reason, or told in its place and not recorded."""

from __future__ import annotations

from plans.entry import Act, Entry
from plans.events import SiteBanned, ZoneAnnounced, ZonePicked
from plans.record import Record
from tests.views.screen_stories import AREA, press, screen

PAGE = """
import streamlit as st
from plans.events import SiteBanned
from plans.scenarios import branching
from views import session
from views.header import header
from views.reasoned import recorded, with_reason
desk = session.desk()
header(desk)
with_reason("Ban", SiteBanned("site-arago"), key="ban", say=desk.say, about="Ban Arago")
with st.form("branch"):
    name = st.text_input("Name", key="name")
    if st.form_submit_button("Branch"):
        for event in recorded(lambda: (branching(desk.entries, name),), say=desk.say):
            st.text(event.name)
session.show_notices()
"""


def last(record: Record) -> Entry:
    """Give the newest entry."""
    return record.entries(AREA)[-1]


def test_a_form_without_the_reason_it_wants_says_so_and_records_nothing(record: Record) -> None:
    app = screen(PAGE)
    app.text_area(key="ban-reason").set_value("  ")
    press(app, "Ban Arago")
    assert [error.value for error in app.error] == [
        "Write down the reason: it stays attached to the decision."
    ]
    assert record.head(AREA) == 0


def test_a_form_with_its_reason_is_recorded_with_it(record: Record) -> None:
    app = screen(PAGE)
    app.text_area(key="ban-reason").set_value("The school says no")
    press(app, "Ban Arago")
    assert not app.error
    assert last(record).event == SiteBanned("site-arago")
    assert last(record).reason == "The school says no"


def test_a_form_is_held_back_where_others_decided_on_the_same_since_it_was_drawn(
    record: Record,
) -> None:
    app = screen(PAGE)
    record.append(AREA, Act("bea", (ZonePicked("site-arago"), ZoneAnnounced("site-arago"))))
    app.text_area(key="ban-reason").set_value("The school says no")
    press(app, "Ban Arago")
    assert "“Arago” announced" in " ".join(each.value for each in app.markdown)
    assert record.head(AREA) == 2
    app.button(key="insist").click().run()
    assert (last(record).event, last(record).reason) == (
        SiteBanned("site-arago"),
        "The school says no",
    )


def test_a_form_is_not_lost_where_others_decided_something_else_meanwhile(
    record: Record,
) -> None:
    app = screen(PAGE)
    record.append(AREA, Act("bea", (ZonePicked("site-balzac"),)))
    app.text_area(key="ban-reason").set_value("The school says no")
    press(app, "Ban Arago")
    assert last(record).event == SiteBanned("site-arago")


def test_what_cannot_be_made_is_told_in_its_place_and_not_recorded(record: Record) -> None:
    app = press(screen(PAGE), "Branch")
    assert "A scenario needs a name" in app.error[0].value
    assert record.head(AREA) == 0


def test_what_wants_no_reason_is_recorded_without_one_and_given_back(record: Record) -> None:
    app = screen(PAGE)
    app.text_input(key="name").set_value("Rain")
    press(app, "Branch")
    assert [text.value for text in app.text] == ["Rain"]
    assert record.head(AREA) == 1
