"""Journeys the slow and plain way: a networkx graph of every step, with points hung on its streets.

Where a point comes to lie on its street is taken from ``gis.network.snapping`` (which
``tests/gis/network/test_snapping.py`` holds); the way between two points is found without our
splitting, our lengths, our packing and our search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

import networkx as nx
import numpy as np

from gis.demand import demand_points
from gis.network.access import way_rules
from gis.network.roads import Roads, roads_of
from gis.network.snapping import Snaps, snap
from gis.network.speeds import Mode
from layers.area import Area
from tests.gis.network.test_roads import every_step, steps_of, waits_at

SECONDS = "seconds"


@dataclass(frozen=True)
class Spot:
    """A point on a street: the nodes at its ends, the share of the way, and seconds each way."""

    edge: int
    tail: int
    head: int
    share: float
    along: float
    against: float


def seconds_again(area: Area, mode: Mode, posts: int) -> dict[str, dict[str, float]]:
    """Give seconds from some demand points, far apart, to every site, by demand id and site id."""
    streets = area["streets"]
    roads = roads_of(streets, mode=mode)
    demand = demand_points(area, on=area.manifest.as_of)
    waits = waits_at(streets, steps_of(streets, "drive")) if mode == "drive" else Counter[int]()
    starts = spots(area, roads, waits, snap(demand.footprints, roads.snapper), demand.ids)
    sites = snap(area["candidates"].geometry, roads.snapper)
    goals = spots(area, roads, waits, sites, sites_of(area))
    graph = every_step(streets, mode)
    for name, (spot, _) in goals.items():
        for node, cost in ways_in(spot):
            add_faster(graph, node, ("site", name), cost)
    some = list(starts.items())[:: -(-len(starts) // posts)]
    return {name: _journeys(graph, *start, goals) for name, start in some}


def sites_of(area: Area) -> tuple[str, ...]:
    """Give the ids of all candidate sites."""
    return tuple(map(str, area["candidates"].index))


def spots(
    area: Area, roads: Roads, waits: Counter[int], snaps: Snaps, ids: tuple[str, ...]
) -> dict[str, tuple[Spot, float]]:
    """Give each point on the network with the seconds that the way to it takes."""
    rules = way_rules(area["streets"], mode=roads.mode)
    vertices = [node for nodes in area["streets"]["nodes"] for node, _ in groupby(nodes)]
    found = {}
    for n in np.flatnonzero(snaps.snapped):
        edge = int(snaps.anchors.edge[n])
        way = roads.topology.way[edge]
        passed = vertices[roads.topology.first[edge] : roads.topology.last[edge] + 1]
        waiting = sum((waits[a] + waits[b]) / 2 for a, b in pairwise(passed))
        whole = roads.topology.metres[edge] * 3.6 / rules.kmh[way] + waiting
        spot = Spot(
            edge=edge,
            tail=int(roads.topology.node_ids[roads.topology.tail[edge]]),
            head=int(roads.topology.node_ids[roads.topology.head[edge]]),
            share=float(snaps.anchors.along[n]),
            along=whole if rules.forward[way] else np.inf,
            against=whole if rules.backward[way] else np.inf,
        )
        found[ids[n]] = (spot, float(snaps.metres[n]) * 3.6 / roads.pace.beside_kmh(roads.mode))
    return found


def ways_in(spot: Spot) -> Iterator[tuple[int, float]]:
    """Give the nodes from which a point is reached, and in how many seconds."""
    yield from _open((spot.tail, spot.along, spot.share), (spot.head, spot.against, 1 - spot.share))


def ways_out(spot: Spot) -> Iterator[tuple[int, float]]:
    """Give the nodes that are reached from a point, and in how many seconds."""
    yield from _open((spot.head, spot.along, 1 - spot.share), (spot.tail, spot.against, spot.share))


def add_faster(graph: nx.DiGraph, start: object, end: object, cost: float) -> None:
    """Add an arc unless a faster one is there: a street that ends where it begins gives two."""
    known = graph.get_edge_data(start, end, {SECONDS: np.inf})[SECONDS]
    graph.add_edge(start, end, seconds=min(cost, known))


def _open(*ends: tuple[int, float, float]) -> Iterator[tuple[int, float]]:
    for node, whole, share in ends:
        if share == 0 or np.isfinite(whole):
            yield node, whole * share if share else 0.0


def _journeys(
    graph: nx.DiGraph, spot: Spot, beside: float, goals: dict[str, tuple[Spot, float]]
) -> dict[str, float]:
    """Find the seconds from one point to every site: by the graph, or along a shared street."""
    for node, cost in ways_out(spot):
        add_faster(graph, "post", node, cost)
    found = nx.single_source_dijkstra_path_length(graph, "post", weight=SECONDS)
    graph.remove_node("post")
    return {
        name: min(found.get(("site", name), np.inf), _straight_on(spot, goal)) + beside + last
        for name, (goal, last) in goals.items()
    }


def _straight_on(spot: Spot, goal: Spot) -> float:
    """Give the seconds of staying on the street that two points share."""
    gain = goal.share - spot.share
    if spot.edge != goal.edge:
        return np.inf
    return abs(gain) * (spot.along if gain > 0 else spot.against) if gain else 0.0
