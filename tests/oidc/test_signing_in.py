"""Signing in by a real provider: who gets in, who does not, and what strangers are told."""

from __future__ import annotations

import pytest
import requests
from websockets.exceptions import InvalidStatus

from plans.roles import Role
from tests.oidc.shared import CHIEF, PLANNER, TOWN, VIEWER, Shared
from tests.oidc.wire import PATIENCE, Visitor

PAGES = ("map", "rules", "data", "people")


@pytest.mark.parametrize("page", PAGES)
def test_without_signing_in_no_page_says_anything(shared: Shared, page: str) -> None:
    with Visitor(shared.url).on(page) as wire:
        screen = wire.run()
    assert screen.labels == ["Sign in"]
    assert TOWN not in screen.text.lower()


@pytest.mark.parametrize("user", ["claire", "paul", "vera"])
def test_whoever_has_a_role_gets_in(shared: Shared, user: str) -> None:
    with Visitor(shared.url).sign_in(user).on("data") as wire:
        assert "Villebourg" in wire.run().text


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_told_whom_to_ask_and_sees_nothing(shared: Shared, page: str) -> None:
    with Visitor(shared.url).sign_in("sam").on(page) as wire:
        screen = wire.run()
    assert screen.labels == ["Sign out"]
    assert "sam.stranger@example.org" in screen.text
    assert TOWN not in screen.text.lower()


def test_an_email_that_nobody_has_verified_is_not_that_of_the_chief(shared: Shared) -> None:
    with Visitor(shared.url).sign_in("mallory").on("people") as wire:
        screen = wire.run()
    assert "#id-of-mallory" in screen.text
    assert CHIEF not in screen.text
    assert screen.labels == ["Sign out"]


def test_a_token_of_yesterday_does_not_open_the_door(shared: Shared) -> None:
    with Visitor(shared.url).sign_in("late").on("data") as wire:
        screen = wire.run()
    assert screen.labels == ["Sign in"]
    assert "older than 12 hours" in screen.text


def test_a_cookie_that_was_changed_is_nobody(shared: Shared) -> None:
    visitor = Visitor(shared.url).sign_in("vera")
    cookie = next(each for each in visitor.web.cookies if each.name == "_streamlit_user")
    assert cookie.value
    cookie.value = cookie.value[:-4] + ("AAAA" if not cookie.value.endswith("AAAA") else "BBBB")
    with visitor.on("data") as wire:
        assert wire.run().labels == ["Sign in"]


def test_signing_out_takes_the_cookie_and_shuts_the_door(shared: Shared) -> None:
    visitor = Visitor(shared.url).sign_in("sam")
    with visitor.on("data") as wire:
        leads_to = wire.click(wire.run().button("Sign out")).leads_to
        assert wire.run().labels == ["Sign in"]
    visitor.web.get(f"{shared.url}{leads_to}", timeout=PATIENCE).raise_for_status()
    assert "_streamlit_user" not in visitor.web.cookies
    with visitor.on("data") as wire:
        assert wire.run().labels == ["Sign in"]


def test_a_role_counts_from_the_moment_it_is_given_and_no_longer(shared: Shared) -> None:
    with Visitor(shared.url).sign_in("sam").on("data") as wire:
        assert wire.run().labels == ["Sign out"]
        shared.give("sam.stranger@example.org", Role.VIEWER)
        assert "Villebourg" in wire.run().text
        shared.give("sam.stranger@example.org", None)
        assert wire.run().labels == ["Sign out"]


def test_another_origin_is_turned_away_though_it_has_the_cookies(shared: Shared) -> None:
    visitor = Visitor(shared.url).sign_in("paul")
    with (
        pytest.raises(InvalidStatus, match="403"),
        visitor.on("data", origin="http://evil.example.org"),
    ):
        pytest.fail("it was let in")


def test_what_the_server_gives_without_a_session_is_not_the_plan(shared: Shared) -> None:
    for path in ("", "_stcore/health", "_stcore/host-config"):
        answer = requests.get(f"{shared.url}/{path}", timeout=PATIENCE)
        assert answer.ok
        assert TOWN not in answer.text.lower()
        assert PLANNER not in answer.text
        assert VIEWER not in answer.text
