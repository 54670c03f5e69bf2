"""Maximal cover: the most weight that a number of sites reaches, against trying every choice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.published_covers import published_town, town
from gis.siting.covering import max_cover as maximal
from gis.siting.covering.covered import Covered
from gis.siting.covering.max_cover import max_cover
from gis.siting.covering.sweep import widening
from gis.siting.watch import Progress, Watch
from tests.data.truth import SHARED, needs_shared
from tests.gis.siting.covering.cover_stories import Asked, questions


def answer(asked: Asked, watch: Watch | None = None) -> Covered | None:
    """Ask for the most weight."""
    return max_cover(asked.near, asked.weight, zones=asked.zones, watch=watch, **asked.options)


def covered(asked: Asked, sites: list[int]) -> float:
    """Count the weight that some sites cover."""
    return float(asked.weight[asked.near[sites].sum(axis=0) >= asked.options["need"]].sum())


@given(questions())
def test_no_choice_covers_more(asked: Asked) -> None:
    """With locks, bans, fees, a budget, and up to three zones to each point."""
    best = max((covered(asked, each) for each in asked.choices()), default=None)
    found = answer(asked)
    if best is None or found is None:
        assert (found is None) == (best is None)
        return
    assert asked.allows(found.sites)
    assert found.value == pytest.approx(best, abs=1e-9)
    assert found.value == pytest.approx(covered(asked, list(found.sites)), abs=1e-12)
    assert found.bound == pytest.approx(best, abs=1e-6)


@given(questions(), st.integers(0, 5))
def test_more_zones_never_cover_less_and_a_lock_never_helps(asked: Asked, site: int) -> None:
    """A ban does not either."""
    fewer, more = answer(asked), answer(replace(asked, zones=asked.zones + 1))
    if fewer is None or more is None:
        return
    assert more.value >= fewer.value
    for kind in ("locked", "banned"):
        bound = asked.options[kind].copy()
        bound[site % len(bound)] = True
        under = answer(replace(asked, options=asked.options | {kind: bound}))
        assert under is None or under.value <= fewer.value + 1e-9


@given(questions())
def test_a_solve_that_is_stopped_at_once_gives_what_it_has(asked: Asked) -> None:
    """A choice that is allowed, and a bound that holds."""
    found, best = answer(asked, Watch(stopped=lambda: True)), answer(asked)
    assert (found is None) == (best is None)
    if found is not None and best is not None:
        assert asked.allows(found.sites)
        assert found.value <= best.value + 1e-9
        assert found.bound >= best.value - 1e-9


def large() -> tuple[Asked, list[Progress]]:
    """Give a question that greed alone does not settle, and an ear for what is told of it."""
    rng = np.random.default_rng(7)
    away = rng.random((150, 2)), rng.random((120, 2))
    cost = 40 * np.linalg.norm(away[0][:, None] - away[1], axis=2)
    weight = rng.integers(1, 50, 120).astype(float)
    none = np.zeros(150, dtype=bool)
    options = {"need": 1, "locked": none, "banned": none, "fee": None, "budget": np.inf}
    return Asked(cost, weight, np.ones(150), 12, options), []


def test_the_watch_hears_how_far_it_is() -> None:
    """Covered weight rises, what is out of reach sinks, and at the end they meet."""
    asked, told = large()
    found = answer(asked, Watch(tell=told.append))
    assert found is not None
    assert found.value == found.bound < asked.weight.sum()
    assert [each.incumbent for each in told] == sorted(each.incumbent for each in told)
    assert not any(each.bound < found.value - 1e-6 for each in told)  # NaN is not known yet
    assert told[-1].gap == 0


def test_a_large_question_is_swept_until_it_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not proven at once is begun anew, with more of all; HiGHS alone says the same."""
    rng = np.random.default_rng(0)
    away = rng.random((150, 2)), rng.random((150, 2))
    near = np.linalg.norm(away[0][:, None] - away[1], axis=2) < 0.12
    weight = rng.integers(1, 50, 150).astype(float)
    alone, told = max_cover(near, weight, zones=15), list[Progress]()
    assert alone is not None
    monkeypatch.setattr(maximal, "_LARGE", range(1, 1000))
    monkeypatch.setattr(widening, "_QUICK", ())
    found = max_cover(near, weight, zones=15, watch=Watch(tell=told.append))
    assert found is not None
    assert found.value == found.bound == alone.value
    bounds = [each.bound for each in told if not np.isnan(each.bound)]
    values = [each.incumbent for each in told if not np.isnan(each.incumbent)]
    assert bounds == sorted(bounds, reverse=True)
    assert values == sorted(values)


def test_the_same_question_has_the_same_answer() -> None:
    """Site by site."""
    first, again = answer(large()[0]), answer(large()[0])
    assert first is not None
    assert again is not None
    assert first.sites.tolist() == again.sites.tolist()


@needs_shared
def test_swains_nodes_are_covered_as_published() -> None:
    """At every distance and number of zones of the table, and proven."""
    folder = SHARED / "benchmarks" / "swain55"
    cost = np.loadtxt(folder / "swain55_distances.csv", delimiter=",")
    people = np.loadtxt(folder / "swain55_nodes.csv", delimiter=",", skiprows=1)[:, 3]
    published = np.genfromtxt(
        folder / "tabela1_resultados.csv", delimiter=",", skip_header=1, usecols=(0, 1, 2)
    )
    for cutoff, zones, weight in published:
        found = max_cover(cost <= cutoff, people, zones=int(zones))
        assert found is not None
        assert found.value == found.bound == weight


@needs_shared
def test_new_york_is_covered_as_published() -> None:
    """2,713 nodes, fifty zones within 400 m: the published optimum, and proven."""
    away, people = town("NewYork")
    told, _ = published_town("NewYork", 50, 400)
    found = max_cover(away <= 400, people, zones=50)
    assert found is not None
    assert found.value == found.bound == told
