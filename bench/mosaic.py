"""A file of the size of a region, made of one town many times, and what reading it takes.

Run from the project's root: ``python -m bench.mosaic FILE.osm.pbf TILES …``. Each tile is the town
moved aside, with numbers of its own; tiles do not touch. Each size is read by the app's own path in
a process of its own. Streets and places are real, their density over a region is not.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import osmium
from osmium.osm import Node, Relation, Way

STEP_DEGREES = 0.5  # from tile to tile: wider than the town
IDS = 10_000_000_000  # from tile to tile: more than there are
COLUMNS = 5
_KB_IN_A_MB = 1_024


def main(file: Path, sizes: list[int]) -> None:
    """Print a line for each size: MB of the file, streets, seconds, the most memory held."""
    with tempfile.TemporaryDirectory() as folder:
        for tiles in sizes:
            made = Path(folder) / "mosaic.osm.pbf"
            write_mosaic(file, made, tiles)
            words = [sys.executable, "-m", "bench.mosaic", "--one", str(made)]
            done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603 - ours
            told = json.loads(done.stdout.splitlines()[-1])
            print(f"{tiles:3} × {made.stat().st_size / 1e6:7.1f} MB  {told}", flush=True)


def write_mosaic(file: Path, made: Path, tiles: int) -> None:
    """Write a town several times into one file, nodes of all tiles first."""
    with osmium.SimpleWriter(str(made), overwrite=True) as writer:
        for kind in (osmium.osm.NODE, osmium.osm.WAY, osmium.osm.RELATION):
            for tile in range(tiles):
                for thing in osmium.FileProcessor(str(file), kind):
                    writer.add(moved(thing, tile))


def moved(thing: object, tile: int) -> object:
    """Give an element of a tile."""
    ids = tile * IDS
    if isinstance(thing, Node):
        row, column = divmod(tile, COLUMNS)
        lon = thing.location.lon + column * STEP_DEGREES
        return thing.replace(
            id=thing.id + ids, location=(lon, thing.location.lat + row * STEP_DEGREES)
        )
    if isinstance(thing, Way):
        return thing.replace(id=thing.id + ids, nodes=[node.ref + ids for node in thing.nodes])
    if isinstance(thing, Relation):
        members = [(each.type, each.ref + ids, each.role) for each in thing.members]
        return thing.replace(id=thing.id + ids, members=members)
    return thing


def measure(file: Path) -> dict[str, float]:
    """Read one file here into an area's folder, then take its streets into memory.

    Memory of mapped files can be had back at any time; it is told apart.
    """
    from layers.area_folder import write_area  # noqa: PLC0415 - the writer does without
    from layers.sources.osm_file import read_osm_file  # noqa: PLC0415 - the same

    start, began = _held("VmRSS"), time.perf_counter()
    heard = [began]
    area = read_osm_file(file, progress=lambda _share, _doing: heard.append(time.perf_counter()))
    read = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        write_area(area, Path(folder) / "area")
    told: dict[str, float] = {
        "seconds": round(read - began, 1),
        "seconds_to_write": round(time.perf_counter() - read, 1),
        "start_mb": start,
        "peak_mb": _held("VmHWM"),
        "of_files_mb": _held("RssFile"),
        "streets": area.counts["streets"],
        "steps_of_progress": len(heard) - 1,
        "longest_silence": round(max(map(float.__sub__, heard[1:], heard)), 1),
    }
    return told | {"in_memory": len(area["streets"]), "peak_in_memory_mb": _held("VmHWM")}


def _held(what: str) -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{what}:")[2].split()[0]) // _KB_IN_A_MB


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        main(Path(sys.argv[1]), [int(word) for word in sys.argv[2:]])
