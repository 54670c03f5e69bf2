"""What all tests share: patience of property tests with a busy machine, and a home of their own."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    from xdist.remote import Producer

    from tests.oidc.shared import Shared

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("bivouac", PATIENT, max_examples=20)
settings.register_profile("thorough", PATIENT, max_examples=1_000)  # --hypothesis-profile=thorough
settings.load_profile("bivouac")


# Files that use the same server and browser go to the same worker, where each is started once.
TOGETHER = (
    ("browser/test_app", "browser/test_routes", "browser/test_calendar", "browser/test_wall"),
    ("oidc/", "browser/test_people", "browser/test_proxy", "browser/test_picking_map"),
    ("browser/",),
)
# The longest begin first, so that no worker is left alone with one at the end.
LONGEST = (
    *(name for names in TOGETHER for name in names),
    "plans/test_killed",
    "chain/test_shared",
    "gis/test_executors",
    "cli/test_cli",
    "chain/",
    "gis/screening/test_screen",
    "gis/network/test_waits",
    "layers/sources/osm/test_ways",
    "gis/test_blocks",
    "plans/test_season",
    "views/",
)


class Together(LoadFileScheduling):  # type: ignore[misc]  # it has no types
    """Gives a worker whole files, and whole sets of files that belong together."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        name = file.removeprefix("tests/")
        return next((str(names) for names in TOGETHER if name.startswith(names)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together | None:
    """Hand tests out so, wherever they are handed out by file."""
    return Together(config, log) if config.getvalue("dist") == "loadfile" else None


def _turn(item: pytest.Item) -> int:
    file = item.path.relative_to(item.config.rootpath / "tests").as_posix()
    return next((n for n, name in enumerate(LONGEST) if file.startswith(name)), len(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the order within a file stays."""
    items.sort(key=_turn)


def pytest_collection_finish() -> None:
    """Spare the search for garbage all that was imported: each run of a page makes a full one."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _no_one_s_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the commands keep out of the home of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIVOUAC_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def _shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """Run the app as a shared server that prints all that it can."""
    from tests.oidc.shared import sharing  # noqa: PLC0415 - most tests need nothing of it

    home = tmp_path_factory.mktemp("shared")
    with sharing(home, STREAMLIT_LOGGER_LEVEL="debug") as server:
        yield server


@pytest.fixture
def shared(_shared_server: Shared) -> Shared:
    """The app as a shared server, with a chief, a planner and a viewer."""
    _shared_server.restore_roles()
    return _shared_server
