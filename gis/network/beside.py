"""The ground beside a network that knows main roads only: how one crosses it, and what bars that.

Between a point and the places it is tied to nobody knows the streets, so the way is thought of as
straight. Of points near one another, some would go straight across, past every main road. A closure
shuts whatever straight way it touches.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.distance import Floats, straight_metres
from gis.network.access import Flags
from gis.network.graph import Ints
from gis.network.metric import NO_WAY, Metric, at_speed

NEAR_M = 1_500.0  # pairs closer than this may go straight across, past every junction
# As in gis/estimate: on a short journey the way round the block weighs most.
NEAR_CIRCUITY, NEAR_START_M = 1.3, 250.0


@dataclass(frozen=True, eq=False)
class Beside:
    """Points beside a network, and where each of their ties meets it.

    ``points`` is n × 2 and ``spots``, one entry a tie, n·k × 2 degrees (EPSG:4326); ``kmh`` is how
    fast one goes about each point.
    """

    points: Floats
    spots: Floats
    kmh: Floats

    def take(self, points: Ints, ties: Ints) -> Beside:
        """Give some of the points and their ties, by their positions."""
        return Beside(self.points[points], self.spots[ties], self.kmh[points])


def open_ties(beside: Beside, barred: BaseGeometry) -> Flags:
    """Tell which ties keep clear of what closures bar."""
    each = len(beside.spots) // max(1, len(beside.points))
    return _clear(np.repeat(beside.points, each, axis=0), beside.spots, barred)


def across(metric: Metric, origins: Beside, ends: Beside) -> tuple[tuple[Ints, Ints], Floats]:
    """Give the pairs of points near one another, and the packed cost of going straight across.

    NO_WAY through what closures bar.
    """
    apart = straight_metres(origins.points, ends.points)
    one, other = np.nonzero(apart <= NEAR_M)
    straight = apart[one, other]
    metres = straight * NEAR_CIRCUITY + np.minimum(straight, NEAR_START_M)
    pace = (1 / origins.kmh[one] + 1 / ends.kmh[other]) / 2
    cost = at_speed(metres, 1 / pace, shortest=metric.shortest)
    if metric.barred is not None:
        clear = _clear(origins.points[one], ends.points[other], metric.barred)
        cost = np.where(clear, cost, NO_WAY)
    return (one, other), cost


def _clear(starts: Floats, goals: Floats, barred: BaseGeometry) -> Flags:
    """Tell which straight ways touch nothing that is barred."""
    shapely.prepare(barred)
    ways = shapely.linestrings(np.stack([starts, goals], axis=1))
    return np.asarray(~shapely.intersects(barred, ways), dtype=bool)
