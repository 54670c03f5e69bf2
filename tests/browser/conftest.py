"""One browser and one app for all these tests: the system's Chromium, closed to the outside.

Whoever decides does so in an area named after the test, where nobody else looks; the embedded
example is left to the pages that propose and adapt.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.find_browser import FLAGS, on_path
from tests.browser.serving import PROJECT, serving
from tests.layers.sources.loopback import Loopback, Reply, data
from tests.layers.sources.loopback import serving as loopback

# A machine may be busy with something else, and the first page of a server imports everything.
PATIENCE_MS = 90_000
ELEMENTS = [
    {
        "type": "node",
        "id": 1,
        "lat": 48.85,
        "lon": 2.3,
        "tags": {"railway": "station", "name": "A"},
    },
    {"type": "node", "id": 2, "lat": 48.85, "lon": 2.31, "tags": {"amenity": "school"}},
]
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Use the Chromium that ``make test`` has found or installed."""
    return {"args": list(FLAGS), "executable_path": on_path()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Browse as one who wants no motion: what fades and spins costs a fifth of these tests."""
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def _profile(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """What the tests browse in: the second page finds the program of the first.

    An empty page stays open: with its last page the engine goes, and all that it has compiled.
    """
    with browser.new_context(**browser_context_args) as profile:
        profile.set_default_timeout(PATIENCE_MS)
        profile.new_page()
        yield profile


@pytest.fixture
def context(_profile: BrowserContext) -> Iterator[BrowserContext]:
    """The profile, which knows nobody, on line, and without a page of the test left open."""
    before = _profile.pages
    yield _profile
    for page in _profile.pages:
        if page not in before:
            page.close()
    _profile.clear_cookies()
    _profile.set_offline(offline=False)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of areas and plans that the app works in."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def overpass() -> Iterator[Loopback]:
    """A server of maps that fails once and answers then."""
    answer = data({"elements": ELEMENTS, "osm3s": {"timestamp_osm_base": "2024-06-01T00:00:00Z"}})
    with loopback(Reply(status=400), answer) as server:
        yield server


@pytest.fixture(scope="session")
def server(home: Path, overpass: Loopback) -> Iterator[str]:
    """The address of the app, which would ask that server of maps."""
    app = PROJECT / "app.py"
    with serving(app, BIVOUAC_HOME=str(home), BIVOUAC_OVERPASS_URL=overpass.url) as url:
        yield url


@pytest.fixture
def wide_page(context: BrowserContext) -> Page:
    """A wide screen."""
    page = context.new_page()
    page.set_viewport_size({"width": 1600, "height": 950})
    return page
