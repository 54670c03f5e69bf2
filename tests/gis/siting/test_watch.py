"""A watch tells how far a solve is, and ends it: by its time, or by a word."""

from __future__ import annotations

import math

import pytest

from gis.siting.watch import Progress, Watch, relative_gap


def test_a_watch_without_end_is_never_over() -> None:
    watch = Watch()
    assert not watch.over
    assert watch.left == math.inf
    assert watch.spent >= 0


def test_a_watch_whose_time_is_up_is_over() -> None:
    watch = Watch(seconds=0)
    assert watch.over
    assert watch.left == 0


def test_a_word_ends_it() -> None:
    words = iter([False, True])
    watch = Watch(seconds=60, stopped=lambda: next(words))
    assert [watch.over, watch.over] == [False, True]
    assert watch.left > 0


def test_a_part_has_no_more_time_than_the_whole() -> None:
    """And hears the same word, and tells the same ear."""
    words: list[str] = []
    told: list[Progress] = []
    whole = Watch(seconds=60, tell=told.append, stopped=lambda: bool(words))
    part = whole.within(math.inf)
    assert part.left <= 60
    assert whole.within(1e-9).left < part.left
    part.tell(incumbent=3, bound=2)
    assert [(each.incumbent, each.bound) for each in told] == [(3, 2)]
    words.append("enough")
    assert part.over


def test_a_gap_is_told_against_the_best_found() -> None:
    assert Progress(incumbent=8, bound=6, seconds=0).gap == 0.25
    assert Progress(incumbent=8, bound=10, seconds=0).gap == 0.25


@pytest.mark.parametrize(
    ("incumbent", "bound", "gap"),
    [
        (0, 0, 0),
        (5, 5, 0),
        (-4, -5, 0.25),
        (0, 1, math.inf),
        (math.nan, 1, math.inf),
        (1, math.nan, math.inf),
    ],
)
def test_a_gap_that_is_not_known_is_infinite(incumbent: float, bound: float, gap: float) -> None:
    assert relative_gap(incumbent, bound) == gap


def test_what_is_told_towards_a_goal_names_it_and_is_in_its_values() -> None:
    told: list[Progress] = []
    watch = Watch(tell=told.append)
    watch.towards("cover", value=lambda minimised: -minimised).tell(incumbent=-3.0, bound=-4.0)
    watch.tell(incumbent=1.0)
    assert [(each.goal, each.incumbent) for each in told] == [("cover", 3.0), ("", 1.0)]
    assert told[0].bound == 4.0


def test_a_part_that_works_towards_a_goal_is_stopped_by_the_same_word() -> None:
    assert Watch(stopped=lambda: True).towards("cover").over
    assert Watch(seconds=0).towards("cover").over
    assert not Watch(seconds=60).towards("cover").over
