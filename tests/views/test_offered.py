"""What a shared server offers to whom: no one is shown what they may not do there."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from gis.network.pace_table import FILE
from plans.pace_store import PaceStore
from plans.roles import Role
from tests.views.people_stories import give, labels, open_page, shared, words

pytestmark = pytest.mark.usefixtures("home")

OWN = FILE.read_bytes().replace(b"\ndrive-residential,30,", b"\ndrive-residential,15,")


def asked(app: AppTest) -> list[str]:
    """Give the labels of the lines that a page can be written into."""
    return [each.label for each in app.text_input]


def test_a_viewer_is_not_offered_what_changes_the_server(home: Path) -> None:
    give(home, Vera=Role.VIEWER)
    PaceStore(home).keep(OWN, file="own.csv")
    page = shared("data_page", "Vera")
    assert "Planners and chiefs load areas." in words(page)
    assert "Load" not in labels(page)
    assert "Name of the area" not in asked(page)
    rules = shared("rules_page", "Vera")
    assert next(each for each in rules.button if each.label.startswith("Back to")).disabled


def test_a_planner_on_a_shared_server_does_not_name_its_files(home: Path) -> None:
    give(home, Paul=Role.PLANNER)
    PaceStore(home).keep(OWN, file="own.csv")
    page = shared("data_page", "Paul")
    assert "Load" in labels(page)
    assert "Name of the area" in asked(page)
    assert "Or its path on this machine" not in asked(page)
    rules = shared("rules_page", "Paul")
    assert not next(each for each in rules.button if each.label.startswith("Back to")).disabled


def test_on_one_s_own_machine_its_files_are_named() -> None:
    assert "Or its path on this machine" in asked(open_page("data_page", language="en"))
