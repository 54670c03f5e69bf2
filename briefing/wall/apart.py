"""Squares that would cover one another, moved apart: a number half hidden is another number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TypeAlias

Spot: TypeAlias = tuple[float, float]
_ROUNDS = 60
_HAIR = 0.01  # so that rounding leaves no overlap


def apart(spots: Sequence[Spot], *, side: float, frame: Spot) -> tuple[Spot, ...]:
    """Give the centres of squares of a ``side`` moved so far that no two overlap.

    Two that overlap each give way by half, along the axis on which they overlap less; and again,
    until none does or after 60 rounds, in which a crowd may stay. All stay within the ``frame``,
    width and height from (0, 0). Spots outside it are brought to its edge. The same spots always
    end alike.
    """
    moved = [_within(spot, side, frame) for spot in spots]
    for _ in range(_ROUNDS):
        still = True
        for one, other in combinations(range(len(moved)), 2):
            push = _push(moved[one], moved[other], side)
            if push is None:
                continue
            still = False
            (x, y), (u, v), (dx, dy) = moved[one], moved[other], push
            moved[one] = _within((x - dx, y - dy), side, frame)
            moved[other] = _within((u + dx, v + dy), side, frame)
        if still:
            break
    return tuple(moved)


def _push(one: Spot, other: Spot, side: float) -> Spot | None:
    """Give how far the other of two squares gives way, and the one the other way; None for none."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    over = side - abs(dx), side - abs(dy)
    if min(over) <= 0:
        return None
    half = min(over) / 2 + _HAIR
    if over[0] < over[1]:
        return (half if dx > 0 else -half), 0.0
    return 0.0, (half if dy >= 0 else -half)


def _within(spot: Spot, side: float, frame: Spot) -> Spot:
    x, y = (
        min(max(each, side / 2), whole - side / 2) for each, whole in zip(spot, frame, strict=True)
    )
    return x, y
