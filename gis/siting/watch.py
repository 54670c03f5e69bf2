"""Watching a solve: how far it is, until when it may go on, and the planner's word to stop."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a solve is: the best value found, the value proven out of reach, seconds spent.

    ``incumbent`` and ``bound`` are in the unit of the goal that is worked on, and NaN while there
    is none. Which of the two is the larger depends on whether the goal is to be small or large.
    ``goal`` is its word, empty where the work did not say.
    """

    incumbent: float
    bound: float
    seconds: float
    goal: str = ""

    @property
    def gap(self) -> float:
        """How far the two are apart, relative to the incumbent."""
        return relative_gap(self.incumbent, self.bound)


def relative_gap(incumbent: float, bound: float) -> float:
    """Give |incumbent − bound| ÷ |incumbent|; 0 where they are equal, infinite where unknown."""
    if math.isnan(incumbent) or math.isnan(bound):
        return math.inf
    if incumbent == bound:
        return 0.0
    return abs(incumbent - bound) / abs(incumbent) if incumbent else math.inf


def _same(value: float) -> float:
    return value


def _silent(progress: Progress) -> None:
    del progress


def _never() -> bool:
    return False


class Watch:
    """What a solve is told and what it tells. One is made for each solve; its clock starts then.

    ``seconds`` is how long the solve may take (infinite: as long as it needs), ``tell`` is called
    with every progress, ``stopped`` is asked again and again and says that somebody has had
    enough. A solve that is over returns the best it has; neither end is an error.
    """

    def __init__(
        self,
        *,
        seconds: float = math.inf,
        tell: Callable[[Progress], None] = _silent,
        stopped: Callable[[], bool] = _never,
    ) -> None:
        """Start the clock."""
        self._began = time.monotonic()
        self._limit = seconds
        self._tell = tell
        self._stopped = stopped

    @property
    def spent(self) -> float:
        """Seconds since the solve began."""
        return time.monotonic() - self._began

    @property
    def left(self) -> float:
        """Seconds that the solve may still take: never below zero."""
        return max(0.0, self._limit - self.spent)

    @property
    def over(self) -> bool:
        """Whether the solve is to end now: its time is up, or it was stopped."""
        return self.left <= 0 or self._stopped()

    def tell(self, *, incumbent: float = math.nan, bound: float = math.nan) -> None:
        """Say how far the solve is."""
        self._tell(Progress(incumbent=incumbent, bound=bound, seconds=self.spent))

    def heard_as(self, change: Callable[[Progress], Progress]) -> Watch:
        """Give the same watch for work that tells other figures; ``change`` makes ours of them.

        Seconds go on from the start.
        """

        def tell(told: Progress) -> None:
            self._tell(replace(change(told), seconds=self.spent))

        return Watch(seconds=self.left, tell=tell, stopped=self._stopped)

    def towards(self, goal: str, *, value: Callable[[float], float] = _same) -> Watch:
        """Give the same watch for work on one goal: what it tells names the goal.

        ``value`` makes the goal's value of what the work tells; seconds go on from the start.
        """
        return self.heard_as(
            lambda told: Progress(value(told.incumbent), value(told.bound), told.seconds, goal)
        )

    def anew(self, seconds: float) -> Watch:
        """Give a watch for what comes after the solve, whatever of its time is left."""
        return Watch(seconds=seconds, tell=self._tell, stopped=self._stopped)

    def quietly(self) -> Watch:
        """Give a watch for a part of the solve that nobody hears of: a part is not the whole."""
        return Watch(seconds=self.left, stopped=self._stopped)

    def within(self, seconds: float) -> Watch:
        """Give a watch for a part of the solve that may take so many seconds and no more.

        It tells the same ear, and is stopped by the same word; its own clock starts now.
        """
        return Watch(seconds=min(seconds, self.left), tell=self._tell, stopped=self._stopped)
