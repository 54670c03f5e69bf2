"""The p-median, stage by stage.

1. Swaps among a sample of the sites, then among all: a choice (`search`).
2. A Lagrangian bound by subgradients, whose opened sites are new starts for swaps (`bound`).
3. Sites and pairs that no better choice holds are left out, and 2 is done again (`fixing`).
4. Branch and bound on the sites still in doubt (`branch`), where all are decided but limits on
   pairs bind, an exact model of who goes where (`rest`).

S. L. Hakimi 1964; G. Cornuéjols, M. L. Fisher and G. L. Nemhauser, "Location of bank accounts to
optimize float", Management Science 23 (1977); J. E. Beasley, "Lagrangean heuristics for location
problems", EJOR 65 (1993); M. G. C. Resende and R. F. Werneck, "A hybrid heuristic for the p-median
problem", Journal of Heuristics 10 (2004).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from gis.distance import Floats
from gis.siting.median.branch import decide
from gis.siting.median.choice import best_choice
from gis.siting.median.feasible import some_choice
from gis.siting.median.hunt import Hunt
from gis.siting.median.root import approach, first_sites, servable, shrink, tighten, whole_node
from gis.siting.median.task import Limit, Placed, Prices, Task, task_of
from gis.siting.watch import Watch
from gis.tally import Flags, Ints


def p_median(  # noqa: PLR0913 - one table, and options that stand by their names
    cost: Floats,
    *,
    zones: int,
    locked: Flags | None = None,
    banned: Flags | None = None,
    fee: Floats | None = None,
    limits: Sequence[Limit] = (),
    start: Ints | None = None,
    prices: Prices | None = None,
    watch: Watch | None = None,
) -> Placed | None:
    """Open at most ``zones`` sites so that cost of assignment and fees are least; None if none can.

    ``cost`` (sites × points) is weighted already, and infinite where a pair is not allowed. Each
    point is assigned to one open site. ``start`` (places of sites) is a first choice, ``prices``
    those of a like problem's answer: the same points, the same limits but for their ``most``.
    """
    sites, points = cost.shape
    locked = np.zeros(sites, dtype=bool) if locked is None else locked
    fee = np.zeros(sites) if fee is None else fee
    rows = np.arange(sites) if banned is None else np.flatnonzero(~banned)
    if int(locked.sum()) > zones or (banned is not None and (locked & banned).any()):
        return None
    if not rows.size or zones < 1:
        return None
    columns, constant = _live(cost[rows], limits, rows)
    task = task_of(
        _part(cost, rows, columns),
        zones=min(zones, rows.size),
        locked=locked[rows],
        fee=fee[rows],
        limits=[_limit_part(each, rows, columns) for each in limits],
    )
    hunt = Hunt(task, watch=watch or Watch(), offset=constant)
    if start is not None:
        start = np.flatnonzero(np.isin(rows, start))
    if prices is not None:
        prices = Prices(prices.points[columns], prices.limits * task.scale)
    answer = _solved(task, hunt, start, prices)
    if answer is None:
        return None
    bound, last = answer
    worth = cost[rows[0]].copy()
    worth[columns] = last.points
    return _placed(
        hunt, cost, rows, columns, bound + constant, constant, Prices(worth, last.limits / task.scale)
    )


def _solved(
    task: Task, hunt: Hunt, start: Ints | None, prices: Prices | None
) -> tuple[float, Prices] | None:
    """Solve a task; the best choice is in the hunt. Gives the bound and the last prices."""
    if not servable(whole_node(task)):
        return None
    none = np.zeros(len(task.most))
    start = first_sites(task, hunt) if start is None or not start.size else start
    start = np.union1d(start, np.flatnonzero(task.locked))
    if start.size > task.zones:
        start = first_sites(task, hunt)
    hunt.offer(best_choice(task, start, none))
    node, bounded = approach(task, hunt, start, prices)
    if hunt.best is None and not hunt.watch.over:
        found, possible = some_choice(task, bounded, watch=hunt.watch)
        if not possible:
            return None
        if found is not None:
            hunt.offer(found)
    bound, last = node.bound, bounded.prices
    rest = shrink(node, bounded, hunt)
    rest = None if rest is None else tighten(rest, hunt)
    proven = math.inf if rest is None else max(bound, decide(rest, hunt))
    # What was left out costs more than the target, and is not better.
    if hunt.best is None:
        return None if math.isinf(proven) else (proven, last)
    bound = hunt.value if hunt.beyond(proven) else proven
    hunt.tell(bound)
    return bound, last


def _live(cost: Floats, limits: Sequence[Limit], rows: Ints) -> tuple[Ints, float]:
    """Give the points for which it matters where they go, and what all others cost together."""
    idle = np.isfinite(cost[0]) & (cost == cost[0]).all(axis=0)
    for each in limits:
        if each.pairs is not None:
            taken = each.pairs[rows]
            idle &= (taken == taken[0]).all(axis=0)
    if idle.all():
        idle[0] = False  # the engine wants a point
    return np.flatnonzero(~idle), float(cost[0][idle].sum())


def _limit_part(limit: Limit, rows: Ints, columns: Ints) -> Limit:
    if limit.pairs is None:
        return Limit(limit.most, None, None if limit.sites is None else limit.sites[rows])
    idle = np.setdiff1d(np.arange(limit.pairs.shape[1]), columns)
    return Limit(
        most=limit.most - float(limit.pairs[rows[0], idle].sum()),
        pairs=_part(limit.pairs, rows, columns),
        sites=None if limit.sites is None else limit.sites[rows],
    )


def _part(table: Floats, rows: Ints, columns: Ints) -> Floats:
    if (rows.size, columns.size) == table.shape:
        return np.ascontiguousarray(table, dtype=np.float64)
    return table[np.ix_(rows, columns)].astype(np.float64)


def _placed(
    hunt: Hunt, cost: Floats, rows: Ints, columns: Ints, bound: float, constant: float, prices: Prices
) -> Placed:
    points = cost.shape[1]
    if hunt.best is None:
        nobody = np.full(points, -1)
        return Placed(np.zeros(0, dtype=np.int64), nobody, math.inf, bound, prices)
    sites = rows[hunt.best.sites]
    zone = np.full(points, sites[0])
    zone[columns] = rows[hunt.best.zone]
    return Placed(sites, zone, hunt.best.value + constant, bound, prices)
