"""Secrets stay where they are: not in what is printed, not on a page, not in what is kept."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.serving import PROJECT
from tests.oidc.shared import CLIENT_SECRET, COOKIE_SECRET, Shared, sharing
from tests.oidc.wire import Screen, Visitor
from tests.test_architecture import PRODUCT, python_files

PASSWORD = "the-password-of-the-database-77aa"  # noqa: S105 - of a database that is not there
# Nothing listens there: the driver is refused at once.
URL = f"postgresql+psycopg://bivouac:{PASSWORD}@127.0.0.1:9/bivouac"
ALL = (CLIENT_SECRET, COOKIE_SECRET, PASSWORD)
READING = re.compile(r"st\.secrets|secrets_singleton|secrets\.toml")
PAGES = ("map", "rules", "data", "people")


def leaks(text: str) -> list[str]:
    """Give the secrets that a text holds."""
    return [secret for secret in ALL if secret in text]


def pages(server: Shared, visitor: Visitor) -> list[Screen]:
    """Open every page, with an area that is none and a language that is none."""
    screens = []
    for page in PAGES:
        with visitor.on(page) as wire:
            screens += [wire.run(), wire.run(query="lang=xx&area=../../etc")]
    assert len(screens) == 2 * len(PAGES), server
    return screens


def everything_kept(server: Shared) -> str:
    """Give every byte under the home, but for the secrets' own file."""
    files = [each for each in server.home.rglob("*") if each.is_file()]
    return "\n".join(
        each.read_bytes().decode("latin-1") for each in files if each.name != "secrets.toml"
    )


def test_one_file_alone_reads_the_secrets_so_no_export_can_hold_them() -> None:
    reading = [
        file.relative_to(PROJECT).as_posix()
        for file in python_files(*PRODUCT)
        if re.search(
            r"st\.secrets|secrets_singleton|secrets\.toml", file.read_text(encoding="utf-8")
        )
    ]
    assert reading == ["views/sharing.py"]


def test_a_working_server_tells_none(shared: Shared) -> None:
    screens = pages(shared, Visitor(shared.url))
    for user in ("claire", "sam"):
        screens += pages(shared, Visitor(shared.url).sign_in(user))
    with Visitor(shared.url).on("data") as wire:  # a callback that nobody asked for
        answer = Visitor(shared.url).web.get(
            f"{shared.url}/oauth2callback?code=x&state=y&error=denied", timeout=60
        )
        screens.append(wire.run())
    assert leaks("".join(screen.text for screen in screens) + answer.text) == []
    assert "denied" in shared.log.read_text()
    assert leaks(everything_kept(shared)) == []


def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    with sharing(tmp_path, BIVOUAC_DATABASE_URL=URL, STREAMLIT_LOGGER_LEVEL="debug") as server:
        screens = pages(server, Visitor(server.url).sign_in("claire"))
        assert all("Sign in" not in screen.labels for screen in screens)
        assert any("127" in screen.text and "alert" in screen.text for screen in screens)
        assert leaks("".join(screen.text for screen in screens)) == []
        assert leaks(everything_kept(server)) == []


def test_a_provider_that_refuses_our_secret_signs_nobody_in_and_tells_none(shared: Shared) -> None:
    before = len(shared.log.read_text())
    screens = pages(shared, Visitor(shared.url).sign_in("refused"))
    assert {label for screen in screens for label in screen.labels} == {"Sign in"}
    assert "exchange failed" in shared.log.read_text()[before:]
    assert leaks(everything_kept(shared)) == []
