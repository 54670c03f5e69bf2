"""What was imported is gone through once, not after every run of every page."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from views.settling import settled


@pytest.fixture(autouse=True)
def _as_in_a_new_process() -> Iterator[None]:
    """Nothing is set aside yet; afterwards all is again, as for every other test."""
    settled.cache_clear()
    gc.unfreeze()
    yield
    gc.freeze()


def test_a_search_for_garbage_passes_over_what_was_there() -> None:
    before = len(gc.get_objects())
    settled("views.pages")
    assert len(gc.get_objects()) < before / 10
    assert gc.get_freeze_count() > before / 2


def test_garbage_that_comes_later_is_still_found() -> None:
    settled("views.pages")
    ring: list[object] = []
    ring.append(ring)
    del ring
    assert gc.collect() >= 1


def test_only_the_first_call_for_a_module_sets_anything_aside() -> None:
    settled("views.pages")
    later = [[] for _ in range(100)]  # type: list[list[object]]
    kept = gc.get_freeze_count()
    settled("views.pages")
    assert gc.get_freeze_count() <= kept
    assert later
