"""The routing engine against its peers on one real town, in one run; answers compared.

``make bench`` runs it on Porto and writes docs/benchmarks.md. By hand, from the project's root:
``python -m bench.routing FILE.osm.pbf [PAGE.md]``. The peers are named in the Makefile.
The slow ones answer for some destinations, and their time is multiplied.
"""

from __future__ import annotations

import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from bench.page import conditions, put
from gis.network.anchors import Anchors
from gis.network.closures import Closure, Terms, closed
from gis.network.metric import NO_WAY, Metric, milliseconds
from gis.network.order_cache import order_of
from gis.network.roads import Roads, roads_of
from layers.area_folder import open_area, write_area
from layers.sources.osm_file import read_osm_file

ORIGINS, ENDS = 5_000, 400
SHARE = {"networkx": 10, "igraph": 40}  # destinations asked of the slow ones
PROCESSES = 4
NAN = float("nan")
UNREACHED_S = 4_294_967  # pandana's "no way" is the largest 32-bit number ÷ 1000
CLOSED_M = 500.0  # half the side of the square that is closed, in the middle of the town

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Graph:
    """Open arcs between nodes, the cheapest of parallel ones, in milliseconds."""

    lonlat: Floats
    tail: Ints
    head: Ints
    ms: Floats


@dataclass(frozen=True)
class Line:
    """One line of the page: who, seconds to prepare and to answer, how far from ours."""

    name: str
    prepare: float
    answer: float
    seconds_off: float
    note: str = ""


def main(file: Path, page: Path | None = None) -> None:
    """Measure one file and print the page; write it where a page is named."""
    with tempfile.TemporaryDirectory() as folder:
        roads, reopening = _prepared(file, Path(folder))
        rng = np.random.default_rng(2024)
        nodes = np.unique(roads.topology.tail[roads.snapper.edges])
        origins, ends = (rng.choice(nodes, n, replace=False) for n in (ORIGINS, ENDS))
        lines = list(_told(_tables(roads, origins, ends, Path(folder))))
        closing = list(_told(_closure(roads, origins, ends)))
    text = _page(file, roads, reopening, lines, closing)
    print(text)
    if page is not None:
        put(page, "Routing", text)


def _told(lines: Iterator[Line]) -> Iterator[Line]:
    """Print each line as soon as it is known: the slow peers take minutes."""
    for each in lines:
        print(each, flush=True)
        yield each


def _prepared(file: Path, folder: Path) -> tuple[Roads, list[tuple[str, float]]]:
    """Read, write and open again an area, and then its order."""
    write_area(read_osm_file(file), folder / "area")
    area, opening = _timed(lambda: open_area(folder / "area"))
    streets = area["streets"]
    roads, first = _timed(lambda: roads_of(streets, mode="drive", orders=folder / "orders"))
    _, again = _timed(lambda: order_of(roads.topology, folder=folder / "orders"))
    _, whole = _timed(lambda: roads_of(streets, mode="drive", orders=folder / "orders"))
    return roads, [
        ("opening the kept area (all layers)", opening),
        ("opening its kept order", again),
        ("streets to roads with a kept order", whole),
        ("streets to roads, order made", first),
    ]


def _tables(roads: Roads, origins: Ints, ends: Ints, folder: Path) -> Iterator[Line]:
    """Ask everyone for the whole table; ours first, since the others are held against it."""
    _, order = _timed(lambda: order_of(roads.topology, folder=folder / "anew"))
    _, lay = _timed(lambda: roads.with_metric(roads.metric))
    points, goals = _at(roads, origins), _at(roads, ends)
    ours, answer = _timed(lambda: roads.engine.times(points, goals))
    yield Line("**Bivouac**", lay, answer, 0, f"order made once in {order:.1f} s, then kept")
    inside = Anchors(points.edge, np.full(points.edge.size, 0.4))
    _, within = _timed(lambda: roads.engine.times(inside, goals))
    yield Line("Bivouac, origins within edges", lay, within, 0, "two ends for each of them")
    graph = _graph(roads, roads.metric)
    for name, peer in PEERS.items():
        some = ends[: SHARE.get(name, ENDS)]
        try:
            prepare, answer, found = peer(graph, origins, some)
        except ImportError:
            yield Line(name, NAN, NAN, NAN, "not installed")
            continue
        told = f"{some.size} of {ENDS} destinations, × {ENDS // some.size}"
        off = _off(ours[:, : some.size], found)
        yield Line(name, prepare, answer * ENDS / some.size, off, told if some.size < ENDS else "")


def _closure(roads: Roads, origins: Ints, ends: Ints) -> Iterator[Line]:
    """From a polygon to the whole new table, against building pandana's network again."""
    points, goals = _at(roads, origins), _at(roads, ends)
    square = Terms("square").at(_square(roads))

    def under() -> tuple[Metric, Roads, float]:
        metric = _barred(roads, square)
        changed, lay = _timed(lambda: roads.with_metric(metric))
        return metric, changed, lay

    (metric, changed, lay), prepare = _timed(under)
    ours, answer = _timed(lambda: changed.engine.times(points, goals))
    yield Line("**Bivouac**", prepare, answer, 0, f"customisation itself {lay:.3f} s")

    def rebuilt() -> tuple[float, float, Floats]:
        return _pandana(_graph(roads, _barred(roads, square)), origins, ends)

    try:
        (_, asked, found), whole = _timed(rebuilt)
        yield Line("pandana", whole - asked, asked, _off(ours, found), "network built again")
    except ImportError:
        yield Line("pandana", NAN, NAN, NAN, "not installed")
    lost = int((np.isinf(ours) & np.isfinite(roads.engine.times(points, goals))).sum())
    print(f"{int((roads.metric.usable & ~metric.usable).sum())} streets closed, {lost} pairs lost")


def _networkx(graph: Graph, origins: Ints, ends: Ints) -> tuple[float, float, Floats]:
    import networkx as nx  # noqa: PLC0415 - a peer

    def make() -> Any:  # noqa: ANN401 - networkx ships no types
        made = nx.DiGraph()
        made.add_weighted_edges_from(
            zip(graph.head.tolist(), graph.tail.tolist(), graph.ms.tolist(), strict=True)
        )
        return made

    def ask() -> Floats:
        found = np.full((origins.size, ends.size), NO_WAY)
        for column, end in enumerate(ends.tolist()):
            ways = nx.single_source_dijkstra_path_length(made, end)
            found[:, column] = [ways.get(origin, NO_WAY) for origin in origins.tolist()]
        return found

    made, prepare = _timed(make)
    found, answer = _timed(ask)
    return prepare, answer, found


def _igraph(graph: Graph, origins: Ints, ends: Ints) -> tuple[float, float, Floats]:
    import igraph  # noqa: PLC0415 - a peer

    def make() -> Any:  # noqa: ANN401 - igraph ships no types
        pairs = np.column_stack([graph.head, graph.tail])
        return igraph.Graph(n=len(graph.lonlat), edges=pairs, directed=True)

    def ask() -> Floats:
        found = made.distances(ends.tolist(), origins.tolist(), weights=graph.ms.tolist())
        return np.array(found, dtype=float).T

    made, prepare = _timed(make)
    found, answer = _timed(ask)
    return prepare, answer, found


def _scipy(graph: Graph, origins: Ints, ends: Ints) -> tuple[float, float, Floats]:
    turned, prepare = _timed(lambda: _turned(graph))
    found, answer = _timed(lambda: _search(turned, ends, origins))
    return prepare, answer, found.T


def _scipy_processes(graph: Graph, origins: Ints, ends: Ints) -> tuple[float, float, Floats]:
    turned, prepare = _timed(lambda: _turned(graph))

    def ask() -> Floats:
        parts = np.array_split(ends, PROCESSES)
        with ProcessPoolExecutor(PROCESSES) as pool:
            jobs = [pool.submit(_search, turned, each, origins) for each in parts]
            return np.concatenate([job.result() for job in jobs])

    found, answer = _timed(ask)
    return prepare, answer, found.T


def _pandana(graph: Graph, origins: Ints, ends: Ints) -> tuple[float, float, Floats]:
    import pandana  # noqa: PLC0415 - a peer

    def make() -> Any:  # noqa: ANN401 - pandana ships no types
        # In seconds: it keeps three decimals, and does not end preparing larger numbers.
        weights = pd.DataFrame({"s": graph.ms / 1000})
        x, y = (pd.Series(graph.lonlat[:, axis]) for axis in (0, 1))
        tail, head = pd.Series(graph.tail), pd.Series(graph.head)
        return pandana.Network(x, y, tail, head, weights, twoway=False)

    def ask() -> Floats:
        from_all, to_all = np.repeat(origins, ends.size), np.tile(ends, origins.size)
        with warnings.catch_warnings():  # it lists every pair without a way, megabytes of them
            warnings.simplefilter("ignore")
            found = made.shortest_path_lengths(from_all, to_all, imp_name="s")
        return np.array(found, dtype=float)

    made, prepare = _timed(make)
    found, answer = _timed(ask)
    found = np.where(found >= UNREACHED_S, NO_WAY, found * 1000)
    return prepare, answer, found.reshape(origins.size, ends.size)


_Peer = Callable[[Graph, Ints, Ints], tuple[float, float, Floats]]
PEERS: dict[str, _Peer] = {
    "pandana": _pandana,
    f"scipy, {PROCESSES} processes": _scipy_processes,
    "scipy, one process": _scipy,
    "igraph": _igraph,
    "networkx": _networkx,
}


def _turned(graph: Graph) -> csr_array:
    """Turn every arc round, so that searches start from the fewer destinations."""
    size = len(graph.lonlat)
    return csr_array((graph.ms, (graph.head, graph.tail)), shape=(size, size))


def _search(graph: csr_array, sources: Ints, targets: Ints) -> Floats:
    found = [dijkstra(graph, indices=each)[:, targets] for each in np.array_split(sources, 20)]
    return np.concatenate(found)


def _graph(roads: Roads, metric: Metric) -> Graph:
    topology = roads.topology
    arcs = np.flatnonzero(np.isfinite(metric.cost))
    frame = pd.DataFrame(
        {
            "tail": np.column_stack([topology.tail, topology.head]).ravel()[arcs],
            "head": np.column_stack([topology.head, topology.tail]).ravel()[arcs],
            "ms": milliseconds(metric.cost)[arcs],
        }
    )
    best = frame.groupby(["tail", "head"], as_index=False)["ms"].min()
    tail, head = (best[name].to_numpy(np.int64) for name in ("tail", "head"))
    return Graph(topology.node_lonlat, tail, head, best["ms"].to_numpy(float))


def _at(roads: Roads, nodes: Ints) -> Anchors:
    """Anchor points at nodes, each at the tail of an edge that starts there."""
    edges = roads.snapper.edges
    tails, first = np.unique(roads.topology.tail[edges], return_index=True)
    return Anchors(edges[first[np.searchsorted(tails, nodes)]], np.zeros(nodes.size))


def _square(roads: Roads) -> shapely.Polygon:
    lon, lat = np.median(roads.topology.node_lonlat, axis=0)
    up = CLOSED_M / 111_195
    across = up / np.cos(np.radians(lat))
    return shapely.box(lon - across, lat - up, lon + across, lat + up)


def _barred(roads: Roads, square: Closure) -> Metric:
    """Close every street that the square touches, as the product does for everyone here."""
    return closed(roads.metric, roads.topology, [square], on=datetime.now(UTC).date())


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


def _off(ours: Floats, theirs: Floats) -> float:
    """Give the largest difference in seconds; pairs that one reaches and one does not: infinite."""
    if (np.isfinite(ours) != np.isfinite(theirs)).any():
        return NO_WAY
    both = np.isfinite(ours)
    return float(np.abs(ours[both] - theirs[both]).max() / 1000)


def _page(
    file: Path,
    roads: Roads,
    reopening: list[tuple[str, float]],
    lines: list[Line],
    closing: list[Line],
) -> str:
    arcs = int(np.isfinite(roads.metric.cost).sum())
    told = (
        f"{conditions()} (above the cores, ratios to many-threaded peers flatter us); "
        f"`{file.name}` by car: "
        f"{roads.topology.nodes:,} nodes, {arcs:,} open arcs. Minutes from {ORIGINS:,} random "
        f"nodes to {ENDS}, the same weights for everyone."
    )
    return "\n".join(
        [
            told,
            "",
            "### The whole table",
            "",
            *_rows(lines),
            "",
            f"### A square of {2 * CLOSED_M:.0f} m closed, to the whole new table",
            "",
            *_rows(closing, whole=True),
            "",
            "### Opening again",
            "",
            "| what | seconds |",
            "|---|---|",
            *(f"| {what} | {seconds:.2f} |" for what, seconds in reopening),
            "",
        ]
    )


def _rows(lines: list[Line], *, whole: bool = False) -> Iterator[str]:
    """Write a table; the ratio is that of the answers, or of preparation and answer together."""
    spent = [each.answer + (each.prepare if whole else 0) for each in lines]
    yield "| engine | prepare s | answer s | times ours | largest difference s | |"
    yield "|---|---|---|---|---|---|"
    for each, seconds in zip(lines, spent, strict=True):
        yield (
            f"| {each.name} | {each.prepare:.2f} | {each.answer:.2f} | {seconds / spent[0]:.1f} "
            f"| {each.seconds_off:.3f} | {each.note} |"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else None)
