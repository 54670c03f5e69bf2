"""Speeds: what a limit's tag says, and how fast a class of street goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.network.speeds import (
    DRIVE_FACTOR,
    DRIVE_KMH,
    NO_LIMIT,
    STEPS_KMH,
    WALK_KMH,
    drive_kmh,
    speed_limit,
    walk_kmh,
)


@pytest.mark.parametrize(
    ("tag", "kmh"),
    [
        ("50", 50),
        ("50 km/h", 50),
        ("7.5", 7.5),
        ("50 mph", 80.4672),
        ("30mph", 48.28032),
        ("FR:urban", 50),
        ("FR:rural", 80),
        ("FR:motorway", 130),
        ("FR:zone30", 30),
        ("FR:zone:30", 30),
        ("FR:30", 30),
        ("fr:living_street", 20),
        ("CH:urban", 50),
        ("urban", 50),
        ("walk", 6),
        ("50;30", 30),
        ("70; 50", 50),
        ("none", NO_LIMIT),
        ("signals", NO_LIMIT),
        ("", NO_LIMIT),
    ],
)
def test_limits_are_read(tag: str, kmh: float) -> None:
    """Numbers, units, words, words of a country, and the lowest of several."""
    assert speed_limit(tag) == pytest.approx(kmh)


@pytest.mark.parametrize(
    "tag",
    [
        "fast",
        "0",
        "-50",
        "999",
        "50 knots",
        "FR:",
        "50;fast",
        "FR:99",
        "\u0665\u0660",
        "1e3",
        "nan",
    ],
)
def test_nonsense_is_told_from_no_limit(tag: str) -> None:
    """The class's speed then counts, and somebody is told."""
    assert speed_limit(tag) is None


@given(st.text(max_size=20))
def test_no_text_breaks_it(tag: str) -> None:
    """Whatever a file says, a limit is above zero or unknown."""
    limit = speed_limit(tag)
    assert limit is None or limit > 0


def test_the_lower_of_class_and_limit_counts_less_the_factor() -> None:
    """A limit above what the class allows changes nothing."""
    assert drive_kmh("residential", NO_LIMIT) == DRIVE_KMH["residential"] * DRIVE_FACTOR
    assert drive_kmh("primary", 30) == 30 * DRIVE_FACTOR
    assert drive_kmh("service", 130) == DRIVE_KMH["service"] * DRIVE_FACTOR


def test_stairs_are_slower_than_the_level() -> None:
    """People on foot have two speeds."""
    assert walk_kmh("steps") == STEPS_KMH < WALK_KMH == walk_kmh("footway")
