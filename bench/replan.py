"""Five zones of a plan are lost: what each number of moves buys, in how many seconds.

Run from the project's root: ``python -m bench.replan [--page PAGE.md]``. The table is drive minutes
between 5,000 sites and 500 points of Porto with random officers; the plan is what a free hand finds
for 40 zones, of which five are then lost. The whole answer is timed from the changed problem on,
once with as long as it needs and once stopped after three seconds. Every alternative is verified.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.covering_tables import porto
from bench.page import conditions, put, table
from gis.distance import Floats
from gis.siting.change import Change
from gis.siting.problem import Problem
from gis.siting.proposal import Proposal
from gis.siting.replan import Replanned, replan
from gis.siting.watch import Watch

SITES, POINTS, ZONES, LOST = 5_000, 500, 40, 5
CUTOFFS = (5.0, 8.0)
LIMIT = 3.0
HEAD = (
    "cutoff",
    "moves",
    "opened, closed",
    "covered",
    "at most",
    "mean, 90 %, worst min",
    "travel gap",
    "officers elsewhere",
    "verified",
)


def main(page: Path | None) -> None:
    """Print what each number of moves buys; write it where a page is named."""
    cost, officers = porto(SITES, POINTS)
    asked = f"{SITES:,} sites × {POINTS} points of Porto by car, {ZONES} zones of which {LOST} are"
    note = "lost; a travel gap is that to the bound, with as much covered."
    parts = [f"{conditions()}; {asked} {note}\n"]
    for cutoff in CUTOFFS:
        problem, change = _lost(cost, officers, cutoff)
        for limit in (np.inf, LIMIT):
            told = replan(problem, change, watch=Watch(seconds=limit))
            within = "as long as it needs" if np.isinf(limit) else f"at most {limit:.0f} s"
            before = f"{told.before.covered:,.0f} covered before, {told.before.mean:.2f} min"
            parts.append(f"Cutoff {cutoff:g} min, {within}: {told.seconds:.2f} s; {before}.\n")
            parts += [*table(HEAD, _rows(told, cutoff)), ""]
    text = "\n".join(parts)
    print(text)
    if page is not None:
        put(page, "Adapting a plan", text)


def _lost(cost: Floats, officers: Floats, cutoff: float) -> tuple[Problem, Change]:
    """Give a problem with a good plan, and five of its zones lost."""
    problem = Problem(
        site_ids=tuple(f"s{n:04}" for n in range(SITES)),
        point_ids=tuple(f"p{n:03}" for n in range(POINTS)),
        cost=cost,
        weight=officers,
        cutoff=np.full(POINTS, cutoff),
        zones=ZONES,
    )
    began = time.perf_counter()
    plan = replan(problem, Change()).alternatives[-1].proposal.chosen
    print(f"a plan made in {time.perf_counter() - began:.1f} s", flush=True)
    lost = np.random.default_rng(2024).choice(plan, LOST, replace=False)
    return replace(problem, present=frozenset(plan)), Change(lost=frozenset(lost.tolist()))


def _rows(told: Replanned, cutoff: float) -> Iterator[tuple[str, ...]]:
    for each in told.alternatives:
        proposal = each.proposal
        yield (
            f"{cutoff:g}",
            f"{each.moves}",
            f"{len(each.added)}, {len(each.dropped)}",
            f"{proposal.covered:,.0f}",
            f"{proposal.bound:,.0f}",
            f"{proposal.mean:.2f}, {proposal.p90:.2f}, {proposal.worst:.2f}",
            f"{_travel_gap(proposal):.2%}",
            f"{each.difference.weight:,.0f}",
            "yes" if proposal.verified else "no",
        )


def _travel_gap(proposal: Proposal) -> float:
    return next(goal.gap for goal in proposal.goals if goal.goal == "travel")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--page", type=Path)
    main(**vars(parser.parse_args()))
