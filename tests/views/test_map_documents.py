"""A document of the map stays where the browser fetches it, whoever's run ends meanwhile."""

from __future__ import annotations

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from views.map_documents import put


@pytest.fixture
def files() -> MemoryMediaFileStorage:
    """Where a server keeps what it serves."""
    return MemoryMediaFileStorage("/media")


@pytest.fixture
def store(files: MemoryMediaFileStorage) -> MediaFileManager:
    """What a server's runs put documents into."""
    return MediaFileManager(files)


def is_there(files: MemoryMediaFileStorage, address: str) -> bool:
    """Tell whether the browser would get a document."""
    return address.rpartition("/")[2].partition(".")[0] in files._files_by_id  # noqa: SLF001 - no public question


def end_of_a_run(store: MediaFileManager) -> None:
    """Forget what the session named, as the beginning of a run does, then what nobody names."""
    store.clear_session_refs()
    store.remove_orphaned_files()


def test_it_is_there_while_its_own_page_is_drawn_anew(
    store: MediaFileManager, files: MemoryMediaFileStorage
) -> None:
    address = put(store, b'{"kept": 1}', "application/json", place="kept")
    end_of_a_run(store)
    assert is_there(files, address)


def test_the_oldest_of_a_place_go(store: MediaFileManager, files: MemoryMediaFileStorage) -> None:
    addresses = [
        put(store, f'{{"old": {n}}}'.encode(), "application/json", place="old") for n in range(40)
    ]
    end_of_a_run(store)
    assert [is_there(files, each) for each in addresses] == [False] * 8 + [True] * 32
