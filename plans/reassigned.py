"""What a change of plan means on the ground: who goes to another zone, and how much farther."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from gis.coverage import Coverage, Why
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
    was, now = _by_point(before.coverage), _by_point(after.coverage)
    places = sorted({*was, *now})
    pairs = [(place, was.get(place, _NOWHERE), now.get(place, _NOWHERE)) for place in places]
    return SituationDiff(
        points=tuple(
            Reassigned(place, a.zone, b.zone, a.minutes, b.minutes, b.officers or a.officers)
            for place, a, b in pairs
            if a.zone != b.zone
        ),
        gained=tuple(place for place, a, b in pairs if b.covered and not a.covered),
        lost=tuple(place for place, a, b in pairs if a.covered and not b.covered),
        share_before=before.coverage.share,
        share_after=after.coverage.share,
    )


@dataclass(frozen=True, slots=True)
class _Served:
    zone: str
    minutes: float | None
    officers: int
    covered: bool


_NOWHERE = _Served("", None, 0, covered=False)


def _by_point(found: Coverage) -> dict[str, _Served]:
    """Give each point in use with its zone."""
    used = found.frame[found.frame["why"] != Why.NOT_IN_USE]
    return {str(row.Index): _served(row) for row in used.itertuples()}


def _served(row: Any) -> _Served:  # noqa: ANN401 - a row of itertuples
    minutes = None if pd.isna(row.minutes) else float(row.minutes)
    return _Served(str(row.zone), minutes, int(row.officers), bool(row.covered))
