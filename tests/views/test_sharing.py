"""Alone or shared: never open by mistake, and shut with a reason where sign-in is half set up."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE, Popen
from typing import TypeAlias

import pytest

from tests.data.truth import PROJECT
from tests.views.people_stories import AUTH

SECRET = AUTH["client_secret"]
Start: TypeAlias = Callable[..., tuple[int, str]]


def toml(**changed: object) -> str:
    """Write the section of the secrets with some keys changed; one of None is left out."""
    lines = [
        f'{key} = "{value}"' for key, value in {**AUTH, **changed}.items() if value is not None
    ]
    return "\n".join(["[auth]", *lines])


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """Where the secrets would be."""
    return tmp_path / "secrets.toml"


@pytest.fixture(scope="module")
def fresh() -> Iterator[Popen[str]]:
    """A process whose children are asked; that a process of its own answers is in test_deploy."""
    words = [sys.executable, "-m", "tests.views.fresh_server"]
    with Popen(words, cwd=PROJECT, stdin=PIPE, stdout=PIPE, text=True) as server:  # noqa: S603 - our own
        yield server


@pytest.fixture
def start(fresh: Popen[str], secrets: Path) -> Start:
    """Ask, as the unit does, whether the server may start: the answer and all that was printed."""

    def asked(**environment: str) -> tuple[int, str]:
        given = {"STREAMLIT_SECRETS_FILES": str(secrets), "LANG": "en", **environment}
        assert fresh.stdin
        assert fresh.stdout
        fresh.stdin.write(json.dumps({**os.environ, **given}) + "\n")
        fresh.stdin.flush()
        code, told = json.loads(fresh.stdout.readline())
        return code, told

    return asked


def test_without_secrets_it_is_one_person_s_own(start: Start) -> None:
    code, told = start()
    assert (code, "nobody signs in" in told) == (0, True)


def test_with_a_whole_section_people_sign_in(start: Start, secrets: Path) -> None:
    secrets.write_text(toml())
    code, told = start(BIVOUAC_SHARED="1", STREAMLIT_SERVER_ADDRESS="0.0.0.0")  # noqa: S104 - what is tried
    assert (code, "people sign in" in told) == (0, True)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BIVOUAC_SHARED", "1"),
        ("STREAMLIT_SERVER_ADDRESS", "0.0.0.0"),  # noqa: S104 - what is tried
        ("STREAMLIT_SERVER_ADDRESS", "::"),
    ],
)
def test_what_others_reach_is_not_open_without_sign_in(
    start: Start, variable: str, value: str
) -> None:
    code, told = start(**{variable: value})
    assert (code, "no sign-in" in told) == (2, True)


@pytest.mark.parametrize("address", ["::1", "localhost"])
def test_loopback_is_one_s_own(start: Start, address: str) -> None:
    assert start(STREAMLIT_SERVER_ADDRESS=address)[0] == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (toml(client_secret=None), "[auth] client_secret"),
        (toml(cookie_secret=""), "[auth] cookie_secret"),
        (toml(cookie_secret="c" * 31), "shorter than 32"),
        (toml(redirect_uri="https://bivouac.example.org/"), "/oauth2callback"),
        ("[auth]", "[auth] redirect_uri"),
        ('auth = "yes"', "lack [auth]"),
        (f'[auth]\nclient_secret = "{SECRET}', "cannot be read"),
        (f"client_secret = {SECRET}", "cannot be read"),
    ],
)
def test_half_a_sign_in_is_shut_with_the_reason_and_no_secret(
    start: Start, secrets: Path, content: str, told: str
) -> None:
    secrets.write_text(content)
    code, printed = start()
    assert (code, told in printed, SECRET in printed) == (2, True, False), printed


def test_secrets_of_another_kind_are_shut(start: Start, secrets: Path) -> None:
    secrets.write_bytes(b"\xff\xfe[auth]")
    assert start()[0] == 2
    secrets.unlink()
    secrets.symlink_to(secrets.with_name("gone.toml"))
    assert start()[0] == 2


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION", "false"),
        ("STREAMLIT_SERVER_TRUSTED_USER_HEADERS", '{"X-User": "email"}'),
    ],
)
def test_what_would_undo_the_sign_in_is_shut(
    start: Start, secrets: Path, variable: str, value: str
) -> None:
    secrets.write_text(toml())
    assert start(**{variable: value})[0] == 2


def test_the_app_listens_on_this_machine_alone_unless_it_is_told_otherwise() -> None:
    import tomllib  # noqa: PLC0415 - for this test alone

    config = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
