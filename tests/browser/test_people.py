"""People in a real browser: signing in and out, a role given; the doors, also read aloud."""

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


def test_a_chief_signs_in_gives_a_role_and_signs_out_and_the_other_gets_in(
    wide_page: Page, shared: Shared
) -> None:
    sam = Visitor(shared.url).sign_in("sam")
    page = sign_in(wide_page, shared, "claire", "people")
    page.get_by_label("E-mail that the person signs in with").fill("Sam.Stranger@example.org")
    page.get_by_role("button", name="Give this role").click()
    expect(page.get_by_text("sam.stranger@example.org: Viewer.")).to_be_visible()
    at_rest(page).get_by_role("button", name="Claire Chef").click()
    expect(page.get_by_text("Role: Chief").first).to_be_visible()
    # The page says so first, and the browser goes then to where its cookie is taken away.
    with page.expect_response(lambda answer: answer.url.endswith("/auth/logout")):
        page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.goto(f"{shared.url}/people?lang=fr", wait_until="domcontentloaded")
    expect(page.get_by_text("Connectez-vous pour le voir")).to_be_visible()
    expect(page.get_by_role("button", name="Se connecter")).to_be_visible()
    be(page, sam)
    page.goto(f"{shared.url}/data?lang=en&area=villebourg", wait_until="domcontentloaded")
    expect(page.get_by_role("heading", name="Villebourg")).to_be_visible()


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
