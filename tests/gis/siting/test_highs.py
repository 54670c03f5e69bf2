"""HiGHS as it is spoken to here: right, watched, stopped, and the same every time."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, sparse

from gis.distance import Floats
from gis.siting import highs
from gis.siting.highs import NAME, Model, Solved, believed, holds, solve, version
from gis.siting.watch import Progress, Watch


def knapsack(worth: list[float], weight: list[float], *, room: float, whole: bool = True) -> Model:
    """Give the model that packs what is worth most."""
    n = len(worth)
    return Model(
        cost=-np.array(worth),
        lower=np.zeros(n),
        upper=np.ones(n),
        whole=np.full(n, whole),
        rows=sparse.csr_array(np.array([weight])),
        row_lower=np.array([-np.inf]),
        row_upper=np.array([room]),
    )


def test_the_best_is_found_and_proven() -> None:
    solved = solve(knapsack([6, 5, 5], [3, 2, 2], room=4))
    assert solved.values == pytest.approx([0, 1, 1])
    assert solved.objective == solved.bound == -10
    assert solved.optimal
    assert not solved.infeasible


def test_parts_are_worth_more_than_wholes() -> None:
    solved = solve(knapsack([6, 5, 5], [3, 2, 2], room=5, whole=False))
    assert solved.objective == solved.bound == pytest.approx(-12)


def test_what_cannot_be_says_so() -> None:
    model = knapsack([1], [1], room=-1)
    solved = solve(model)
    assert solved.infeasible
    assert solved.values is None
    assert solved.bound == math.inf
    assert not solved.optimal


def misread() -> Model:
    """Give a model that HiGHS 1.15 calls infeasible with our tolerances, if it may presolve.

    It has one solution, which costs 4: the first and fourth parts of its last row, which make 13.
    """
    rows = [
        [0, 0, 1, 1, 0, 0, 0, 0, 1],
        [0, 0, 0, 0, 0, 1, 0, 0, 0],
        [0, 0, 0, 0, 1, 0, 1, 1, 0],
        [-1, 0, 1, 0, 0, 0, 0, 0, 0],
        [0, -1, 0, 0, 0, 0, 1, 0, 0],
        [0, 0, 8, 28, 56, 5, 0, 52, 24],
    ]
    return Model(
        cost=np.array([2.0, 2, 0, 0, 0, 0, 0, 0, 0]),
        lower=np.zeros(9),
        upper=np.ones(9),
        whole=np.arange(9) < 2,
        rows=sparse.csr_array(np.array(rows, dtype=float)),
        row_lower=np.array([1, 1, 1, -np.inf, -np.inf, -np.inf]),
        row_upper=np.array([1, 1, 1, 0, 0, 13.00000001]),
    )


ONLY = np.array([1.0, 1, 1, 0, 0, 1, 1, 0, 0])


@pytest.mark.parametrize("start", [None, ONLY])
def test_what_is_wrongly_called_infeasible_is_solved(start: Floats | None) -> None:
    """Of a start the solver would say that it is the best, and that nothing bounds it."""
    solved = solve(misread(), start=start)
    assert solved.values == pytest.approx(ONLY)
    assert solved.bound == pytest.approx(4)
    assert solved.optimal
    assert not solved.infeasible


def test_a_solver_that_denies_a_solution_at_hand_proves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However it is asked; without one it is believed, where all its answers agree."""
    none = Solved(None, math.inf, math.inf, optimal=False, infeasible=True)
    answers = iter([none] * 6)
    monkeypatch.setattr(highs, "_asked", lambda *_, **__: next(answers))
    solved = solve(misread(), start=ONLY)
    assert not solved.infeasible
    assert solved.bound == -math.inf
    assert solve(misread()).infeasible
    assert not list(answers)


@pytest.mark.parametrize("bound", [-math.inf, 3.0])
def test_best_without_a_proof_is_not_proven(monkeypatch: pytest.MonkeyPatch, bound: float) -> None:
    unproven = Solved(ONLY, 4.0, bound, optimal=True, infeasible=False)
    monkeypatch.setattr(highs, "_asked", lambda *_, **__: unproven)
    solved = solve(misread())
    assert solved.values is ONLY
    assert (solved.optimal, solved.bound) == (False, bound)
    assert solve(misread(), gap=0.25).optimal is (bound == 3)


def test_what_time_leaves_of_a_second_answer_takes_nothing_from_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first had a solution and no bound, the second a bound and no solution."""
    first = Solved(ONLY, 4.0, -math.inf, optimal=True, infeasible=False)
    second = Solved(None, math.inf, 2.0, optimal=False, infeasible=False)
    answers = iter([first, second])
    monkeypatch.setattr(highs, "_asked", lambda *_, **__: next(answers))
    solved = solve(misread())
    assert solved.values is ONLY
    assert (solved.objective, solved.bound) == (4, 2)
    assert not solved.optimal


def test_what_does_not_beat_a_value_is_not_looked_for() -> None:
    """Minus ten is the best: it beats minus nine, and nothing beats it."""
    model = knapsack([6, 5, 5], [3, 2, 2], room=4)
    assert solve(model, beat=-9.5).values == pytest.approx([0, 1, 1])
    assert not solve(model, beat=-10.5).optimal


def test_a_start_is_kept_when_there_is_no_time() -> None:
    """The bound is then no better than what is proven, and the start no worse than it was."""
    solved = solve(
        knapsack([6, 5, 5], [3, 2, 2], room=4),
        watch=Watch(stopped=lambda: True),
        start=np.array([1.0, 0.0, 0.0]),
    )
    if solved.values is not None:
        assert solved.objective <= -6
    assert solved.bound <= -10


def test_the_watch_hears_values_in_the_unit_of_the_goal() -> None:
    """A hundred is added to all that is told; a bound is never above the best."""
    heard: list[Progress] = []
    rng = np.random.default_rng(2)
    n = 60
    model = Model(
        cost=-rng.integers(10, 99, n).astype(float),
        lower=np.zeros(n),
        upper=np.ones(n),
        whole=np.ones(n, dtype=bool),
        rows=sparse.csr_array(rng.integers(10, 99, (8, n)).astype(float)),
        row_lower=np.full(8, -np.inf),
        row_upper=np.full(8, 600.0),
    )
    solved = solve(model, watch=Watch(tell=heard.append), offset=100_000.0)
    assert solved.optimal
    assert heard
    best = 100_000 + solved.objective
    found = [each.incumbent for each in heard if not math.isnan(each.incumbent)]
    proven = [each.bound for each in heard if not math.isnan(each.bound)]
    assert max(proven) <= best + 1e-6
    assert min(found) >= best - 1e-6


def test_a_gap_that_is_good_enough_ends_the_solve() -> None:
    solved = solve(knapsack([6, 5, 5], [3, 2, 2], room=4), gap=0.5)
    assert solved.values is not None
    assert solved.objective <= -10 * (1 - 0.5)
    assert solved.bound <= -10 + 1e-9


@given(data=st.data())
def test_it_agrees_with_scipy(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 6))
    figures = st.lists(st.integers(1, 9).map(float), min_size=n, max_size=n)
    worth, weight = data.draw(figures), data.draw(figures)
    model = knapsack(worth, weight, room=data.draw(st.integers(0, 20)))
    theirs = optimize.milp(
        model.cost,
        integrality=model.whole.astype(np.int64),
        bounds=optimize.Bounds(model.lower, model.upper),
        constraints=optimize.LinearConstraint(model.rows, model.row_lower, model.row_upper),
    )
    mine = solve(model)
    assert mine.objective == pytest.approx(theirs.fun)
    again = solve(model)
    assert mine.values is not None
    assert again.values is not None
    assert (mine.values == again.values).all()


def test_the_solver_names_itself() -> None:
    assert version().startswith(f"{NAME} 1.")


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ([0, 1, 1], True),
        ([0.5, 1, 0], False),  # a part of what is whole
        ([1, 1, 0], False),  # more than there is room for
        ([0, 2, 0], False),  # past the end of a column
    ],
)
def test_a_point_that_is_no_solution_is_not_given_out(values: list[float], kept: bool) -> None:  # noqa: FBT001 - of a table
    model = knapsack([6, 5, 5], [3, 2, 2], room=4)
    assert holds(model, np.array(values, dtype=float)) is kept


@pytest.mark.parametrize(
    ("bound", "infeasible", "proven"),
    [
        (-10.0, False, -10.0),
        (-math.inf, False, -math.inf),
        (math.inf, False, -math.inf),  # an interrupted tree that was just being cleared up
        (math.nan, False, -math.inf),
        (math.inf, True, math.inf),
        (0.0, True, math.inf),
    ],
)
def test_only_what_cannot_be_has_no_solution_below_infinity(
    bound: float,
    infeasible: bool,  # noqa: FBT001 - of a table
    proven: float,
) -> None:
    assert believed(bound, infeasible=infeasible) == proven


@pytest.mark.parametrize("asked", [0, 1, 2, 5, 10, 50])
def test_an_interrupted_solve_claims_no_more_than_is_so(asked: int) -> None:
    """However soon it is stopped: its bound is not past the best, nor says that nothing is."""
    rng = np.random.default_rng(7)
    model = knapsack(
        rng.integers(10, 99, 40).tolist(), rng.integers(10, 99, 40).tolist(), room=600.0
    )
    words = iter(range(10_000))
    solved = solve(model, watch=Watch(stopped=lambda: next(words) >= asked))
    assert solved.bound <= solve(model).objective + 1e-6
    assert not solved.infeasible
