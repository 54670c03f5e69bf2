"""The p-median engine against HiGHS on the full model and spopt, in one run; answers compared.

Run from the project's root: ``python -m bench.p_median [FILE.osm.pbf] [--page PAGE.md]
[--limit SECONDS] [--large-limit SECONDS]``. It takes OR-Library's pmed1–20, then a travel table
of 5,000 sites × 500 points by car and on foot between random nodes of the file (Porto where none
is named), with random officers. A peer that is not done at its limit says so, and counts with
the seconds it had: its ratio is a least one.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from bench.covering_tables import pmed
from bench.page import conditions, put, table
from bench.routing import _at as at_nodes
from gis.distance import Floats
from gis.network.metric import MS_A_MINUTE
from gis.network.roads import Roads, roads_of
from gis.network.speeds import MODES
from gis.siting import highs
from gis.siting.median.solve import p_median
from gis.siting.watch import Watch
from layers.sources.osm_file import read_streets

DATA = Path(__file__).parents[2] / "shared" / "data"
PMED = DATA / "benchmarks" / "pmed"
SITES, POINTS, ZONES = 5_000, 500, 40
OFFICERS = (10, 501)
SEED = 2024
CLOSE = 1e-6


@dataclass(frozen=True)
class Answer:
    """What one engine found of one problem: NaN where it found nothing."""

    value: float
    seconds: float
    proven: bool


Engine = Callable[[Floats, int, float], Answer]


def main(file: Path, page: Path | None, *, limit: float, large_limit: float) -> None:
    """Measure, print and write where a page is named."""
    intro = (
        f"{conditions()}. Seconds, one thread each. The full model has a variable for every "
        f"pair and a row that ties it to its site; HiGHS gets it as arrays ({limit:g} s), "
        "spopt from its table on, through pulp, with HiGHS and with CBC, time of building "
        "included. “+” marks a peer that was not done at its limit."
    )
    shape = f"{SITES:,} sites × {POINTS} points, {ZONES} zones"
    text = "\n".join(
        [
            intro,
            "",
            "### OR-Library pmed1–20",
            "",
            *table(HEADING, small(limit)),
            "",
            f"### {file.name}, {shape} ({large_limit:g} s)",
            "",
            *table(HEADING, large(file, large_limit)),
        ]
    )
    print(text)
    if page is not None:
        put(page, "p-median", text)


def small(limit: float) -> Iterator[tuple[str, ...]]:
    """Give a line for each problem of OR-Library, and the sums."""
    published = dict(
        line.split() for line in (PMED / "pmedopt.txt").read_text("utf-8").splitlines()[1:] if line
    )
    spent: list[list[Answer]] = []
    for number in range(1, 21):
        cost, zones = pmed(number)
        answers = [engine(cost, zones, limit) for engine in ENGINES.values()]
        optimum = float(published[f"pmed{number}"])
        spent.append(answers)
        yield told(f"pmed{number}", zones, answers, optimum)
    yield summed(spent)


def large(file: Path, limit: float) -> Iterator[tuple[str, ...]]:
    """Give a line for each way of travel."""
    streets = read_streets(file)
    for mode in MODES:
        cost = travel(roads_of(streets, mode=mode))
        ours = bivouac(cost, ZONES, limit)
        full = full_model(cost, ZONES, limit)
        yield told(mode, ZONES, [ours, full], ours.value)


def bivouac(cost: Floats, zones: int, limit: float) -> Answer:
    """Ask our engine, which gets no limit that matters."""
    del limit
    began = time.perf_counter()
    placed = p_median(cost, zones=zones)
    seconds = time.perf_counter() - began
    if placed is None:
        return Answer(np.nan, seconds, proven=True)
    return Answer(placed.value, seconds, proven=placed.value == placed.bound)


def full_model(cost: Floats, zones: int, limit: float) -> Answer:
    """Give HiGHS the textbook model: y of the sites, then x of all pairs."""
    began = time.perf_counter()
    sites, points = cost.shape
    pairs = sites * points
    each = np.arange(pairs)
    tied = sparse.coo_array(
        (
            np.repeat([1.0, -1.0], pairs),
            (np.tile(each, 2), np.concatenate([sites + each, each // points])),
        ),
        shape=(pairs, sites + pairs),
    )
    served = sparse.coo_array(
        (np.ones(pairs), (each % points, sites + each)), shape=(points, sites + pairs)
    )
    opened = sparse.coo_array(
        (np.ones(sites), (np.zeros(sites, dtype=int), np.arange(sites))), shape=(1, sites + pairs)
    )
    model = highs.Model(
        cost=np.concatenate([np.zeros(sites), cost.ravel()]),
        lower=np.zeros(sites + pairs),
        upper=np.ones(sites + pairs),
        whole=np.arange(sites + pairs) < sites,
        rows=sparse.csr_array(sparse.vstack([served, tied, opened])),
        row_lower=np.concatenate([np.ones(points), np.full(pairs + 1, -np.inf)]),
        row_upper=np.concatenate([np.ones(points), np.zeros(pairs), [zones]]),
    )
    found = highs.solve(model, watch=Watch(seconds=limit))
    seconds = time.perf_counter() - began
    return Answer(found.objective, seconds, proven=found.optimal)


def spopt_highs(cost: Floats, zones: int, limit: float) -> Answer:
    """Ask spopt, with HiGHS."""
    import pulp  # noqa: PLC0415 - a peer

    return _spopt(cost, zones, pulp.HiGHS(msg=False, timeLimit=limit, threads=1, gapRel=0.0))


def spopt_cbc(cost: Floats, zones: int, limit: float) -> Answer:
    """Ask spopt, with CBC."""
    import pulp  # noqa: PLC0415 - a peer

    return _spopt(cost, zones, pulp.PULP_CBC_CMD(msg=False, timeLimit=limit, threads=1, gapRel=0.0))


def _spopt(cost: Floats, zones: int, solver: object) -> Answer:
    import pulp  # noqa: PLC0415 - a peer
    from spopt.locate import PMedian  # noqa: PLC0415 - a peer

    began = time.perf_counter()
    model = PMedian.from_cost_matrix(cost.T, np.ones(cost.shape[1]), p_facilities=zones)
    try:
        model = model.solve(solver, results=False)
    except (RuntimeError, pulp.PulpSolverError):
        return Answer(np.nan, time.perf_counter() - began, proven=False)
    seconds = time.perf_counter() - began
    value = pulp.value(model.problem.objective)
    done = model.problem.sol_status == pulp.LpSolutionOptimal
    return Answer(np.nan if value is None else float(value), seconds, proven=done)


ENGINES: dict[str, Engine] = {
    "**Bivouac**": bivouac,
    "HiGHS, full": full_model,
    "spopt, HiGHS": spopt_highs,
    "spopt, CBC": spopt_cbc,
}
HEADING = ("problem", "zones", "optimum", *ENGINES, "times ours", "answers")


def told(name: str, zones: int, answers: list[Answer], optimum: float) -> tuple[str, ...]:
    """Write one line, print it at once, and say whether all who were done agree."""
    ours = answers[0]
    agree = all(abs(each.value - optimum) <= CLOSE * optimum for each in answers if each.proven)
    word = "agree" if agree and ours.proven else "differ" if not agree else "ours unproven"
    cells = [f"{each.seconds:.2f}{'' if each.proven else '+'}" for each in answers]
    cells += ["–"] * (len(ENGINES) - len(cells))
    ratios = " / ".join(f"{each.seconds / ours.seconds:.0f}" for each in answers[1:])
    line = (name, str(zones), f"{optimum:,.2f}", *cells, ratios, word)
    print(line, flush=True)
    return line


def summed(spent: list[list[Answer]]) -> tuple[str, ...]:
    """Write the line of the sums; a sum with a peer in it that was not done is a least one too."""
    sums = np.sum([[each.seconds for each in answers] for answers in spent], axis=0)
    done = np.all([[each.proven for each in answers] for answers in spent], axis=0)
    ratios = " / ".join(f"{each / sums[0]:.0f}" for each in sums[1:])
    cells = (
        f"{total:.2f}{'' if all_done else '+'}" for total, all_done in zip(sums, done, strict=True)
    )
    return ("all", "", "", *cells, ratios, "")


def travel(roads: Roads) -> Floats:
    """Give officers × minutes between random nodes of the streets, sites × points."""
    random = np.random.default_rng(SEED)
    nodes = np.unique(roads.topology.tail[roads.snapper.edges])
    sites, points = (random.choice(nodes, n, replace=False) for n in (SITES, POINTS))
    officers = random.integers(*OFFICERS, POINTS)
    times = roads.engine.times(at_nodes(roads, points), at_nodes(roads, sites)).T
    weighed: Floats = times / MS_A_MINUTE * officers
    return weighed


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", type=Path, nargs="?", default=DATA / "osm" / "porto.osm.pbf")
    asked.add_argument("--page", type=Path)
    asked.add_argument("--limit", type=float, default=120.0)
    asked.add_argument("--large-limit", type=float, default=600.0)
    given = asked.parse_args()
    main(given.file, given.page, limit=given.limit, large_limit=given.large_limit)
