"""The door: who sees the sign-in, who the word that they have no role, and who the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from plans.roles import Role
from tests.views.people_stories import claims, email, give, labels, shared, words
from tests.views.test_pages import PAGES

pytestmark = pytest.mark.usefixtures("home")


def test_nobody_is_shown_the_sign_in_and_nothing_else() -> None:
    app = shared("data_page", None)
    assert labels(app) == ["Sign in"]
    assert "Villebourg" not in words(app)
    assert not [*app.dataframe, *app.metric, *app.selectbox, *app.exception]


def test_whoever_has_no_role_is_told_so_and_under_which_name_to_ask() -> None:
    app = shared("data_page", "Sam")
    assert labels(app) == ["Sign out"]
    assert "Sam, you are signed in and have no role" in words(app)
    assert [each.value for each in app.code] == [email("sam")]
    assert not [*app.dataframe, *app.metric, *app.selectbox, *app.exception]


# That a chief sees the others is in test_pages: on a machine of one's own everyone is chief.
SEEN = [(page, Role.VIEWER) for page in [*PAGES, "people_page"]] + [
    (page, Role.CHIEF) for page in ("people_page", "record_page")
]


@pytest.mark.parametrize(("page", "role"), SEEN)
def test_whoever_has_a_role_sees_the_page(home: Path, page: str, role: Role) -> None:
    give(home, Vera=role)
    app = shared(page, "Vera")
    assert not app.exception
    assert not app.error
    assert "Sign in" not in labels(app)
    assert app.subheader or app.metric or app.dataframe


def test_a_role_that_is_taken_away_shuts_the_door_at_the_next_click(home: Path) -> None:
    give(home, Vera=Role.VIEWER)
    app = shared("data_page", "Vera")
    assert "Villebourg" in words(app)
    give(home, Vera=None)
    app.run()
    assert "Villebourg" not in words(app)
    assert "no role" in words(app)


def test_a_sign_in_of_yesterday_does_not_count(home: Path) -> None:
    give(home, Vera=Role.CHIEF)
    app = shared("data_page", "Vera")
    app.user = claims("Vera") | {"iat": claims("Vera")["iat"] - 13 * 3_600}
    app.run()
    assert labels(app) == ["Sign in"]
    assert "older than 12 hours" in words(app).replace("\\", "")
    assert "Villebourg" not in words(app)


def test_a_server_that_lacks_a_secret_is_shut_and_names_the_key_alone() -> None:
    app = shared("data_page", None)
    app.secrets["auth"] = {
        "client_secret": "do-not-tell",
        "redirect_uri": "https://x/oauth2callback",
    }
    app.run()
    told = words(app).replace("\\", "")
    assert "[auth] cookie_secret" in told
    assert "do-not-tell" not in told
    assert labels(app) == []


def test_with_several_providers_each_has_a_button() -> None:
    app = shared("data_page", None)
    both = dict(app.secrets["auth"])
    one = {key: both.pop(key) for key in ("client_id", "client_secret", "server_metadata_url")}
    app.secrets["auth"] = both | {"ministry": one, "city": one}
    app.run()
    assert labels(app) == ["Sign in with ministry", "Sign in with city"]
