"""A strategic network: named junctions and main roads, and how a point beside them gets there.

It stands between streets, which know every corner, and the straight-line estimate, which knows
none. Between junctions a journey follows the links. From a point to them nothing is known, so the
way is the straight distance times a circuity, at the speed of the ring the point lies in. A point
is tied to its nearest junctions and, part way along, to its nearest links; the best tie wins, and
points near one another may go straight across (``gis.network.beside``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from gis.distance import Floats, earth_centred, straight_metres
from gis.estimate import NOTRE_DAME
from gis.network.access import Flags
from gis.network.anchors import Anchors
from gis.network.beside import Beside
from gis.network.graph import Ints, Topology, topology_of
from gis.network.metric import MS_A_MINUTE, NO_WAY, Metric, at_speed, pack
from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from gis.network.snapping import Snaps
from i18n import Message, msg, msgs
from layers.roads import ACCURACY
from layers.schema import complete
from layers.streets import STREETS


@dataclass(frozen=True, slots=True)
class AccessRing:
    """How one gets to the network within ``reach_m`` metres of Notre-Dame.

    ``circuity`` multiplies the straight distance, ``kmh`` is the speed on the way.
    """

    reach_m: float
    circuity: float
    kmh: float


# Chosen on the tuning half of the sites (see bench/strategic_accuracy.py) from a coarse grid. The
# speed outside Paris is ASSUMED: no streets with times were there to measure.
ACCESS_RINGS = (
    AccessRing(reach_m=6_500, circuity=1.3, kmh=25),
    AccessRing(reach_m=float("inf"), circuity=1.2, kmh=40),
)
NODE_TIES, LINK_TIES = 8, 6
# Main roads lie far apart: the limit of snapping to streets would shut out half of the suburbs.
FARTHEST_M = 5_000.0
WITHOUT_ENTRANCES = ("motorway", "trunk")

NOTE = msg(
    "Along named main roads, and straight to and from them. Checked inside Paris: half of the "
    "driving times were within {minutes} % and nine in ten within {minutes_p90} %; distances "
    "within {metres} % and {metres_p90} %. Outside Paris: distances within {outside} % and "
    "{outside_p90} %; times there rest on assumed speeds.",
    minutes=ACCURACY["inside minutes"][0],
    minutes_p90=ACCURACY["inside minutes"][1],
    metres=ACCURACY["inside metres"][0],
    metres_p90=ACCURACY["inside metres"][1],
    outside=ACCURACY["outside metres"][0],
    outside_p90=ACCURACY["outside metres"][1],
)

_BLOCK = 256  # points looked at together, so that memory stays small


def link_topology(links: gpd.GeoDataFrame) -> Topology:
    """Make the topology of links: an edge a row, from junction to junction.

    ``links`` is the roads layer, EPSG:4326. Lengths are those of the straight lines; what a journey
    counts is the metric's.
    """
    ends = pd.concat([links["from_id"], links["to_id"]])
    number = dict(zip(sorted(set(ends)), range(len(ends)), strict=False))
    nodes = list(zip(links["from_id"].map(number), links["to_id"].map(number), strict=True))
    told = pd.Series(nodes, links.index, dtype=object)
    return topology_of(complete(links[["geometry"]].assign(nodes=told), STREETS))


def link_metric(
    topology: Topology, links: gpd.GeoDataFrame, *, pace: Pace = STANDARD_PACE
) -> Metric:
    """Lay the links' own minutes and metres upon their edges; by car, the only way they know.

    Of the pace the factor of the hour alone counts: links have speeds of their own.
    A link that lacks one of the two is closed (see ``unmeasured``).
    """
    rows = links.iloc[topology.way]
    minutes, metres = (rows[name].to_numpy(dtype=float) for name in ("minutes", "metres"))
    along = pack(minutes * MS_A_MINUTE * pace.factor, metres, shortest=pace.shortest)
    against = np.where(rows["direction"] == "both", along, NO_WAY)
    arcs = np.column_stack([along, against]).ravel()
    return Metric("drive", arcs, shortest=pace.shortest)


def unmeasured(links: gpd.GeoDataFrame) -> tuple[Message, ...]:
    """Name the links that lack minutes or metres, and are not used."""
    lack = links.index[links[["minutes", "metres"]].isna().any(axis=1)]
    told = msgs(
        "One link of the strategic road network has no minutes or metres and is not used: {links}.",
        "{n} links of the strategic road network have no minutes or metres and are not used: "
        "{links}.",
        len(lack),
        links=tuple(lack),
    )
    return (told,) if len(lack) else ()


@dataclass(frozen=True, eq=False)
class StrategicSnapper:
    """Junctions and links that points are tied to.

    ``edges`` are those a point may join part way: no motorway, nothing closed. ``rings`` go from
    the innermost to one without bound; traffic slows all of them by the ``factor`` of the hour.
    """

    topology: Topology
    edges: Ints
    rings: Sequence[AccessRing] = ACCESS_RINGS
    factor: float = 1.0
    shortest: bool = False

    @classmethod
    def of(cls, topology: Topology, metric: Metric, links: gpd.GeoDataFrame) -> StrategicSnapper:
        """Find the links that are open to points."""
        barred = links["kind"].isin(WITHOUT_ENTRANCES).to_numpy(dtype=bool)
        return cls(topology, np.flatnonzero(metric.usable & ~barred[topology.way]))

    def at_pace(self, pace: Pace) -> StrategicSnapper:
        """Count the ways beside the roads in the traffic of the hour."""
        return replace(self, factor=pace.factor, shortest=pace.shortest)

    def snap(self, shapes: gpd.GeoSeries, *, limit_m: float) -> Snaps:
        """Tie shapes (EPSG:4326), each by a point inside it, to the roads about it.

        A limit below FARTHEST_M is meant for streets and does not count.
        """
        inside = shapes.representative_point()
        points = np.column_stack([inside.x, inside.y]).astype(float).reshape(-1, 2)
        limit = max(limit_m, FARTHEST_M)
        edge, along, beside_m = self._ties(points)
        metres = beside_m.min(axis=1, initial=np.inf)
        near = metres <= limit
        circuity, free_kmh = _figures(points, self.rings)
        kmh = free_kmh / self.factor
        anchors = Anchors(
            edge=np.where(near[:, None], edge, -1).ravel(),
            along=along.ravel(),
            late=at_speed(
                beside_m * circuity[:, None], kmh[:, None], shortest=self.shortest
            ).ravel(),
            ties=max(1, edge.shape[1]),
            beside=Beside(points, self._spots(edge.ravel(), along.ravel()), kmh),
        )
        return Snaps(
            anchors=anchors,
            metres=np.where(np.isfinite(metres), metres, np.nan),
            doors=np.where(near[:, None], points, np.nan),
            past_island=np.zeros(len(points), dtype=bool),
            limit_m=limit,
        )

    def _ties(self, points: Floats) -> tuple[Ints, Floats, Floats]:
        """Give each point's edges, how far along, and the straight metres there; n × ties each."""
        both = (self._node_ties(points), self._link_ties(points))
        edge, along, beside_m = (np.column_stack(part) for part in zip(*both, strict=True))
        return edge, along, beside_m

    def _node_ties(self, points: Floats) -> tuple[Ints, Floats, Floats]:
        """Tie each point to its nearest junctions, each by an edge that begins or ends there."""
        nearest = min(NODE_TIES, self.topology.nodes)
        ranks = list(range(1, nearest + 1))
        found = cKDTree(self._junctions).query(earth_centred(points), k=ranks)
        apart, node = np.asarray(found[0]), np.asarray(found[1])
        edge, at_head = self._touching
        return edge[node], at_head[node].astype(float), apart

    def _link_ties(self, points: Floats) -> tuple[Ints, Floats, Floats]:
        """Tie each point to its nearest links, where they come nearest."""
        tail, head = self.topology.tail[self.edges], self.topology.head[self.edges]
        which, along, beside_m = _feet(self._junctions, tail, head, earth_centred(points))
        return self.edges[which], along, beside_m

    def _spots(self, edge: Ints, along: Floats) -> Floats:
        """Give the places of ties on the map."""
        tail, head = (
            self.topology.node_lonlat[end[edge]] for end in (self.topology.tail, self.topology.head)
        )
        spots: Floats = tail + along[:, None] * (head - tail)
        return spots

    @cached_property
    def _junctions(self) -> Floats:
        return earth_centred(self.topology.node_lonlat)

    @cached_property
    def _touching(self) -> tuple[Ints, Flags]:
        """Give each node an edge that touches it, and whether the node is that edge's head."""
        ends = np.concatenate([self.topology.tail, self.topology.head])
        _, first = np.unique(ends, return_index=True)
        return first % self.topology.edges, first >= self.topology.edges


def _feet(nodes: Floats, tail: Ints, head: Ints, spots: Floats) -> tuple[Ints, Floats, Floats]:
    """Give each spot's nearest segments, where along them (0 to 1) it stands, and how far off.

    All three are spots × LINK_TIES, or fewer where there are not as many segments.
    """
    start, step = nodes[tail], nodes[head] - nodes[tail]
    square = np.maximum((step**2).sum(axis=1), 1.0)
    shape = (len(spots), min(LINK_TIES, tail.size))
    which, along, beside_m = np.zeros(shape, dtype=np.int64), np.zeros(shape), np.zeros(shape)
    for first in range(0, len(spots), _BLOCK):
        block = slice(first, first + _BLOCK)
        away = spots[block, None, :] - start
        share = np.clip((away * step).sum(axis=2) / square, 0.0, 1.0)
        apart = np.linalg.norm(away - share[..., None] * step, axis=2)
        best = np.argsort(apart, axis=1, kind="stable")[:, :LINK_TIES]
        which[block] = best
        along[block] = np.take_along_axis(share, best, axis=1)
        beside_m[block] = np.take_along_axis(apart, best, axis=1)
    return which, along, beside_m


def _figures(points: Floats, rings: Sequence[AccessRing]) -> tuple[Floats, Floats]:
    """Give each point's circuity and speed in km/h, by the ring it lies in."""
    away = straight_metres(points, np.array([NOTRE_DAME])).ravel()
    ring = np.searchsorted([each.reach_m for each in rings], away)
    circuity, kmh = np.array([(each.circuity, each.kmh) for each in rings])[ring].T
    return circuity, kmh
