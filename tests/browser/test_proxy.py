"""A shared server behind nginx and TLS, with the very file of the documentation."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import HOME, PROJECT, free_port, open_map
from tests.oidc.shared import sharing

pytestmark = pytest.mark.browser

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
SITE = PROJECT / "docs" / "deploy" / "nginx.conf"


def site(folder: Path, *, port: int, app: int) -> str:
    """Give the documented site on other ports, with a certificate of its own, without the other."""
    text = SITE.read_text(encoding="utf-8").replace("/etc/ssl/bivouac", str(folder))
    text = text.replace("listen 443", f"listen {HOME}:{port}").replace(":8501", f":{app}")
    # On a port of its own, the browser's Host has the port in it.
    text = text.replace("proxy_set_header Host $host;", "proxy_set_header Host $http_host;")
    return re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)


@contextmanager
def proxied(folder: Path, *, port: int, app: int) -> Iterator[str]:
    """Run nginx before the app and give its address."""
    subprocess.run(  # noqa: S603 - openssl, with words of our own
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", f"/CN={HOME}", "-keyout", "key.pem", "-out", "fullchain.pem"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = (
        f"master_process off;\npid {folder}/pid;\nerror_log {folder}/error.txt;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}\n"
        f"{site(folder, port=port, app=app)}\n}}\n"
    )
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    assert NGINX
    nginx = (NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder))
    subprocess.run(nginx, check=True)  # noqa: S603 - the nginx of this machine, back once it listens
    try:
        yield f"https://{HOME}:{port}"
    finally:
        subprocess.run((*nginx, "-s", "stop"), check=True)  # noqa: S603 - the same, by its pid file


@pytest.mark.skipif(not NGINX, reason="nginx is not installed here")
def test_people_sign_in_through_nginx_and_tls(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    home, folder = tmp_path / "home", tmp_path / "nginx"
    for each in (home, folder):
        each.mkdir()
    address = f"https://{HOME}:{port}/oauth2callback"
    with (
        sharing(home, redirect=address) as server,
        proxied(folder, port=port, app=urlparse(server.url).port or 0) as url,
        browser.new_context(ignore_https_errors=True, viewport={"width": 1600, "height": 950}) as c,
    ):
        page = c.new_page()
        page.set_default_timeout(120_000)  # the first page of a server: everything is imported
        page.goto(f"{url}/?lang=en", wait_until="domcontentloaded")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="vera", exact=True).click()
        page.wait_for_url(f"{url}/**")
        bivouac = open_map(page, f"{url}/?lang=en&area=villebourg")
        expect(bivouac).to_be_visible()
