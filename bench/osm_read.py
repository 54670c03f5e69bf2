"""From an OpenStreetMap file to routable streets: seconds and peak memory, beside pyrosm and osmnx.

Run from the project's root: ``python -m bench.osm_read FILE …``. Each reader has a process of its
own. The peers are installed for this run, into a folder that is thrown away after it; give
``--peers PYTHON`` to use an interpreter that has them. One that cannot be had is named and skipped.

What each is asked for: ours reads *every* layer of the area and makes roads for cars and on foot.
pyrosm makes nodes and edges of the driving network alone, then also its networkx graph. osmnx reads
XML only: it gets a file of the streets and their nodes, written for it beforehand and not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

_KB_IN_A_MB = 1_024  # Linux counts a process's memory in kB
Figures: TypeAlias = dict[str, float]
Reader: TypeAlias = Callable[[Path], int]


def main() -> None:
    """Read each file with each reader, and print ratios to ours."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        peers = asked.peers or _install(Path(folder) / "peers")
        for file in asked.files:
            print(f"\n{file.name}, {file.stat().st_size / 1e6:.1f} MB")
            streets = Path(folder) / f"{file.name}.streets.osm"
            _write_streets(file, streets)
            sources = {"osmnx": streets}
            found = {
                name: _alone(sys.executable if name == "ours" else peers, name, source)
                for name in READERS
                for source in [sources.get(name, file)]
            }
            _print(found)


def ours() -> Reader:
    """Read the whole area, and make both modes' roads upon one topology."""
    from gis.network.roads import roads_of  # noqa: PLC0415 - a peer's interpreter lacks the project
    from layers.sources.osm_file import read_osm_file  # noqa: PLC0415 - the same

    def read(file: Path) -> int:
        streets = read_osm_file(file)["streets"]
        drive = roads_of(streets, mode="drive")
        roads_of(streets, mode="walk", topology=drive.topology)
        return drive.topology.nodes

    return read


def pyrosm_tables() -> Reader:
    """Read the driving network alone, as tables."""
    from pyrosm import OSM  # type: ignore[import-not-found] # noqa: PLC0415 - a peer

    return lambda file: len(OSM(str(file)).get_network("driving", nodes=True)[0])


def pyrosm_graph() -> Reader:
    """Read the driving network alone, and make a networkx graph of it."""
    from pyrosm import OSM  # noqa: PLC0415 - a peer

    def read(file: Path) -> int:
        osm = OSM(str(file))
        nodes, edges = osm.get_network("driving", nodes=True)
        return len(osm.to_graph(nodes, edges, graph_type="networkx"))

    return read


def osmnx_graph() -> Reader:
    """Read all streets as one graph, simplified, without cutting small islands off."""
    import osmnx  # noqa: PLC0415 - its import is no part of the others' time

    return lambda file: len(osmnx.graph_from_xml(file, retain_all=True))


READERS: dict[str, Callable[[], Reader]] = {
    "ours": ours,
    "pyrosm": pyrosm_tables,
    "pyrosm, graph": pyrosm_graph,
    "osmnx": osmnx_graph,
}


def _measure(reader: str, file: Path) -> Figures:
    """Read once in this process; importing is not timed, what it holds is counted."""
    read = READERS[reader]()
    began = time.perf_counter()
    nodes = read(file)
    return {"seconds": time.perf_counter() - began, "peak_mb": _peak_mb(), "nodes": nodes}


def _peak_mb() -> float:
    """Give the most memory held; getrusage would tell the parent's where that was larger."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / _KB_IN_A_MB


def _alone(python: str | None, reader: str, file: Path) -> Figures | None:
    """Measure in a process of its own; None where the peer cannot do it."""
    if python is None:
        return None
    words = [python, __file__, "--one", reader, str(file)]
    here = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(  # noqa: S603 - our own script
        words, capture_output=True, text=True, check=False, env=here
    )
    if done.returncode:
        print(f"{reader} failed: {done.stderr.strip().splitlines()[-1]}")
        return None
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _print(found: dict[str, Figures | None]) -> None:
    ours = found["ours"]
    for name, figures in found.items():
        if figures is None or ours is None:
            print(f"{name:<16}not measured")
            continue
        seconds, memory = (figures[key] / ours[key] for key in ("seconds", "peak_mb"))
        print(
            f"{name:<16}{figures['seconds']:8.2f} s{figures['peak_mb']:8.0f} MB"
            f"{seconds:8.2f}× the time{memory:8.2f}× the memory{figures['nodes']:10.0f} nodes"
        )


def _write_streets(file: Path, streets: Path) -> None:
    """Write the streets of a file and their nodes as XML."""
    import osmium  # noqa: PLC0415 - a peer's interpreter lacks it

    with osmium.BackReferenceWriter(str(streets), ref_src=str(file), overwrite=True) as writer:
        for way in osmium.FileProcessor(str(file), osmium.osm.WAY):
            if "highway" in way.tags:
                writer.add(way)


def _install(folder: Path) -> str | None:
    """Install the peers for this run; None, and a sentence, where that cannot be done."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603 - ours
    python = str(folder / "bin" / "python")
    words = [python, "-m", "pip", "--quiet", "install", "pyrosm", "osmnx"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        print(f"pyrosm and osmnx cannot be installed: {done.stderr.strip().splitlines()[-1]}")
        return None
    return python


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--peers", help="an interpreter that has pyrosm and osmnx")
    parser.add_argument("--one", metavar="READER", help="measure one reader here, print JSON")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(_measure(asked.one, asked.files[0])))
        sys.exit()
    return asked


if __name__ == "__main__":
    main()
