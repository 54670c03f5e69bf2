"""Set cover: the fewest or cheapest sites that reach everybody, against trying every choice."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.distance import Floats
from gis.siting.covering.covered import Covered
from gis.siting.covering.set_cover import set_cover
from gis.siting.watch import Watch
from tests.gis.siting.covering.cover_stories import MOST_SITES, Asked, questions


def answer(asked: Asked, price: Floats | None, watch: Watch | None = None) -> Covered | None:
    """Ask for the cheapest, or the fewest where there is no price."""
    return set_cover(asked.near, price=price, most=asked.zones, watch=watch, **asked.options)


def covers(asked: Asked, sites: list[int]) -> bool:
    """Tell whether every point has what it needs."""
    return bool((asked.near[sites].sum(axis=0) >= asked.options["need"]).all())


def lenient(asked: Asked) -> Asked:
    """Ask for little, so that most questions have an answer."""
    near = np.where(asked.cost % 3 > 0, 0.0, asked.cost)
    return replace(asked, cost=near, zones=MOST_SITES)


@given(questions().map(lenient), st.booleans())
def test_no_choice_is_cheaper(asked: Asked, priced: bool) -> None:  # noqa: FBT001 - drawn
    """With locks, bans, fees, a budget, and up to three zones to each point."""
    price = asked.price if priced else np.ones(len(asked.cost))
    able = [price[each].sum() for each in asked.choices() if covers(asked, each)]
    found = answer(asked, asked.price if priced else None)
    if not able or found is None:
        assert (found is None) == (not able)
        return
    assert asked.allows(found.sites)
    assert covers(asked, list(found.sites))
    assert found.value == pytest.approx(min(able), abs=1e-9)
    assert found.bound == pytest.approx(min(able), abs=1e-6)


@given(questions())
def test_what_cannot_be_covered_is_said(asked: Asked) -> None:
    """By no answer; and any answer will do where the gap may be anything."""
    able = any(covers(asked, each) for each in asked.choices())
    found = set_cover(asked.near, most=asked.zones, gap=math.inf, **asked.options)
    assert (found is not None) == able
    if found is not None:
        assert asked.allows(found.sites)
        assert covers(asked, list(found.sites))


@given(questions().map(lenient), st.integers(0, 5))
def test_a_lock_never_helps(asked: Asked, site: int) -> None:
    """Nor does a ban, nor a smaller budget."""
    free = answer(asked, asked.price)
    for kind in ("locked", "banned"):
        bound = asked.options[kind].copy()
        bound[site % len(bound)] = True
        under = answer(replace(asked, options=asked.options | {kind: bound}), asked.price)
        if under is not None:
            assert free is not None
            assert under.value >= free.value - 1e-9


@given(questions().map(lenient))
def test_a_solve_that_is_stopped_at_once_gives_what_it_has(asked: Asked) -> None:
    """Without limits some cover is always found; its bound holds."""
    plain = replace(asked, options=asked.options | {"budget": np.inf})
    found = answer(plain, None, Watch(stopped=lambda: True))
    best = answer(plain, None)
    assert (found is None) == (best is None)
    if found is not None and best is not None:
        assert covers(plain, list(found.sites))
        assert found.bound <= best.value <= found.value


def test_a_hard_cover_is_proven() -> None:
    """Where greed takes one too many: pairs of a triangle, three times over."""
    edges = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]], dtype=bool)
    found = set_cover(np.kron(np.eye(3, dtype=bool), edges))
    assert found is not None
    assert found.value == found.bound == 6
