"""The page of the people: a chief gives roles; no one else does, whatever they send."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from plans.roles import Role
from tests.views.people_stories import email, give, labels, open_page, shared, words

pytestmark = pytest.mark.usefixtures("home")


def give_on_page(app: AppTest, whom: str, role: str) -> AppTest:
    """Fill the form and press its button."""
    app.text_input(key="role-of-whom").input(whom)
    app.selectbox(key="role-to-give").set_value(role)
    return next(each for each in app.button if each.label == "Give this role").click().run()


def test_a_chief_gives_a_role_and_sees_it_in_the_table(home: Path) -> None:
    table = give(home, Claire=Role.CHIEF)
    app = give_on_page(shared("people_page", "Claire"), "Vera@Example.org", "viewer")
    assert not app.exception
    assert table.role_of(email("vera")) is Role.VIEWER
    assert email("vera") in set(app.dataframe[0].value["Person"])
    give_on_page(app, email("vera"), "none")
    assert table.role_of(email("vera")) is None


def test_the_last_chief_is_told_and_stays(home: Path) -> None:
    table = give(home, Claire=Role.CHIEF)
    app = give_on_page(shared("people_page", "Claire"), email("claire"), "viewer")
    assert "last chief" in words(app)
    assert table.role_of(email("claire")) is Role.CHIEF


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PLANNER])
def test_others_see_their_own_role_alone(home: Path, role: Role) -> None:
    give(home, Claire=Role.CHIEF, Vera=role)
    app = shared("people_page", "Vera")
    assert "Give this role" not in labels(app)
    assert not app.dataframe
    assert email("claire") not in words(app)
    assert f"Role: {str(role).title()}" in words(app)


def test_a_click_as_if_the_button_were_there_gives_nothing(home: Path) -> None:
    table = give(home, Claire=Role.CHIEF, Vera=Role.VIEWER)
    app = shared("people_page", "Vera")
    app.session_state["role-of-whom"] = email("vera")
    app.session_state["role-to-give"] = "chief"
    app.run()
    assert not app.exception
    assert table.role_of(email("vera")) is Role.VIEWER


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PLANNER, None])
def test_a_chief_no_more_gives_no_more_roles_though_the_form_still_stands(
    home: Path, role: Role | None
) -> None:
    table = give(home, Claire=Role.CHIEF, Paul=Role.CHIEF)
    app = shared("people_page", "Claire")
    give(home, Claire=role)
    give_on_page(app, email("claire"), "chief")
    assert table.role_of(email("claire")) is role


def test_on_one_s_own_nobody_signs_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIVOUAC_AUTHOR", "Alice")
    app = open_page("people_page", language="en")
    assert "nobody signs in" in words(app)
    assert "Alice" in words(app)
    assert "Sign out" not in labels(app)
