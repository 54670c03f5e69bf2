"""What follows from chosen zones and who goes where, counted again by hand.

One share and one point after the other, from the problem's table alone: no code of any solver, nor
of what puts a proposal together, stands behind a figure here.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gis.siting.goals import Goal
from gis.siting.problem import Problem
from gis.siting.proposal import WHOLE, Proposal

TAIL = 0.9
_HAIR = 1e-9


@dataclass(frozen=True, eq=False)
class Recount:
    """What a proposal comes to.

    ``parts`` and ``covered_parts`` are those of each point that go to some zone, and to one within
    the cutoff; ``near`` counts the chosen zones within it; all three in the order of the points.
    ``loads`` are what each zone receives, by component and zone. ``figures`` are by the name of
    their field, ``goals`` by their goal. ``p90`` is the least and the most that the tail may be:
    alike, but where parts of officers come to nine tenths within a hair.
    """

    parts: Sequence[float]
    covered_parts: Sequence[float]
    near: Sequence[int]
    loads: Mapping[tuple[str, str], float]
    figures: Mapping[str, float]
    goals: Mapping[str, float]
    p90: tuple[float, float]
    unserved: frozenset[str]


def recount(problem: Problem, proposal: Proposal) -> Recount:
    """Count a proposal whose ids are all in the problem's table."""
    parts, covered_parts, near = _parts(problem, proposal)
    weights = [float(each) for each in problem.weight]
    covered = math.fsum(w * part for w, part in zip(weights, covered_parts, strict=True))
    journeys = list(_journeys(problem, proposal))
    spent = math.fsum(weight for _, weight in journeys)
    total = math.fsum(cost * weight for cost, weight in journeys)
    worst = max((cost for cost, _ in journeys), default=math.nan)
    return Recount(
        parts=parts,
        covered_parts=covered_parts,
        near=near,
        loads=_loads(problem, proposal),
        figures={
            "covered": covered,
            "weight": math.fsum(weights),
            "mean": total / spent if journeys else math.nan,
            "worst": worst,
        },
        goals=_goals(problem, proposal)
        | {
            Goal.SERVED: math.fsum(w * part for w, part in zip(weights, parts, strict=True)),
            Goal.COVER: covered,
            Goal.TRAVEL: total,
            Goal.WORST: worst if journeys else 0.0,
        },
        p90=_tails(journeys),
        unserved=frozenset(
            name
            for column, name in enumerate(problem.point_ids)
            if parts[column] < 1 - WHOLE and float(problem.weight[column]) > 0
        ),
    )


def _parts(problem: Problem, proposal: Proposal) -> tuple[list[float], list[float], list[int]]:
    """Give the part of each point that goes somewhere, that is covered, and the zones near it."""
    site = {name: row for row, name in enumerate(problem.site_ids)}
    rows = [site[name] for name in proposal.chosen]
    sent, close = defaultdict(list), defaultdict(list)
    limit = dict(zip(problem.point_ids, map(float, problem.cutoff), strict=True))
    point = {name: column for column, name in enumerate(problem.point_ids)}
    for each in proposal.allocation:
        sent[each.point].append(each.part)
        if float(problem.cost[site[each.zone], point[each.point]]) <= limit[each.point]:
            close[each.point].append(each.part)
    near = [
        sum(float(problem.cost[row, column]) <= limit[name] for row in rows)
        for name, column in point.items()
    ]
    covered = [
        math.fsum(close[name]) if count >= problem.backup else 0.0
        for name, count in zip(problem.point_ids, near, strict=True)
    ]
    return [math.fsum(sent[name]) for name in problem.point_ids], covered, near


def _journeys(problem: Problem, proposal: Proposal) -> Iterator[tuple[float, float]]:
    """Give the travel of each share that weighs anything, and how much."""
    site = {name: row for row, name in enumerate(problem.site_ids)}
    point = {name: column for column, name in enumerate(problem.point_ids)}
    for each in proposal.allocation:
        weight = float(problem.weight[point[each.point]])
        if weight > 0:
            yield float(problem.cost[site[each.zone], point[each.point]]), weight * each.part


def _tails(journeys: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Give the tail as it is with a hair less and a hair more; whole officers need no second."""
    whole = all(weight == int(weight) for _, weight in journeys)
    return _tail(journeys, -_HAIR), _tail(journeys, -_HAIR if whole else _HAIR)


def _tail(journeys: Sequence[tuple[float, float]], hair: float) -> float:
    """Give the least travel within which nine tenths of the weight is, give or take a hair."""
    wanted = math.fsum(weight for _, weight in journeys) * (TAIL + hair)
    held = 0.0
    for cost, weight in sorted(journeys):
        held += weight
        if held >= wanted:
            return cost
    return math.nan


def _loads(problem: Problem, proposal: Proposal) -> dict[tuple[str, str], float]:
    """Give what each chosen zone receives of each component that zones can be full of."""
    point = {name: column for column, name in enumerate(problem.point_ids)}
    loads: dict[tuple[str, str], float] = {
        (component, zone): 0.0 for component in problem.capacity for zone in proposal.chosen
    }
    for component in problem.capacity.keys() & problem.demand.keys():
        demand = problem.demand[component]
        for each in proposal.allocation:
            taken = float(demand[point[each.point]]) * each.part
            loads[component, each.zone] = loads.get((component, each.zone), 0.0) + taken
    return loads


def _goals(problem: Problem, proposal: Proposal) -> dict[str, float]:
    """Give the goals that depend on the chosen sites alone."""
    chosen = set(proposal.chosen)
    rows = range(len(problem.site_ids))
    moved = [
        row
        for row in rows
        if (problem.site_ids[row] in chosen) != (problem.site_ids[row] in problem.present)
    ]
    poor = [] if problem.shortcoming is None else list(problem.shortcoming)
    return {
        Goal.ZONES: float(len(chosen)),
        Goal.CHANGES: math.fsum(
            1.0 if problem.switching is None else float(problem.switching[row]) for row in moved
        ),
        Goal.QUALITY: math.fsum(
            float(lack)
            for name, lack in zip(problem.site_ids, poor, strict=bool(poor))
            if name in chosen
        ),
    }
