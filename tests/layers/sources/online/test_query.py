"""What is asked of Overpass."""

from __future__ import annotations

import re

import pytest
from shapely.geometry import box

from layers.catalogue import LAYERS
from layers.errors import ExtentError
from layers.sources.online.query import check_size, overpass_query

QUERY = overpass_query((2.26, 48.83, 2.31, 48.88), server_seconds=55)


def test_the_box_is_written_as_overpass_wants_it() -> None:
    """South before west, unlike everywhere else."""
    assert "[bbox:48.83,2.26,48.88,2.31]" in QUERY
    assert "[timeout:55]" in QUERY


def test_every_condition_of_every_layer_is_asked_for() -> None:
    """Alone or among several values, in any case, and not as part of a longer word."""
    asked = dict(re.findall(r'(?:nwr|way)\["([^"]+)"~"([^"]+)",i\]', QUERY))
    for layer in LAYERS.values():
        for condition in layer.tags:
            key, values = next((k, v) for k, v in condition.all_of.items() if k in asked)
            for value in values:
                pattern = re.compile(asked[key], re.IGNORECASE)
                assert pattern.search(f"other; {value}")
                assert not pattern.search(f"x{value}x")


def test_a_region_is_too_much_to_ask_for() -> None:
    """Paris is not; Île-de-France is."""
    check_size(box(2.22, 48.81, 2.47, 48.91))
    with pytest.raises(ExtentError, match="km² large"):
        check_size(box(1.4, 48.1, 3.6, 49.3))
