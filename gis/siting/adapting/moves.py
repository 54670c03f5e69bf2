"""Moves: how far a choice of sites is from the present plan, and how far it may be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.siting.problem import Problem
from gis.tally import Flags, Ints

STEPS = (0, 1, 2, 3, 5, 8, 13, 21)  # moves beside the fewest that there can be


@dataclass(frozen=True, slots=True)
class Count:
    """How many zones are opened, and how many closed that could stay."""

    opened: int
    closed: int

    @property
    def moves(self) -> int:
        """One zone that replaces another is one move: the larger of the two."""
        return max(self.opened, self.closed)


def kept_zones(problem: Problem) -> Flags:
    """Say which zones of the present plan may stay."""
    stay: Flags = problem.is_present & ~problem.is_banned
    return stay


def count(problem: Problem, sites: Ints) -> Count:
    """Count the zones that a choice opens and closes; a zone that is lost is no move."""
    chosen = np.zeros(problem.shape[0], dtype=bool)
    chosen[sites] = True
    opened = chosen & ~problem.is_present
    closed = kept_zones(problem) & ~chosen
    return Count(int(opened.sum()), int(closed.sum()))


def least_moves(problem: Problem) -> int:
    """Give the fewest moves that any allowed choice needs: locks to open, zones too many."""
    stay = kept_zones(problem)
    opened = int((problem.is_locked & ~stay).sum())
    most = int(stay.sum()) if problem.zones is None else problem.zones
    # Each lock that is opened takes a place, too.
    return max(opened, int(stay.sum()) + opened - most, 0)


def free_hand(problem: Problem) -> int:
    """Give so many moves that any allowed choice is within them."""
    stay = int(kept_zones(problem).sum())
    return stay if problem.zones is None else max(problem.zones, stay)


def levels(problem: Problem, most: int | None) -> tuple[int, ...]:
    """Give the numbers of moves to look at, fewest first; the last is a free hand, or ``most``."""
    least = least_moves(problem)
    end = max(least, free_hand(problem)) if most is None else max(least, most)
    return tuple(sorted({least + step for step in STEPS if least + step < end} | {end}))
