"""The street graph: where streets meet, and the pieces of street between two meetings.

Topology only. It is the same for cars and for people on foot; what may be used and how long it
takes is a metric upon it, and a point beside a street is an anchor on it, never a node in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.distance import Floats, step_metres
from i18n import msg
from layers.errors import Defect, RowsError

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Topology:
    """Nodes and edges of the streets of an area.

    ``node_ids`` are OpenStreetMap's, in ascending order; ``node_lonlat`` is n × 2 degrees (WGS 84).
    Edge k runs from node ``tail[k]`` to node ``head[k]`` along row ``way[k]`` of the streets, over
    the vertices ``first[k]`` to ``last[k]`` (both within) of ``vertex_lonlat``, ``metres[k]`` long.
    ``ways`` are the ids of the rows. Each edge stands for two arcs: 2k along it and 2k + 1 against
    it. ``digest`` tells two topologies apart by where their edges run.

    ``signals`` counts the traffic signals on each edge, one at either end as half: the other half
    is on the edge that goes on from there. ``barriers`` marks the nodes that no car passes. Both
    are empty where nothing is known of them.
    """

    node_ids: Ints
    node_lonlat: Floats
    tail: Ints
    head: Ints
    way: Ints
    first: Ints
    last: Ints
    metres: Floats
    vertex_lonlat: Floats
    ways: tuple[str, ...]
    digest: str
    signals: Floats = field(default_factory=lambda: np.zeros(0))
    barriers: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return self.node_ids.size

    @property
    def edges(self) -> int:
        """How many edges there are."""
        return self.tail.size

    def lines(self, edges: Ints) -> tuple[Floats, Ints]:
        """Give the vertices of some edges, as m × 2 degrees, and to which of them each belongs."""
        counts = self.last[edges] - self.first[edges] + 1
        owner = np.repeat(np.arange(edges.size), counts)
        along = np.arange(owner.size) - np.repeat(counts.cumsum() - counts, counts)
        return self.vertex_lonlat[self.first[edges][owner] + along], owner


def topology_of(streets: gpd.GeoDataFrame) -> Topology:
    """Split streets where they meet: at a node that two streets share, or one passes twice.

    ``streets`` is the streets layer, EPSG:4326. A node repeated at once within a street is dropped.
    Beside a barrier, streets are split at the barrier and one vertex to each side of it, so that
    the piece before it can be closed to cars alone.
    Raises RowsError for a street whose nodes are not one for each vertex.
    """
    refs, lonlat, way = _vertices(streets)
    barred = _carrying(streets["barriers"], refs)
    cut = _cuts(refs, way, barred)
    first, last = cut[:-1], cut[1:]
    within = way[first] == way[last]
    first, last = first[within], last[within]
    node_ids, where = np.unique(refs[cut], return_index=True)
    metres = _lengths(lonlat, first, last)
    return Topology(
        node_ids=node_ids,
        node_lonlat=lonlat[cut[where]],
        tail=np.searchsorted(node_ids, refs[first]),
        head=np.searchsorted(node_ids, refs[last]),
        way=way[first],
        first=first,
        last=last,
        metres=metres,
        vertex_lonlat=lonlat,
        ways=tuple(streets.index),
        digest=_digest(refs[first], refs[last], metres),
        signals=_upon(_carrying(streets["signals"], refs), first, last),
        barriers=barred[cut[where]],
    )


def _vertices(streets: gpd.GeoDataFrame) -> tuple[Ints, Floats, Ints]:
    """Lay all streets' vertices in one row: node number, position, and row of the street."""
    lonlat, way = shapely.get_coordinates(streets.geometry.to_numpy(), return_index=True)
    counts = np.bincount(way, minlength=len(streets))
    numbers = streets["nodes"].to_list()
    given = np.fromiter((0 if each is None else len(each) for each in numbers), np.int64)
    if (given != counts).any():
        raise RowsError(_uneven(streets, given, counts))
    refs = np.fromiter(chain.from_iterable(numbers), np.int64, count=int(counts.sum()))
    again = np.zeros(refs.size, dtype=bool)
    again[1:] = (refs[1:] == refs[:-1]) & (way[1:] == way[:-1])
    return refs[~again], lonlat[~again], way[~again]


def _carrying(numbers: pd.Series[Any], refs: Ints) -> Flags:
    """Tell which vertices carry one of the nodes that a column lists."""
    listed = numbers.dropna().to_list()
    return np.isin(refs, np.fromiter(chain.from_iterable(listed), np.int64))


def _upon(signals: Flags, first: Ints, last: Ints) -> Floats:
    """Count the signals on each edge, those at its two ends as half."""
    upto = np.cumsum(signals) - signals / 2
    counts: Floats = upto[last] - upto[first]
    return counts


def _cuts(refs: Ints, way: Ints, barred: Flags) -> Ints:
    """Give the positions where a street begins, ends, or meets another, itself or a barrier."""
    _, number, uses = np.unique(refs, return_inverse=True, return_counts=True)
    cut = (uses[number] > 1) | barred
    cut[1:] |= barred[:-1]
    cut[:-1] |= barred[1:]
    starts = np.ones(refs.size, dtype=bool)
    starts[1:] = way[1:] != way[:-1]
    ends = np.roll(starts, -1)
    return np.flatnonzero(cut | starts | ends)


def _lengths(lonlat: Floats, first: Ints, last: Ints) -> Floats:
    """Sum up the steps of each edge; it has at least one."""
    if not first.size:
        return np.zeros(0)
    steps = np.append(step_metres(lonlat), 0.0)
    # Bounds in pairs: what reduceat gives for the gaps between edges is left out.
    bounds = np.column_stack([first, last]).ravel()
    lengths: Floats = np.add.reduceat(steps, bounds)[::2]
    return lengths


def _digest(tails: Ints, heads: Ints, metres: Floats) -> str:
    content = sha256()
    for part in (tails, heads, np.round(metres * 100).astype(np.int64)):
        content.update(np.ascontiguousarray(part).tobytes())
    return content.hexdigest()


def _uneven(streets: gpd.GeoDataFrame, given: Ints, counts: Ints) -> tuple[Defect, ...]:
    remedy = msg("give one node number for each vertex")
    return tuple(
        Defect(
            "streets", int(n) + 1, "nodes", f"{streets.index[n]}: {given[n]}/{counts[n]}", remedy
        )
        for n in np.flatnonzero(given != counts)
    )
