"""One shared server with its provider for each file of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.oidc.shared import Shared, sharing


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """The app as a shared server, with a chief, a planner and a viewer."""
    with sharing(tmp_path_factory.mktemp("shared")) as server:
        yield server
