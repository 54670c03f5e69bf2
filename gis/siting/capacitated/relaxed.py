"""A stronger bound: the linear relaxation with cuts, on the sites and arcs that count.

The relaxation is solved on some sites and arcs (``relaxation``), its shares are searched for
inequalities that they do not hold (``cuts``), and its prices are held against all sites and arcs:
what pays there is taken in. The bound rests on none of that: the prices, and the weights of the
cuts, go into the Lagrangian bound over the whole task (``ascent``), valid whatever they are.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gis.distance import Floats
from gis.siting.capacitated.ascent import Dual, chosen, weighed
from gis.siting.capacitated.cuts import tightened, violated
from gis.siting.capacitated.relaxation import Relaxation
from gis.siting.watch import Watch
from gis.tally import Flags, Ints


def strengthen(dual: Dual, *, watch: Watch, rounds: int) -> Dual:
    """Improve a bound by so many rounds of cuts, or until the watch is over.

    The answer's task is charged for the cuts; its ``bound`` is that of the task without them, and
    ``often`` tells how far each site was open in the relaxation.
    """
    task, best, often = dual.task, dual, dual.often
    still = 0
    relaxation = Relaxation(task, watch)
    begin(relaxation, dual)
    for _ in range(rounds):
        if watch.over or not relaxation.solve():
            break
        shares = relaxation.shares
        often = np.zeros(len(task.free))
        often[shares.sites] = shares.opened
        charged, added = tightened(task, relaxation.cuts, relaxation.weights)
        now, sent = weighed(charged, relaxation.prices, relaxation.room)
        now = replace(now, bound=now.bound + added)
        settled = relaxation.value - now.bound < _SETTLED * abs(relaxation.value)
        still = 0 if now.bound > best.bound + _LITTLE * abs(now.bound) else still + settled
        best = now if now.bound > best.bound else best
        watch.tell(bound=best.bound)
        grown = grow(relaxation, now, sent)
        cuts = violated(task, shares, sent)
        relaxation.cut(cuts)
        if still > _STILL or (not grown and not cuts):
            break
    return replace(best, often=often)


# Rounds that bring little end it: the time does more for the plan. While the bound is far below the
# relaxation's own value, sites and arcs are wanting yet, and a round says nothing of the cuts.
_LITTLE, _STILL, _SETTLED = 1e-4, 2, 1e-3


def begin(relaxation: Relaxation, dual: Dual) -> None:
    """Take in the best sites, and the best arcs to each point."""
    task = relaxation.task
    ranked = np.argsort(np.where(task.free, dual.value, np.inf), kind="stable")
    first = task.locked.copy()
    first[ranked[: _SITES * task.zones]] = True
    sites = np.flatnonzero(first & task.free)
    relaxation.take_sites(sites)
    reduced = dual.reduced(sites)
    rank = np.argsort(np.argsort(reduced, axis=0, kind="stable"), axis=0, kind="stable")
    site, point = np.nonzero((rank < _ARCS) & np.isfinite(reduced))
    relaxation.take_arcs(sites[site], point)


_SITES, _ARCS = 4, 15


def grow(relaxation: Relaxation, dual: Dual, sent: Floats) -> bool:
    """Take in what pays at the prices and is not there yet; say whether anything did.

    ``sent`` (sites × points) is what each site sends at these prices if it is open. Where a best
    site has room to spare for want of arcs, the arc that fills it sets the price of its room, and
    costs nothing beyond it: such arcs are told by what is sent, not by what they pay.
    """
    task = dual.task
    best = chosen(task, dual.value)
    full = int(best.sum()) >= task.zones
    worst = float(dual.value[best & ~task.locked].max(initial=-np.inf)) if full else 0.0
    pays = task.free & ~relaxation.sites & (dual.value <= worst)
    ranked = np.flatnonzero(pays)
    more = ranked[np.argsort(dual.value[ranked], kind="stable")][:_MORE]
    if len(more):
        relaxation.take_sites(np.sort(more))
    sites = np.flatnonzero(relaxation.sites)
    reduced = np.where(relaxation.arcs_of(sites), 0.0, dual.reduced(sites))
    wanted = best[sites, None] & (sent[sites] > 0) & ~relaxation.arcs_of(sites)
    site, point = _worst(reduced, wanted)
    if len(site):
        relaxation.take_arcs(sites[site], point)
    return bool(len(more) or len(site))


_MORE, _MORE_ARCS = 40, 3000


def _worst(reduced: Floats, wanted: Flags) -> tuple[Ints, Ints]:
    """Give the arcs that are wanted, and those that pay, the ones that pay most first."""
    site, point = np.nonzero(wanted | (reduced < -_PAYS))
    if len(site) > _MORE_ARCS:
        order = np.argsort(reduced[site, point], kind="stable")[:_MORE_ARCS]
        site, point = site[order], point[order]
    return site, point


_PAYS = 1e-6
