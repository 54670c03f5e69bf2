"""Best-improvement swaps under a limit on moves: one zone out, one in, always the best of all.

Let φ1 and φ2 be what a point costs at its nearest and at its second open site, and φ_j at site j::

    gain_j     = Σ max(0, φ1 − φ_j)                          what opening j saves
    loss_i     = Σ_{nearest = i} (φ2 − φ1)                   what closing i costs
    extra_ij   = Σ_{nearest = i} max(0, φ2 − φ_j) − max(0, φ1 − φ_j)   what of it j makes good
    profit_ij  = gain_j − loss_i + extra_ij

M. G. C. Resende and R. F. Werneck, "A fast swap-based local search procedure for location
problems", Annals of Operations Research 150 (2007), after Teitz and Bart (1968). After a swap only
points whose nearest or second site is another are counted anew. There are two costs φ, the weight
that is not covered and weight × travel, and the first counts before the second; both grow with
travel, so that the nearest site is the best for either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.siting.adapting.moves import Count
from gis.siting.adapting.terrain import Terrain
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

NONE = -1


@dataclass(frozen=True, eq=False)
class _Service:
    """For each point: the slot of its nearest zone, and the travel to that and to the second."""

    slot: Ints
    site: Ints
    near: Floats
    next: Floats


class Swaps:
    """A choice of sites on the way: what each swap would bring, kept up to date from one on.

    Zones stand in slots, and there is always an empty one more: a swap with an empty slot opens a
    site, one with no site (``NONE``) closes a zone.
    """

    def __init__(self, terrain: Terrain, begun: Ints) -> None:
        """Begin with some sites."""
        points, sites = terrain.shape
        self.terrain = terrain
        room = 1 + max(terrain.zones, int((terrain.old | terrain.locked).sum()))
        self.slots: Ints = np.full(room, NONE)
        self.slots[: len(begun)] = begun
        self._kinds = np.where(terrain.old, 1, 2)
        self._gain = np.zeros((2, sites + 1))
        self._extra = np.zeros((2, room, sites + 1))
        self._service = self._serve()
        self._add(np.arange(points), ((self._service, 1.0),))

    @property
    def sites(self) -> Ints:
        """The open sites, ascending."""
        return np.sort(self.slots[self.slots != NONE])

    @property
    def count(self) -> Count:
        """How many zones are opened and closed against the present plan."""
        old = self.terrain.old
        kept = int(old[self.sites].sum())
        return Count(len(self.sites) - kept, int(old.sum()) - kept)

    def go(self, sites: Ints) -> None:
        """Open these sites and no others."""
        stay = np.isin(self.slots, sites)
        self.slots[~stay] = NONE
        missing = np.setdiff1d(sites, self.slots)
        self.slots[np.flatnonzero(~stay)[: len(missing)]] = missing
        self._follow()

    def swap(self, slot: int, site: int) -> None:
        """Put a site in a slot."""
        self.slots[slot] = site
        self._follow()

    def improve(self, most: int, watch: Watch) -> None:
        """Swap while that makes the choice better, with at most so many moves from the plan."""
        rank = self.terrain.rank(self.sites)
        while not watch.over:
            found = self.best(self.within(most), worse=False)
            if found is None:
                return
            before = self.slots.copy()
            self.swap(*found)
            better = self.terrain.rank(self.sites)
            if not less(better, rank, self.terrain.hair):  # the last digits had deceived
                self.slots = before
                self._follow()
                return
            rank = better

    def settle(self) -> None:
        """Open what is locked, and close what is too many, always the zone that is missed least."""
        self.go(np.union1d(self.sites, np.flatnonzero(self.terrain.locked)))
        while len(self.sites) > self.terrain.zones:
            closing = self._leading(np.ones((3, 3), dtype=bool))
            closing[:, :-1] = False
            found = self.best(closing, worse=True)
            if found is None:
                return
            self.swap(*found)

    def within(self, most: int) -> Flags:
        """Say which swaps leave at most so many moves, slots × (sites and none)."""
        opened, closed = self._after()
        return self._leading(np.maximum(opened, closed) <= most)

    def back(self) -> Flags:
        """Say which swaps lead back: that open less or close less, and neither more."""
        now = self.count
        opened, closed = self._after()
        fewer = opened + closed < now.opened + now.closed
        return self._leading((opened <= now.opened) & (closed <= now.closed) & fewer)

    def best(self, allowed: Flags, *, worse: bool) -> tuple[int, int] | None:
        """Give the best allowed swap, as slot and site; None where none is left.

        Unless ``worse`` is allowed, only what makes the choice better is given. Of equals the one
        with the lowest price of changes is taken, then with the least shortcoming, then the first.
        """
        hair, loss = self.terrain.hair, self._losses()
        covered = self._extra[0] + self._gain[0] - loss[0][:, None]
        covered[~allowed] = -np.inf
        most = covered.max(initial=-np.inf)
        if most == -np.inf or (most < -hair[0] and not worse):
            return None
        slot, site = np.nonzero(covered >= most - hair[0])
        saved = self._extra[1][slot, site] + self._gain[1][site] - loss[1][slot]
        level = saved >= saved.max() - hair[1]
        slot, site, saved = slot[level], site[level], saved[level]
        price, lack = self._change(self.terrain.price, slot, site), self._lack(slot, site)
        first = np.lexsort((self.slots[slot], site, lack, price))[0]
        gained = (-most, -float(saved[first]), float(price[first]), float(lack[first]))
        if worse or less(gained, (0.0, 0.0, 0.0, 0.0), hair):
            return int(slot[first]), int(np.append(np.arange(len(self._kinds)), NONE)[site[first]])
        return None

    def _losses(self) -> Floats:
        """Give what closing the zone of every slot costs, 2 × slots."""
        service, points = self._service, np.arange(self.terrain.shape[0])
        first, second = (self._worth(each, points) for each in (service.near, service.next))
        more = np.zeros((2, len(self.slots)))
        for layer in range(2):
            np.add.at(more[layer], service.slot, second[layer] - first[layer])
        return more

    def _after(self) -> tuple[Ints, Ints]:
        """Give how many are opened and closed after a swap, by the kinds of its two sites."""
        now, (_, old, other) = self.count, np.eye(3, dtype=np.int64)
        opened = now.opened - other[:, None] + other
        closed = now.closed + old[:, None] - old
        return opened, closed

    def _leading(self, wanted: Flags) -> Flags:
        """Say of each swap whether it is possible, and wanted by the kinds of its two sites.

        Locked zones stay, open sites are not opened again, and an empty slot may be filled only
        while there are fewer zones than there may be.
        """
        terrain = self.terrain
        leading: Flags = wanted[:, np.append(self._kinds, 0)][self._kind(self.slots)]
        held = self.slots != NONE
        leading[held] &= ~terrain.locked[self.slots[held], None]
        leading[:, self.sites] = False
        empty = np.flatnonzero(~held)
        leading[empty[1:] if held.sum() < terrain.zones else empty] = False
        leading[empty, -1] = False
        return leading

    def _kind(self, sites: Ints) -> Ints:
        """Give 0 for no site, 1 for one of the present plan, 2 for another."""
        return np.where(sites == NONE, 0, self._kinds[sites])

    def _change(self, price: Floats, slot: Ints, site: Ints) -> Floats:
        """Give what swaps add to the price of all changes."""
        signed = np.append(np.where(self.terrain.old, -price, price), 0.0)
        change: Floats = signed[site] - signed[self.slots[slot]]
        return change

    def _lack(self, slot: Ints, site: Ints) -> Floats:
        lack = np.append(self.terrain.shortcoming, 0.0)
        change: Floats = lack[site] - lack[self.slots[slot]]
        return change

    def _follow(self) -> None:
        """Bring what swaps bring up to date with the slots."""
        before, now = self._service, self._serve()
        moved = np.flatnonzero(
            (before.site != now.site)
            | (before.slot != now.slot)
            | (before.near != now.near)
            | (before.next != now.next)
        )
        self._add(moved, ((before, -1.0), (now, 1.0)))
        self._service = now

    def _serve(self) -> _Service:
        terrain = self.terrain
        points = np.arange(terrain.shape[0])
        held = np.flatnonzero(self.slots != NONE)
        held = held[np.argsort(self.slots[held])]
        spent = terrain.travel[:, self.slots[held]]
        last = len(self.slots) - 1
        spent = np.column_stack([spent, np.full((len(points), 2), terrain.beyond)])
        first = spent.argmin(axis=1)
        near = spent[points, first]
        spent[points, first] = np.inf
        slot = np.concatenate([held, [last, last]])[first]
        return _Service(slot, self.slots[slot], near, spent.min(axis=1))

    def _add(self, points: Ints, services: tuple[tuple[_Service, float], ...]) -> None:
        """Count some points in (1) or out (−1), with who serves them.

        Only sites nearer than the second zone bring anything.
        """
        width = self._gain.shape[1]
        for service, sign in services:
            for point, site, travel in self._nearer(points, service.next):
                here = self._worth(travel, point)
                first = self._worth(service.near[point], point)
                second = self._worth(service.next[point], point)
                place = service.slot[point] * width + site
                for layer in range(2):
                    saved = np.maximum(first[layer] - here[layer], 0.0)
                    good = np.maximum(second[layer] - here[layer], 0.0) - saved
                    np.add.at(self._gain[layer], site, sign * saved)
                    np.add.at(self._extra[layer].reshape(-1), place, sign * good)

    def _nearer(self, points: Ints, than: Floats) -> Iterator[tuple[Ints, Ints, Floats]]:
        """Give all pairs of some points and the sites nearer than so much, with their travel."""
        near, limit = self.terrain.near, than[points]
        listed = limit <= near.beyond[points]
        some, far = points[listed], points[~listed]
        row, column = np.nonzero(near.travel[some] < limit[listed, None])
        yield some[row], near.sites[some[row], column], near.travel[some[row], column]
        row, column = np.nonzero(self.terrain.travel[far] < limit[~listed, None])
        yield far[row], column, self.terrain.travel[far[row], column]

    def _worth(self, travel: Floats, points: Ints) -> tuple[Floats, Floats]:
        """Give both costs of some travel of some points."""
        weight = self.terrain.weight[points]
        return np.where(travel > self.terrain.cutoff[points], weight, 0.0), weight * travel


def less(one: tuple[float, ...], other: tuple[float, ...], hair: tuple[float, float]) -> bool:
    """Tell whether a rank is better than another by more than the last digits."""
    for left, right, nothing in zip(one, other, (*hair, 1e-9, 1e-9), strict=True):
        if abs(left - right) > nothing:
            return left < right
    return False
