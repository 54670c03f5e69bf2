"""What tests of whole pages share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from layers.library import Library
from plans.database import database_of
from plans.record import Record
from tests.data.truth import PROJECT
from tests.stories import make_area


@pytest.fixture(scope="session", autouse=True)
def _installed_once() -> Iterator[None]:
    """Look through the installed packages for components once, not at every run of a page."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session")
def _villebourg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with Villebourg and an empty record in it, which each test has a copy of."""
    folder = tmp_path_factory.mktemp("villebourg")
    Library(folder / "areas").keep(make_area())
    database_of(None, folder).close()
    return folder


@pytest.fixture
def home(_villebourg: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of each test's own, with Villebourg in it."""
    monkeypatch.setenv("BIVOUAC_HOME", str(tmp_path))
    monkeypatch.chdir(PROJECT)
    shutil.copytree(_villebourg, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def record(home: Path) -> Record:
    """The record beside the app, as another process has it."""
    return Record(database_of(None, home))
