"""A real Streamlit server for a real browser, and the words that these stories share."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlparse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect
from playwright.sync_api import TimeoutError as NotInTime

from layers.area import Area
from layers.library import Library
from plans.database import database_of
from plans.entry import Act
from plans.events import Event
from plans.record import Record

HOME = "127.0.0.1"
PROJECT = Path(__file__).parents[2]

_CLICKS = 3
_SOON_MS = 5_000


class Spot(TypedDict):
    """A place on the page, in pixels."""

    x: float
    y: float


@contextmanager
def serving(
    script: Path, *, base_path: str = "", log: Path | None = None, **environment: str
) -> Iterator[str]:
    """Run a Streamlit script under ``base_path``, its output in ``log``, and give its address."""
    with serving_at(free_port(), script, base_path=base_path, log=log, **environment) as address:
        yield address


@contextmanager
def serving_at(
    port: int, script: Path, *, base_path: str = "", log: Path | None = None, **environment: str
) -> Iterator[str]:
    """Do the same at a port, where another server may have been before."""
    options = {
        "server.port": port,
        "server.address": HOME,
        "server.headless": "true",
        "server.baseUrlPath": base_path,
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [f"--{name}={value}" for name, value in options.items()]
    with subprocess.Popen(  # noqa: S603  our own command, no shell
        command,
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if log else None,
        text=True,
    ) as server:
        try:
            assert server.stdout
            with (log or Path(os.devnull)).open("w", encoding="utf-8", buffering=1) as kept:
                kept.writelines(_until_served(server.stdout))
            threading.Thread(target=_drain, args=(server.stdout, log), daemon=True).start()
            yield f"http://{HOME}:{port}/{base_path}"
        finally:
            server.kill()


def free_port() -> int:
    """Give a port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind((HOME, 0))
        port: int = free.getsockname()[1]
        return port


def _until_served(printed: Iterable[str]) -> Iterator[str]:
    """Give the lines up to the one with the address."""
    for line in printed:
        yield line
        if "URL:" in line:
            return


def _drain(printed: Iterable[str], log: Path | None) -> None:
    """Keep the rest of what is printed: a full pipe that nobody reads would stop its writer."""
    with (log or Path(os.devnull)).open("a", encoding="utf-8", buffering=1) as kept:
        kept.writelines(printed)


def open_map(page: Page, address: str) -> Locator:
    """Open a page with a map, for eyes that want no motion, and wait until all layers are in."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(address, wait_until="domcontentloaded")
    return ready_map(page)


def ready_map(page: Page) -> Locator:
    """Wait until all layers of a page's map are in, and give the map."""
    page.locator('.bivouac-map[data-ready="true"]').wait_for()
    return page.locator(".bivouac-map")


def spot(bivouac: Locator, site: str) -> Spot:
    """Give where a site is on the page, once all layers are in."""
    bivouac.and_(bivouac.page.locator('[data-ready="true"]')).wait_for()
    where: Spot = bivouac.evaluate("(root, id) => root.bivouac.pixel(id)", site)
    return where


def click(bivouac: Locator, site: str) -> None:
    """Click a site on the map."""
    bivouac.page.mouse.click(**spot(bivouac, site))


def shut_in(page: Page, outside: list[str] | None = None) -> list[str]:
    """Let a page ask this machine alone; gives the list that what it asks of others comes into."""
    outside = [] if outside is None else outside

    def refuse_outside(route: Route) -> None:
        if urlparse(route.request.url).hostname == HOME:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    page.route("**/*", refuse_outside)
    return outside


def at_rest(page: Page) -> Page:
    """Wait until the app has drawn the page whole."""
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    return page


def faults(page: Page) -> list[str]:
    """Give what axe finds wrong on a page, with where it stands."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def open_tab(page: Page, name: str) -> None:
    """Open a tab of the panel, once the page has come to rest.

    While Streamlit draws the tabs anew, for a few hundredths of a second, it takes no click on
    them: one that fell there is made again, as anyone would.
    """
    tab = page.get_by_role("tab", name=name)
    opened = page.get_by_role("tab", name=name, selected=True)
    for _ in range(_CLICKS):
        at_rest(page)
        tab.click()
        with suppress(NotInTime):
            opened.wait_for(timeout=_SOON_MS)
            return
    expect(tab).to_have_attribute("aria-selected", "true")


def decide_with_reason(page: Page, button: str, confirm: str, why: str) -> None:
    """Take a decision that is recorded with its reason: open its form, say why, confirm."""
    at_rest(page).get_by_role("button", name=button, exact=True).click()
    page.get_by_role("textbox", name="Why?").fill(why)
    page.get_by_role("button", name=confirm).click()
    expect(page.get_by_role("button", name=confirm)).to_be_hidden()


def figures(page: Page) -> str:
    """Give the strip of figures as text, once all of it is drawn."""
    return at_rest(page).locator(".st-key-figures").inner_text()


def keep_as(home: Path, area: Area, title: str) -> str:
    """Keep an area under a title of its own in the app's library; gives its key."""
    return Library(home / "areas").keep(replace(area, manifest=replace(area.manifest, title=title)))


def decided(home: Path, town: str, *events: Event) -> None:
    """Record what was decided on a town before the story begins."""
    Record(database_of(None, home)).append(town, Act("ana", events))
