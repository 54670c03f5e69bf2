"""The files for running it for many are such as systemd, nginx, Caddy and Bivouac accept."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
FOLDER = PROJECT / "docs" / "deploy"
PAGE = (PROJECT / "docs" / "deploy.md").read_text(encoding="utf-8")
ENVIRONMENT = dict(
    line.split("=", 1)
    for line in (FOLDER / "environment").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
CADDY = shutil.which("caddy")
SYSTEMD = shutil.which("systemd-analyze")


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's folder."""
    return subprocess.run(  # noqa: S603 - the commands of this file, no shell
        words,
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_file_is_named_on_the_page() -> None:
    names = {file.name for file in FOLDER.iterdir()}
    assert names == {name for name in names if name in PAGE}
    assert len(names) == 5


def test_the_settings_make_a_shared_server_that_may_start() -> None:
    given = {**ENVIRONMENT, "STREAMLIT_SECRETS_FILES": str(FOLDER / "secrets.toml"), "LANG": "en"}
    done = run(sys.executable, "-m", "views.sharing", **given)
    assert (done.returncode, done.stdout) == (0, "Shared: people sign in.\n"), done.stderr


def test_the_settings_without_secrets_do_not_start(tmp_path: Path) -> None:
    given = {**ENVIRONMENT, "STREAMLIT_SECRETS_FILES": str(tmp_path / "secrets.toml")}
    assert run(sys.executable, "-m", "views.sharing", **given).returncode == 2


def test_proxies_port_and_redirect_agree() -> None:
    port = ENVIRONMENT["STREAMLIT_SERVER_PORT"]
    redirect = tomllib.loads((FOLDER / "secrets.toml").read_text(encoding="utf-8"))["auth"]
    host = redirect["redirect_uri"].removeprefix("https://").partition("/")[0]
    for name in ("nginx.conf", "Caddyfile"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        assert f"127.0.0.1:{port}" in text
        assert host in text


@pytest.mark.skipif(not NGINX, reason="nginx is not installed here")
def test_nginx_accepts_its_file(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "fullchain.pem"
    made = run(
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
        *("-subj", "/CN=bivouac.example.org", "-keyout", str(key), "-out", str(certificate)),
    )
    assert made.returncode == 0, made.stderr
    site = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
    whole = tmp_path / "nginx.conf"
    site = site.replace("/etc/ssl/bivouac", str(tmp_path))
    whole.write_text(f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{site}\n}}\n")
    assert NGINX
    tested = run(NGINX, "-t", "-c", str(whole), "-p", str(tmp_path))
    assert tested.returncode == 0, tested.stderr


@pytest.mark.skipif(not CADDY, reason="caddy is not installed here")
def test_caddy_accepts_its_file(tmp_path: Path) -> None:
    assert CADDY
    words = ("validate", "--adapter", "caddyfile", "--config", str(FOLDER / "Caddyfile"))
    tested = run(CADDY, *words, HOME=str(tmp_path), XDG_DATA_HOME=str(tmp_path))
    assert tested.returncode == 0, tested.stderr


@pytest.mark.skipif(not SYSTEMD, reason="systemd is not installed here")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    unit = (FOLDER / "bivouac.service").read_text(encoding="utf-8")
    # The programs are not installed there on a machine that runs the tests.
    unit = re.sub(r"/opt/bivouac/\.venv/bin/\S+", sys.executable, unit)
    file = tmp_path / "bivouac.service"
    file.write_text(unit.replace("/opt/bivouac", str(PROJECT)))
    assert SYSTEMD
    done = run(SYSTEMD, "verify", str(file))
    told = [line for line in done.stderr.splitlines() if "bivouac" in line]
    assert (done.returncode, told) == (0, []), done.stderr
