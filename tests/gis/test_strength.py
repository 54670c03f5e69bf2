"""Strengths: whole, never below zero, joined and taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.strength import NOBODY, STRENGTH_NAMES, Posted, Strength
from layers.errors import SettingError

strengths = st.builds(Strength, *(st.integers(0, 500) for _ in STRENGTH_NAMES))


@pytest.mark.parametrize("number", [-1, 1.0, True, "5", None])
@pytest.mark.parametrize("name", STRENGTH_NAMES)
def test_what_is_no_whole_number_from_zero_up_is_refused(name: str, number: int) -> None:
    with pytest.raises(SettingError, match="whole number"):
        Strength(**{name: number})


@given(strengths, strengths)
def test_what_joins_can_go_again(some: Strength, others: Strength) -> None:
    assert (some + others) - others == some
    assert others.within(some + others)
    assert some + NOBODY == some


@given(strengths, strengths)
def test_more_than_are_there_cannot_go(some: Strength, others: Strength) -> None:
    if others.within(some):
        assert (some - others).within(some)
    else:
        with pytest.raises(SettingError):
            _ = some - others


def test_each_kind_is_counted_apart() -> None:
    assert not Strength(officers=9, dogs=1).within(Strength(officers=10))
    assert Strength(1, 2, 3, 4) + Strength(officers=1) == Strength(2, 2, 3, 4)


def test_one_guess_makes_the_sum_a_guess() -> None:
    told, guessed = Posted(Strength(5)), Posted(Strength(6), assumed=True)
    assert told + guessed == Posted(Strength(11), assumed=True)
    assert not (told + told).assumed
