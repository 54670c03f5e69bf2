"""A sweep written down layer by layer: what one decision needs, found once for all passes.

Layer k decides one site. Live spots stand in *slots*, which later spots use again; a slot whose
spot is not live holds zero in every state.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gis.distance import Floats
from gis.siting.covering.sweep.order import Burden
from gis.siting.covering.sweep.potential import Potential, halves
from gis.tally import Flags, Ints

Counts = npt.NDArray[np.float32]  # whole numbers of a few points: exact


@dataclass(frozen=True, eq=False)
class Sets:
    """Odd sets that something happens to, seen from one layer.

    ``slots`` are those of the live spots in any of the sets, ``within`` counts their points (slots
    × sets), ``touched`` those of them that are about to be covered, or closed. ``ahead`` (sets)
    counts points whose first site comes later; ``half`` is a(j, S) of the site, ``price`` g.
    """

    slots: Ints
    within: Counts
    touched: Counts
    ahead: Counts
    half: Floats
    price: Floats


@dataclass(frozen=True, eq=False)
class Layer:
    """One site's turn.

    ``site`` is its place in the potential, ``cost`` its rc. Of the spots near it: ``slots``, their
    ``weight``, ``again`` and ``soon``, the part of ``held`` that counts once they are covered, and
    the ``sets`` they are in. Of the spots that no later site is near: ``closed`` slots, ``missed``,
    what else is ``held``, and the sets ``closing``. ``live`` are the slots that stay live, and
    ``weights`` what is in them.
    """

    site: int
    cost: float
    slots: Ints
    weight: Floats
    again: Floats
    soon: Floats
    sets: Sets
    closed: Ints
    missed: Floats
    held: Floats
    closing: Sets
    live: Ints
    weights: Floats


@dataclass(frozen=True, eq=False)
class _Page:
    """The town as one layer finds it: spots ``alive``, spots ``ahead``, and all spots' slots.

    ``member`` counts the points of a spot in a set, spots × sets.
    """

    town: Potential
    member: Counts
    half: Floats
    slot: Ints
    alive: Flags
    ahead: Flags

    def sets(self, site: int, spots: Ints) -> Sets:
        """Give the sets with a point in some spots, for a site that is chosen."""
        touched = np.flatnonzero(self.member[spots].any(axis=0))
        around = np.unique(self.town.member[touched].indices)
        table = self.member[np.ix_(around, touched)]
        here = self.alive[around]
        within = np.ascontiguousarray(table[here])
        return Sets(
            slots=self.slot[around[here]],
            within=within,
            touched=within * np.isin(around[here], spots)[:, None],
            ahead=table[self.ahead[around]].sum(axis=0),
            half=self.half[touched, site],
            price=self.town.price[touched],
        )


def layers_of(town: Potential, order: Ints) -> list[Layer]:
    """Write down the sweep over all sites in an order (places in the potential)."""
    first, last = Burden(town.near).ends(order)
    slot = _slots(first, last, len(order))
    member = np.ascontiguousarray(town.member.toarray().T.astype(np.float32))
    half, layers = halves(town), []
    # Two halves that both cover a spot both count this: no more than covering it again costs.
    soon = np.minimum(town.held, town.again)
    for k, site in enumerate(order.tolist()):
        page = _Page(town, member, half, slot, (first <= k) & (last >= k), first > k)
        near, gone = np.flatnonzero(town.near[site]), np.flatnonzero(last == k)
        left = np.flatnonzero((first <= k) & (last > k))
        layers.append(
            Layer(
                site=site,
                cost=float(town.cost[site]),
                slots=slot[near],
                weight=town.weight[near],
                again=town.again[near],
                soon=soon[near],
                sets=page.sets(site, near),
                closed=slot[gone],
                missed=town.missed[gone],
                held=(town.held - soon)[gone],
                closing=page.sets(site, gone),
                live=slot[left],
                weights=town.weight[left],
            )
        )
    return layers


def slots_of(layers: list[Layer]) -> int:
    """Count the slots."""
    return 1 + max((int(each.slots.max(initial=-1)) for each in layers), default=-1)


def _slots(first: Ints, last: Ints, layers: int) -> Ints:
    """Give every spot a slot that no other uses from its first to its last layer."""
    slot = np.zeros(len(first), dtype=np.int64)
    free: list[int] = []
    used = 0
    for k in range(layers):
        for spot in np.flatnonzero(first == k):
            if not free:
                free.append(used)
                used += 1
            slot[spot] = free.pop()
        free += slot[last == k].tolist()
    return slot
