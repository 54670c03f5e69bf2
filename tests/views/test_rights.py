"""Rights are asked where the thing is done: by state set directly, and by the record itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from gis.network.pace_table import FILE
from layers.errors import ForbiddenError
from plans.database import database_of
from plans.entry import Act
from plans.events import ZoneAnnounced, ZonePicked
from plans.pace_store import NAME, PaceStore
from plans.record import Record
from plans.role_table import RoleTable
from plans.roles import Role
from tests.views.people_stories import AUTH, claims, email, give, shared, words

OWN = FILE.read_bytes().replace(b"\ndrive-residential,30,", b"\ndrive-residential,15,")
SITE = "site-arago"


def called(code: str, name: str) -> AppTest:
    """Call a function of the views in somebody's session, past every page."""
    app = AppTest.from_string(code, default_timeout=60)
    app.secrets["auth"] = AUTH
    app.user = claims(name)
    app.query_params["lang"] = "en"
    return app.run()


LOADED = """
import streamlit as st
from i18n import Language
from tests.stories import make_area
from views.loading import load
st.session_state["read"] = False
def read(progress):
    st.session_state["read"] = True
    return make_area()
load(read, Language.of("en"))
"""
KEPT = """
import streamlit as st
from types import SimpleNamespace
from views import pace_table, session
st.session_state["own"] = SimpleNamespace(getvalue=lambda: {content!r}, name="own.csv")
pace_table._keep("own")
session.show_notices()
"""


@pytest.mark.parametrize("role", [Role.VIEWER, None])
def test_a_table_put_into_the_state_of_a_session_is_not_kept(home: Path, role: Role | None) -> None:
    give(home, Vera=role)
    app = called(KEPT.format(content=OWN), "Vera")
    assert not app.exception
    assert "role" in words(app)
    assert not (home / NAME).exists()


def test_the_same_state_of_a_planner_is_kept(home: Path) -> None:
    give(home, Paul=Role.PLANNER)
    assert not called(KEPT.format(content=OWN), "Paul").exception
    assert PaceStore(home).content() == OWN


@pytest.mark.parametrize("role", [Role.VIEWER, None])
def test_loading_called_past_the_page_reads_and_keeps_nothing(
    home: Path, role: Role | None
) -> None:
    give(home, Vera=role)
    before = sorted((home / "areas").rglob("*"))
    app = called(LOADED, "Vera")
    assert app.session_state["read"] is False
    assert app.error
    assert sorted((home / "areas").rglob("*")) == before


def test_a_click_on_a_page_that_stood_before_the_role_went_drops_nothing(home: Path) -> None:
    give(home, Paul=Role.PLANNER)
    PaceStore(home).keep(OWN, file="own.csv")
    app = shared("rules_page", "Paul")
    button = next(each for each in app.button if each.label == "Back to the standard table")
    give(home, Paul=Role.VIEWER)
    app = button.click().run()
    assert "role of Planner" in words(app)
    assert PaceStore(home).content() == OWN


def test_the_record_refuses_what_a_role_may_not_do_whoever_calls_it(tmp_path: Path) -> None:
    database = database_of(None, tmp_path)
    table = RoleTable(database)
    for name, role in (("vera", Role.VIEWER), ("paul", Role.PLANNER), ("claire", Role.CHIEF)):
        table.give(email(name), role, by="the tests")
    record = Record(database, role_of=table.role_of)
    pick, announce = (ZonePicked(SITE),), (ZoneAnnounced(SITE),)
    for name, events in (("vera", pick), ("paul", announce), ("sam", pick), ("sam", announce)):
        with pytest.raises(ForbiddenError):
            record.append("villebourg", Act(email(name), events))
    assert record.entries("villebourg") == ()
    record.append("villebourg", Act(email("paul"), pick))
    record.append("villebourg", Act(email("claire"), announce))
    assert [entry.author for entry in record.entries("villebourg")] == [
        email("paul"),
        email("claire"),
    ]
    database.close()
