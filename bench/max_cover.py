"""Maximal cover against spopt on one real town, and on published covers; answers compared.

Run from the project's root: ``python -m bench.max_cover [--limit S] [--page PAGE.md]``. The peer is
``spopt.locate.MCLP`` with the CBC that pulp brings, from the table to the answer, on the same 5,000
sites and 500 points of Porto by car. New York and Bronx are those of the published optima
(nodes, demand, optimum and its sites in one folder): the published sites are counted again here,
and a cover that is not proven within the limit is told with its bound.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from bench.covering_tables import porto
from bench.page import conditions, put, table
from bench.published_covers import published_town, town
from gis.distance import Floats
from gis.siting.covering.covered import Covered
from gis.siting.covering.max_cover import max_cover
from gis.siting.watch import Watch

SITES, POINTS, ZONES = 5_000, 500, 40
CUTOFFS = (4, 5, 6, 8, 10)
TOWNS = (
    ("NewYork", 50, 400),
    ("NewYork", 70, 400),
    ("NewYork", 100, 400),
    ("Bronx", 50, 600),
    ("Bronx", 80, 600),
)
T = TypeVar("T")


def main(limit: float, page: Path | None) -> None:
    """Print both tables; write them where a page is named."""
    head = (
        f"{conditions()}; {SITES:,} sites × {POINTS} points of Porto by car, {ZONES} zones. "
        "End to end: from the table to the answer.\n"
    )
    text = "\n".join(
        (
            head,
            *table(
                ("cutoff", "covered", "ours s", "spopt s", "times ours", "same optimum"),
                against_spopt(),
            ),
            "",
            f"Published towns, {limit:.0f} s at most:\n",
            *table(
                ("town, zones", "published", "found", "bound", "gap", "seconds"),
                published(limit),
            ),
        )
    )
    print(text)
    if page is not None:
        put(page, "Maximal cover", text)


def against_spopt() -> Iterator[tuple[str, ...]]:
    """Ask both for each cutoff."""
    minutes, officers = porto(SITES, POINTS)
    for cutoff in CUTOFFS:
        ours, spent = timed(lambda c=cutoff: max_cover(minutes <= c, officers, zones=ZONES))
        theirs, taken = timed(lambda c=cutoff: _spopt(minutes, officers, c))
        value, bound = _value(ours)
        line = (
            f"{cutoff} min",
            f"{value:,.0f}{'' if value == bound else ' (not proven)'}",
            f"{spent:.2f}",
            "not installed" if theirs is None else f"{taken:.1f}",
            "" if theirs is None else f"{taken / spent:.0f}",
            "" if theirs is None else _agreed(value, theirs),
        )
        print(line, flush=True)
        yield line


def published(limit: float) -> Iterator[tuple[str, ...]]:
    """Ask for each published cover."""
    for name, zones, metres in TOWNS:
        away, people = town(name)
        near = away <= metres
        told, sites = published_town(name, zones, metres)
        counted = float(people[near[sites].any(axis=0)].sum())
        found, spent = timed(
            lambda z=zones, n=near, w=people: max_cover(n, w, zones=z, watch=Watch(seconds=limit))
        )
        value, bound = _value(found)
        line = (
            f"{name}, {zones}",
            f"{told:,.0f}{'' if counted == told else f' (its sites give {counted:,.0f})'}",
            f"{value:,.0f}",
            f"{bound:,.0f}",
            f"{(bound - value) / value:.2%}" if value < bound else "proven",
            f"{spent:.1f}",
        )
        print(line, flush=True)
        yield line


def _spopt(minutes: Floats, officers: Floats, cutoff: float) -> float | None:
    """Give the weight that the peer covers; None where it is not installed."""
    try:
        import pulp  # noqa: PLC0415 - a peer, not a dependency
        from spopt.locate import MCLP  # noqa: PLC0415 - the same
    except ImportError:
        return None
    model: Any = MCLP.from_cost_matrix(minutes.T, officers, cutoff, p_facilities=ZONES)
    solved = model.solve(pulp.PULP_CBC_CMD(msg=False))
    return float(solved.problem.objective.value())


def _agreed(ours: float, theirs: float) -> str:
    return "yes" if abs(ours - theirs) < 0.5 else f"no: {theirs:,.0f}"  # noqa: PLR2004 - whole


def _value(found: Covered | None) -> tuple[float, float]:
    return (float("nan"), float("nan")) if found is None else (found.value, found.bound)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Give what comes of some work, and the seconds it took."""
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds for a published town")
    parser.add_argument("--page", type=Path)
    given = parser.parse_args()
    main(given.limit, given.page)
