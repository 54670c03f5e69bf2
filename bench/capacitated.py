"""Siting with capacity against HiGHS and CBC on the whole model; answers compared.

Run from the project's root: ``python -m bench.capacitated [--page PAGE.md] [--seconds S]``. First
OR-Library's capacitated p-median 1 to 10 (single source) to the proven optimum. Then 2,000 sites ×
500 points of Porto by car, 40 zones, demands and capacities seeded, the largest 40 sites together
holding so much more than the demand: the gap that each proves in the same time. The peers are
HiGHS, spoken to directly, and the CBC that PuLP brings, if it is installed.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.page import conditions, put, table
from bench.routing import _at
from gis.distance import Floats
from gis.network.roads import roads_of
from gis.siting.capacitated import fill
from gis.siting.capacitated.model import Part, model_of
from gis.siting.capacitated.task import Task
from gis.siting.highs import Model, solve
from gis.siting.watch import Watch, relative_gap
from layers.sources.osm_file import read_streets

DATA = Path(__file__).parents[2] / "shared" / "data"
SITES, POINTS, ZONES = 2_000, 500, 40
SLACKS = (1.05, 1.2, 1.5, 2.0)


@dataclass(frozen=True, eq=False)
class Asked:
    """One task, and what is known of it."""

    name: str
    cost: Floats
    demand: Floats
    capacity: Floats
    zones: int
    split: bool


@dataclass(frozen=True)
class Answer:
    """What somebody found, what they proved, and the seconds that it took."""

    value: float
    bound: float
    seconds: float

    @property
    def told(self) -> str:
        """Value, gap and seconds in a cell."""
        if not math.isfinite(self.value):
            return f"none found, {self.seconds:.1f} s"
        gap = relative_gap(self.value, self.bound)
        proven = f"{gap:.2%}" if math.isfinite(gap) else "no bound"
        return f"{self.value:,.0f} ({proven}) {self.seconds:.1f} s"


def main(page: Path | None, seconds: float) -> None:
    """Print both tables; write them where a page is named."""
    parts = [f"{conditions()}. Value, proven gap, seconds; {seconds:.0f} s at most each.", ""]
    parts += table(("instance", "optimum", "Bivouac", "HiGHS", "CBC"), _library(seconds))
    parts += ["", *table(("Porto", "Bivouac", "HiGHS, the whole model"), _porto(seconds))]
    text = "\n".join(parts)
    print(text)
    if page is not None:
        put(page, "Zones that can be full", text)


def _library(seconds: float) -> Iterator[tuple[str, ...]]:
    """Compare the ten instances; each answer is held against the published optimum."""
    spent = np.zeros(3)
    for number in range(1, 11):
        optimum, asked = _instance(number)
        answers = [ours(asked, seconds), highs(asked, seconds), cbc(asked, seconds)]
        for name, each in zip(("ours", "HiGHS", "CBC"), answers, strict=True):
            if each and relative_gap(each.value, each.bound) == 0 and each.value != optimum:
                print(f"{asked.name}: {name} has {each.value}, published is {optimum}")
        spent += [each.seconds if each else np.nan for each in answers]
        cells = (each.told if each else "not installed" for each in answers)
        yield asked.name, str(optimum), *cells
        print(asked.name, [each and each.told for each in answers], flush=True)
    yield "seconds in all", "", *(f"{each:.1f} ({each / spent[0]:.1f} ×)" for each in spent)


def _instance(number: int) -> tuple[int, Asked]:
    file = DATA / "benchmarks" / "pmedcap" / f"pmedcap1_{number}.txt"
    words = file.read_text(encoding="utf-8").split()
    rows = np.array(words[5:], float).reshape(-1, 4)
    far = np.floor(np.hypot(*(rows[:, None, 1:3] - rows[None, :, 1:3]).transpose(2, 0, 1)))
    held = np.full((1, len(far)), float(words[4]))
    return int(words[1]), Asked(file.stem, far, rows[None, :, 3], held, int(words[3]), split=False)


def _porto(seconds: float) -> Iterator[tuple[str, ...]]:
    minutes = _minutes()
    for split in (True, False):
        for slack in SLACKS:
            asked = _task(minutes, slack, split=split)
            answers = ours(asked, seconds, gap=0.0), highs(asked, seconds)
            yield asked.name, *(each.told for each in answers)
            print(asked.name, [each.told for each in answers], flush=True)


def _minutes() -> Floats:
    """Give the minutes by car from random nodes of Porto to others, sites × points."""
    roads = roads_of(read_streets(DATA / "osm" / "porto.osm.pbf"), mode="drive")
    nodes = np.unique(roads.topology.tail[roads.snapper.edges])
    rng = np.random.default_rng(2024)
    sites, points = (rng.choice(nodes, n, replace=False) for n in (SITES, POINTS))
    found: Floats = roads.engine.times(_at(roads, points), _at(roads, sites)).T / 60_000
    return found


def _task(minutes: Floats, slack: float, *, split: bool) -> Asked:
    """Give demands of 20 to 400 and sites of which the largest are thrice the smallest."""
    rng = np.random.default_rng(1)
    demand = rng.integers(20, 401, POINTS).astype(float)
    size = rng.integers(50, 151, SITES).astype(float)
    held = np.floor(size * demand.sum() * slack / np.sort(size)[-ZONES:].sum())
    name = f"{'split' if split else 'single source'}, {slack - 1:.0%} to spare"
    cost = np.round(minutes, 3) * demand
    return Asked(name, cost, demand[None], held[None], ZONES, split)


def ours(asked: Asked, seconds: float, *, gap: float = 0.0) -> Answer:
    """Ask Bivouac."""
    began = time.perf_counter()
    found = fill(
        asked.cost,
        demand=asked.demand,
        capacity=asked.capacity,
        zones=asked.zones,
        split=asked.split,
        watch=Watch(seconds=seconds),
        gap=gap,
    )
    assert found is not None  # noqa: S101 - all of these tasks can be done
    return Answer(found.value, found.bound, time.perf_counter() - began)


def highs(asked: Asked, seconds: float) -> Answer:
    """Ask HiGHS for the whole model."""
    began = time.perf_counter()
    found = solve(_whole(asked), watch=Watch(seconds=seconds))
    return Answer(round(found.objective, 6), round(found.bound, 6), time.perf_counter() - began)


def cbc(asked: Asked, seconds: float) -> Answer | None:
    """Ask the CBC that PuLP brings for the whole model."""
    try:
        import pulp  # noqa: PLC0415 - a peer
    except ImportError:
        return None
    model, began = _whole(asked), time.perf_counter()
    problem = pulp.LpProblem("whole", pulp.LpMinimize)
    kinds = ("Continuous", "Integer")
    columns = [
        pulp.LpVariable(f"x{n}", model.lower[n], model.upper[n], kinds[int(model.whole[n])])
        for n in range(len(model.cost))
    ]
    problem += pulp.lpSum(c * x for c, x in zip(model.cost, columns, strict=True) if c)
    rows = model.rows.tocsr()
    for n in range(rows.shape[0]):
        cells = slice(rows.indptr[n], rows.indptr[n + 1])
        held = zip(rows.indices[cells], rows.data[cells], strict=True)
        total = pulp.lpSum(value * columns[column] for column, value in held)
        low, high = model.row_lower[n], model.row_upper[n]
        problem += (total == low) if low == high else (total <= high)
    problem.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, threads=1))
    value = round(pulp.value(problem.objective) or float("inf"), 6)
    proven = problem.sol_status == pulp.LpSolutionOptimal
    return Answer(value, value if proven else float("nan"), time.perf_counter() - began)


def _whole(asked: Asked) -> Model:
    """Write the whole task as one model, as anyone would."""
    sites, points = asked.cost.shape
    none = np.zeros(sites, bool)
    must = np.full(points, np.inf)
    task = Task(
        asked.cost,
        asked.demand,
        asked.capacity,
        asked.zones,
        asked.split,
        ~none,
        none,
        np.zeros(sites),
        must,
    )
    site, point = np.nonzero(np.isfinite(asked.cost))
    part = Part(np.arange(sites), site, point, np.ones(points), must, asked.zones, none)
    return model_of(task, part)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    main(given.page, given.seconds)
