"""Speeds: what a limit's tag says, and how fast a class of street goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.network.pace_table import STANDARD_PACE
from gis.network.speeds import NO_LIMIT, speed_limit

WORDS = STANDARD_PACE.limits


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
    assert speed_limit(tag, WORDS) == pytest.approx(kmh)


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
    assert speed_limit(tag, WORDS) is None


@given(st.text(max_size=20))
def test_no_text_breaks_it(tag: str) -> None:
    """Whatever a file says, a limit is above zero or unknown."""
    limit = speed_limit(tag, WORDS)
    assert limit is None or limit > 0
