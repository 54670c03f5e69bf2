"""Alone or shared: never open by mistake, and shut with a reason where sign-in is half set up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data.truth import PROJECT
from tests.views.people_stories import AUTH

SECRET = AUTH["client_secret"]


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


def start(secrets: Path, **environment: str) -> tuple[int, str]:
    """Ask, as the unit does, whether the server may start: the answer and all that was printed."""
    done = subprocess.run(
        [sys.executable, "-m", "views.sharing"],
        cwd=PROJECT,
        env={**os.environ, "STREAMLIT_SECRETS_FILES": str(secrets), "LANG": "en", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_without_secrets_it_is_one_person_s_own(secrets: Path) -> None:
    code, told = start(secrets)
    assert (code, "nobody signs in" in told) == (0, True)


def test_with_a_whole_section_people_sign_in(secrets: Path) -> None:
    secrets.write_text(toml())
    code, told = start(secrets, BIVOUAC_SHARED="1", STREAMLIT_SERVER_ADDRESS="0.0.0.0")  # noqa: S104 - what is tried
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
    secrets: Path, variable: str, value: str
) -> None:
    code, told = start(secrets, **{variable: value})
    assert (code, "no sign-in" in told) == (2, True)


@pytest.mark.parametrize("address", ["::1", "localhost"])
def test_loopback_is_one_s_own(secrets: Path, address: str) -> None:
    assert start(secrets, STREAMLIT_SERVER_ADDRESS=address)[0] == 0


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
    secrets: Path, content: str, told: str
) -> None:
    secrets.write_text(content)
    code, printed = start(secrets)
    assert (code, told in printed, SECRET in printed) == (2, True, False), printed


def test_secrets_of_another_kind_are_shut(secrets: Path) -> None:
    secrets.write_bytes(b"\xff\xfe[auth]")
    assert start(secrets)[0] == 2
    secrets.unlink()
    secrets.symlink_to(secrets.with_name("gone.toml"))
    assert start(secrets)[0] == 2


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION", "false"),
        ("STREAMLIT_SERVER_TRUSTED_USER_HEADERS", '{"X-User": "email"}'),
    ],
)
def test_what_would_undo_the_sign_in_is_shut(secrets: Path, variable: str, value: str) -> None:
    secrets.write_text(toml())
    assert start(secrets, **{variable: value})[0] == 2


def test_the_app_listens_on_this_machine_alone_unless_it_is_told_otherwise() -> None:
    import tomllib  # noqa: PLC0415 - for this test alone

    config = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
