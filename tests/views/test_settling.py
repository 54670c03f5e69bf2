"""What was imported is gone through once, not after every run of every page."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from views.settling import settle


@pytest.fixture(autouse=True)
def _as_in_a_new_process() -> Iterator[None]:
    """Nothing is set aside yet; afterwards all is again, as for every other test."""
    settle.cache_clear()
    gc.unfreeze()
    yield
    gc.freeze()


def test_a_search_for_garbage_passes_over_what_was_there() -> None:
    before = len(gc.get_objects())
    settle()
    assert len(gc.get_objects()) < before / 10
    assert gc.get_freeze_count() > before / 2


def test_garbage_that_comes_later_is_still_found() -> None:
    settle()
    ring: list[object] = []
    ring.append(ring)
    del ring
    assert gc.collect() >= 1


def test_only_the_first_call_in_a_process_sets_anything_aside() -> None:
    settle()
    later = [[] for _ in range(100)]  # type: list[list[object]]
    kept = gc.get_freeze_count()
    settle()
    assert gc.get_freeze_count() <= kept
    assert later
