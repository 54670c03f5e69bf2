"""What a change of plan means on the ground: who goes to another zone, and how much farther."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from gis.coverage import Coverage, Why
from gis.siting.difference import Moved, Served, Standing, difference
from plans.situation import Situation


@dataclass(frozen=True, slots=True)
class Reassigned:
    """A demand point that another zone serves than before.

    A zone is empty, and its minutes None, where none is reached or the point is not in use.
    ``officers`` are those after the change, or before it where the point is no longer in use.
    """

    point: str
    zone_before: str
    zone_after: str
    minutes_before: float | None
    minutes_after: float | None
    officers: int


@dataclass(frozen=True)
class SituationDiff:
    """What follows from one plan instead of another.

    ``officers`` stand at the points that are re-assigned; ``gained`` are the points covered after
    and not before, ``lost`` those before and not after. Shares are those of ``Coverage``.
    """

    points: tuple[Reassigned, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    share_before: float | None
    share_after: float | None

    @property
    def officers(self) -> int:
        """How many officers another zone serves than before."""
        return sum(point.officers for point in self.points)


def situation_diff(before: Situation, after: Situation) -> SituationDiff:
    """Compare who is served by whom, point by point, in the order of the ids.

    A point that only one of the two knows counts as not in use in the other.
    """
    found = difference(_standing(before.coverage), _standing(after.coverage))
    return SituationDiff(
        points=tuple(_reassigned(moved) for moved in found.points),
        gained=found.gained,
        lost=found.lost,
        share_before=before.coverage.share,
        share_after=after.coverage.share,
    )


def _reassigned(moved: Moved) -> Reassigned:
    return Reassigned(
        point=moved.point,
        zone_before=moved.zone_before,
        zone_after=moved.zone_after,
        minutes_before=moved.cost_before,
        minutes_after=moved.cost_after,
        officers=int(moved.weight),
    )


def _standing(found: Coverage) -> Standing:
    """Give each point in use with its zone."""
    used = found.frame[found.frame["why"] != Why.NOT_IN_USE]
    return {str(row.Index): _served(row) for row in used.itertuples()}


def _served(row: Any) -> Served:  # noqa: ANN401 - a row of itertuples
    minutes = None if pd.isna(row.minutes) else float(row.minutes)
    return Served(str(row.zone), minutes, float(row.officers), bool(row.covered))
