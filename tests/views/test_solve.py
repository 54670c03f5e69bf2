"""A solve beside the page: it answers, is watched, and ends when it is stopped or left alone."""

from __future__ import annotations

import threading

import pytest
from streamlit.testing.v1 import AppTest

from gis.siting.watch import Watch
from i18n import msg
from layers.errors import SettingError
from views.solve import Solve

LONG = 60.0


def until_over(watch: Watch) -> str:
    """Work for as long as the watch allows."""
    wait = threading.Event()
    while not watch.over:
        watch.tell(incumbent=3.0, bound=4.0)
        wait.wait(0.01)
    return "the best found"


def test_the_answer_is_there_when_the_work_is_done() -> None:
    solve = Solve(lambda watch: watch.left, seconds=LONG)
    assert 0 < solve.answer(LONG) <= LONG
    assert solve.done
    assert not solve.waiting


def test_a_solve_that_is_stopped_keeps_the_best_found() -> None:
    solve = Solve(until_over, seconds=LONG)
    assert not solve.done
    solve.stop()
    assert solve.answer(LONG) == "the best found"
    assert solve.halted


def test_what_is_told_is_seen_from_the_page() -> None:
    told = threading.Event()

    def work(watch: Watch) -> str:
        watch.tell(incumbent=3.0, bound=4.0)
        told.set()
        return until_over(watch)

    solve = Solve(work, seconds=LONG)
    assert told.wait(LONG)
    assert (solve.progress.incumbent, solve.progress.bound) == (3.0, 4.0)
    solve.stop()


def test_a_solve_at_which_nobody_looks_any_more_ends() -> None:
    solve = Solve(until_over, seconds=LONG, patience=0.0)
    assert solve.answer(LONG) == "the best found"
    assert not solve.halted


def test_a_solve_ends_when_its_time_is_over() -> None:
    assert Solve(until_over, seconds=0.05).answer(LONG) == "the best found"


def test_what_the_work_raises_is_raised_where_the_answer_is_read() -> None:
    def work(watch: Watch) -> str:
        del watch
        raise SettingError(msg("No."), msg("Yes."))

    with pytest.raises(SettingError):
        Solve(work, seconds=LONG).answer(LONG)


def test_more_solves_than_there_are_turns_all_come_to_an_answer() -> None:
    solves = [Solve(lambda watch: watch.left, seconds=LONG) for _ in range(20)]
    assert all(solve.answer(LONG) > 0 for solve in solves)


def test_a_solve_that_waits_for_its_turn_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.solve._TURNS", threading.Semaphore(0))
    solve = Solve(until_over, seconds=LONG)
    assert solve.waiting
    solve.stop()
    assert solve.answer(LONG) == "the best found"


LEFT = """
import streamlit as st
from tests.views.test_solve import until_over
from views import solving
mine = solving.begin("propose", "town", until_over, seconds=60)
again = solving.begin("propose", "town", until_over, seconds=60)
st.text(f"begun anew: {mine.halted} {again.halted}")
solving.end_others("propose")
st.text(f"still there: {again.halted}")
solving.end_others("calendar")
st.text(f"left: {again.halted}")
"""


def test_a_solve_is_stopped_by_another_about_the_same_and_by_leaving_its_page() -> None:
    app = AppTest.from_string(LEFT, default_timeout=60).run()
    assert not app.exception
    assert [each.value for each in app.text] == [
        "begun anew: True False",
        "still there: False",
        "left: True",
    ]
