"""People in a real browser: signing in and out, a stranger, a viewer; the doors read aloud."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import at_rest, faults
from tests.oidc.shared import Shared
from tests.oidc.wire import Visitor

pytestmark = pytest.mark.browser


def sign_in(page: Page, shared: Shared, user: str, path: str = "data") -> Page:
    """Sign somebody in through the provider's own page, then open a page in English."""
    page.goto(f"{shared.url}/{path}?lang=en", wait_until="domcontentloaded")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=user, exact=True).click()
    page.wait_for_url(f"{shared.url}/**")
    page.goto(f"{shared.url}/{path}?lang=en&area=villebourg", wait_until="domcontentloaded")
    return at_rest(page)


def be(page: Page, visitor: Visitor) -> None:
    """Give the browser the cookies of a visitor, and no others."""
    page.context.clear_cookies()
    page.context.add_cookies(
        [
            {"name": each.name, "value": str(each.value), "url": visitor.url}
            for each in visitor.web.cookies
        ]
    )


def known(page: Page, shared: Shared, user: str, path: str = "data") -> Page:
    """Open a page in English as somebody who has signed in before."""
    be(page, Visitor(shared.url).sign_in(user))
    page.goto(f"{shared.url}/{path}?lang=en&area=villebourg", wait_until="domcontentloaded")
    return at_rest(page)


def test_somebody_signs_in_sees_who_they_are_and_signs_out(wide_page: Page, shared: Shared) -> None:
    page = sign_in(wide_page, shared, "claire", "people")
    page.get_by_role("button", name="Claire Chef").click()
    expect(page.get_by_text("Role: Chief").first).to_be_visible()
    # The page says so first, and the browser goes then to where its cookie is taken away.
    with page.expect_response(lambda answer: answer.url.endswith("/auth/logout")):
        page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.goto(f"{shared.url}/people?lang=en", wait_until="domcontentloaded")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_chief_gives_a_role_and_the_other_gets_in(wide_page: Page, shared: Shared) -> None:
    visitor = Visitor(shared.url).sign_in("sam")
    sam = wide_page.context.new_page()
    be(sam, visitor)
    sam.goto(f"{shared.url}/data?lang=en&area=villebourg", wait_until="domcontentloaded")
    expect(sam.get_by_text("have no role in this plan")).to_be_visible()
    page = known(wide_page, shared, "claire", "people")
    page.get_by_label("E-mail that the person signs in with").fill("Sam.Stranger@example.org")
    page.get_by_role("button", name="Give this role").click()
    expect(page.get_by_text("sam.stranger@example.org: Viewer.")).to_be_visible()
    be(sam, visitor)
    sam.reload(wait_until="domcontentloaded")
    expect(sam.get_by_role("heading", name="Villebourg")).to_be_visible()


def test_a_viewer_is_not_offered_what_changes_the_server(wide_page: Page, shared: Shared) -> None:
    page = known(wide_page, shared, "vera")
    expect(page.get_by_text("Planners and chiefs load areas.")).to_be_visible()
    expect(page.get_by_role("button", name="Load", exact=True)).to_have_count(0)
    at_rest(page).get_by_role("link", name="Rules").click()
    at_rest(page).get_by_text("Travel times", exact=True).click()
    expect(page.get_by_role("button", name="Back to the standard table")).to_be_disabled()


def test_a_planner_on_a_shared_server_does_not_name_its_files(
    wide_page: Page, shared: Shared
) -> None:
    page = known(wide_page, shared, "paul")
    expect(page.get_by_label("Name of the area").first).to_be_visible()
    expect(page.get_by_label("Or its path on this machine")).to_have_count(0)


def test_the_doors_can_be_read_aloud_and_used_by_keyboard_and_show_a_name_as_it_stands(
    wide_page: Page, shared: Shared
) -> None:
    wide_page.goto(f"{shared.url}/data?lang=en", wait_until="domcontentloaded")
    button = wide_page.get_by_role("button", name="Sign in")
    expect(button).to_be_visible()
    assert faults(at_rest(wide_page)) == []
    button.focus()
    wide_page.keyboard.press("Enter")
    wide_page.get_by_role("button", name="hostile", exact=True).click()
    expect(wide_page.get_by_role("button", name="Sign out")).to_be_visible()
    assert faults(at_rest(wide_page)) == []
    expect(wide_page.get_by_text("<img src=x onerror='window.ran=1'> **x**")).to_be_visible()
    assert wide_page.evaluate("window.ran") is None


def test_the_doors_speak_french(wide_page: Page, shared: Shared) -> None:
    wide_page.goto(f"{shared.url}/data?lang=fr", wait_until="domcontentloaded")
    expect(wide_page.get_by_text("Connectez-vous pour le voir")).to_be_visible()
    expect(wide_page.get_by_role("button", name="Se connecter")).to_be_visible()
