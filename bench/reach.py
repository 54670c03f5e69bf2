"""How fast a reach is drawn, and how much of it is where buffered edges are.

Run from the project's root: ``python -m bench.reach [FILE …] [--page PAGE.md]``. Without files it
takes Porto and Liechtenstein from ``../shared/data/osm``. The peer is the usual way: the parts
of streets that are reached, cut where the time runs out, buffered and united. Both start with the
same search. Each line tells, for zones at random places of the network, the milliseconds of three
bands both ways (medians), their ratio, and the median and worst overlap (area of what both hold
÷ area of what either holds) band by band.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

import geopandas as gpd
import numpy as np
import shapely
import shapely.ops
from shapely.geometry.base import BaseGeometry

from bench.page import conditions, put, table
from gis.distance import Floats
from gis.network.anchors import Anchors
from gis.network.graph import Ints
from gis.network.metric import unpack
from gis.network.roads import Roads, roads_of
from gis.network.snapping import StreetSnapper
from gis.network.speeds import MODES
from gis.reach import BESIDE_M, MINUTES, node_minutes, reach_shapes
from layers.schema import CRS
from layers.sources.osm_file import read_streets

OSM = Path(__file__).parents[2] / "shared" / "data" / "osm"
FILES = (OSM / "porto.osm.pbf", OSM / "liechtenstein.osm.pbf")
ZONES = 5
T = TypeVar("T")


def main(files: Sequence[Path], page: Path | None) -> None:
    """Print a line for each file, mode and direction; write them where a page is named."""
    heading = ("zones", "reach ms", "buffers ms", "ratio", f"overlap at {MINUTES} min (worst)")
    text = "\n".join((f"{conditions()}.\n", *table(heading, lines(files))))
    print(text)
    if page is not None:
        put(page, "Reach", text)


def lines(files: Sequence[Path]) -> Iterator[tuple[str, ...]]:
    """Give a line for each file, mode and direction."""
    for file in files:
        streets = read_streets(file)
        for mode in MODES:
            roads = roads_of(streets, mode=mode)
            for to in (True, False):
                yield compare(f"{file.name} {mode} {'to' if to else 'from'}", roads, to=to)


def compare(title: str, roads: Roads, *, to: bool) -> tuple[str, ...]:
    """Draw the same zones both ways, and tell what it took and how alike they are."""
    seconds, overlaps = [], []
    for zone in zones_on(roads, ZONES):
        mine, ours = timed(partial(reach_shapes, roads, zone, minutes=MINUTES, to=to))
        theirs, other = timed(partial(buffered_edges, roads, zone, to=to))
        seconds.append((mine, theirs))
        local = gpd.GeoSeries(ours, crs=CRS).to_crs(streets_of(roads).crs)
        overlaps.append([overlap(a, b) for a, b in zip(local, other, strict=True)])
    mine, theirs = np.median(seconds, axis=0) * 1000
    each = zip(np.median(overlaps, axis=0), np.min(overlaps, axis=0), strict=True)
    told = "  ".join(f"{middle:.2f} ({worst:.2f})" for middle, worst in each)
    return title, f"{mine:.1f}", f"{theirs:.0f}", f"{theirs / mine:.1f}", told


def zones_on(roads: Roads, count: int) -> Iterator[Anchors]:
    """Give places at random on streets that a point may be snapped to, always the same."""
    random = np.random.default_rng(2024)
    for edge in random.choice(streets_of(roads).edges, count, replace=False):
        yield Anchors(np.array([edge]), random.random(1))


def streets_of(roads: Roads) -> StreetSnapper:
    """Give the streets that points are snapped to; a strategic network is not measured here."""
    return cast("StreetSnapper", roads.snapper)


def buffered_edges(roads: Roads, zone: Anchors, *, to: bool) -> list[BaseGeometry]:
    """Draw the bands the usual way, in the metric CRS of the snapper. ``zone`` is one place."""
    found = node_minutes(roads, zone, to=to, within=max(MINUTES))
    beside = BESIDE_M[roads.mode]
    along, against = unpack(roads.metric.cost.reshape(-1, 2))[0].T
    paces = (against, along) if to else (along, against)
    parts = [reached_parts(roads, zone, found, most, paces) for most in MINUTES]
    return [shapely.union_all(shapely.buffer(lines, beside)) for lines in parts]


def reached_parts(
    roads: Roads, zone: Anchors, found: Floats, most: float, paces: tuple[Floats, Floats]
) -> gpd.GeoSeries:
    """Cut the parts of streets that lie within ``most`` minutes, from both ends and the zone."""
    topology = roads.topology
    along, against = paces
    tail, head = found[topology.tail], found[topology.head]
    own, at = int(zone.edge[0]), float(zone.along[0])
    with np.errstate(divide="ignore", invalid="ignore"):  # an edge without length takes no time
        from_tail = np.fmin(np.fmax((most - tail) / along, 0), 1)
        from_head = np.fmin(np.fmax((most - head) / against, 0), 1)
    from_head[from_tail >= 1] = 0  # drawn once is enough
    edges = np.arange(tail.size)
    cuts = [(edges, 0 * from_tail, from_tail), (edges, 1 - from_head, 0 * from_head + 1)]
    cuts.append((np.array([own]), np.array([at]), np.minimum(at + most / along[[own]], 1)))
    cuts.append((np.array([own]), np.maximum(at - most / against[[own]], 0), np.array([at])))
    pieces = [piece for cut in cuts for piece in cut_lines(roads, *cut)]
    return gpd.GeoSeries(pieces, crs=CRS).to_crs(streets_of(roads).crs)


def cut_lines(roads: Roads, edges: Ints, low: Floats, high: Floats) -> list[BaseGeometry]:
    """Give each edge's part between two shares of it; nothing where there is none."""
    some = np.flatnonzero(high > low)
    lonlat, owner = roads.topology.lines(edges[some])
    lines = np.asarray(shapely.linestrings(lonlat, indices=owner), dtype=object)
    whole = (low[some] <= 0) & (high[some] >= 1)
    cut = [
        shapely.ops.substring(line, a, b, normalized=True)
        for line, a, b in zip(lines[~whole], low[some][~whole], high[some][~whole], strict=True)
    ]
    return [*lines[whole], *cut]


def overlap(one: BaseGeometry, other: BaseGeometry) -> float:
    """Give the area of what both hold ÷ the area of what either holds."""
    return float(one.intersection(other).area / one.union(other).area)


def timed(make: Callable[[], T]) -> tuple[float, T]:
    """Give the seconds that making something took, and what was made."""
    began = time.perf_counter()
    made = make()
    return time.perf_counter() - began, made


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=FILES)
    parser.add_argument("--page", type=Path, help="write the section here")
    asked = parser.parse_args()
    main(asked.files, asked.page)
