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
from gis.siting.median.part import part_of
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
    sites = len(cost)
    locked = np.zeros(sites, dtype=bool) if locked is None else locked
    banned = np.zeros(sites, dtype=bool) if banned is None else banned
    fee = np.zeros(sites) if fee is None else fee
    if zones < max(1, int(locked.sum())) or (locked & banned).any() or banned.all():
        return None
    part = part_of(cost, banned=banned, limits=limits)
    task = task_of(
        part.table(cost),
        zones=min(zones, part.sites.size),
        locked=locked[part.sites],
        fee=fee[part.sites],
        limits=[part.limit(each) for each in limits],
    )
    hunt = Hunt(task, watch=watch or Watch(), offset=part.constant)
    begun = None if start is None else np.flatnonzero(np.isin(part.sites, start))
    answer = _solved(task, hunt, begun, None if prices is None else part.prices(prices, task))
    return None if answer is None else part.placed(hunt.best, task, *answer)


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
