"""One browser for all these tests: the system's Chromium, closed to the outside."""

from __future__ import annotations

import pytest

from tests.browser.find_browser import FLAGS, on_path


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Use the Chromium that ``make test`` has found or installed."""
    return {"args": list(FLAGS), "executable_path": on_path()}
