"""How two choices differ at the table: zones kept, added and dropped, and who goes elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gis.siting.choice import Choice, covered_part
from gis.siting.problem import Problem


@dataclass(frozen=True, slots=True)
class Moved:
    """A demand point whose zone is another than before, or none.

    A zone is empty and its travel None where none is reached, or the point is not there. A point
    that is divided counts with the zone that has most of it. ``weight`` is that after the change,
    or before it where the point is gone.
    """

    point: str
    zone_before: str
    zone_after: str
    cost_before: float | None
    cost_after: float | None
    weight: float


@dataclass(frozen=True)
class Difference:
    """What a second choice means for those whom the first one served.

    ``points`` are those re-assigned, by id. ``gained`` are covered after and not before, ``lost``
    before and not after; only points with weight.
    """

    points: tuple[Moved, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def weight(self) -> float:
        """How much weight another zone serves than before."""
        return sum(each.weight for each in self.points)


@dataclass(frozen=True, slots=True)
class Served:
    """Where a point goes: its zone, the travel there, its weight, and whether it is covered."""

    zone: str
    cost: float | None
    weight: float
    covered: bool


Standing = Mapping[str, Served]
_NOWHERE = Served("", None, 0.0, covered=False)


def standing(problem: Problem, choice: Choice) -> Standing:
    """Give each point with weight that some zone serves where it goes."""
    parts = choice.share.tocoo()
    rows, columns = parts.coords
    order = np.lexsort((rows, -parts.data, columns))
    points, first = np.unique(columns[order], return_index=True)
    zones = rows[order][first]
    covered = covered_part(problem, choice) > 0
    return {
        problem.point_ids[point]: Served(
            zone=problem.site_ids[zone],
            cost=float(problem.cost[zone, point]),
            weight=float(problem.weight[point]),
            covered=bool(covered[point]),
        )
        for point, zone in zip(points.tolist(), zones.tolist(), strict=True)
        if problem.weight[point] > 0
    }


def difference(before: Standing, after: Standing) -> Difference:
    """Compare who goes where, point by point, in the order of the ids."""
    places = sorted({*before, *after})
    pairs = [(place, before.get(place, _NOWHERE), after.get(place, _NOWHERE)) for place in places]
    return Difference(
        points=tuple(
            Moved(place, a.zone, b.zone, a.cost, b.cost, b.weight or a.weight)
            for place, a, b in pairs
            if a.zone != b.zone
        ),
        gained=tuple(place for place, a, b in pairs if b.covered and not a.covered),
        lost=tuple(place for place, a, b in pairs if a.covered and not b.covered),
    )
