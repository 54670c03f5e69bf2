"""The databases that the record is tested on: SQLite in a folder, and a PostgreSQL of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from plans.database import FILE, Database, database_of
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
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database."""
    found: str = request.param
    return found


@pytest.fixture
def url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a database that is new and has no tables, of either kind."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'record.db'}"
    made: Cluster = request.getfixturevalue("postgres")
    return made.new_schema()


@pytest.fixture(scope="session")
def _made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record in SQLite, to be copied."""
    folder = tmp_path_factory.mktemp("made")
    database_of(None, folder).close()
    return folder / FILE


@pytest.fixture(scope="session")
def _made_schema(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record in PostgreSQL, for one test after the other: each finds it empty."""
    url = postgres.new_schema()
    database_of(url, tmp_path_factory.mktemp("made")).close()
    return url


@pytest.fixture
def made(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of an empty record, of either kind; its tables are made once."""
    if kind == "sqlite":
        file = shutil.copyfile(request.getfixturevalue("_made_file"), tmp_path / FILE)
        return f"sqlite:///{file}"
    server: Cluster = request.getfixturevalue("postgres")
    return server.emptied(request.getfixturevalue("_made_schema"))


@pytest.fixture
def opened(made: str, tmp_path: Path) -> Iterator[Opening]:
    """Open an empty record, as often as asked: each time as another process would."""
    with ExitStack() as stack:

        def once_more() -> Database:
            return stack.enter_context(closing(database_of(made, tmp_path, patience_s=5)))

        yield once_more


@pytest.fixture
def database(opened: Opening) -> Database:
    """The database, opened once."""
    return opened()


@pytest.fixture
def record(database: Database) -> Record:
    """The record in it, where everyone is chief."""
    return Record(database)
