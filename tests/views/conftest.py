"""What tests of whole pages share."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.library import Library
from plans.database import database_of
from plans.record import Record
from tests.data.truth import PROJECT
from tests.stories import make_area


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of each test's own, with Villebourg in it."""
    monkeypatch.setenv("BIVOUAC_HOME", str(tmp_path))
    monkeypatch.chdir(PROJECT)
    Library(tmp_path / "areas").keep(make_area())
    return tmp_path


@pytest.fixture
def record(home: Path) -> Record:
    """The record beside the app, as another process has it."""
    return Record(database_of(None, home))
