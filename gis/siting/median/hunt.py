"""What a solve knows so far: the best choice, what a better one may cost, when to end."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np

from gis.distance import Floats
from gis.siting.median.bound import Bounded
from gis.siting.median.choice import Choice, best_choice
from gis.siting.median.node import Node
from gis.siting.median.task import Task
from gis.siting.watch import Watch
from gis.tally import Ints

GUESS = 0.05  # how far above the bound the best may be, while there is none


class Hunt:
    """The best choice of one solve, and its watch. ``offset`` is added to what is told."""

    def __init__(self, task: Task, *, watch: Watch, offset: float) -> None:
        """Begin without a choice."""
        self.task = task
        self.watch = watch
        self.best: Choice | None = None
        self._offset = offset
        self._tried: set[bytes] = set()

    @property
    def value(self) -> float:
        """What the best choice costs."""
        return math.inf if self.best is None else self.best.value

    @property
    def target(self) -> float:
        """What a better choice costs at most: any choice at all, while there is none."""
        if self.best is None:
            return self.task.far + float(np.abs(self.task.fee).sum())
        return self.task.target(self.best.value)

    def beyond(self, bound: float) -> bool:
        """Say whether nothing better is above this bound."""
        return bound > self.target

    def enough(self, bound: float) -> bool:
        """Say whether to climb no further from this bound."""
        return self.beyond(bound) or self.watch.over

    def offer(self, choice: Choice) -> None:
        """Keep a choice if it holds and is the best."""
        if choice.holds and choice.value < self.value:
            self.best = choice

    def offer_sites(self, sites: Ints, prices: Floats) -> None:
        """Try some sites of the whole task, once."""
        key = sites.tobytes()
        if key not in self._tried:
            self._tried.add(key)
            self.offer(best_choice(self.task, sites, prices))

    def upper(self, node: Node, *, every: int) -> Callable[[Bounded], float]:
        """Try what a round opens in a node, and give the best value, or a guess of it."""
        turns = itertools.count()

        def best_so_far(now: Bounded) -> float:
            if next(turns) % every == 0:
                self.offer_sites(node.sites[now.opened], now.prices.limits)
            if self.best is None:
                return now.bound + GUESS * abs(now.bound) + 1.0
            return self.value

        return best_so_far

    def tell(self, bound: float) -> None:
        """Tell the watch how far it is."""
        found = self.value + self._offset if self.best is not None else math.nan
        self.watch.tell(incumbent=found, bound=min(bound, self.value) + self._offset)
