"""What journeys sum up to: mean, 90th percentile and worst together, and the load of each zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.distance import Floats
from gis.standard import Unit

Flags: TypeAlias = npt.NDArray[np.bool_]
Ints: TypeAlias = npt.NDArray[np.int64]

TAIL = 0.9


@dataclass(frozen=True, slots=True)
class Travel:
    """How far officers travel: the mean never stands without the tail and the worst.

    Over the points in use that reach a zone, within the standard or not. ``mean`` and ``p90`` are
    weighted by officers (alike where nobody has any): ``p90`` is the least travel within which at
    least 90 % of those officers are. ``worst`` is that of ``worst_id``, going to ``worst_zone``;
    a point without officers is not the worst while another has some. ``left_out`` counts the
    points in use that reach no zone, which no average can hold.
    """

    unit: Unit
    mean: float
    p90: float
    worst: float
    worst_id: str
    worst_zone: str
    left_out: int


@dataclass(frozen=True, slots=True)
class Load:
    """What a picked zone receives: the points in use it is nearest to, and their officers.

    ``beyond`` counts the officers among them who are beyond the standard: they still need a break.
    """

    zone: str
    points: int
    officers: int
    beyond: int


def mean_of(ratios: Floats) -> float | None:
    """Give the mean of the figures that are known, None where none is."""
    known = ratios[~np.isnan(ratios)]
    return float(known.mean()) if known.size else None


def sum_travel(frame: pd.DataFrame, unit: Unit, use: Flags) -> Travel | None:
    """Sum up the journeys of the points in use that reach a zone; None where none does.

    ``frame`` is that of a Coverage, ``use`` says which of its points are in use.
    """
    all_spent = frame[unit].to_numpy(dtype=np.float64)
    officers = frame["officers"].to_numpy(dtype=np.float64)
    reached = use & ~np.isnan(all_spent)
    if not reached.any():
        return None
    weighing = np.flatnonzero(reached & (officers > 0))
    if not weighing.size:
        weighing, officers = np.flatnonzero(reached), np.ones_like(officers)
    spent, weights = all_spent[weighing], officers[weighing]
    worst = int(weighing[spent.argmax()])
    return Travel(
        unit=unit,
        mean=float(np.average(spent, weights=weights)),
        p90=least_holding(TAIL, spent, weights),
        worst=float(spent.max()),
        worst_id=str(frame.index[worst]),
        worst_zone=str(frame["zone"].iloc[worst]),
        left_out=int((use & ~reached).sum()),
    )


def least_holding(share: float, values: Floats, weights: Floats) -> float:
    """Give the least value such that values up to it hold at least the share of the weight."""
    order = values.argsort(kind="stable")
    held = weights[order].cumsum()
    # Ten times nine tenths must be nine: shares are compared as whole officers.
    place = np.searchsorted(held, np.ceil(share * held[-1] - 1e-9))
    return float(values[order][place])


def sum_loads(
    zone: Ints,
    officers: Ints,
    covered: Flags,
    picks: tuple[str, ...],
) -> tuple[Load, ...]:
    """Sum up what each picked zone receives; a zone that serves nobody is told with zeros.

    ``zone`` is the place among the picks that each demand point goes to, -1 for none.
    """
    sums = [
        np.bincount(zone[some], weights=weights[some], minlength=len(picks)).astype(int).tolist()
        for some, weights in (
            (zone >= 0, np.ones_like(officers)),
            (zone >= 0, officers),
            ((zone >= 0) & ~covered, officers),
        )
    ]
    return tuple(Load(*each) for each in zip(picks, *sums, strict=True))
