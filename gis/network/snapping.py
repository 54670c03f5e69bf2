"""Snapping: moving a site or a demand point to the network; how far is always known and bounded.

A point goes to the nearest street that its mode may use. A site drawn as a polygon goes there from
its own edge, since nobody said where its entrance is: officers enter where a street comes nearest,
and where streets run inside it, at the one nearest its middle, at no distance. Two kinds of street
are passed over: motorways and trunk roads by car, because no site opens on them, and islands –
pieces of network so small that one who is put on them gets nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS, Transformer
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from shapely import STRtree

from gis.distance import Floats
from gis.network.access import Flags
from gis.network.anchors import Anchors
from gis.network.graph import Ints, Topology
from gis.network.metric import Metric, at_speed
from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from gis.network.speeds import Mode
from layers.utm import utm_of

Objects: TypeAlias = npt.NDArray[np.object_]

DEFAULT_LIMIT_M = 500.0
_WITHOUT_ENTRANCES = ("motorway", "motorway_link", "trunk", "trunk_link")
# An island holds less than a hundredth of the nodes of the largest piece where everyone reaches
# everyone, or fewer than twenty of them (or than half of that piece, in a village of fewer).
_ISLAND_SHARE = 0.01
_ISLAND_NODES = 20
_AT_A_NODE_M = 0.001  # nearer than this to an edge's end is at its end


class Snapper(Protocol):
    """What points may be moved to, in one mode."""

    def snap(self, shapes: gpd.GeoSeries, *, limit_m: float) -> Snaps:
        """Move shapes (points or polygons, EPSG:4326) to the network."""
        ...

    def at_pace(self, pace: Pace) -> Snapper:
        """Count the ways beside the network at a pace."""
        ...


@dataclass(frozen=True, eq=False)
class Snaps:
    """Where points came to lie on the network.

    ``metres`` is the distance to the nearest street, also where it is beyond the limit (then there
    is no anchor); NaN where there is no street at all. ``doors`` (n × 2 degrees) are where each
    shape is entered from its street: the point itself, or the nearest of a polygon's edge; NaN
    where there is no anchor. ``past_island`` marks a point that an island is nearer to than the
    street it was moved to. ``limit_m`` is the limit that was kept.
    """

    anchors: Anchors
    metres: Floats
    doors: Floats
    past_island: Flags
    limit_m: float

    @property
    def snapped(self) -> Flags:
        """Which points are on the network."""
        return self.anchors.placed

    def take(self, which: Ints) -> Snaps:
        """Give some of the points, by their positions."""
        return Snaps(
            self.anchors.take(which),
            self.metres[which],
            self.doors[which],
            self.past_island[which],
            self.limit_m,
        )


@dataclass(frozen=True, eq=False)
class StreetSnapper:
    """The streets that points may be snapped to, in a metric CRS, and the islands passed over.

    ``edges`` and ``islands`` are edge numbers of the topology, in the order of their ``lines``;
    ``pace`` says how fast one goes between a street and a point beside it.
    """

    topology: Topology
    crs: CRS
    edges: Ints
    lines: STRtree
    islands: Ints
    island_lines: STRtree
    mode: Mode
    pace: Pace = STANDARD_PACE

    def at_pace(self, pace: Pace) -> StreetSnapper:
        """Count the ways between streets and points at a pace."""
        return replace(self, pace=pace)

    def snap(self, shapes: gpd.GeoSeries, *, limit_m: float) -> Snaps:
        """Move shapes (points or polygons, EPSG:4326) to the nearest street within the limit."""
        local = shapes.to_crs(self.crs).to_numpy()
        which, metres = _nearest(self.lines, local)
        _, to_island = _nearest(self.island_lines, local)
        on = np.flatnonzero(metres <= limit_m)
        lines = self.lines.geometries[which[on]]
        spots = _spots(lines, local[on])
        edge = np.full(len(local), -1)
        edge[on] = self.edges[which[on]]
        along, late = np.zeros((2, len(local)))
        along[on] = _along(lines, spots)
        kmh = self.pace.beside_kmh(self.mode)
        late[on] = at_speed(metres[on], kmh, shortest=self.pace.shortest)
        doors = np.full((len(local), 2), np.nan)
        doors[on] = _doors(local[on], spots, self.crs)
        return Snaps(Anchors(edge, along, late), metres, doors, to_island < metres, limit_m)


def snapper_of(topology: Topology, metric: Metric, streets: gpd.GeoDataFrame) -> StreetSnapper:
    """Index the streets of one mode for snapping, in the UTM zone of the middle of the streets."""
    usable = np.flatnonzero(metric.usable)
    if metric.mode == "drive":
        barred = streets["kind"].isin(_WITHOUT_ENTRANCES).to_numpy(dtype=bool)
        usable = usable[~barred[topology.way[usable]]]
    main = _on_mainland(topology, metric)
    mainland = main[topology.tail[usable]] & main[topology.head[usable]]
    crs = utm_of(streets) if len(streets) else CRS("EPSG:3857")
    edges, islands = usable[mainland], usable[~mainland]
    return StreetSnapper(
        topology=topology,
        crs=crs,
        edges=edges,
        lines=STRtree(_lines(topology, edges, crs)),
        islands=islands,
        island_lines=STRtree(_lines(topology, islands, crs)),
        mode=metric.mode,
    )


def snap(shapes: gpd.GeoSeries, snapper: Snapper, *, limit_m: float = DEFAULT_LIMIT_M) -> Snaps:
    """Move shapes (points or polygons, EPSG:4326) to the network, at most ``limit_m`` metres."""
    return snapper.snap(shapes, limit_m=limit_m)


def _nearest(lines: STRtree, shapes: Objects) -> tuple[Ints, Floats]:
    """Give each shape's nearest line and its distance in metres.

    Of several at one distance (those inside a polygon) the one nearest its middle, then the first.
    """
    which = np.zeros(len(shapes), dtype=np.int64)
    metres = np.full(len(shapes), np.nan)
    if not len(lines) or not len(shapes):
        return which, metres
    (shape, line), distance = lines.query_nearest(shapes, return_distance=True)
    middle = shapely.point_on_surface(shapes)
    to_middle = shapely.distance(lines.geometries[line], middle[shape])
    order = np.lexsort((line, to_middle, distance, shape))
    first, position = np.unique(shape[order], return_index=True)
    which[first] = line[order][position]
    metres[first] = distance[order][position]
    return which, metres


def _spots(lines: Objects, shapes: Objects) -> Objects:
    """Give the point of its line that each shape comes to lie at."""
    inside = shapely.intersection(lines, shapes)
    crossed = ~shapely.is_empty(inside)
    middle = shapely.point_on_surface(shapes)
    nearest = np.where(crossed, inside, lines)
    goal = np.where(crossed, middle, shapes)
    spots: Objects = shapely.get_point(shapely.shortest_line(nearest, goal), 0)
    return spots


def _doors(shapes: Objects, spots: Objects, crs: CRS) -> Floats:
    """Give the point of each shape that is nearest to its spot on the street, in degrees."""
    doors = shapely.get_point(shapely.shortest_line(shapes, spots), 0)
    to_degrees = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    return np.column_stack(to_degrees.transform(shapely.get_x(doors), shapely.get_y(doors)))


def _along(lines: Objects, spots: Objects) -> Floats:
    """Give how far along its line (0 to 1) each spot is."""
    length = shapely.length(lines)
    at = shapely.line_locate_point(lines, spots)
    at = np.where(at < _AT_A_NODE_M, 0.0, np.where(length - at < _AT_A_NODE_M, length, at))
    return np.divide(at, length, out=np.zeros_like(length), where=length > 0)


def _lines(topology: Topology, edges: Ints, crs: CRS) -> Objects:
    """Draw edges in a metric CRS."""
    lonlat, owner = topology.lines(edges)
    to_local = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    x, y = to_local.transform(lonlat[:, 0], lonlat[:, 1])
    return np.asarray(shapely.linestrings(np.column_stack([x, y]), indices=owner), dtype=object)


def _on_mainland(topology: Topology, metric: Metric) -> Flags:
    """Tell which nodes lie in a piece of network, open both ways, that is no island."""
    arcs = np.isfinite(metric.cost)
    tail = np.column_stack([topology.tail, topology.head]).ravel()[arcs]
    head = np.column_stack([topology.head, topology.tail]).ravel()[arcs]
    if not tail.size:
        return np.zeros(topology.nodes, dtype=bool)
    graph = csr_array((np.ones(tail.size), (tail, head)), shape=(topology.nodes, topology.nodes))
    _, piece = connected_components(graph, directed=True, connection="strong")
    sizes = np.bincount(piece)
    largest = sizes.max()
    least = max(_ISLAND_SHARE * largest, min(_ISLAND_NODES, largest / 2))
    mainland: Flags = sizes[piece] >= least
    return mainland
