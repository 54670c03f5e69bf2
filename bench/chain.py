"""How long the chain takes on one OpenStreetMap file, stage by stage, and how much memory.

Run from the project's root: ``python -m bench.chain FILE``. Prints seconds for each stage, with
the most memory that the process has held by then, and what each stage made.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gis.demand import demand_points
from gis.travel import travel_table
from layers.area_folder import open_area, write_area
from layers.sources.osm_file import read_osm_file
from plans.plan import first_plan
from plans.situation import screened

_KB_IN_A_MB = 1_024  # Linux counts a process's memory in kB


def main(file: Path) -> None:
    """Load, write, reopen, screen and measure one file."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "area"
        with stage("load"):
            area = read_osm_file(file)
        with stage("write"):
            write_area(area, home)
        with stage("reopen"):
            open_area(home)
    plan = first_plan(area)
    with stage("screen"):
        screening = screened(area, plan)
    with stage("drive table"):
        demand = demand_points(area, on=plan.on)
        table = travel_table(area, area["candidates"], demand, mode="drive")
    print(f"{'in all':<12}{time.perf_counter() - began:8.2f} s")
    print(area.counts)
    print({answer.key: n for answer, n in screening.counts.items()})
    print(table.counts)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Print how long a stage took, and the most memory held so far."""
    began = time.perf_counter()
    yield
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB_IN_A_MB
    print(f"{name:<12}{seconds:8.2f} s{peak:8.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
