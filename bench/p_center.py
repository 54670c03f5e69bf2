"""p-center on published graphs and one real town, against HiGHS on the full model; compared.

Run from the project's root: ``python -m bench.p_center [--limit S] [--page PAGE.md]``. The graphs
are pmed1 to pmed20 of OR-Library. Their smallest radii are those proven by S. Elloumi, M. Labbé and
Y. Pochet, "A new formulation and resolution method for the p-center problem", INFORMS Journal on
Computing 16 (2004), as listed by W. Pullan, "A memetic genetic algorithm for the vertex p-center
problem", Evolutionary Computation 16 (2008). The full model is M. S. Daskin's: assign each point,
keep the longest assignment small.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy import sparse

from bench.covering_tables import pmed, porto
from bench.max_cover import timed
from bench.page import conditions, put, table
from gis.distance import Floats
from gis.siting.center.p_center import p_center
from gis.siting.highs import Model, Solved, solve
from gis.siting.watch import Watch

RADII = (127, 98, 93, 74, 48, 84, 64, 55, 37, 20, 59, 51, 36, 26, 18, 47, 39, 28, 18, 13)
SITES, POINTS, ZONES = 5_000, 500, 40


def main(limit: float, full: range, page: Path | None) -> None:
    """Print a line for each graph, and one for the town; write them where a page is named."""
    heading = ("table", "zones", "published", "found", "proven", "ours s", "full model s", "ratio")
    text = "\n".join(
        (
            f"{conditions()}; the full model is given {limit:.0f} s a graph.\n",
            *table(heading, lines(limit, full)),
        )
    )
    print(text)
    if page is not None:
        put(page, "p-center", text)


def lines(limit: float, full: range) -> Iterator[tuple[str, ...]]:
    """Give a line for each graph, the sum of all, and a line for the town."""
    ours = 0.0
    for number, radius in enumerate(RADII, start=1):
        cost, zones = pmed(number)
        whole = limit if number in full else 0
        line, spent = _line(f"pmed{number}", cost, zones, str(radius), whole)
        ours += spent
        yield line
    yield ("all twenty", "", "", "", "", f"{ours:.2f}", "", "")
    yield _line("Porto, 5,000 × 500, minutes", porto(SITES, POINTS)[0], ZONES, "", 0)[0]


def _line(
    name: str, cost: Floats, zones: int, published: str, limit: float
) -> tuple[tuple[str, ...], float]:
    found, spent = timed(lambda: p_center(cost, zones=zones))
    told = (
        ("none", "no")
        if found is None
        else (
            f"{found.value:.5g}",
            "yes" if found.value == found.bound else f"no, bound {found.bound:.5g}",
        )
    )
    peer = ("not asked", "")
    if limit:
        full, taken = timed(lambda: solve(_full(cost, zones), watch=Watch(seconds=limit)))
        peer = (_told(full, taken), f"{taken / spent:.0f}{'' if full.optimal else ' at least'}")
    line = (name, str(zones), published, *told, f"{spent:.2f}", *peer)
    print(line, flush=True)
    return line, spent


def _told(full: Solved, taken: float) -> str:
    if full.optimal:
        return f"{taken:.1f}, {full.objective:.5g}"
    return f"{taken:.1f}, stopped at {full.objective:.5g}, bound {full.bound:.5g}"


def _full(cost: Floats, zones: int) -> Model:
    """Write columns x(i), y(i, j) and the radius; every point assigned once, to an open site."""
    sites, points = cost.shape
    pairs = sites * points
    site, point = np.divmod(np.arange(pairs), points)
    ones, each = np.ones(pairs), np.arange(pairs)
    once = sparse.csr_array((ones, (point, sites + each)), shape=(points, sites + pairs + 1))
    longest = sparse.csr_array(
        (cost.ravel(), (point, sites + each)), shape=(points, sites + pairs + 1)
    ) - sparse.csr_array(
        (np.ones(points), (np.arange(points), np.full(points, sites + pairs))),
        shape=(points, sites + pairs + 1),
    )
    opened = sparse.csr_array(
        (np.concatenate([ones, -ones]), (np.tile(each, 2), np.concatenate([sites + each, site]))),
        shape=(pairs, sites + pairs + 1),
    )
    number = sparse.csr_array(
        (np.ones(sites), (np.zeros(sites, dtype=int), np.arange(sites))),
        shape=(1, sites + pairs + 1),
    )
    rows = sparse.csr_array(sparse.vstack([once, longest, opened, number]))
    below = np.full(points + pairs + 1, -np.inf)
    above = np.concatenate([np.zeros(points + pairs), [zones]])
    return Model(
        cost=np.concatenate([np.zeros(sites + pairs), [1.0]]),
        lower=np.zeros(sites + pairs + 1),
        upper=np.concatenate([np.ones(sites + pairs), [np.inf]]),
        whole=np.concatenate([np.ones(sites, bool), np.zeros(pairs + 1, bool)]),
        rows=rows,
        row_lower=np.concatenate([np.ones(points), below]),
        row_upper=np.concatenate([np.ones(points), above]),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for a full model")
    parser.add_argument("--full", type=int, default=20, help="up to which graph it is asked")
    parser.add_argument("--page", type=Path)
    given = parser.parse_args()
    main(given.limit, range(1, given.full + 1), given.page)
