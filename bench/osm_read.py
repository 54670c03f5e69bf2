"""From an OpenStreetMap file to routable streets: seconds and peak memory, beside pyrosm and osmnx.

Run from the project's root: ``python -m bench.osm_read FILE … [--page PAGE.md]``. Each reader has a
process of its own, and reads the town of the tests first, so that no import is timed. A peer that
is not installed, or does not end within the limit, is named.

What each is asked for: ours reads the streets and makes the graphs of cars and of people on foot;
then, on a line of its own, every layer of the area. pyrosm makes the driving network alone, as
tables, then its networkx graph too. osmnx reads XML only: it gets the streets and their nodes,
written for it beforehand and not counted.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from bench.page import conditions, put, table

ROOT = Path(__file__).parents[1]
TOWN = ROOT / "tests" / "town" / "town.osm"
LIMIT_S = 240
_KB_IN_A_MB = 1_024  # Linux counts a process's memory in kB
# What pyrosm leaves out of its driving network, though a car may be allowed there.
_NOT_DRIVING = ("service", "track", "pedestrian", "busway")
Figures: TypeAlias = dict[str, float]
Reader: TypeAlias = Callable[[Path], Any]


def main() -> None:
    """Read each file with each reader, and print the page."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for line in _page(asked.files, Path(folder), asked.limit):
            print(line, flush=True)
            lines.append(line)
    if asked.page is not None:
        put(asked.page, "Reading OpenStreetMap files", "\n".join(lines))


def ours() -> tuple[Reader, Reader]:
    """Read the streets alone, and lay both modes' metrics upon one topology."""
    import numpy as np  # noqa: PLC0415 - one process imports what one reader needs

    from gis.network.access import way_rules  # noqa: PLC0415 - the same
    from gis.network.graph import topology_of  # noqa: PLC0415 - the same
    from gis.network.metric import metric_of  # noqa: PLC0415 - the same
    from gis.network.speeds import MODES  # noqa: PLC0415 - the same
    from layers.sources.osm_file import read_streets  # noqa: PLC0415 - the same

    def read(file: Path) -> Any:  # noqa: ANN401 - each reader has its own graph
        streets = read_streets(file)
        topology = topology_of(streets)
        return (
            streets,
            topology,
            {mode: metric_of(topology, way_rules(streets, mode=mode)) for mode in MODES},
        )

    def told(made: Any) -> Figures:  # noqa: ANN401 - the same
        streets, topology, metrics = made
        driving = ~streets["kind"].isin(_NOT_DRIVING).to_numpy()[topology.way]
        driving &= metrics["drive"].usable
        length = float(topology.metres[driving].sum() / 1000)
        return {"km": length, "all_km": float(np.sum(topology.metres) / 1000)}

    return read, told


def whole_area() -> tuple[Reader, Reader]:
    """Read every layer, as the app does."""
    from layers.sources.osm_file import read_osm_file  # noqa: PLC0415 - the same

    return read_osm_file, lambda _area: {}


def pyrosm_tables() -> tuple[Reader, Reader]:
    """Read the driving network alone, as tables."""
    from pyrosm import OSM  # type: ignore[import-not-found] # noqa: PLC0415 - a peer

    def read(file: Path) -> Any:  # noqa: ANN401 - the same
        return OSM(str(file)).get_network("driving", nodes=True)

    return read, lambda made: {"km": float(made[1]["length"].sum() / 1000)}


def pyrosm_graph() -> tuple[Reader, Reader]:
    """Read the driving network alone, and make a networkx graph of it."""
    from pyrosm import OSM  # noqa: PLC0415 - a peer

    def read(file: Path) -> Any:  # noqa: ANN401 - the same
        osm = OSM(str(file))
        nodes, edges = osm.get_network("driving", nodes=True)
        return edges, osm.to_graph(nodes, edges, graph_type="networkx")

    return read, lambda made: {"km": float(made[0]["length"].sum() / 1000)}


def osmnx_graph() -> tuple[Reader, Reader]:
    """Read all streets as one graph, simplified, without cutting small islands off."""
    import osmnx  # noqa: PLC0415 - a peer here

    def told(graph: Any) -> Figures:  # noqa: ANN401 - the same
        streets = osmnx.convert.to_undirected(graph)
        return {"all_km": sum(each for *_, each in streets.edges(data="length")) / 1000}

    return lambda file: osmnx.graph_from_xml(file, retain_all=True), told


READERS: dict[str, tuple[str | None, Callable[[], tuple[Reader, Reader]]]] = {
    "**Bivouac**, car and foot": (None, ours),
    "Bivouac, every layer of the area": (None, whole_area),
    "pyrosm, driving, tables": ("pyrosm", pyrosm_tables),
    "pyrosm, driving, graph": ("pyrosm", pyrosm_graph),
    "osmnx, all streets": ("osmnx", osmnx_graph),
}
OURS = next(iter(READERS))


def _page(files: list[Path], folder: Path, limit: float) -> Iterator[str]:
    yield (
        f"{conditions()}. From the file to graphs that can be routed on, each reader in a process "
        "of its own. The lengths show how far they answer alike: of the streets for cars without "
        "service roads, and of all streets."
    )
    for file in files:
        yield f"\n### {file.name}, {file.stat().st_size / 1e6:.1f} MB\n"
        sources = [_written(each, folder) for each in (TOWN, file)]
        found = {name: _alone(name, sources, limit) for name in READERS}
        yield from table(
            (
                "reader",
                "s",
                "times ours",
                "CPU s",
                "times ours",
                "peak MB",
                "times ours",
                "MB beyond its start",
                "km for cars",
                "km in all",
            ),
            (_row(name, figures, found[OURS]) for name, figures in found.items()),
        )


def _row(name: str, figures: Figures | str, ours: Figures | str) -> tuple[str, ...]:
    if isinstance(figures, str) or isinstance(ours, str):
        return (name, figures if isinstance(figures, str) else "not compared", *[""] * 8)
    if "stopped" in figures:
        least = figures["stopped"]
        return (name, f"> {least:.0f}", f"> {least / ours['seconds']:.0f}", "stopped", *[""] * 6)
    km = (f"{figures[key]:,.0f}" if key in figures else "" for key in ("km", "all_km"))
    return (
        name,
        f"{figures['seconds']:.2f}",
        f"{figures['seconds'] / ours['seconds']:.1f}",
        f"{figures['cpu']:.2f}",
        f"{figures['cpu'] / ours['cpu']:.1f}",
        f"{figures['peak_mb']:.0f}",
        f"{figures['peak_mb'] / ours['peak_mb']:.2f}",
        f"{figures['peak_mb'] - figures['start_mb']:.0f}",
        *km,
    )


def _measure(name: str, files: list[Path]) -> Figures:
    """Read the town, then the file, in this process; the town is not timed."""
    warnings.simplefilter("ignore")
    read, told = READERS[name][1]()
    town, file = files
    read(town)
    start = _peak_mb()
    began, worked = time.perf_counter(), time.process_time()
    made = read(file)
    figures = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - worked}
    return figures | {"start_mb": start, "peak_mb": _peak_mb()} | told(made)


def _peak_mb() -> float:
    """Give the most memory held; getrusage would tell the parent's where that was larger."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / _KB_IN_A_MB


def _alone(name: str, sources: list[dict[str, Path]], limit: float) -> Figures | str:
    """Measure in a process of its own; a sentence where that cannot be done."""
    peer = READERS[name][0]
    if peer is not None and importlib.util.find_spec(peer) is None:
        return "not installed"
    files = [str(each["xml" if peer == "osmnx" else "pbf"]) for each in sources]
    words = [sys.executable, "-m", "bench.osm_read", "--one", name, *files]
    try:
        done = subprocess.run(  # noqa: S603 - our own script
            words,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            timeout=limit,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    except subprocess.TimeoutExpired:
        return {"stopped": limit}
    if done.returncode:
        return f"failed: {done.stderr.strip().splitlines()[-1][:80]}"
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _written(file: Path, folder: Path) -> dict[str, Path]:
    """Give a file as PBF, and its streets with their nodes as XML."""
    import osmium  # noqa: PLC0415 - a peer's process does without

    xml = folder / f"{file.name}.streets.osm"
    with osmium.BackReferenceWriter(str(xml), ref_src=str(file), overwrite=True) as writer:
        for way in osmium.FileProcessor(str(file), osmium.osm.WAY):
            if "highway" in way.tags:
                writer.add(way)
    pbf = file if file.suffix == ".pbf" else folder / f"{file.name}.pbf"
    if pbf != file:
        with osmium.SimpleWriter(str(pbf), overwrite=True) as whole:
            for thing in osmium.FileProcessor(str(file)):
                whole.add(thing)
    return {"xml": xml, "pbf": pbf}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=lambda word: Path(word).absolute())
    parser.add_argument("--page", type=Path, help="write the section here")
    parser.add_argument("--limit", type=float, default=LIMIT_S, help="seconds a reader may take")
    parser.add_argument("--one", metavar="READER", help="measure one reader here, print JSON")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(_measure(asked.one, asked.files)))
        sys.exit()
    return asked


if __name__ == "__main__":
    main()
