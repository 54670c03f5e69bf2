"""Find a Chromium for the browser tests, or install one, or say in a sentence what to install.

Order: one on PATH, its headless shell first; Debian's package of the shell, else of the whole, when
we are root; Playwright's own build. The shell is the same engine without the frame of a window,
which nobody sees in a test and which takes a quarter of the browser's work.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.debian import can_install, install

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--renderer-process-limit=1",  # one process for all pages: less work than one for each
)
ADVICE = (
    "The browser tests need Chromium and none could be installed here. "
    "Install it (for instance “apt-get install chromium” as root, or “playwright install chromium” "
    "on a machine with internet), then run “make test” again."
)


def on_path() -> str | None:
    """Give the path of a Chromium that is installed, if there is one."""
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_browser() -> None:
    """Try Debian's packages, then Playwright's own build."""
    if can_install() and any(install(package) for package in (SHELL, "chromium")):
        return
    command = (sys.executable, "-m", "playwright", "install", "chromium")
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - a fixed command


if __name__ == "__main__":
    if not on_path():
        install_browser()
    sys.exit(None if on_path() else ADVICE)
