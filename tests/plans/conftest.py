"""The databases that the record is tested on: SQLite in a folder, and a PostgreSQL of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from plans.database import Database, database_of
from plans.record import Record
from tests.plans.clusters import Cluster, cluster
from tests.plans.find_postgres import why_not

Opening = Callable[[], Database]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server for all tests of this process."""
    if (reason := why_not()) is not None:
        pytest.skip(reason)
    with cluster() as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is new and empty, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'record.db'}"
    made: Cluster = request.getfixturevalue("postgres")
    return made.new_schema()


@pytest.fixture
def opened(url: str, tmp_path: Path) -> Iterator[Opening]:
    """Open the database, as often as asked: each time as another process would."""
    with ExitStack() as stack:

        def once_more() -> Database:
            return stack.enter_context(closing(database_of(url, tmp_path, patience_s=5)))

        yield once_more


@pytest.fixture
def database(opened: Opening) -> Database:
    """The database, opened once."""
    return opened()


@pytest.fixture
def record(database: Database) -> Record:
    """The record in it, where everyone is chief."""
    return Record(database)
