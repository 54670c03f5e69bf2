"""A metric: what each arc costs in one mode, as one number that holds its time and its length.

The number is time in milliseconds × 2²⁷ + length in decimetres: the cheapest path is the fastest
and, of equally fast ones, the shortest, and one search gives minutes and metres of the same path.
A sum is exact as long as it stays below 2⁵³, where a float64 still holds every whole number: that
is 2²⁶ ms, or 18.6 hours. Length never spills into time: at no more than 720 km/h, a path of fewer
than 2²⁶ ms is shorter than 2²⁷ dm. A journey beyond 18.6 hours counts as unreachable.

A metric for the *shortest* path changes the two over: length in decimetres × 2²⁷ + time in
hundredths of a second. The cheapest path is then the shortest and, of equals, the fastest. Its time
does not spill into its length below 15 days, 1,700 km on foot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from gis.distance import Floats
from gis.network.access import Flags, WayRules
from gis.network.graph import Topology
from gis.network.speeds import Mode
from gis.network.waits import barred_edges, waits_s

Ints: TypeAlias = npt.NDArray[np.int64]

LENGTH_BITS = 27
_TIME = float(2**LENGTH_BITS)
BEYOND = float(2**53)  # a cost that is not below this says nothing but "too far"
BEYOND_MS = BEYOND / _TIME  # the same bound upon time alone
NO_WAY = float("inf")
_MS_A_METRE_AT_1_KMH = 3_600.0
_MS_A_SECOND = 1_000.0
MS_A_MINUTE = 60_000.0
_MS_A_HUNDREDTH = 10.0


@dataclass(frozen=True, eq=False)
class Metric:
    """The cost of every arc of a topology in one mode, packed; NO_WAY where it is closed.

    ``cost`` has two entries an edge: 2k along it and 2k + 1 against it. A closure or another speed
    is another metric upon the same topology. ``barred`` (EPSG:4326) is what closures shut besides
    edges: ground that no way beside the network crosses. ``shortest`` tells that length is sought,
    not time.
    """

    mode: Mode
    cost: Floats
    barred: BaseGeometry | None = None
    shortest: bool = False

    @property
    def usable(self) -> Flags:
        """Which edges may be used in at least one direction."""
        return np.isfinite(self.cost[::2]) | np.isfinite(self.cost[1::2])


def metric_of(topology: Topology, rules: WayRules) -> Metric:
    """Lay the rules of the streets upon their edges.

    By car, an edge also holds its waits (see ``gis.network.waits``), all of it times the factor of
    the hour; and a piece of street at a barrier is closed.
    """
    milliseconds = topology.metres * _MS_A_METRE_AT_1_KMH / rules.kmh[topology.way]
    is_open = np.column_stack([rules.forward, rules.backward])[topology.way]
    if rules.mode == "drive":
        is_open[barred_edges(topology, is_open[:, 0] | is_open[:, 1])] = False
        joining = (is_open[:, 0] | is_open[:, 1]) & rules.joins[topology.way]
        waits = waits_s(topology, joining, rules.pace)
        milliseconds = (milliseconds + waits * _MS_A_SECOND) * rules.pace.factor
    shortest = rules.pace.shortest
    cost = pack(milliseconds, topology.metres, shortest=shortest)
    arcs = np.where(is_open, cost[:, None], NO_WAY).ravel()
    return Metric(rules.mode, arcs, shortest=shortest)


def pack(milliseconds: Floats, metres: Floats, *, shortest: bool = False) -> Floats:
    """Put time and length into one whole number each; beyond the bound there is no way."""
    first, second = milliseconds, metres * 10
    if shortest:
        first, second = second, milliseconds / _MS_A_HUNDREDTH
    packed = np.rint(first) * _TIME + np.rint(second)
    return np.where(packed < BEYOND, packed, NO_WAY)


def at_speed(metres: Floats, kmh: Floats | float, *, shortest: bool = False) -> Floats:
    """Give the cost of some metres at a speed in km/h."""
    return pack(metres * _MS_A_METRE_AT_1_KMH / kmh, metres, shortest=shortest)


def unpack(cost: Floats, *, shortest: bool = False) -> tuple[Floats, Floats]:
    """Give the minutes and metres of each cost; NaN where there is no way."""
    first, second = _split(np.where(cost < BEYOND, cost, np.nan))
    if shortest:
        first, second = second * _MS_A_HUNDREDTH, first
    return first / MS_A_MINUTE, second / 10


def milliseconds(cost: Floats) -> Floats:
    """Give the time in each cost; NO_WAY where there is no way.

    Of a metric for the shortest path, what is sought: decimetres.
    """
    return np.where(cost < BEYOND, np.floor(cost / _TIME), NO_WAY)


def upper_bound(within_ms: float) -> float:
    """Give the cost that every journey of at most so many milliseconds stays below."""
    return min((within_ms + 1) * _TIME, BEYOND)


def part(cost: Floats, share: Floats) -> Floats:
    """Give the cost of a share (0 to 1) of each arc; none of a closed one costs nothing."""
    milliseconds, decimetres = _split(np.where(cost < BEYOND, cost, 0.0))
    partial = np.rint(milliseconds * share) * _TIME + np.rint(decimetres * share)
    return np.where(share > 0, np.where(cost < BEYOND, partial, NO_WAY), 0.0)


def _split(cost: Floats) -> tuple[Floats, Floats]:
    milliseconds = np.floor(cost / _TIME)
    return milliseconds, cost - milliseconds * _TIME
