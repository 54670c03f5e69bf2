"""What the p-median engine is asked, made ready: locks, fees, side limits in one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.tally import Flags, Ints

# Values that differ by less than this part of them are one: sums of minutes have no more digits.
EQUAL = 1e-9


@dataclass(frozen=True, eq=False)
class Limit:
    """A side limit: Σ ``pairs`` · assigned + Σ ``sites`` · open ≤ ``most``.

    ``pairs`` (sites × points) and ``sites`` (sites) are coefficients, 0 where not given.
    """

    most: float
    pairs: Floats | None = None
    sites: Floats | None = None


@dataclass(frozen=True, eq=False)
class Prices:
    """Lagrangian multipliers: what serving each point is worth, and a unit of each side limit."""

    points: Floats
    limits: Floats


@dataclass(frozen=True, eq=False)
class Placed:
    """Chosen sites and who goes where.

    ``sites`` are open, ascending; ``zone`` says for each point which site serves it; no choice has
    a value below ``bound``. ``prices`` start the next solve of a like problem. Where the time was
    up before any choice was found, ``sites`` is empty, ``zone`` is -1 and ``value`` infinite.
    """

    sites: Ints
    zone: Ints
    value: float
    bound: float
    prices: Prices

    @property
    def found(self) -> bool:
        """Whether there is a choice at all."""
        return math.isfinite(self.value)


@dataclass(frozen=True, eq=False)
class Task:
    """Minimise Σ cost · assigned + Σ fee · open, each point assigned once, to an open site.

    ``cost`` (sites × points) is infinite where a pair is not allowed; at most ``zones`` sites are
    open, all ``locked`` ones among them. Limit k is Σ ``pairs[k]`` · assigned + Σ ``sites[k]`` ·
    open ≤ ``most[k]``, where ``pairs[k]`` ≥ 0 (None: 0), and is divided by ``scale[k]`` so that
    all limits are of one size. ``shift[k]`` was taken off its right side. ``step`` is what two
    values differ by at least if they differ: 1 where all costs are whole, else 0. ``far`` is more
    than all points together pay where everyone can be served: it stands for "no way".
    """

    cost: Floats
    zones: int
    locked: Flags
    fee: Floats
    pairs: tuple[Floats | None, ...]
    sites: Floats
    most: Floats
    scale: Floats
    step: float
    far: float

    @property
    def shape(self) -> tuple[int, int]:
        """How many sites and how many points."""
        return self.cost.shape[0], self.cost.shape[1]

    def target(self, value: float) -> float:
        """Give what a choice may cost at most if it is to be better than one of this value."""
        if self.step:
            return value - self.step * (1 - 1e-6)
        return value - EQUAL * abs(value)


def task_of(
    cost: Floats, *, zones: int, locked: Flags, fee: Floats, limits: Sequence[Limit]
) -> Task:
    """Make a task ready."""
    allowed = np.isfinite(cost)
    rows = [_scaled(each, allowed) for each in limits]
    return Task(
        cost=cost,
        zones=zones,
        locked=locked,
        fee=fee,
        pairs=tuple(pairs for pairs, _, _, _ in rows),
        sites=np.array([sites for _, sites, _, _ in rows]).reshape(len(rows), len(cost)),
        most=np.array([most for _, _, most, _ in rows]),
        scale=np.array([scale for _, _, _, scale in rows]),
        step=float(_whole(fee) and _whole(cost)),
        far=1.0 + float(np.where(allowed, np.abs(cost), 0.0).max(axis=0).sum()),
    )


def _scaled(limit: Limit, allowed: Flags) -> tuple[Floats | None, Floats, float, float]:
    """Give a limit's pairs from 0 up, its sites, its right side and its scale.

    Every point is assigned once, so what all its pairs have in common is a constant. The scale is
    the mean of the coefficients that are not 0: a multiplier is then of the size of a cost.
    """
    count = allowed.shape[0]
    sites = np.zeros(count) if limit.sites is None else limit.sites
    pairs, most = None, limit.most
    sizes = np.abs(sites[sites != 0])
    if limit.pairs is not None:
        least = np.where(allowed, limit.pairs, np.inf).min(axis=0)
        least = np.where(np.isfinite(least), least, 0.0)
        pairs = np.where(allowed, limit.pairs - least, 0.0)
        most -= float(least.sum())
        sizes = np.concatenate([sizes, pairs[pairs > 0]])
    scale = float(sizes.mean()) if sizes.size else 1.0
    return None if pairs is None else pairs / scale, sites / scale, most / scale, scale


def _whole(values: Floats) -> bool:
    """Say whether all values that are finite are whole numbers; most tables fail at once."""
    flat = values.ravel()
    return all(_all_whole(part) for part in (flat[:1000], flat))


def _all_whole(values: Floats) -> bool:
    known = values[np.isfinite(values)]
    return bool((known == np.rint(known)).all())
